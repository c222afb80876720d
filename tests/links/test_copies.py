"""Our own copies: valid WARC files, one a link, and never in a check's way."""

import hashlib
import os
import stat
from io import BytesIO
from pathlib import Path
from threading import Barrier, Thread
from types import SimpleNamespace

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import connection
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from links.copies import keep, warc_of
from links.evidence import RawAnswer
from links.models import Copy
from tests import factories
from tests.factories import NOW

BODY = "<title>A day in court</title><p>The court of Examplia — put it off.".encode()


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def answer(**fields) -> RawAnswer:
    headers = (
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Encoding", "br"),
        ("Transfer-Encoding", "chunked"),
        ("Set-Cookie", "a=1"),
        ("Set-Cookie", "b=2"),
    )
    usual = {"url": "https://news.example.org/day", "status": 200, "reason": "OK", "headers": headers, "body": BODY}
    return RawAnswer(**{**usual, "is_cut": False, **fields})


def records(content: bytes) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(
            kind=record.rec_type, warc=record.rec_headers, http=record.http_headers, body=record.content_stream().read()
        )
        for record in ArchiveIterator(BytesIO(content), check_digests="raise")
    ]


def files(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def test_the_file_holds_a_warcinfo_and_the_response_as_it_was_read():
    about, response = records(warc_of(answer(), now=NOW))
    assert (about.kind, response.kind) == ("warcinfo", "response")
    assert b"X-Archive-Orig-" in about.body
    assert response.warc.protocol == "WARC/1.1"
    assert response.warc.get_header("WARC-Target-URI") == "https://news.example.org/day"
    assert response.warc.get_header("WARC-Date") == "2026-03-02T09:00:00Z"
    assert response.warc.get_header("WARC-Warcinfo-ID") == about.warc.get_header("WARC-Record-ID")
    assert response.warc.get_header("WARC-Truncated") is None
    assert response.warc.get_header("WARC-Payload-Digest").startswith("sha256:")
    assert response.body == BODY


def test_headers_that_no_longer_fit_the_body_are_kept_under_another_name():
    response = records(warc_of(answer(), now=NOW))[1]
    assert response.http.get_statuscode() == "200"
    assert response.http.get_header("Content-Length") == str(len(BODY))
    assert response.http.get_header("Content-Encoding") is None
    assert response.http.get_header("Transfer-Encoding") is None
    assert response.http.get_header("X-Archive-Orig-Content-Encoding") == "br"
    assert [value for name, value in response.http.headers if name == "Set-Cookie"] == ["a=1", "b=2"]


@pytest.mark.parametrize(("length", "why"), [(1024 * 1024, "length"), (2000, "disconnect")])
def test_a_page_that_goes_on_says_so_and_why(length, why):
    response = records(warc_of(answer(body=b"x" * length, is_cut=True), now=NOW))[1]
    assert response.warc.get_header("WARC-Truncated") == why


@pytest.mark.parametrize(
    "odd",
    [
        {"headers": (("X-Odd", "a\r\nWARC-Type: request\r\n\r\nbody"),)},
        {"headers": (("X-Odd", "caf\u00e9 \udce9 \x00 \u4e2d"),)},
        {"reason": "Fine\r\nX: y"},
        {"reason": ""},
        {"url": "https://news.example.org/d%C3%A9/\u4e2d\u6587"},
        {"body": b""},
        {"body": b"WARC/1.1\r\nWARC-Type: request\r\n\r\n" * 3},
        {"headers": (("Content-Type", "x" * 20_000),)},
    ],
)
def test_whatever_a_site_sends_is_one_response_in_a_valid_file(odd, tmp_path):
    sent = answer(**odd)
    content = warc_of(sent, now=NOW)
    assert [record.kind for record in records(content)] == ["warcinfo", "response"]
    response = records(content)[1]
    assert response.body == sent.body
    assert response.http.get_header("X") is None
    assert response.http.get_header("WARC-Type") is None
    file = tmp_path / "copy.warc.gz"
    file.write_bytes(content)
    checker = Checker(SimpleNamespace(inputs=[str(file)], verbose=False))
    assert checker.process_all() == 0


@pytest.mark.django_db
def test_a_copy_is_kept_once_a_link(media):
    link = factories.link()
    assert keep(link_id=link.pk, answer=answer(is_cut=True), now=NOW)
    assert not keep(link_id=link.pk, answer=answer(body=b"later"), now=NOW)
    copy = Copy.objects.get()
    assert (copy.link, copy.read_at, copy.is_cut) == (link, NOW, True)
    assert (copy.final_url, copy.content_type) == ("https://news.example.org/day", "text/html; charset=utf-8")
    assert copy.body_bytes == len(BODY)
    assert copy.digest == f"sha256:{hashlib.sha256(BODY).hexdigest()}"
    with copy.file.open("rb") as file:
        assert records(file.read())[1].body == BODY
    assert len(files(media)) == 1


@pytest.mark.django_db
def test_its_file_is_for_the_sites_own_user_alone(media):
    former = os.umask(0)
    try:
        keep(link_id=factories.link().pk, answer=answer(), now=NOW)
    finally:
        os.umask(former)
    (file,) = files(media)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in file.parents if media in folder.parents} == {0o700}


class RivalFirst(FileSystemStorage):
    """Another worker's row is written while this one's file is."""

    link_id = 0

    def _save(self, name, content):
        Copy.objects.create(link_id=self.link_id, file="copies/rival", read_at=NOW, final_url="https://a.example/")
        return super()._save(name, content)  # type: ignore[misc]


class Full(FileSystemStorage):
    def _save(self, name, content):
        raise OSError(28, "No space left on device")


class FullAndStuck(RivalFirst):
    def delete(self, name):
        raise OSError(30, "Read-only file system")


def stored_by(storage: FileSystemStorage, monkeypatch) -> None:
    monkeypatch.setattr(Copy._meta.get_field("file"), "storage", storage)


@pytest.mark.django_db
def test_when_another_was_first_its_row_stands_and_our_file_is_gone(media, monkeypatch):
    storage = RivalFirst()
    storage.link_id = factories.link().pk
    stored_by(storage, monkeypatch)
    assert not keep(link_id=storage.link_id, answer=answer(), now=NOW)
    assert Copy.objects.get().file.name == "copies/rival"
    assert files(media) == []


@pytest.mark.django_db
def test_a_full_disk_is_told_of_and_fails_nothing(media, monkeypatch, caplog):
    stored_by(Full(), monkeypatch)
    link = factories.link()
    assert not keep(link_id=link.pk, answer=answer(), now=NOW)
    assert f"No copy of link {link.pk} could be kept" in caplog.text
    assert not Copy.objects.exists()


@pytest.mark.django_db
def test_a_file_that_cannot_be_taken_away_is_told_of(monkeypatch, caplog):
    storage = FullAndStuck()
    storage.link_id = factories.link().pk
    stored_by(storage, monkeypatch)
    assert not keep(link_id=storage.link_id, answer=answer(), now=NOW)
    assert "belongs to no copy" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_link_that_is_gone_leaves_no_file(media):
    link = factories.link()
    gone = link.pk
    link.delete()
    assert not keep(link_id=gone, answer=answer(), now=NOW)
    assert files(media) == []


def test_of_several_workers_at_once_one_keeps_it(media, shared_database):
    link = factories.link()
    start, kept = Barrier(4), []

    def work() -> None:
        start.wait()
        try:
            kept.append(keep(link_id=link.pk, answer=answer(), now=NOW))
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(kept) == [False, False, False, True]
    assert Copy.objects.count() == len(files(media)) == 1
