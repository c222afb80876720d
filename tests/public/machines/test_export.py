"""The exports: whole, valid, safe to open, and no larger in memory however many letters there are."""

import csv
import io
import json
import tracemalloc
from datetime import date

import pytest

from letters.models import Letter
from letters.searching import keeping
from letters.spreadsheets import cell
from public.api.rows import whole_letters
from public.export import batches
from public.export.batches import BATCH, in_batches
from tests import factories as make
from tests.public.world import many_letters, rich_letter, signatory_of


def content(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    assert response.streaming
    assert response["Content-Disposition"].startswith("attachment")
    return b"".join(response).decode()


def rows(client, address: str = "/export/letters.csv") -> list[dict[str, str]]:
    text = content(client, address)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        ("  =1", "  '=1"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\t=1", "'\t'=1"),
        ("x\r\n=1", "x\r\n'=1"),
        # Where a semicolon parts cells, as it does in much of Europe.
        ('x;=HYPERLINK("y")', 'x;\'=HYPERLINK("y")'),
    ],
)
def test_what_a_spreadsheet_would_run_is_text(text, safe):
    assert cell(text) == safe


@pytest.mark.parametrize("text", ["", "a=b", "2024-04-04", "well-known", "a - b", "“=1”", "a, -b", "Ömer", "12"])
def test_what_no_spreadsheet_would_run_stays_as_it_is(text):
    assert cell(text) == text


def test_control_characters_are_left_out():
    assert cell("a\x00\x07b\x1b") == "ab"
    assert cell("\x00=1") == "'=1"


@pytest.mark.django_db
def test_a_letter_is_a_line(client):
    letter = rich_letter()
    (row,) = [row for row in rows(client) if row["id"] == letter.slug]
    assert row["url"] == f"http://127.0.0.1:8000{letter.get_absolute_url()}"
    assert row["signatories"] == " | ".join(str(one.person) for one in letter.signatures.all())
    assert (row["sources"], row["dead_sources"], row["replies"]) == ("4", "2", "2")
    assert len(row["source_urls"].split(" | ")) == 4


@pytest.mark.django_db
def test_every_cell_is_safe(client):
    letter = rich_letter(subject='=cmd|"/C calc"!A0', summary="@x, y\r\n+1")
    letter.issuer.name = "+Committee"
    letter.issuer.save()
    person = signatory_of(letter)
    person.name = '-Doe, "J"'
    person.save()
    (row,) = [row for row in rows(client) if row["id"] == letter.slug]
    assert row["subject"] == '\'=cmd|"/C calc"!A0'
    assert row["summary"] == "'@x, y\r\n'+1"
    assert row["issuer"] == "'+Committee"
    assert row["signatories"].startswith('\'-Doe, "J" | ')


@pytest.mark.django_db
def test_json_holds_each_letter_as_the_api_tells_it(client):
    letter = rich_letter(subject="=1", summary="“Ö” 🕊 \u2028")
    exported = json.loads(content(client, "/export/letters.json"))
    assert exported["meta"]["licence"] == "CC-BY-4.0"
    assert len(exported["letters"]) == 3
    for one in exported["letters"]:
        told = client.get(f"/api/v1/letters/{one['id']}/").json()
        del told["meta"]
        assert one == told
    assert letter.slug in {one["id"] for one in exported["letters"]}


@pytest.mark.django_db
def test_no_letter_is_a_valid_file_too(client):
    assert json.loads(content(client, "/export/letters.json"))["letters"] == []
    assert rows(client) == []


@pytest.mark.django_db
def test_an_export_answers_the_question_of_the_list(client):
    letter = rich_letter(subject="About a harbour")
    assert [row["id"] for row in rows(client, "/export/letters.csv?q=harbour&kind=&page=2")] == [letter.slug]
    (one,) = json.loads(content(client, "/export/letters.json?q=harbour"))["letters"]
    assert one["id"] == letter.slug


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["letters.csv", "letters.json"])
def test_a_question_that_means_nothing_is_refused_before_anything_is_sent(client, name):
    response = client.get(f"/export/{name}?kind=postcard")
    assert response.status_code == 400
    assert "not among the choices" in response.json()["detail"]


@pytest.mark.django_db
def test_letters_come_newest_first_across_batches():
    issuer = make.organization()
    count = BATCH * 2 + 5
    Letter.objects.bulk_create(
        Letter(
            issuer=issuer,
            date=date(2000, 1, 1 + number % 28),
            subject=f"Letter {number}",
            slug=f"letter-{number}",
            status="published",
            published_at=make.NOW,
        )
        for number in range(count)
    )
    asked = Letter.objects.published()
    found = [letter.pk for letter in in_batches(asked, whole_letters)]
    assert found == list(asked.order_by("-date", "-pk").values_list("pk", flat=True))
    assert len(found) == count


@pytest.mark.django_db
def test_a_letter_that_is_withdrawn_meanwhile_is_not_sent():
    many_letters(2)
    sending = in_batches(Letter.objects.published(), whole_letters)
    Letter.objects.update(status="draft")
    assert list(sending) == []


@pytest.mark.django_db
def test_the_number_of_queries_grows_with_batches_alone(django_assert_max_num_queries):
    many_letters(12)
    with django_assert_max_num_queries(14):
        assert len(list(in_batches(Letter.objects.published(), whole_letters))) == 12


@pytest.mark.slow
@pytest.mark.django_db
def test_memory_does_not_grow_with_the_letters(client, monkeypatch):
    monkeypatch.setattr(batches, "BATCH", 20)

    def peak() -> int:
        tracemalloc.start()
        size = sum(len(piece) for piece in client.get("/export/letters.json"))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert size > Letter.objects.count() * 20_000
        return most

    issuer = make.organization()

    def add(count: int) -> None:
        Letter.objects.bulk_create(
            Letter(
                issuer=issuer,
                date=date(2000, 1, 1),
                subject="Much",
                slug=f"much-{Letter.objects.count()}-{number}",
                body="word " * 4000,
                status="published",
                published_at=make.NOW,
            )
            for number in range(count)
        )

    # What was added is read for the search's index in bounded portions: no matter of the export.
    add(40)
    keeping.index_pending()
    small = peak()
    add(160)
    keeping.index_pending()
    assert peak() < small * 1.5
