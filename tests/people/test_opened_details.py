"""What is open to the public changes only by the hands of those who may open it: each test posts past the page.

An Editor who rewrites an open text publishes words that no Reviewer has read.
"""

# A row that is missing fails these tests by itself.
# mypy: disable-error-code="union-attr, arg-type, attr-defined, index, misc"

import re

import pytest
from django.test import Client
from django.urls import reverse

from people.models import Detention, DetentionEvent, Person
from tests import factories

pytestmark = pytest.mark.django_db

OPENED = {
    "is_public": {
        "country": "BY",
        "authority": "changed",
        "detained_on": "2001",
        "status": "died",
        "status_as_of": "2001",
        "address": "https://changed.example.org/",
    },
    "publish_place": {"place": "changed"},
    "publish_case": {"reason": "changed", "charges": "changed", "court": "changed", "sentence": "changed"},
    "publish_counsel": {"counsel": "changed"},
    "publish_health": {"health": "changed"},
}
CHANGED = {name: value for fields in OPENED.values() for name, value in fields.items()}
CASES = [(switch, name) for switch, fields in OPENED.items() for name in fields]
LOCKED = "Open to the public"


def _signed_in(role: str) -> Client:
    client = Client()
    client.force_login(factories.staff(groups=(role,)))
    return client


@pytest.fixture
def editor() -> Client:
    return _signed_in("Editor")


@pytest.fixture
def reviewer() -> Client:
    return _signed_in("Reviewer")


@pytest.fixture
def detention() -> Detention:
    return Detention.objects.create(
        person=factories.person(),
        country="AZ",
        authority="agreed",
        detained_on="2023",
        status="detained",
        status_as_of="2024",
        status_link=factories.link("https://agreed.example.org/"),
        **dict.fromkeys(("place", "reason", "charges", "court", "sentence", "counsel", "health"), "agreed"),
    )


def open_up(detention: Detention, *switches: str) -> None:
    Detention.objects.filter(pk=detention.pk).update(**dict.fromkeys(switches, True))


def url_of(row: Detention | Person) -> str:
    return reverse(f"admin:people_{row._meta.model_name}_change", args=[row.pk])


def page(*events: dict, saved: int | None = None, **fields: object) -> dict:
    initial = len(events) if saved is None else saved
    data = {"events-TOTAL_FORMS": len(events), "events-INITIAL_FORMS": initial, **fields}
    return data | {f"events-{index}-{key}": value for index, row in enumerate(events) for key, value in row.items()}


def person_page(person: Person, *detentions: dict, **fields: object) -> dict:
    data = {"name": person.name, **fields}
    for inline in ("offices", "other_names", "detentions", "pages", "identifiers"):
        rows = detentions if inline == "detentions" else ()
        data |= {f"{inline}-TOTAL_FORMS": len(rows), f"{inline}-INITIAL_FORMS": len(rows)}
    return data | {f"detentions-{at}-{key}": value for at, row in enumerate(detentions) for key, value in row.items()}


def kept(detention: Detention, name: str) -> str:
    row = Detention.objects.select_related("status_link").get(pk=detention.pk)
    return row.status_link.url if name == "address" else str(getattr(row, name))


@pytest.mark.parametrize(("switch", "name"), CASES)
def test_an_editor_does_not_change_a_field_that_is_open(editor, detention, switch, name):
    before = kept(detention, name)
    open_up(detention, switch)
    assert editor.post(url_of(detention), page(**{"status": "detained", **CHANGED})).status_code == 302
    assert kept(detention, name) == before
    assert getattr(Detention.objects.get(), switch) is True


@pytest.mark.parametrize(("switch", "name"), CASES)
def test_an_editor_changes_a_field_that_is_closed(editor, detention, switch, name):
    open_up(detention, *(other for other in OPENED if other != switch))
    assert editor.post(url_of(detention), page(**CHANGED)).status_code == 302
    assert kept(detention, name) == CHANGED[name]


def test_a_reviewer_changes_what_is_open(reviewer, detention):
    open_up(detention, *OPENED)
    assert reviewer.post(url_of(detention), page(**CHANGED, **dict.fromkeys(OPENED, "on"))).status_code == 302
    assert {name: kept(detention, name) for name in CHANGED} == CHANGED


def test_a_detention_is_opened_and_closed_by_reviewers_alone(editor, reviewer):
    new = page(person=factories.person().pk, status="detained", is_public="on")
    assert editor.post(reverse("admin:people_detention_add"), new).status_code == 302
    detention = Detention.objects.get()
    assert detention.is_public is False
    editor.post(url_of(detention), page(status="detained", is_public="on"))
    assert Detention.objects.get().is_public is False
    reviewer.post(url_of(detention), page(status="detained", is_public="on"))
    assert Detention.objects.get().is_public is True
    editor.post(url_of(detention), page(status="detained"))
    assert Detention.objects.get().is_public is True
    reviewer.post(url_of(detention), page(status="detained"))
    assert Detention.objects.get().is_public is False


def test_the_page_says_why_a_group_is_locked_and_shows_what_it_says(editor, reviewer, detention):
    assert LOCKED not in editor.get(url_of(detention)).content.decode()
    open_up(detention, "is_public", "publish_health")
    html = editor.get(url_of(detention)).content.decode()
    assert html.count(LOCKED) == 2
    assert "Reviewer" in html
    assert "https://agreed.example.org/" in html
    assert 'name="health"' not in html
    assert 'name="place"' in html
    assert LOCKED not in reviewer.get(url_of(detention)).content.decode()


