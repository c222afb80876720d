"""Ten reports that a mail has to be good for, from one dead source to a page of hostile titles."""

from datetime import date
from typing import Any

from django.utils import translation

from reports import mails
from reports.digest import (
    ArchivedCopy,
    CitingLetter,
    Digest,
    Entry,
    FollowUps,
    OverdueAsk,
    Section,
    Sighting,
    Turn,
    UnansweredLetter,
)
from tests.reports.test_mails import AT, LETTER, PLACES, an_entry

_HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>" + "W" * 300
_DRAFT = CitingLetter(
    subject="A letter that is not sent yet",
    issuer="Committee of Examplia",
    day=date(2026, 2, 20),
    footnotes=("4",),
    url="https://letters.example/admin/letters/letter/3/change/",
    status="in review",
    sentence="The sentence that leans on the source.[4]",
)
_OFFERS = ("Use the archived copy", "Works for me", "Really gone", "Replace by another address", "Ignore")


def _offers(entry: Entry) -> list[mails.Offer]:
    token = "eyJhbGciOiJub25lIn0" * 8
    return (
        []
        if entry.is_readable
        else [mails.Offer(label, f"https://letters.example/reports/decide/{token}/") for label in _OFFERS]
    )


def _told(*sections: tuple[Turn, list[Entry]], total: int = 0, **fields: Any) -> Digest:
    made = tuple(Section(turn, tuple(entries), total or len(entries)) for turn, entries in sections)
    return Digest(made, **{"letters_affected": 2, "dead_total": 14, "since": AT.replace(day=1), "until": AT, **fields})


def _mail(digest: Digest, *, outside: bool = False, language: str = "en") -> mails.Mail:
    with translation.override(language):
        if outside:
            return mails.render(digest, places=mails.Places(leave=PLACES.leave))
        return mails.render(digest, places=PLACES, offering=_offers)


def _back(**fields: Any) -> Entry:
    return an_entry(**{"strikes": (), "is_readable": True, "state": "readable", "copy": None, **fields})


def _waiting() -> FollowUps:
    ask = OverdueAsk("Publish the findings of the inquiry", date(2026, 2, 1), LETTER.subject, LETTER.issuer, LETTER.url)
    letter = UnansweredLetter(LETTER.subject, LETTER.issuer, date(2025, 12, 20), 72, LETTER.url)
    return FollowUps((ask,), (letter, letter), asks_total=1, letters_total=27)


def situations() -> dict[str, mails.Mail]:
    """The mail of each situation, by its name."""
    quoted = CitingLetter(
        LETTER.subject, LETTER.issuer, LETTER.day, ("2", "3"), LETTER.url, sentence="He was held for three terms.[2]"
    )
    grave = an_entry(claims_at_risk=2, letters=(quoted, _DRAFT))
    no_copy = an_entry(title="A story that nobody archived", copy=None, seen=Sighting(AT, "not found (404)", 404))
    passage = ArchivedCopy("https://archive.example/1", "Internet Archive", AT, passage="stands there")
    found = an_entry(found_at="https://new.example/story", proposal_id=1, is_passage_missing=True, copy=passage)
    moved = _back(moved_to="https://news.example/a/new/address", state="moved")
    persian = an_entry(title="دادگاه درهای خود را بست", publisher="رسانه نمونه")
    hostile = an_entry(
        title=_HOSTILE,
        publisher=_HOSTILE,
        url="https://news.example/" + "a-long-path-" * 40,
        letters=(CitingLetter(_HOSTILE, _HOSTILE, AT.date(), ("1",), LETTER.url, sentence=_HOSTILE),),
    )
    many = [an_entry(title=f"Story {n}", link_id=n) for n in range(50)]
    return {
        "one died": _mail(_told((Turn.DIED, [grave]), letters_affected=1)),
        "several kinds": _mail(
            _told(
                (Turn.DIED, [grave, no_copy]),
                (Turn.PASSAGE_GONE, [found]),
                (Turn.MOVED, [moved]),
                (Turn.RECOVERED, [_back()]),
            )
        ),
        "all recovered": _mail(_told((Turn.RECOVERED, [_back(), _back(title="Another story")]), dead_total=0)),
        "found elsewhere": _mail(_told((Turn.FOUND, [found]))),
        "decided by a person": _mail(_told((Turn.DIED, [an_entry(decided_by="anna", seen=None, strikes=())]))),
        "long": _mail(_told((Turn.DIED, many), total=320, letters_affected=87)),
        "hostile": _mail(_told((Turn.DIED, [hostile]))),
        "from right to left": _mail(_told((Turn.DIED, [persian])), language="fa"),
        "follow-ups alone": _mail(Digest(follow_ups=_waiting(), dead_total=3)),
        "outside reader": _mail(_told((Turn.DIED, [an_entry(admin_url="")])), outside=True),
    }
