"""A letter's document: what is refused, what its name becomes, and who gets it from where."""

# A row that is missing fails these tests by itself.
# mypy: disable-error-code="union-attr, arg-type, attr-defined, misc"

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from letters import filenames
from letters.models import Letter
from tests import factories
from tests.letters import posting

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n% a letter\n"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(factories.staff(groups=("Editor",)))
    return client


def with_document(editor: Client, name: str = "letter.pdf", content: bytes = PDF, **fields) -> Letter:
    response = posting.add(editor, document=SimpleUploadedFile(name, content), **fields)
    assert response.status_code == 302, posting.errors_of(response)
    return Letter.objects.get()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("letter.exe", PDF, "must be a PDF, a DOCX or a plain text file"),
        ("letter.pdf", b"MZ\x90 not a letter", "its content is not"),
        ("letter.docx", PDF, "its content is not"),
    ],
)
def test_a_document_of_another_kind_is_refused_and_the_text_is_kept(editor, name, content, message):
    response = posting.add(editor, document=SimpleUploadedFile(name, content), body="All that I typed.")
    assert message in posting.errors_of(response)
    assert "All that I typed." in response.content.decode()
    assert not Letter.objects.exists()


def test_who_must_correct_something_is_told_to_choose_the_document_again(editor):
    response = posting.add(editor, document=SimpleUploadedFile("letter.pdf", PDF), date="")
    assert "choose it again" in " ".join(posting.messages_of(response))


@pytest.mark.parametrize("name", ["../../etc/cron.d/evil.pdf", "..\\..\\evil.pdf", "/abs/olute/evil.pdf"])
def test_a_name_with_path_tricks_is_harmless(editor, name, tmp_path):
    letter = with_document(editor, name)
    assert letter.document_name == "evil.pdf"
    stored = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()]
    assert stored == [letter.document.name]
    assert letter.document.name.startswith("letters/")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Letter of 4 April.pdf", "Letter of 4 April.pdf"),
        ("C:\\Users\\me\\a.pdf", "a.pdf"),
        ("exe\u202efdp.pdf", "exefdp.pdf"),
        ('a"\r\nSet-Cookie: b.pdf', "a_Set-Cookie_ b.pdf"),
        ("....", "document"),
        ("", "document"),
        ("é" * 300 + ".pdf", "é" * 196 + ".pdf"),
    ],
)
def test_a_name_is_made_fit_to_be_shown(given, shown):
    assert filenames.clean(given) == shown


def test_a_typo_is_mended_although_the_file_is_missing(editor):
    letter = with_document(editor)
    letter.document.storage.delete(letter.document.name)
    assert posting.change(editor, letter, subject="Mended").status_code == 302


def test_a_replaced_document_is_not_left_lying_about(editor, tmp_path, django_capture_on_commit_callbacks):
    letter = with_document(editor)
    with django_capture_on_commit_callbacks(execute=True):
        posting.change(editor, letter, document=SimpleUploadedFile("second.txt", b"A letter."))
    letter.refresh_from_db()
    assert letter.document_name == "second.txt"
    assert [path.name for path in tmp_path.rglob("*.*")] == [letter.document.name.removeprefix("letters/")]


def test_staff_get_a_drafts_document_to_save_and_never_to_run(editor):
    letter = with_document(editor, "Brief über A.pdf")
    response = editor.get(letter.document.url)
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment;")
    assert "Brief%20%C3%BCber%20A.pdf" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


def test_nobody_else_gets_it(editor):
    address = with_document(editor).document.url
    assert Client().get(address)["Location"].startswith(reverse("admin:login"))
    outsider = Client()
    outsider.force_login(factories.staff())
    assert outsider.get(address).status_code == 403


@pytest.mark.parametrize("name", ["letters/../../secret-key", "/etc/passwd", "letters/unknown.pdf", "%00", "letters/"])
def test_only_what_a_letter_names_is_served(editor, name, tmp_path):
    (tmp_path.parent / "secret-key").write_text("secret")
    with_document(editor)
    assert editor.get(f"/admin/documents/{name}").status_code == 404


def test_a_missing_file_is_said_to_be_missing(editor):
    letter = with_document(editor)
    letter.document.storage.delete(letter.document.name)
    assert editor.get(letter.document.url).status_code == 404