def test_who_typed_into_a_group_that_was_opened_meanwhile_is_told_that_it_was_not_saved(editor, detention):
    open_up(detention, "publish_health")
    answer = editor.post(url_of(detention), page(status="detained", health="typed before", place="new"), follow=True)
    told = [str(message) for message in answer.context["messages"] if message.level_tag == "warning"]
    assert len(told) == 1
    assert "Not saved: health." in told[0]
    assert kept(detention, "place") == "new"


def event(detention: Detention, **fields: object) -> DetentionEvent:
    link = factories.link("https://agreed.example.org/event")
    return DetentionEvent.objects.create(
        **{"detention": detention, "kind": "hearing", "date": "2024", "description": "agreed", "link": link, **fields}
    )


REWRITTEN = {"kind": "arrest", "date": "2001", "description": "changed", "address": "https://changed.example.org/"}


def said(row: DetentionEvent) -> tuple[str, str, str, str]:
    now = DetentionEvent.objects.select_related("link").get(pk=row.pk)
    return now.kind, now.date, now.description, now.link.url


@pytest.mark.parametrize("crafted", [{}, {"DELETE": "on"}, {"is_public": ""}])
def test_an_editor_neither_changes_nor_deletes_an_opened_event(editor, detention, crafted):
    row = event(detention, is_public=True)
    before = said(row)
    data = page({"id": row.pk, **REWRITTEN, **crafted}, status="detained")
    assert editor.post(url_of(detention), data).status_code == 302
    assert said(row) == before
    assert DetentionEvent.objects.get().is_public is True


def test_an_editor_does_not_reach_an_opened_event_by_another_row(editor, detention):
    closed, opened = event(detention), event(detention, is_public=True)
    before = said(opened)
    rows = [{"id": opened.pk, **REWRITTEN, "detention": detention.pk}, {"id": closed.pk, **REWRITTEN}]
    for saved in (0, 1, 2):
        editor.post(url_of(detention), page(*rows, saved=saved, status="detained"))
        assert said(opened) == before


def test_an_editor_changes_and_deletes_a_closed_event(editor, detention):
    row = event(detention)
    editor.post(url_of(detention), page({"id": row.pk, **REWRITTEN}, status="detained"))
    assert said(row) == tuple(REWRITTEN.values())
    editor.post(url_of(detention), page({"id": row.pk, **REWRITTEN, "DELETE": "on"}, status="detained"))
    assert not DetentionEvent.objects.exists()


def test_a_reviewer_changes_and_deletes_an_opened_event(reviewer, detention):
    row = event(detention, is_public=True)
    reviewer.post(url_of(detention), page({"id": row.pk, **REWRITTEN, "is_public": "on"}, status="detained"))
    assert said(row) == tuple(REWRITTEN.values())
    reviewer.post(url_of(detention), page({"id": row.pk, **REWRITTEN, "DELETE": "on"}, status="detained"))
    assert not DetentionEvent.objects.exists()


def test_an_opened_event_says_why_it_is_locked(editor, detention):
    event(detention)
    assert LOCKED not in editor.get(url_of(detention)).content.decode()
    event(detention, is_public=True)
    html = editor.get(url_of(detention)).content.decode()
    assert html.count(LOCKED) == 1
    # Browsers do not send what is disabled: without its key the row could not be saved.
    for name, locked in (("description", True), ("kind", True), ("address", True), ("DELETE", True), ("id", False)):
        field = re.search(rf'<[^>]* name="events-1-{name}"[^>]*>', html)
        assert (" disabled" in field[0]) is locked, name


BASIC = {"country": "BY", "authority": "changed", "detained_on": "2001", "status": "died", "status_as_of": "2001"}


@pytest.mark.parametrize("name", BASIC)
def test_an_editor_does_not_change_an_open_detention_on_the_persons_page(editor, detention, name):
    open_up(detention, "is_public")
    before = kept(detention, name)
    data = person_page(detention.person, {"id": detention.pk, **BASIC, "DELETE": "on"})
    assert editor.post(url_of(detention.person), data).status_code == 302
    assert kept(detention, name) == before
    assert Detention.objects.get().is_public is True


def test_on_the_persons_page_a_detention_is_opened_by_reviewers_alone(editor, reviewer, detention):
    data = person_page(detention.person, {"id": detention.pk, **BASIC, "is_public": "on"})
    assert editor.post(url_of(detention.person), data).status_code == 302
    assert kept(detention, "authority") == "changed"
    assert Detention.objects.get().is_public is False
    assert reviewer.post(url_of(detention.person), data).status_code == 302
    assert Detention.objects.get().is_public is True


@pytest.mark.parametrize(
    ("opened", "after"), [(True, ("1961", "2024", "agreed")), (False, ("1911", "1999", "changed"))]
)
def test_an_editor_changes_personal_details_only_while_they_are_closed(editor, opened, after):
    person = factories.person(birth_date="1961", death_date="2024", gender="agreed", publish_personal=opened)
    data = person_page(person, birth_date="1911", death_date="1999", gender="changed")
    assert editor.post(url_of(person), data).status_code == 302
    person.refresh_from_db()
    assert (person.birth_date, person.death_date, person.gender) == after
    assert person.publish_personal is opened
    assert (LOCKED in editor.get(url_of(person)).content.decode()) is opened


def test_a_reviewer_changes_open_personal_details(reviewer):
    person = factories.person(birth_date="1961", publish_personal=True)
    reviewer.post(url_of(person), person_page(person, birth_date="1911", publish_personal="on"))
    person.refresh_from_db()
    assert (person.birth_date, person.publish_personal) == ("1911", True)
