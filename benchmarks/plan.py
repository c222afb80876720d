"""One sweep on the configured database, and the plan that the database made for each of its looks at the links.

A program of its own, since it runs in the environment of the installation that is measured (`benchmarks/memory.py`).
"""

import json
import os
import time

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advocacy.settings")
    django.setup()

    # Models and tasks need Django to be set up first.
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from links.tasks import sweep

    sweep()  # the first also connects to the queue and loads what all later ones use
    with CaptureQueriesContext(connection) as queries:
        began = time.perf_counter()
        sweep()
        took = time.perf_counter() - began
    plans = []
    with connection.cursor() as cursor:
        for query in queries:
            if query["sql"].startswith("SELECT") and "links_link" in query["sql"]:
                cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY ON) {query['sql']}")
                plans.append([line for (line,) in cursor.fetchall()])
    print(json.dumps({"seconds": took, "plans": plans}))
