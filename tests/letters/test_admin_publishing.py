"""Who may publish, change and delete a letter in the admin; crafted posts get no further than the page."""

import pytest
from django.test import Client
from django.urls import reverse

from letters import publishing
from letters.models import Letter
from tests import factories
from tests.letters import posting

pytestmark = pytest.mark.django_db
LIST = "admin:letters_letter_changelist"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(factories.staff(groups=("Editor",)))
    return client


@pytest.fixture
def reviewer() -> Client:
    client = Client()
    client.force_login(factories.staff(groups=("Reviewer",)))
    return client


def ready(**fields) -> Letter:
    letter = factories.letter(**fields)
    factories.signature(letter)
    return letter


def kept_signature(letter: Letter) -> dict:
    row = letter.signatures.get()
    return {"id": row.pk, "person": row.person_id}


def act(client: Client, action: str, *letters: Letter, **more):
    chosen = [letter.pk for letter in letters]
    return client.post(reverse(LIST), {"action": action, "_selected_action": chosen, **more})


def test_an_editor_chooses_between_draft_and_in_review_alone(editor):
    page = editor.get(reverse(posting.ADD)).content.decode()
    assert 'value="in_review"' in page
    assert 'value="published"' not in page
    letter = ready()
    refused = posting.change(editor, letter, status="published", signatures=[kept_signature(letter)])
    assert "published is not one of the available choices" in posting.errors_of(refused)
    assert "published is not one of the available choices" in posting.errors_of(posting.add(editor, status="published"))
    assert not Letter.objects.published().exists()


def test_a_published_letter_is_shown_to_an_editor_without_a_field_to_change(editor):
    letter = ready(published=True)
    factories.citation(letter)
    page = editor.get(posting.change_url(letter))
    content = page.content.decode()
    assert page.status_code == 200
    assert letter.subject in content
    assert 'name="subject"' not in content
    assert 'name="signatures-0-person"' not in content
    assert 'name="footnotes-0-text"' not in content
    assert 'name="footnotes-0-citations-0-url_as_printed"' not in content
    assert "djn-empty-form" not in content
    assert "archived copy" not in content.lower()
    assert 'citations-MAX_NUM_FORMS" value="0"' in content
    assert 'name="_save"' not in content


def test_an_editors_post_to_a_published_letter_changes_nothing(editor):
    letter = ready(published=True)
    citation = factories.citation(letter)
    rows = [{"id": citation.footnote_id, "number": "1", "text": "x", "citations": [{"id": citation.pk, "quote": "x"}]}]
    response = posting.change(editor, letter, subject="Taken over", status="draft", footnotes=rows)
    assert response.status_code == 403
    letter.refresh_from_db()
    citation.refresh_from_db()
    assert letter.is_published
    assert letter.subject != "Taken over"
    assert citation.quote == ""


def test_an_editor_deletes_drafts_and_no_published_letter(editor):
    public, draft = ready(published=True), ready()
    assert editor.post(reverse("admin:letters_letter_delete", args=[public.pk]), {"post": "yes"}).status_code == 403
    assert act(editor, "delete_selected", public, draft, post="yes").status_code == 403
    assert Letter.objects.count() == 2
    assert act(editor, "delete_selected", draft, post="yes").status_code == 302
    assert list(Letter.objects.all()) == [public]


def test_an_editor_cannot_publish_in_bulk(editor):
    letter = ready()
    act(editor, "publish", letter)
    letter.refresh_from_db()
    assert not letter.is_published


def test_an_editor_cannot_open_a_reply(editor, reviewer):
    letter = ready()
    reply = {"date": "2026-02-01", "summary": "No.", "is_public": "on"}
    posting.change(editor, letter, signatures=[kept_signature(letter)], replies=[reply])
    assert letter.replies.get().is_public is False
    saved = {"id": letter.replies.get().pk, **reply}
    posting.change(reviewer, letter, signatures=[kept_signature(letter)], replies=[saved])
    assert letter.replies.get().is_public is True


def test_a_reviewer_publishes_on_the_page_and_the_time_is_kept_when_the_letter_is_mended(reviewer):
    letter = ready()
    answer = posting.change(reviewer, letter, status="published", signatures=[kept_signature(letter)])
    letter.refresh_from_db()
    assert letter.is_published
    assert f"The letter is public now, at /letters/{letter.slug}/" in posting.messages_of(answer)
    first = letter.published_at
    assert first is not None
    posting.change(reviewer, letter, subject="Mended", signatures=[kept_signature(letter)])
    letter.refresh_from_db()
    assert (letter.subject, letter.published_at) == ("Mended", first)


