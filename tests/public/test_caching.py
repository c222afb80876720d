"""Kept pages: answered again as long as nothing public changes, and by nothing else than the change itself renewed."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from letters.models import Letter, Touched
from letters.revision import revision
from letters.searching.keeping import index_pending
from links.models import Link, StateChange
from links.vocabulary import State
from people.models import Detention
from public.caching import PublicCacheMiddleware
from tests import factories as make
from tests.public.world import rich_letter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def letter():
    return rich_letter()


def test_a_page_that_is_read_again_asks_the_database_for_the_revision_alone(client, letter, django_assert_num_queries):
    first = client.get(letter.get_absolute_url())
    with django_assert_num_queries(1):
        again = client.get(letter.get_absolute_url())
    assert again.content == first.content
    assert {**again.headers} == {**first.headers}


def test_head_of_a_kept_page_has_no_text(client, letter):
    client.get(letter.get_absolute_url())
    assert client.head(letter.get_absolute_url()).content == b""


def test_a_published_change_is_seen_at_once(client, letter):
    address = letter.get_absolute_url()
    assert "Renamed" not in client.get(address).content.decode()
    Letter.objects.filter(pk=letter.pk).update(subject="Renamed")
    assert "Renamed" in client.get(address).content.decode()


def test_a_withdrawn_letter_is_gone_at_once(client, letter):
    address = letter.get_absolute_url()
    tag = client.get(address)["ETag"]
    assert client.get("/letters/").content.decode().count(letter.subject)
    Letter.objects.filter(pk=letter.pk).update(status="draft")
    assert client.get(address).status_code == 404
    assert client.get(address, headers={"if-none-match": tag}).status_code == 404
    assert letter.subject not in client.get("/letters/").content.decode()


CHANGES = {
    "a signature": lambda letter: letter.signatures.first().delete(),
    "an addressee": lambda letter: letter.addressees.first().delete(),
    "a mention": lambda letter: letter.mentions.update(description="else"),
    "a note": lambda letter: letter.footnotes.update(text="else"),
    "a citation": lambda letter: letter.footnotes.first().citations.update(pinpoint="p. 9"),
    "an ask": lambda letter: letter.asks.update(text="else"),
    "a reply": lambda letter: letter.replies.update(is_public=False),
    "a person's name": lambda letter: _save(letter.mentions.first().person, name="Renamed Person"),
    "a spelling": lambda letter: letter.mentions.first().person.other_names.all().delete(),
    "an office": lambda letter: letter.signatures.first().person.offices.update(party="Other"),
    "a detention": lambda letter: Detention.objects.update(is_public=False),
    "an organization": lambda letter: _save(letter.issuer, name="Renamed Body"),
    "a source": lambda letter: _save(letter.footnotes.first().citations.first().source, title="Renamed"),
    "the state of a link": lambda letter: Link.objects.filter(state=State.ALIVE).update(state=State.SUSPECT),
    "a new state with its evidence": lambda letter: make.state_change(Link.objects.filter(state=State.SUSPECT)[0]),
    "an archived copy": lambda letter: Link.objects.all()[0].snapshots.update(outcome="not_found"),
}


def _save(row, **fields):
    type(row).objects.filter(pk=row.pk).update(**fields)


def test_every_public_change_lets_the_revision_grow(letter):
    before = revision()
    assert before is not None
    for what, change in CHANGES.items():
        change(letter)
        after = revision()
        assert after is not None
        assert after > before, what
        before = after


def test_what_checks_see_today_leaves_the_record_as_it_was_and_all_else_does_not(letter):
    of_checks = {"the state of a link", "a new state with its evidence", "an archived copy"}
    # Today by the database's own clock.
    seen = {"a new state with its evidence": lambda _: make.state_change(Link.objects.all()[0], at=timezone.now())}
    before = revision(of_record=True)
    assert before is not None
    for what, change in (CHANGES | seen).items():
        change(letter)
        after = revision(of_record=True)
        assert after is not None
        assert (after == before) is (what in of_checks), what
        before = after


def test_a_past_that_is_written_anew_is_a_change_of_the_record(letter):
    link = Link.objects.all()[0]
    for change in (
        lambda: make.state_change(link, at=timezone.now() - timedelta(days=9)),
        lambda: StateChange.objects.update(changed_at=timezone.now() - timedelta(days=20)),
        lambda: StateChange.objects.all().delete(),
    ):
        before = revision(of_record=True)
        change()
        assert revision(of_record=True) != before


def test_within_one_transaction_a_check_does_not_hide_a_change_of_the_record(letter):
    before = revision(of_record=True)
    with transaction.atomic():
        Link.objects.filter(state=State.ALIVE).update(state=State.SUSPECT)
        Letter.objects.filter(pk=letter.pk).update(subject="Renamed")
    assert revision(of_record=True) != before


def test_what_nobody_sees_leaves_the_pages_kept(letter):
    draft = rich_letter(published=False)
    before = revision()
    draft.signatures.all()[0].delete()
    Letter.objects.filter(pk=draft.pk).update(subject="Another draft")
    draft.replies.update(is_public=False)
    Link.objects.update(last_checked_at=make.NOW, next_check_at=make.NOW + timedelta(days=7))
    make.staff()
    assert revision() == before


def test_a_change_that_is_taken_back_changes_nothing_and_within_it_nothing_is_kept(client, letter):
    address, before = letter.get_absolute_url(), revision()
    client.get(address)
    with transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(subject="Not yet")
        assert revision() is None
        assert "Not yet" in client.get(address).content.decode()
        transaction.set_rollback(True)
    assert revision() == before
    assert "Not yet" not in client.get(address).content.decode()


def test_a_savepoint_that_is_taken_back_does_not_hide_the_change_after_it(letter):
    before = revision()
    with transaction.atomic():
        try:
            with transaction.atomic():
                Letter.objects.filter(pk=letter.pk).update(subject="Taken back")
                raise RuntimeError
        except RuntimeError:
            pass
        Letter.objects.filter(pk=letter.pk).update(subject="Kept")
    after = revision()
    assert after is not None
    assert before is not None
    assert after > before


def test_nobody_signed_in_is_answered_from_what_is_kept_nor_is_their_page(client, letter):
    def queries_of(reader) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(letter.get_absolute_url()).status_code == 200
        return len(queries)

    stranger = type(client)()
    client.force_login(make.staff(is_superuser=True))
    assert queries_of(client) > 1
    # What was made for them was not kept: for a stranger the page has to be made ...
    assert queries_of(stranger) > 1
    assert queries_of(stranger) == 1
    # ... and what is kept for strangers is not shown to them, however they say who they are.
    assert queries_of(client) > 1
    stranger.cookies["messages"] = "something was saved"
    assert queries_of(stranger) > 1


def test_who_has_the_page_is_told_so(client, letter):
    address = letter.get_absolute_url()
    for _ in range(2):
        response = client.get(address)
        assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 304
    assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200


def test_the_time_of_the_last_change_is_told_once_no_second_change_can_bear_it(client, letter):
    address = letter.get_absolute_url()
    assert "Last-Modified" not in client.get(address)
    Letter.objects.filter(pk=letter.pk).update(place="Examplia")
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        since = client.get(address)["Last-Modified"]
        assert client.get(address, headers={"if-modified-since": since}).status_code == 304
    # By the database's clock, after all that was told so far.
    with connection.cursor() as cursor:
        cursor.execute("UPDATE letters_publicrevision SET number = number + 7200000000")
    with time_machine.travel(timezone.now() + timedelta(hours=3), tick=False):
        assert client.get(address, headers={"if-modified-since": since}).status_code == 200


def test_days_that_are_counted_make_a_page_of_yesterday_another_page(client, letter):
    address = letter.get_absolute_url()
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        since = client.get(address)["Last-Modified"]
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        assert client.get(address, headers={"if-modified-since": since}).status_code == 200


def test_an_address_is_kept_for_each_question_language_and_host(client, letter):
    assert client.get("/letters/?kind=appeal").content != client.get("/letters/").content
    assert client.get("/letters/", headers={"host": "evil.example"}).status_code == 400
    client.get("/letters/")
    assert client.get("/letters/", headers={"host": "evil.example"}).status_code == 400


def asked(address: str = "/letters/", *, method: str = "get", **options) -> HttpRequest:
    return getattr(RequestFactory(), method)(address, **options)


def times_made(request: HttpRequest, **headers: str) -> int:
    """How often an answer with these headers is made for a reader who asks twice."""
    made = []

    def make_it(request: HttpRequest) -> HttpResponse:
        made.append(request)
        response = HttpResponse(made_of.pop("content", "words"), headers={"Cache-Control": "public", **made_of})
        for name in cookies:
            response.set_cookie(name, "1")
        return response

    for _ in range(2):
        made_of = dict(headers)
        cookies = [made_of.pop("cookie")] if "cookie" in made_of else []
        PublicCacheMiddleware(make_it)(request)
    return len(made)


def test_an_answer_is_kept_for_everybody_only_if_it_is_everybodys(letter):
    assert revision() is not None
    assert times_made(asked("/kept/")) == 1
    of_somebody = [
        {"Cache-Control": "private"},
        {"Cache-Control": "no-store"},
        {"Vary": "X-Reader"},
        {"cookie": "reader"},
        {"content": "x" * 1_000_001},
    ]
    for number, headers in enumerate(of_somebody):
        assert times_made(asked(f"/{number}/"), **headers) == 2, headers


def test_only_what_anybody_may_ask_is_answered_from_what_is_kept(letter):
    for request in (
        asked("/signed/", headers={"authorization": "Basic YTpi"}),
        asked("/posted/", method="post"),
        asked("/admin/kept/"),
        asked(f"/long/?q={'x' * 2_000}"),
    ):
        assert times_made(request) == 2, request.path


def test_what_is_kept_for_readers_answers_nobody_who_sends_something(letter):
    made = []

    def make_it(request: HttpRequest) -> HttpResponse:
        made.append(request.method)
        return HttpResponse("words", headers={"Cache-Control": "public"})

    for method in ("get", "post", "get", "delete"):
        PublicCacheMiddleware(make_it)(asked("/kept/", method=method))
    assert made == ["GET", "POST", "DELETE"]


def test_no_page_is_kept_while_the_index_has_yet_to_read_what_changed(letter):
    made = []

    def make_it(request: HttpRequest) -> HttpResponse:
        made.append(Touched.objects.count())
        return HttpResponse("words", headers={"Cache-Control": "public"})

    index_pending()
    # More than are read while one reader waits, and fewer than while two do.
    Touched.objects.bulk_create(Touched(what=Touched.What.LETTER, row_id=row) for row in range(9_000, 9_150))
    for _ in range(3):
        PublicCacheMiddleware(make_it)(asked("/kept/"))
    assert made == [50, 0]


def test_programs_are_answered_in_the_form_that_they_accept(client, letter):
    def status(accept: str) -> int:
        return client.get("/api/v1/letters/", headers={"accept": accept}).status_code

    assert [status("application/json"), status("application/xml"), status("application/json")] == [200, 406, 200]
