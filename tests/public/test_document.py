from pathlib import Path

import pytest
from django.urls import reverse

from letters.documents import CONTENT_TYPES
from tests import factories as make
from tests.public.world import with_document

pytestmark = pytest.mark.django_db

CONTENT = {".pdf": b"%PDF-1.7 x", ".docx": b"PK\x03\x04", ".txt": b"<script>alert(1)</script>", ".md": b"# x"}


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def get(client, letter):
    return client.get(reverse("letter-document", args=[letter.slug]))


@pytest.mark.parametrize("suffix", CONTENT)
def test_a_document_is_served_as_what_it_is_and_can_do_nothing(client, suffix):
    letter = with_document(make.letter(published=True), f"Our letter{suffix}", CONTENT[suffix])
    response = get(client, letter)
    assert response.status_code == 200
    assert b"".join(response) == CONTENT[suffix]
    assert response["Content-Type"] == CONTENT_TYPES[suffix]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    kind = "attachment" if suffix == ".docx" else "inline"
    assert response["Content-Disposition"] == f'{kind}; filename="Our letter{suffix}"'


@pytest.mark.parametrize("status", ["draft", "in_review"])
def test_the_document_of_an_unpublished_letter_is_not_there(client, status):
    letter = with_document(make.letter(status=status), "a.pdf", CONTENT[".pdf"])
    assert get(client, letter).status_code == 404


def test_a_letter_without_a_document_or_whose_file_is_lost_answers_404(client):
    assert get(client, make.letter(published=True)).status_code == 404
    letter = with_document(make.letter(published=True), "a.pdf", CONTENT[".pdf"])
    Path(letter.document.path).unlink()
    assert get(client, letter).status_code == 404


@pytest.mark.parametrize("name", ["../../etc/passwd.pdf", 'a"b.pdf', "a\r\nX-Evil: 1.pdf", "\x00.pdf", "…é.pdf", ""])
def test_a_name_with_tricks_does_no_harm(client, name):
    letter = with_document(make.letter(published=True), "a.pdf", CONTENT[".pdf"])
    type(letter).objects.filter(pk=letter.pk).update(document_name=name.replace("\x00", "\x01"))
    response = get(client, letter)
    assert response.status_code == 200
    assert "X-Evil" not in response.headers
    assert ".." not in response["Content-Disposition"].replace("...", "")
    assert "/" not in response["Content-Disposition"]


def test_a_document_can_only_be_read(client):
    letter = make.letter(published=True)
    with_document(letter, "letter.txt", b"Dear all")
    address = reverse("letter-document", args=[letter.slug])
    assert client.head(address).status_code == 200
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(address).status_code == 405, method
