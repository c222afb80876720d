"""People, organizations and detentions in the admin: what is typed, and who may open what to the public."""

# A row that is missing fails these tests by itself.
# mypy: disable-error-code="union-attr, arg-type, attr-defined, misc"

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from links.models import Link
from people.models import Detention, DetentionEvent, Organization, OtherName, Person
from tests import factories

pytestmark = pytest.mark.django_db
INLINES = ("offices", "other_names", "detentions", "pages", "identifiers")
DISCLOSURES = ("publish_place", "publish_case", "publish_counsel", "publish_health")


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(factories.staff(groups=("Editor",)))
    return client


@pytest.fixture
def reviewer() -> Client:
    client = Client()
    client.force_login(factories.staff(groups=("Reviewer",)))
    return client


def form(**fields) -> dict:
    rows = {name: fields.pop(name, []) for name in INLINES}
    data = {"name": "Ada Example", **fields}
    for name, given in rows.items():
        data |= {f"{name}-TOTAL_FORMS": len(given), f"{name}-INITIAL_FORMS": 0}
        data |= {f"{name}-{index}-{key}": value for index, row in enumerate(given) for key, value in row.items()}
    return data


def add(client: Client, **fields):
    return client.post(reverse("admin:people_person_add"), form(**fields))


def detention_page(*events: dict, saved: int = 0, **fields) -> dict:
    data = {"status": "detained", "events-TOTAL_FORMS": len(events), "events-INITIAL_FORMS": saved, **fields}
    return data | {f"events-{index}-{key}": value for index, row in enumerate(events) for key, value in row.items()}


def test_a_person_is_typed_with_offices_names_pages_and_detentions(editor):
    senate = factories.organization()
    response = add(
        editor,
        offices=[{"title": "Senator", "organization": senate.pk, "party": "X", "area": "EX", "start": "Jan. 3, 2021"}],
        other_names=[{"name": "Ադա", "language": "hy"}],
        pages=[{"address": "HTTPS://Ada.Example.org/", "note": "own site"}],
        detentions=[{"country": "AZ", "status": "detained", "detained_on": "Sept. 2023"}],
        identifiers=[{"scheme": "wikidata", "identifier": "Q0"}],
    )
    assert response.status_code == 302
    person = Person.objects.get()
    assert (person.slug, person.sort_name) == ("ada-example", "Example, Ada")
    assert person.offices.get().start == "2021-01-03"
    assert person.pages.get().link == Link.objects.get(url="https://ada.example.org/")
    assert person.detentions.get().detained_on == "2023-09"


def test_a_person_created_from_a_letters_page_needs_a_name_alone(editor):
    page = editor.get(reverse("admin:people_person_add"), {"_popup": "1"}).content.decode()
    assert "offices-TOTAL_FORMS" not in page
    response = editor.post(reverse("admin:people_person_add"), {"name": "Ada Example", "_popup": "1"})
    assert response.status_code == 200
    assert str(Person.objects.get().pk) in response.content.decode()


def test_an_organization_needs_a_name_alone(editor):
    editor.post(reverse("admin:people_organization_add"), {"name": "Committee of Samples", "kind": "ngo"})
    assert Organization.objects.get().slug == "committee-of-samples"


@pytest.mark.parametrize(
    ("address", "message"),
    [("ftp://x.example/", "Only web addresses can be checked"), ("", "This field is required")],
)
def test_a_page_without_a_web_address_is_refused_and_what_was_typed_is_kept(editor, address, message):
    content = add(editor, summary="All that I typed", pages=[{"address": address, "note": "site"}]).content.decode()
    assert message in content
    assert "All that I typed" in content
    assert not Person.objects.exists()


def test_one_page_twice_is_refused(editor):
    pages = [{"address": "https://a.example.org"}, {"address": "https://A.example.org/#top"}]
    assert "stands here twice" in add(editor, pages=pages).content.decode()


def test_a_slug_that_is_taken_is_refused(editor):
    factories.person(slug="taken")
    assert "already exists" in add(editor, slug="taken").content.decode()


