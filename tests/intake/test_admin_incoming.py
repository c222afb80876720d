"""Handing in a text or a file, the list of what waits, who may see it, and discarding."""

from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.contrib.admin.models import LogEntry
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from intake import receiving
from intake.models import IncomingLetter
from letters.models import Letter
from tests import factories
from tests.intake.reviewing import ENTER, LIST, SHORT, errors, hand_in, page_of, save, upload

pytestmark = pytest.mark.django_db
State = IncomingLetter.State
SECRET = "Held in secret: Tiberius Quillfeather"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(factories.staff("typist", groups=("Editor",)))
    return client


def file_of(incoming: IncomingLetter) -> str:
    return reverse("admin:intake_incomingletter_file", args=[incoming.pk])


def progress_of(incoming: IncomingLetter) -> str:
    return reverse("admin:intake_incomingletter_progress", args=[incoming.pk])


def being_read(**fields) -> IncomingLetter:
    incoming = IncomingLetter(name="scan.pdf", state=State.READING, **fields)
    incoming.file.save("scan.pdf", ContentFile(b"%PDF-1.4 no text"))
    return incoming


# --- The way in -----------------------------------------------------------------------------------------------------


def test_the_letters_list_and_the_index_lead_to_entering(editor):
    for address in (reverse("admin:letters_letter_changelist"), reverse("admin:index")):
        html = editor.get(address).content.decode()
        assert f'href="{reverse(ENTER)}"' in html
        assert "from text or file" in html


def test_a_pasted_text_waits_for_review_under_the_words_it_begins_with(editor):
    incoming = hand_in(editor)
    assert incoming.state == State.WAITING
    assert incoming.name.startswith("Senate of Examplia, March 12, 2026")
    assert str(incoming.created_by) == "typist"
    assert incoming.text == SHORT
    assert not incoming.file


