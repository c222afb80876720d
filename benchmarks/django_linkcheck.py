"""django-linkcheck on a list of links, as its management command checks them: one after another, kept in PostgreSQL.

Runs in the environment of that package, not in ours (`benchmarks/rivals.py`), and prints how many seconds the checks
took: as with ours, neither start-up nor writing the links to check is counted. It asks for heads alone (HEAD) and reads
no page.
"""

import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import django
import psycopg
from django.conf import settings
from django.core.management import call_command

_DATABASE = "django_linkcheck"


def main(server: str, links: list[str]) -> float:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {_DATABASE}")
        connection.execute(f"CREATE DATABASE {_DATABASE}")
    at = urlsplit(server)
    settings.configure(
        INSTALLED_APPS=["django.contrib.contenttypes", "linkcheck"],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": _DATABASE,
                "USER": at.username,
                "HOST": at.hostname,
                "PORT": at.port,
            }
        },
        LOGGING_CONFIG=None,
        USE_TZ=True,
        # Links there are its own, which it does not fetch.
        SITE_DOMAIN="letters.example.org",
    )
    django.setup()
    call_command("migrate", verbosity=0)
    # Its models need Django to be set up first.
    from linkcheck.models import Url  # type: ignore[import-not-found]
    from linkcheck.utils import check_links  # type: ignore[import-not-found]

    Url.objects.bulk_create([Url(url=link) for link in links])
    began = time.perf_counter()
    check_links(check_internal=False)
    return time.perf_counter() - began


if __name__ == "__main__":
    print(main(sys.argv[1], Path(sys.argv[2]).read_text().split()))
