"""When a letter changed, as feeds and the sitemap tell it: whatever readers see counts, and nothing else."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from letters.models import Ask, Letter, Reply
from tests import factories
from tests.letters import posting

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
IN_CONFIDENCE = {"date": "2026-02-03", "summary": "In confidence"}


@pytest.fixture
def letter() -> Letter:
    letter = factories.letter(published=True)
    factories.signature(letter)
    factories.citation(letter)
    Ask.objects.create(letter=letter, text="Release the teacher.")
    # Counted from 0, as the page counts.
    letter.footnotes.update(position=0)
    Letter.objects.update(published_at=LONG_AGO, updated_at=LONG_AGO)
    letter.refresh_from_db()
    return letter


@pytest.fixture
def reviewer(client: Client) -> Client:
    client.force_login(factories.staff(groups=("Reviewer",)))
    return client


def saved(client: Client, letter: Letter, **fields: Any) -> bool:
    """Whether readers are told of a change when the page is saved with these fields, all others as they are."""
    signature, note, ask = letter.signatures.get(), letter.footnotes.get(), letter.asks.get()
    citation = note.citations.get()
    source = citation.source
    cited = {"id": citation.pk, "source": source.pk, "title": source.title, "publisher": source.publisher}
    cited |= {"kind": source.kind, "quote": fields.pop("quote", citation.quote)}
    rows = {
        "signatures": [{"id": signature.pk, "person": signature.person_id}],
        "footnotes": [
            {"id": note.pk, "number": note.number, "text": fields.pop("note", note.text), "citations": [cited]}
        ],
        "asks": [{"id": ask.pk, "text": fields.pop("ask", ask.text), "kind": ask.kind, "outcome": ask.outcome}],
        "replies": [
            {"id": row.pk, "date": row.date, "summary": row.summary, **({"is_public": "on"} if row.is_public else {})}
            for row in letter.replies.all()
        ],
    }
    Letter.objects.update(updated_at=LONG_AGO)
    response = posting.change(client, letter, **{**rows, **fields})
    assert response.status_code == 302, posting.errors_of(response)
    letter.refresh_from_db()
    return letter.updated_at > LONG_AGO


def test_a_note_for_staff_or_who_is_responsible_is_no_news_to_readers(reviewer, letter):
    assert not saved(reviewer, letter)
    assert not saved(reviewer, letter, internal_note="Called the family.")
    assert letter.internal_note == "Called the family."
    responsible = factories.staff(groups=("Editor",))
    assert not saved(reviewer, letter, responsible=responsible.pk)
    assert letter.responsible == responsible


@pytest.mark.parametrize(
    "changed",
    [
        {"subject": "Another subject"},
        {"body": "We write again."},
        {"signatures": []},
        {"note": "See elsewhere."},
        {"quote": "Other words."},
        {"ask": "Release them."},
        {"status": "in_review"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_what_readers_see_is_news_to_them(reviewer, letter, changed):
    if changed == {"signatures": []}:
        changed = {"signatures": [{"id": letter.signatures.get().pk, "person": factories.person().pk}]}
    assert saved(reviewer, letter, **changed)


def test_a_reply_is_news_to_readers_only_when_it_is_or_was_open(reviewer, letter):
    assert not saved(reviewer, letter, replies=[IN_CONFIDENCE])
    reply = Reply.objects.get()
    row = {"id": reply.pk, **IN_CONFIDENCE}
    assert not saved(reviewer, letter, replies=[{**row, "summary": "Still in confidence"}])
    assert saved(reviewer, letter, replies=[{**row, "is_public": "on"}])
    assert not saved(reviewer, letter)
    assert saved(reviewer, letter, replies=[row])
    assert not saved(reviewer, letter, replies=[{**row, "DELETE": "on"}])
    assert not Reply.objects.exists()
    assert saved(reviewer, letter, replies=[{**IN_CONFIDENCE, "is_public": "on"}])
    assert saved(reviewer, letter, replies=[{"id": Reply.objects.get().pk, **IN_CONFIDENCE, "DELETE": "on"}])