def test_a_new_letter_is_published_with_its_rows_in_one_save(reviewer):
    posting.add(reviewer, status="published", signatures=[{"person": factories.person().pk}])
    assert Letter.objects.published().count() == 1


def test_a_letter_that_is_not_ready_is_saved_and_not_published(reviewer):
    response = posting.add(reviewer, status="published", body="", subject="Kept all the same")
    letter = Letter.objects.get()
    said = " ".join(posting.messages_of(response))
    assert (letter.subject, letter.status, letter.published_at) == ("Kept all the same", "draft", None)
    assert "neither a text nor a document" in said
    assert "neither an addressee nor a signatory" in said
    assert "kept as draft" in said


def test_a_reviewer_takes_a_letter_back(reviewer):
    letter = ready(published=True)
    posting.change(reviewer, letter, status="draft", signatures=[kept_signature(letter)])
    letter.refresh_from_db()
    assert (letter.status, letter.published_at) == ("draft", None)


def test_a_reviewer_publishes_in_bulk_what_is_ready(reviewer):
    fine, bare = ready(), factories.letter()
    said = " ".join(posting.messages_of(act(reviewer, "publish", fine, bare)))
    assert list(Letter.objects.published()) == [fine]
    assert "1 letter published" in said
    assert "neither an addressee nor a signatory" in said


def test_publishing_twice_keeps_the_first_time():
    letter = ready()
    assert publishing.publish(letter=letter, now=factories.NOW) is True
    assert publishing.publish(letter=letter, now=factories.NOW.replace(year=2027)) is False
    assert letter.published_at == factories.NOW


def test_only_a_published_letter_is_to_be_viewed_on_the_site(reviewer):
    draft, public = ready(), ready(published=True)
    assert "viewsitelink" not in reviewer.get(posting.change_url(draft)).content.decode()
    assert public.get_absolute_url() in reviewer.get(posting.change_url(public)).content.decode()


def test_a_link_keeper_sees_letters_and_changes_none(client):
    client.force_login(factories.staff(groups=("Link keeper",)))
    letter = ready()
    assert client.get(posting.change_url(letter)).status_code == 200
    assert posting.change(client, letter, subject="x").status_code == 403
    assert client.get(reverse(posting.ADD)).status_code == 403


def test_a_link_keeper_learns_nothing_of_replies(client, reviewer):
    letter, waiting = ready(published=True), ready(published=True)
    reply = {"date": "2026-02-03", "summary": "In confidence", "text": "Not for others"}
    saved = posting.change(reviewer, letter, signatures=[kept_signature(letter)], status="published", replies=[reply])
    assert saved.status_code == 302
    Letter.objects.filter(pk=letter.pk).update(internal_note="Not for others")
    client.force_login(factories.staff(groups=("Link keeper",)))
    history = reverse("admin:letters_letter_history", args=[letter.pk])
    assert "Reply of 2026-02-03" in reviewer.get(history).content.decode()
    assert client.get(history).status_code == 403
    page = client.get(posting.change_url(letter)).content.decode()
    for words in ("2026-02-03", "In confidence", "Not for others", history):
        assert words not in page
    for asked in ("yes", "late"):
        found = client.get(reverse(LIST), {"unanswered": asked}, follow=True)
        rows = found.context["cl"].result_list
        assert set(rows) in ({letter, waiting}, set())
        assert "without reply" not in found.content.decode()


def test_whoever_publishes_is_told_which_notes_cite_what_can_no_longer_be_read(reviewer):
    """Reports tell of what dies later; a source that died while the letter was a draft is told of here alone."""
    letter, readable = ready(), ready()
    factories.citation(letter)
    dead = factories.link()
    factories.citation(letter, source=factories.source(link=dead))
    factories.state_change(dead)
    factories.citation(readable)
    told = posting.messages_of(act(reviewer, "publish", letter, readable))
    assert [text for text in told if "can no longer be read" in text] == [
        f"“{letter}” is public now. {publishing.unreadable(letter)}"
    ]
    assert publishing.unreadable(letter).startswith("Footnote 2 cites")
