"""The link report as a mail: one digest, three templates (subject, text, HTML). No database, no clock.

A run writes to many, and what it has written it uses again: an entry for all who are told it in their language
(`reports/fragments.py`), the sheet around the entries for all who are told the same on the same clock.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from reports.digest import Digest, Entry, Section, Turn
from reports.fragments import INLINER, Fragments, Offer
from reports.recent import Recent
from reports.slots import Blank, Slots
from reports.table import Lines, as_csv
from reports.templatetags.report_mail import web_address

_TITLES = {
    Turn.DIED: _("Newly dead"),
    Turn.UNVERIFIABLE: _("Could not be verified any more"),
    Turn.PASSAGE_GONE: _("The quoted passage is gone"),
    Turn.FOUND: _("Found at another address"),
    Turn.MOVED: _("Moved"),
    Turn.CHANGED: _("Changed a great deal"),
    Turn.UNCLEAR: _("No longer known to be dead"),
    Turn.RECOVERED: _("Recovered"),
}
_MEANING = {
    Turn.DIED: _(
        "Failed again and again for at least six days, or a person says they are gone. Letters that cite them "
        "need an archived copy or another source."
    ),
    Turn.UNVERIFIABLE: _(
        "Their sites keep our checker out, which says nothing of the pages. Look in a browser, and say what you see."
    ),
    Turn.PASSAGE_GONE: _(
        "The pages answer, but not with the words that letters rely on. Use the archived copy, or see "
        "whether the words stand there in another form."
    ),
    Turn.FOUND: _(
        "These failing pages seem to live on where their sites have gone. Look, and accept the new address or leave it."
    ),
    Turn.MOVED: _("Their sites lead to a new address for good. Nothing needs to be done, unless it is another page."),
    Turn.CHANGED: _(
        "The pages answer, but their text is far from what was first read. See whether they still say what "
        "letters cite them for."
    ),
    Turn.UNCLEAR: _("Reported dead before; whether they can be read is not known now. Somebody should look."),
    Turn.RECOVERED: _("Reported dead before, readable again. Nothing needs to be done."),
}


_TONE = {Turn.DIED: "grave", Turn.PASSAGE_GONE: "grave", Turn.RECOVERED: "good"}
# Readers who are told the same follow each other; each has some hundreds of kilobytes.
_SHEETS_KEPT = 16
_TABLES_KEPT = 12


@dataclass(frozen=True, slots=True)
class Places:
    """Where a reader of the mail can go: full addresses; those of the admin's pages are empty for outsiders."""

    leave: str
    dead_links: str = ""
    subscription: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """`table` is a CSV file that goes with a report of more entries than are shown, else empty."""

    subject: str
    text: str
    html: str
    table: str = ""


Offering = Callable[[Entry], Sequence[Offer]]


def nothing(entry: Entry) -> Sequence[Offer]:
    """What is offered to readers who may not decide about links."""
    return ()


@dataclass(frozen=True, slots=True)
class _Part:
    """A section as the templates show it, with a mark for each of its entries."""

    section: Section
    title: str
    meaning: str
    tone: str
    entries: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A mail with gaps: for the three places, and for the address of each offer."""

    digest: Digest
    subject: str
    html: Blank
    text: Blank


class Writer:
    """Writes the mails of one run, in the language and on the clock that are active."""

    def __init__(self) -> None:
        self._slots = Slots()
        self._fragments = Fragments(self._slots)
        self._sheets = Recent[tuple[object, ...], _Sheet](_SHEETS_KEPT)
        self._tables = Recent[tuple[object, ...], tuple[Digest, str]](_TABLES_KEPT)
        self._lines = Lines()

    def __call__(self, digest: Digest, *, places: Places, offering: Offering = nothing) -> Mail:
        """The mail that tells `digest`, which must not be empty; `offering` says what can be decided about an entry."""
        assert not digest.is_empty
        offers = [offering(entry) for section in digest.sections for entry in section.entries]
        labels = tuple(tuple(offer.label for offer in of_entry) for of_entry in offers)
        sheet = self._sheet(digest, places, labels)
        urls = [web_address(offer.url) for of_entry in offers for offer in of_entry]
        values = [places.leave, places.dead_links, places.subscription, *urls]
        return Mail(
            subject=sheet.subject,
            text=sheet.text.filled(values),
            html=sheet.html.filled([escape(value) for value in values]),
            table=self._table(digest) if digest.has_table else "",
        )

    def _sheet(self, digest: Digest, places: Places, labels: tuple[tuple[str, ...], ...]) -> _Sheet:
        # A digest is itself alone, for which it must live as long: to compare all of it is slow.
        has = (bool(places.dead_links), bool(places.subscription))
        key = (id(digest), get_language(), timezone.get_current_timezone_name(), has, labels)
        known = self._sheets.get(key)
        if known is None:
            known = self._sheets[key] = self._made(digest, places, labels)
        return known

    def _made(self, digest: Digest, places: Places, labels: tuple[tuple[str, ...], ...]) -> _Sheet:
        numbers = count()
        parts = [
            _Part(
                section,
                str(_TITLES[section.turn]),
                str(_MEANING[section.turn]),
                _TONE.get(section.turn, "doubt"),
                [self._slots.mark(next(numbers)) for _entry in section.entries],
            )
            for section in digest.sections
        ]
        leave, dead_links, subscription = (self._slots.mark(next(numbers)) for _ in range(3))
        context = {
            "digest": digest,
            "parts": parts,
            "places": Places(
                leave, dead_links if places.dead_links else "", subscription if places.subscription else ""
            ),
            "language": get_language() or settings.LANGUAGE_CODE,
        }
        html = _with_wide_styles(INLINER.inline(render_to_string("reports/link_report.html", context)))
        # A line break in a subject would begin another header. Nothing in it is typed by people, but it costs nothing.
        subject = " ".join(render_to_string("reports/link_report_subject.txt", context).split())
        text = render_to_string("reports/link_report.txt", context)
        # The entries are put in with marks of the sheet's own where each reader's addresses come.
        marks = [self._slots.mark(place) for place in range(3 + sum(map(len, labels)))]
        written = self._written(digest, labels, iter(marks[3:]))
        return _Sheet(
            digest,
            subject,
            self._slots.blank(self._slots.blank(html).filled([*(one for one, _ in written), *marks[:3]])),
            self._slots.blank(self._slots.blank(text).filled([*(one for _, one in written), *marks[:3]])),
        )

    def _written(
        self, digest: Digest, labels: Iterable[tuple[str, ...]], marks: Iterator[str]
    ) -> list[tuple[str, str]]:
        """Each entry in HTML and as text, with a mark for the address of each offer."""
        entries = [(entry, section.turn) for section in digest.sections for entry in section.entries]
        return [
            self._fragments.write(entry, turn, number=number, offers=[Offer(label, next(marks)) for label in offered])
            for number, ((entry, turn), offered) in enumerate(zip(entries, labels, strict=True), start=1)
        ]

    def _table(self, digest: Digest) -> str:
        # Of what letters wait for the table says nothing.
        key = (id(digest.sections), get_language())
        if key not in self._tables:
            self._tables[key] = digest, as_csv(digest, self._lines)
        return self._tables[key][1]


def render(digest: Digest, *, places: Places, offering: Offering = nothing) -> Mail:
    """One mail (see `Writer`)."""
    return Writer()(digest, places=places, offering=offering)


def _with_wide_styles(html: str) -> str:
    """For programs that know phones and the dark: no element can hold these rules, and the inliner drops them."""
    return html.replace("</head>", f"<style>{render_to_string('reports/link_report_wide.css')}</style></head>", 1)
