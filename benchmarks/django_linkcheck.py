"""django-linkcheck on a list of links, as its management command checks them: one after another, kept in SQLite.

Runs in the environment of that package, not in ours (`benchmarks/rivals.py`).
"""

import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command


def main(links: list[str]) -> None:
    settings.configure(
        INSTALLED_APPS=["django.contrib.contenttypes", "linkcheck"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        LOGGING_CONFIG=None,
        USE_TZ=True,
        # Links there are its own, which it does not fetch.
        SITE_DOMAIN="letters.example.org",
    )
    django.setup()
    call_command("migrate", verbosity=0)
    from linkcheck.models import Url  # type: ignore[import-not-found]  # its models need Django to be set up first

    for link in links:
        url = Url.objects.create(url=link)
        url.check_url(check_internal=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]).read_text().split())
