"""Web addresses as people print them, and the one normalised form under which a link is kept and checked.

Pure: text in, text out. Parsing follows the WHATWG URL Standard (through ada), as browsers do.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import ada_url
from django.utils.translation import gettext as _

MAX_LENGTH = 2000
_TEXT_DIRECTIVE = ":~:"
_CONTROL_OR_SPACE = re.compile(r"[\x00-\x20\x7f]")


class BadAddress(ValueError):
    """An address that cannot be a cited source's; the message is written for the person who typed it."""


@dataclass(frozen=True, slots=True)
class Address:
    """A parsed address: `url` is normalised and has no fragment; `fragment` is what followed `#`, as printed."""

    url: str
    host: str
    fragment: str

    @property
    def text_directive(self) -> str:
        """The text directives (`text=…&text=…`) of a WICG text fragment, or an empty string."""
        _, mark, directive = self.fragment.partition(_TEXT_DIRECTIVE)
        return directive if mark and "text=" in directive else ""


# On its way into the record an address is looked at again and again: read, judged, matched, kept, cited.
@lru_cache(maxsize=2_048)
def parse(printed: str) -> Address:
    """Read `printed` (surrounding white space and `<…>` are forgiven); raises BadAddress.

    Two addresses of the same page normalise to the same `url`: case of scheme and host, default ports, dot segments
    and the fragment make no difference. Paths, queries and http/https do.
    """
    text = printed.strip()
    if text.startswith("<") and text.endswith(">"):
        text = text[1:-1].strip()
    if not text:
        raise BadAddress(_("Enter the address of the page, beginning with https:// or http://."))
    if _CONTROL_OR_SPACE.search(text):
        raise BadAddress(_("The address contains a space or a line break. Remove it, or write it as %20."))
    scheme = text.partition(":")[0].lower()
    if scheme not in {"http", "https"} or ":" not in text:
        raise BadAddress(_("Only web addresses can be checked: begin with https:// or http://."))
    try:
        parsed = ada_url.URL(text)
    except ValueError:
        raise BadAddress(_("This is not an address a browser could open. Check the part after //.")) from None
    # The dot that ends a full name (example.org.) is none of the name that a certificate, or a server, is given.
    host = parsed.hostname.rstrip(".")
    if parsed.protocol not in {"http:", "https:"} or not host:
        raise BadAddress(_("The address names no site. Check the part after //."))
    if parsed.username or parsed.password:
        raise BadAddress(_("The address contains a user name or password. Remove the part before the @."))
    fragment = text.partition("#")[2]
    parsed.hash, parsed.hostname = "", host
    url = parsed.href.rstrip("#")
    if len(url) > MAX_LENGTH:
        raise BadAddress(_("The address is longer than %(most)d characters.") % {"most": MAX_LENGTH})
    return Address(url=url, host=parsed.hostname, fragment=fragment)
