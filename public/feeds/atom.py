"""Letters as an Atom feed (RFC 4287)."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from letters.models import Letter
from public.characters import for_xml
from public.site import GENERATOR, NAME, absolute, licence_address, licence_name, tag

# What a feed says of itself as long as there is nothing in it: a day that stays, or its readers would see it change.
_EMPTY_SINCE = datetime(2026, 1, 1, tzinfo=UTC)
_WORDS = 80


class Atom(Atom1Feed):
    """Django's Atom feed, with what RFC 4287 has besides: who made it, under which licence, in which language."""

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("generator", GENERATOR, {"uri": absolute("/")})

    def root_attributes(self) -> dict[str, Any]:
        # Django knows no base; addresses in a summary would be relative to whatever shows it.
        return {**super().root_attributes(), "xml:base": absolute("/")}

    def item_attributes(self, item: dict[str, Any]) -> dict[str, Any]:
        return {**super().item_attributes(item), "xml:lang": item["language"]}

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=_EMPTY_SINCE)


def feed(*, title: str, path: str, page: str, letters: Iterable[Letter]) -> str:
    """The feed that stands at `path` and belongs to the page at `page`, with these letters."""
    made = Atom(
        title=for_xml(title),
        link=absolute(page),
        description=_("Letters written for detained people, as they are published."),
        language=settings.LANGUAGE_CODE,
        author_name=NAME,
        author_link=absolute("/"),
        feed_url=absolute(path),
        feed_guid=tag(path),
        feed_copyright=_("The record: %(licence)s, %(address)s. The words of a letter remain those of its writers.")
        % {"licence": licence_name(), "address": licence_address()},
    )
    for letter in letters:
        made.add_item(**_entry(letter))
    return made.writeString("utf-8")


def updated(letter: Letter) -> datetime:
    """When the letter last changed for its readers: when it was published, or when its row was saved since."""
    assert letter.published_at is not None
    return max(letter.published_at, letter.updated_at)


def _entry(letter: Letter) -> dict[str, Any]:
    address = letter.get_absolute_url()
    return {
        "title": for_xml(letter.subject),
        "link": absolute(address),
        # Django writes the summary as HTML.
        "description": escape(for_xml(_summary(letter))),
        "unique_id": tag(address),
        "pubdate": letter.published_at,
        "updateddate": updated(letter),
        "author_name": for_xml(letter.issuer.name),
        "categories": [str(letter.kind)],
        "language": letter.language,
    }


def _summary(letter: Letter) -> str:
    """What a subscriber reads in the list: the date, for whom, and the summary."""
    named = ", ".join(mention.person.name for mention in letter.first_mentions)  # type: ignore[attr-defined]
    parts = [f"{letter.date.isoformat()}."]
    if named:
        parts.append(_("Written for %(names)s.") % {"names": named})
    return " ".join([*parts, Truncator(letter.summary).words(_WORDS)]).strip()
