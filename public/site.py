"""What every answer to a machine says of this site: its name, its address, its licence, and the ids it gives.

All of it comes from the settings and not from the request, so that an answer is the same whatever name a reader reached
the site by, and a cache can be led to no foreign address.
"""

from urllib.parse import urlsplit

from django.conf import settings

NAME = "Advocacy letters"
# pyproject.toml's, which an installation does not carry with it.
VERSION = "0.1.0"
GENERATOR = f"{NAME} {VERSION}"
# RFC 4151 wants a day on which the site's name was ours; it must never change, or every subscriber reads all anew.
_TAG_SINCE = "2026"


def absolute(path: str) -> str:
    """The full address of a path of this site."""
    return settings.BASE_URL + path


def licence_name() -> str:
    """The licence of the record, by its SPDX identifier. The letters' own words remain their writers'."""
    return settings.DATA_LICENCE


def licence_address() -> str:
    return f"https://spdx.org/licenses/{settings.DATA_LICENCE}.html"


def tag(path: str) -> str:
    """A permanent id (RFC 4151) for what has this path here: it stays when the site moves from http to https."""
    return f"tag:{urlsplit(settings.BASE_URL).hostname},{_TAG_SINCE}:{path}"
