"""A link's page tells its whole story."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from links.models import CaptureRequest, Link, PageText
from links.vocabulary import Outcome, State
from links.walking import leasing
from tests import factories
from tests.factories import NOW
from tests.links.staff_pages import copy_of, post, proposed, read

pytestmark = pytest.mark.django_db


def test_the_page_tells_states_text_copies_and_what_was_asked_of_archives(keeper: Client) -> None:
    link = factories.link(created_at=NOW - timedelta(days=90))
    factories.state_change(link, State.ALIVE, at=NOW - timedelta(days=80))
    factories.state_change(link, State.DEAD, at=NOW - timedelta(days=10))
    Link.objects.filter(pk=link.pk).update(changed=True)
    PageText.objects.create(
        link=link,
        first_read_at=NOW - timedelta(days=80),
        first_fingerprint="a",
        first_sketch=b"",
        fingerprint="b",
        read_at=NOW - timedelta(days=40),
        resemblance=0.12,
    )
    copy = copy_of(link, found="timemap", verified_at=NOW, outcome=Outcome.OK)
    CaptureRequest.objects.create(link=link, status="failed", tries=3, asked_at=NOW, error="no-access", snapshot=copy)
    shown = read(keeper, link)
    for words in (
        '<rect class="fill-unchecked" x="0.0"',
        "From 12 December 2025: readable.",
        "20 February 2026, 09:00",
        "First read on 12 December 2025.",
        "Its present text was first read on 21 January 2026; 12 % of the first text is still there",
        "it has changed a great deal",
        "Memento TimeMap",
        "2 March 2026: the page answered",
        "The archive could not keep it, asked on 2 March 2026, 09:00, 3 tries. It said: “no-access”",
    ):
        assert words in shown, words
    assert 'style="' not in shown[shown.index('class="module decide"') : shown.index('id="kept"')]


def test_what_a_site_wrote_is_shown_harmlessly(keeper: Client) -> None:
    link = factories.link()
    proposed(link, page_title="<script>alert(1)</script>", final_url="javascript:alert(1)")
    CaptureRequest.objects.create(link=link, status="failed", error="<script>alert(2)</script>")
    shown = read(keeper, link)
    assert "<script>alert" not in shown
    assert 'href="javascript:' not in shown


def test_the_page_asks_no_more_of_the_database_as_proposals_and_changes_grow(
    keeper: Client, django_assert_max_num_queries
) -> None:
    link = factories.link()
    for number in range(20):
        proposed(link, url=f"https://new.example.org/{number}")
        factories.state_change(link, (State.ALIVE, State.DEAD)[number % 2], at=NOW + timedelta(hours=number))
    read(keeper, link)
    with django_assert_max_num_queries(36):
        read(keeper, link)


def told(client: Client, link: Link) -> dict:
    return client.get(reverse("admin:links_link_progress", args=[link.pk])).json()


def test_a_check_that_was_asked_for_is_followed_until_it_is_made(keeper: Client) -> None:
    link = factories.link(next_check_at=NOW.replace(year=2999))
    assert told(keeper, link)["under_way"] is False
    shown = post(keeper, link, decision="check_now")
    assert 'data-under-way="yes"' in shown
    assert '<noscript><meta http-equiv="refresh"' in shown
    assert "Waiting for a worker" in shown
    assert told(keeper, link)["stage"] == "waiting"
    leased, until = leasing.lease_hosts([link.host_id])
    assert told(keeper, link)["stage"] == "reading"
    leasing.release_hosts(leased, until=until, rests={link.host_id: 3600.0})
    assert "left in peace until" in told(keeper, link)["words"]
    factories.state_change(link, State.ALIVE)
    Link.objects.filter(pk=link.pk).update(last_checked_at=NOW, next_check_at=NOW.replace(year=2999))
    after = told(keeper, link)
    assert (after["stage"], after["under_way"]) == ("done", False)
    assert "2 March 2026, 09:00:00: the page answered." in after["words"]
    assert "data-under-way" not in read(keeper, link)


def test_progress_is_told_to_those_alone_who_may_see_links(client: Client) -> None:
    link = factories.link()
    url = reverse("admin:links_link_progress", args=[link.pk])
    assert client.get(url).status_code == 302
    stranger = factories.staff()
    client.force_login(stranger)
    assert client.get(url).status_code == 404
    stranger.user_permissions.set(Permission.objects.filter(codename="view_link"))
    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 405
    assert "no-store" in client.get(url)["Cache-Control"]
    assert client.get(reverse("admin:links_link_progress", args=[999_999])).status_code == 404
