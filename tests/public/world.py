"""Records with something in every part that a page can show."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile

from letters.models import Addressee, Ask, Letter, Reply, Source
from letters.searching import keeping
from links.models import Link, Snapshot
from links.vocabulary import Outcome, State
from people.models import Detention, DetentionEvent, Office, OtherName, Person
from tests import factories as make


def rich_letter(*, size: int = 2, published: bool = True, **fields: Any) -> Letter:
    """A letter with `size` of everything: signatures, addressees, detainees, notes with two sources, asks, replies."""
    earlier = make.letter(published=published, date=date(2025, 5, 1))
    marks = " ".join(f"words[^{number}]" for number in range(1, size + 1))
    defaults = {"body": f"# Why\n\nWe write {marks}.", "summary": "In short.", "salutation": "Dear Minister,"}
    letter = make.letter(published=published, follows=earlier, **{**defaults, **fields})
    make.letter(published=published, follows=letter, date=date(2026, 2, 1))
    for order in range(size):
        signatory = make.person()
        Office.objects.create(person=signatory, title="Senator", party="Harbour Party", area="North", start="2020")
        make.signature(letter, person=signatory, order=order, is_lead=order == 0)
        make.addressee(letter, order=order, office_as_printed="Minister", role=[*Addressee.Role][order % 2])
        make.mention(letter, person=detainee(), order=order, description="teacher")
        note = make.footnote(letter, text="See *there*.")
        for state in (State.ALIVE, State.DEAD):
            link = make.link(state=state, last_ok_at=make.NOW, last_checked_at=make.NOW, outcome=_outcome(state))
            Snapshot.objects.create(
                link=link, url=f"https://archive.example/{link.pk}", captured_at=datetime(2025, 12, 1, tzinfo=UTC)
            )
            make.citation(note, source=make.source(link=link), order=order, quote="quoted words")
        Ask.objects.create(letter=letter, order=order, text="Release the teacher.", due_on=date(2026, 1, 31))
        Reply.objects.create(letter=letter, date=date(2026, 2, 1), summary="We will look into it.", is_public=True)
    return letter


def _outcome(state: State) -> Outcome:
    return Outcome.NOT_FOUND if state == State.DEAD else Outcome.OK


def detainee(**fields: Any) -> Person:
    """A person with a second name, in a detention that is open to the public, with one public event."""
    person = make.person(**fields)
    OtherName.objects.create(person=person, name=f"Անուն {person.pk}", language="hy")
    detention = Detention.objects.create(
        person=person,
        is_public=True,
        country="AZ",
        status="imprisoned",
        status_as_of="2026-01",
        detained_on="2023-09-27",
    )
    DetentionEvent.objects.create(detention=detention, kind="arrest", date="2023-09-27", is_public=True)
    return person


def with_document(letter: Letter, name: str, content: bytes) -> Letter:
    letter.document_name = name
    letter.document.save(name, ContentFile(content))
    return letter


def many_letters(count: int) -> None:
    """`count` small published letters, each with people and a source of its own."""
    for number in range(count):
        letter = make.letter(published=True, date=date(2026, 1, 1) - timedelta(days=number))
        make.signature(letter)
        make.addressee(letter)
        make.mention(letter, person=detainee())
        make.citation(letter, source=make.source(link=make.link(state=State.DEAD)))
    # What the beat does, so that no reader's queries are counted who would do it.
    keeping.index_pending()


def signatory_of(letter: Letter) -> Person:
    person = letter.signatures.get(order=0).person
    assert person is not None
    return person


def addressee_of(letter: Letter) -> Person:
    person = letter.addressees.get(order=0).person
    assert person is not None
    return person


def detainee_of(letter: Letter) -> Person:
    return letter.mentions.get(order=0).person


def source_of(letter: Letter) -> Source:
    return letter.footnotes.get(position=1).citations.all()[0].source


def link_of(source: Source) -> Link:
    assert source.link is not None
    return source.link
