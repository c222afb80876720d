"""What those see of a letter who do not work on letters; and what is said of texts that are too long."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from letters.models import Letter, Reply
from people.limits import LONG_TEXT, SHORT_TEXT
from tests import factories
from tests.letters import posting

pytestmark = pytest.mark.django_db


def signed_in(*groups: str) -> Client:
    client = Client()
    client.force_login(factories.staff(groups=groups))
    return client


def confidential(published: bool) -> Letter:
    letter = factories.letter(published=published, internal_note="A note for ourselves")
    Reply.objects.create(letter=letter, date=date(2026, 2, 1), summary="Said in confidence", text="Word for word")
    return letter


@pytest.mark.parametrize("published", [True, False])
@pytest.mark.parametrize(("role", "sees"), [("Link keeper", False), ("Editor", True), ("Reviewer", True)])
def test_replies_and_the_internal_note_are_for_those_who_work_on_letters(role, sees, published):
    letter = confidential(published)
    page = signed_in(role).get(posting.change_url(letter)).content.decode()
    assert letter.subject in page
    for words in ("A note for ourselves", "Said in confidence", "Word for word"):
        assert (words in page) == sees, words


def test_single_permissions_to_view_open_neither(client):
    reader = factories.staff()
    reader.user_permissions.set(Permission.objects.filter(codename__in=["view_letter", "view_reply"]))
    client.force_login(reader)
    page = client.get(posting.change_url(confidential(published=True))).content.decode()
    assert "We write." in page
    assert "Said in confidence" not in page
    assert "A note for ourselves" not in page


@pytest.mark.parametrize("groups", [(), ("Editor",)])
def test_the_admins_shortcut_to_any_rows_public_page_tells_no_slug(groups):
    letter = factories.letter(subject="Not to be known")
    kind = ContentType.objects.get_for_model(Letter)
    answer = signed_in(*groups).get(f"/admin/r/{kind.pk}/{letter.pk}/")
    assert answer.status_code == 404
    assert letter.slug not in answer.content.decode()


def test_the_page_of_a_published_letter_and_its_source_lead_to_the_public_ones():
    editor, letter = signed_in("Editor"), factories.letter(published=True)
    source = factories.citation(letter).source
    assert f'href="{letter.get_absolute_url()}"' in editor.get(posting.change_url(letter)).content.decode()
    page = editor.get(reverse("admin:letters_source_change", args=[source.pk])).content.decode()
    assert f'href="{source.get_absolute_url()}"' in page
    draft = factories.letter()
    assert draft.get_absolute_url() not in editor.get(posting.change_url(draft)).content.decode()


def test_texts_that_are_too_long_are_refused_at_their_fields_and_kept():
    long, short = (limit[0].limit_value for limit in (LONG_TEXT, SHORT_TEXT))
    typed = {
        "footnotes-0-text": "n" * (long + 1),
        "footnotes-0-citations-0-quote": "q" * (long + 1),
        "asks-0-text": "a" * (short + 1),
        "summary": "s" * (short + 1),
    }
    note = {"number": "1", "citations": [{"title": "A book"}]}
    data = posting.page(footnotes=[note], asks=[{"kind": "release", "outcome": "open"}]) | typed
    answer = signed_in("Editor").post(reverse(posting.ADD), data)
    errors = posting.errors_of(answer)
    for limit in (long, short):
        assert f"Ensure this value has at most {limit} characters" in errors
    page = answer.content.decode()
    for name, text in typed.items():
        assert f">\n{text}</textarea>" in page, name
        assert f'id="id_{name}_error"' in page, name
    assert not Letter.objects.exists()
