"""Who cites a link: on its page and in the list's filter, for staff who may see letters."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from links.models import Link, Passage, Snapshot
from links.vocabulary import PassageResult
from people.models import Detention, DetentionEvent
from tests import factories

pytestmark = pytest.mark.django_db
LINKS = "admin:links_link_changelist"


def read(client: Client, link: Link) -> str:
    return " ".join(client.get(reverse("admin:links_link_change", args=[link.pk])).content.decode().split())


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.fixture
def keeper(client: Client) -> Client:
    client.force_login(factories.staff(groups=("Link keeper",)))
    return client


def test_staff_see_each_citation_in_drafts_too(keeper: Client) -> None:
    link = factories.link()
    source = factories.source(link=link, title="Court closes")
    published = factories.letter(published=True, subject="The public letter", date=date(2025, 5, 1))
    draft = factories.letter(subject="The draft letter")
    factories.citation(published, source=source, pinpoint="p. 12", quote="the very words")
    copy = Snapshot.objects.create(link=link, url="https://archive.example.org/1", found="printed")
    factories.citation(draft, source=source, snapshot=copy)
    Passage.objects.update(result=PassageResult.MISSING)
    shown = read(keeper, link)
    for words in (
        "2 times in 2 letters",
        "Court closes",
        "The public letter",
        "1 May 2025",
        "p. 12",
        "the very words",
        "What it relies on is not found on the page.",
        "The draft letter",
        "draft",
        'href="https://archive.example.org/1"',
        "(printed)",
    ):
        assert words in shown, words


def test_what_nobody_cites_is_said_so_and_detentions_are_told_to_those_who_see_them(keeper: Client) -> None:
    link = factories.link()
    detention = Detention.objects.create(person=factories.person(), country="XA", status="detained", status_link=link)
    DetentionEvent.objects.create(detention=detention, kind="arrest", link=link)
    shown = read(keeper, link)
    assert "No letter cites it." in shown
    assert "it as a source" not in shown
    keeper.force_login(factories.staff(groups=("Administrator",)))
    assert "1 detention gives it as a source." in read(keeper, link)


def test_who_may_not_see_letters_sees_none_here(client: Client) -> None:
    user = factories.staff()
    user.user_permissions.set(Permission.objects.filter(codename="view_link"))
    client.force_login(user)
    link = factories.link()
    factories.citation(factories.letter(subject="SECRET draft"), source=factories.source(link=link))
    assert "SECRET" not in read(client, link)
    assert "Where it is cited" not in read(client, link)
    listed = client.get(reverse(LINKS)).content.decode()
    assert "letters affected" not in listed
    assert 'class="column-letters' not in listed
    # A choice that is not offered is not taken either.
    assert client.get(f"{reverse(LINKS)}?letters=none").context["cl"].queryset.count() == 1


def test_links_are_filtered_by_letters_affected_in_as_many_queries_however_many_there_are(keeper: Client) -> None:
    public, drafted, many, uncited = (factories.link() for _ in range(4))
    factories.citation(factories.letter(published=True), source=factories.source(link=public))
    factories.citation(factories.letter(), source=factories.source(link=drafted))
    often = factories.source(link=many)
    for _ in range(5):
        factories.citation(factories.letter(published=True), source=often)
    note = factories.footnote(factories.letter())
    twice = factories.source(link=factories.link())
    for _ in range(6):
        factories.citation(note, source=twice)
    for choice, expected in {
        "public": {public, many},
        "unpublished": {drafted, twice.link},
        "many": {many},
        "none": {uncited},
    }.items():
        found = set(keeper.get(f"{reverse(LINKS)}?letters={choice}").context["cl"].queryset)
        assert found == expected, choice
    url = reverse(LINKS) + "?letters=public"
    before = queries(keeper, url)
    for _ in range(20):
        factories.citation(factories.letter(published=True), source=factories.source())
    assert queries(keeper, url) == before


def test_a_much_cited_link_is_told_in_a_fixed_number_of_queries(keeper: Client) -> None:
    link = factories.link()
    source = factories.source(link=link)
    factories.citation(factories.letter(), source=source)
    url = reverse("admin:links_link_change", args=[link.pk])
    queries(keeper, url)
    before = queries(keeper, url)
    for _ in range(105):
        factories.citation(factories.letter(), source=source)
    assert queries(keeper, url) == before
    shown = read(keeper, link)
    assert "106 times in 106 letters" in shown
    assert "The newest 100 are listed." in shown