def test_a_file_is_read_and_becomes_the_letters_document(editor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = upload(editor, "../our letter.md", SHORT.encode())
    incoming = IncomingLetter.objects.get()
    assert response["Location"] == page_of(incoming)
    assert incoming.name == "our letter.md"
    stored = str(incoming.file.name)
    assert stored.startswith("incoming/")
    assert "letter" not in stored
    with django_capture_on_commit_callbacks(execute=True):
        assert save(editor, incoming).status_code == 302
    letter = Letter.objects.get()
    assert letter.document.read() == SHORT.encode()
    assert letter.document_name == "our letter.md"
    incoming.refresh_from_db()
    assert not incoming.file
    assert not incoming._meta.get_field("file").storage.exists(stored)


def test_a_page_of_html_is_read_and_kept_though_it_cannot_be_a_document(editor, django_capture_on_commit_callbacks):
    parts = [part.replace("\n", "<br>") for part in SHORT.split("\n\n")]
    page = "<html><body>" + "".join(f"<p>{part}</p>" for part in parts) + "</body></html>"
    upload(editor, "letter.html", page.encode())
    incoming = IncomingLetter.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        response = save(editor, incoming)
    assert response.status_code == 302, errors(response)
    assert not Letter.objects.get().document
    page = editor.get(response["Location"]).content.decode()
    assert "The file was not attached to the letter" in page
    incoming.refresh_from_db()
    assert incoming.file


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Paste the letter"),
        ({"text": "  \n "}, "Paste the letter"),
        ({"text": "x" * 500_001}, "longer than 500,000 characters"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_with_a_sentence(editor, fields, words):
    response = editor.post(reverse(ENTER), fields)
    assert response.status_code == 400
    assert words in errors(response)
    assert not IncomingLetter.objects.exists()
    assert fields.get("text", "").strip() in response.content.decode()


def test_a_text_and_a_file_are_not_both_read_and_the_text_is_kept(editor):
    response = editor.post(reverse(ENTER), {"text": SHORT, "file": SimpleUploadedFile("a.txt", b"another")})
    assert "only one of them can be read" in errors(response)
    assert "Browsers do not send a file twice" in errors(response)
    assert "Dear Secretary Marchbanks" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n \n"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(50)),
        ("disguised.pdf", b"MZ" + bytes(100)),
        ("broken.docx", b"PK\x03\x04" + bytes(30)),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_not_kept(editor, name, data):
    response = upload(editor, name, data)
    assert response.status_code == 400
    assert errors(response)
    assert not IncomingLetter.objects.exists()
    assert not list(django_settings.MEDIA_ROOT.rglob("*.*"))


def test_too_large_a_file_is_refused(editor, monkeypatch):
    monkeypatch.setattr("intake.admin.entering.MAX_BYTES", 10)
    assert "larger than" in errors(upload(editor, "a.txt", b"x" * 11))


# --- Reading that takes long ----------------------------------------------------------------------------------------


def test_a_file_that_is_being_read_says_how_far_it_is(editor):
    incoming = being_read()
    html = editor.get(page_of(incoming)).content.decode()
    assert "Waiting for a worker" in html
    assert editor.get(progress_of(incoming)).json() == {
        "under_way": True,
        "stage": "waiting",
        "words": "Its pages are pictures, so it is read in the background. Waiting for a worker.",
    }
    IncomingLetter.objects.update(leased_until=timezone.now() + timedelta(minutes=5))
    assert editor.get(progress_of(incoming)).json()["stage"] == "reading"
    IncomingLetter.objects.update(leased_until=None, asked_at=timezone.now() - timedelta(minutes=5))
    told = editor.get(progress_of(incoming)).json()
    assert told["stage"] == "late"
    assert "for 5 minutes" in told["words"]
    IncomingLetter.objects.update(state=State.WAITING, text=SHORT)
    assert editor.get(progress_of(incoming)).json() == {"under_way": False}


def test_a_failure_says_what_happened_and_the_file_can_be_read_again(editor, django_capture_on_commit_callbacks):
    incoming = being_read(text="", failure="")
    IncomingLetter.objects.update(state=State.UNREADABLE, failure="No OCR is installed: ask for ocrmypdf.")
    html = editor.get(page_of(incoming)).content.decode()
    assert "This file could not be read. No OCR is installed: ask for ocrmypdf." in html
    assert file_of(incoming) in html
    again = reverse("admin:intake_incomingletter_again", args=[incoming.pk])
    assert editor.get(again).status_code == 405
    assert editor.post(again).status_code == 302
    incoming.refresh_from_db()
    assert incoming.state == State.READING
    assert incoming.failure == ""


def test_what_is_not_waiting_for_review_saves_nothing(editor):
    incoming = being_read()
    response = editor.post(page_of(incoming), {"subject": "x"}, follow=True)
    assert "Nothing was saved" in response.content.decode()
    assert not Letter.objects.exists()


# --- The list, and discarding ---------------------------------------------------------------------------------------


def test_the_list_shows_what_waits_and_hides_what_is_saved(editor):
    waiting, saved = hand_in(editor), hand_in(editor, SHORT.replace("October", "May"))
    assert save(editor, saved).status_code == 302
    html = editor.get(reverse(LIST)).content.decode()
    assert page_of(waiting) in html
    assert page_of(saved) not in html
    assert page_of(saved) in editor.get(reverse(LIST), {"done": "yes"}).content.decode()
    assert page_of(waiting) in editor.get(reverse(LIST), {"done": "all", "q": "Quillfeather"}).content.decode()


def test_the_list_costs_the_same_queries_however_much_waits(editor):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            editor.get(reverse(LIST))
        return len(asked)

    hand_in(editor)
    for_one = queries()
    for number in range(5):
        IncomingLetter.objects.create(name=f"{number}", text=SHORT, created_by=factories.staff())
    assert queries() == for_one


def test_discarding_asks_first_and_removes_the_file(editor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        upload(editor, "letter.txt", SHORT.encode())
    incoming = IncomingLetter.objects.get()
    address = reverse("admin:intake_incomingletter_delete", args=[incoming.pk])
    assert "is removed with its text and its file" in editor.get(address).content.decode()
    assert IncomingLetter.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert editor.post(address, {"post": "yes"}).status_code == 302
    assert not IncomingLetter.objects.exists()
    assert not list(django_settings.MEDIA_ROOT.rglob("*.*"))
    assert LogEntry.objects.latest("pk").is_deletion()


def test_several_are_discarded_with_their_files(editor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        upload(editor, "a.txt", SHORT.encode())
        upload(editor, "b.txt", SHORT.encode())
    keys = list(IncomingLetter.objects.values_list("pk", flat=True))
    bulk = {"action": "delete_selected", "_selected_action": keys, "post": "yes"}
    with django_capture_on_commit_callbacks(execute=True):
        assert editor.post(reverse(LIST), bulk).status_code == 302
    assert not IncomingLetter.objects.exists()
    assert not list(django_settings.MEDIA_ROOT.rglob("*.*"))


def test_discarding_keeps_the_letter_that_was_saved(editor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        upload(editor, "letter.txt", SHORT.encode())
        incoming = IncomingLetter.objects.get()
        save(editor, incoming)
    with django_capture_on_commit_callbacks(execute=True):
        receiving.discard(IncomingLetter.objects.get())
    assert Letter.objects.get().document.read() == SHORT.encode()


# --- Who may see ----------------------------------------------------------------------------------------------------


def pages(incoming: IncomingLetter) -> list[str]:
    key = [incoming.pk]
    return [
        reverse(LIST),
        reverse(ENTER),
        page_of(incoming),
        file_of(incoming),
        progress_of(incoming),
        reverse("admin:intake_incomingletter_delete", args=key),
    ]


@pytest.fixture
def secret(django_capture_on_commit_callbacks) -> IncomingLetter:
    incoming = IncomingLetter(name="secret.txt", text=SECRET)
    incoming.file.save("secret.txt", ContentFile(SECRET.encode()))
    return incoming


@pytest.mark.parametrize("role", ["Link keeper", None])
def test_staff_who_may_not_add_letters_see_nothing(client, secret, role):
    client.force_login(factories.staff(groups=(role,) if role else ()))
    for address in pages(secret):
        assert client.get(address).status_code == 403, address
        assert client.post(address, {"post": "yes", "text": "x"}).status_code in {403, 405}, address
    assert client.post(reverse("admin:intake_incomingletter_again", args=[secret.pk])).status_code == 403
    assert "incomingletter" not in client.get(reverse("admin:index")).content.decode()
    assert IncomingLetter.objects.count() == 1


def test_the_public_is_sent_to_the_sign_in_page(client, secret):
    for address in pages(secret):
        response = client.get(address)
        assert response.status_code == 302
        assert "/admin/login/" in response["Location"]


def test_no_view_of_documents_serves_an_incoming_file(client, editor, secret):
    """Its address in the store is neither a letter's document nor anything public."""
    for address in (f"/admin/documents/{secret.file.name}", f"/media/{secret.file.name}", f"/{secret.file.name}"):
        assert editor.get(address).status_code == 404
        assert Client().get(address).status_code in {302, 404}


def test_the_file_is_handed_over_to_be_saved_and_nothing_in_it_runs(editor, secret):
    response = editor.get(file_of(secret))
    assert b"".join(response.streaming_content) == SECRET.encode()
    assert response["Content-Type"] == "application/octet-stream"
    assert "attachment" in response["Content-Disposition"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


def test_a_file_that_is_missing_in_the_store_is_told(editor, secret):
    secret.file.storage.delete(secret.file.name)
    assert editor.get(file_of(secret)).status_code == 404
    assert editor.get(file_of(hand_in(editor))).status_code == 404


@pytest.mark.parametrize("key", ["0", "999", "9" * 30, "x"])
def test_an_address_of_nothing_is_not_found(editor, key):
    for name in ("change", "delete"):
        assert editor.get(reverse(f"admin:intake_incomingletter_{name}", args=[key])).status_code == 404