def test_search_finds_any_name_in_any_script(editor):
    person = factories.person(name="Ada Example", family_name="Exemplarius")
    OtherName.objects.create(person=person, name="Ադա")
    factories.person()
    for words in ("ada", "Exemplarius", "Ադա", "Exemplarius, Ada"):
        found = editor.get(reverse("admin:people_person_changelist"), {"q": words}).context["cl"].result_list
        assert list(found) == [person], words


def test_an_editor_opens_no_personal_details(editor, reviewer):
    add(editor, publish_personal="on", birth_date="1970")
    person = Person.objects.get()
    assert (person.birth_date, person.publish_personal) == ("1970", False)
    reviewer.post(reverse("admin:people_person_change", args=[person.pk]), form(publish_personal="on"))
    person.refresh_from_db()
    assert person.publish_personal is True


def test_an_editor_opens_nothing_of_a_detention_and_a_reviewer_does(editor, reviewer):
    opened = dict.fromkeys(DISCLOSURES, "on")
    event = {"kind": "arrest", "date": "2023", "address": "https://a.example.org/", "is_public": "on"}
    page = detention_page(event, person=factories.person().pk, place="A prison", **opened)
    assert editor.post(reverse("admin:people_detention_add"), page).status_code == 302
    detention = Detention.objects.get()
    assert not any(getattr(detention, name) for name in DISCLOSURES)
    assert detention.place == "A prison"
    saved = DetentionEvent.objects.get()
    assert (saved.is_public, saved.link.url) == (False, "https://a.example.org/")
    address = reverse("admin:people_detention_change", args=[detention.pk])
    again = detention_page({**event, "id": saved.pk}, saved=1, place="A prison", **opened)
    assert editor.post(address, again).status_code == 302
    detention.refresh_from_db()
    saved.refresh_from_db()
    assert not any(getattr(detention, name) for name in DISCLOSURES)
    assert saved.is_public is False
    assert reviewer.post(address, again).status_code == 302
    detention.refresh_from_db()
    saved.refresh_from_db()
    assert all(getattr(detention, name) for name in DISCLOSURES)
    assert saved.is_public is True


def test_what_was_opened_of_one_person_is_not_moved_to_another(editor):
    ada, other = factories.person(), factories.person()
    detention = Detention.objects.create(person=ada, place="A prison", publish_place=True)
    editor.post(reverse("admin:people_detention_change", args=[detention.pk]), detention_page(person=other.pk))
    detention.refresh_from_db()
    assert (detention.person, detention.publish_place) == (ada, True)


def test_the_source_of_a_status_is_typed_as_an_address(editor):
    person = factories.person()
    page = detention_page(person=person.pk, address="https://a.example.org/")
    editor.post(reverse("admin:people_detention_add"), page)
    detention = Detention.objects.get()
    assert detention.status_link.url == "https://a.example.org/"
    address = reverse("admin:people_detention_change", args=[detention.pk])
    assert "https://a.example.org/" in editor.get(address).content.decode()
    editor.post(address, detention_page(address=""))
    detention.refresh_from_db()
    assert detention.status_link is None


def _known(number: int) -> Person:
    person = factories.person()
    for index in range(number):
        person.offices.create(title="Senator", organization=factories.organization())
        person.pages.create(link=factories.link())
        detention = person.detentions.create()
        person.identifiers.create(scheme="x", identifier=f"{person.pk}-{index}")
        for _ in range(number):
            detention.events.create(kind="hearing", link=factories.link())
    return person


@pytest.mark.parametrize("page", ["person", "detention"])
def test_a_page_asks_no_more_questions_for_more_rows(editor, page):
    counts = []
    for number in (1, 1, 5):
        person = _known(number)
        row = person if page == "person" else person.detentions.first()
        with CaptureQueriesContext(connection) as queries:
            assert editor.get(reverse(f"admin:people_{page}_change", args=[row.pk])).status_code == 200
        counts.append(len(queries))
    assert counts[1] == counts[2]


def test_script_in_a_name_is_shown_as_text(editor):
    evil = "<script>alert(1)</script>"
    person = factories.person(name=evil, summary=evil)
    Detention.objects.create(person=person, authority=evil)
    for name in ("person", "detention"):
        assert evil not in editor.get(reverse(f"admin:people_{name}_changelist")).content.decode()
    assert evil not in editor.get(reverse("admin:people_person_change", args=[person.pk])).content.decode()
