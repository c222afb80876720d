"""Pages of a site that moved as a whole: looked for where it lives on, proposed, and decided by a person."""

import ipaddress
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from links import successors
from links.models import Check, Host, Link, PageText, Passage, Proposal, SuccessorSite, successor_of
from links.pages import drift
from links.successors import DecidedMeanwhile, accept, decline, due_tries, look_for_pages
from links.vocabulary import Outcome, PassageResult, PersonVerdict, State
from links.walking import leasing
from tests import factories
from tests.factories import NOW
from tests.links.our_line import local_names
from tests.tls import Authority
from tests.web import LocalWeb, page

pytestmark = pytest.mark.django_db
WORDS = " ".join(f"The court heard witness number {word} on that day" for word in "abcdefghijklmnop")


@pytest.fixture
def site(settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[LocalWeb]:
    """The site at which `old.org`'s pages live on, `new.org`, by https."""
    authority = Authority()
    bundle = tmp_path / "authority.pem"
    bundle.write_bytes(authority.pem)
    settings.LINKS_CA_BUNDLE = str(bundle)
    settings.LINKS_ALLOWED_NETWORKS = (ipaddress.ip_network("127.0.0.0/8"),)
    settings.LINKS_ALLOWED_PORTS = ((1024, 65535),)
    settings.LINKS_HOST_INTERVAL = 0.0
    settings.LINKS_TIMEOUT = 5.0
    SuccessorSite.objects.all().delete()
    SuccessorSite.objects.create(host_name="old.org", successor_name="new.org")
    with LocalWeb(tls=authority.server("new.org", "old.org", "www.old.org")) as web:
        local_names(web, monkeypatch)
        yield web


def failing(web: LocalWeb, path: str = "/2023/a?x=1", **fields) -> Link:
    return factories.link(f"http://old.org:{web.port}{path}", **{"state": State.DEAD, **fields})


def look(days: float = 0.0) -> int:
    return look_for_pages(clock=lambda: NOW + timedelta(days=days))


def proposed(link: Link, **fields) -> Proposal:
    defaults = {"status": "proposed", "tried_at": NOW, "outcome": Outcome.OK, "url": "https://new.org/a"}
    return Proposal.objects.create(link=link, **{**defaults, **fields})


def test_a_page_that_lives_on_is_proposed_with_what_was_seen_there(site: LocalWeb) -> None:
    link = failing(site)
    Passage.objects.create(link=link, kind=Passage.Kind.QUOTE, text="heard witness number c on that day")
    first = drift.sketch(WORDS)
    PageText.objects.create(
        link=link, first_read_at=NOW, first_fingerprint="a", first_sketch=first, fingerprint="a", read_at=NOW
    )
    site.answer("/2023/a?x=1", body=page("The case", WORDS))
    assert look() == 1
    found = Proposal.objects.get()
    assert (found.link, found.status, found.outcome) == (link, "proposed", Outcome.OK)
    assert found.url == found.final_url == f"https://new.org:{site.port}/2023/a?x=1"
    assert (found.status_code, found.page_title, found.tried_at) == (200, "The case", NOW)
    assert found.passage == PassageResult.PRESENT
    assert found.resemblance is not None
    assert found.resemblance > 0.9
    # Nothing is rewritten, and the link's own record holds no check of another address.
    before = (link.url, link.state)
    link.refresh_from_db()
    assert (link.url, link.state) == before
    assert not Check.objects.exists()
    assert not Link.objects.exclude(pk=link.pk).exists()
    assert Host.objects.get(name="new.org").leased_until is None


def test_how_alike_the_texts_are_is_not_said_when_it_is_not_known(site: LocalWeb) -> None:
    failing(site)
    site.answer("/2023/a?x=1", body=page("The case", WORDS))
    look()
    assert Proposal.objects.get().resemblance is None


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 404},
        {"status": 410},
        {"status": 301, "headers": {"Location": "/"}},
        {"status": 403},
        {"status": 301, "headers": {"Location": "https://old.org:{port}/2023/a-moved"}},
        {"status": 302, "headers": {"Location": "https://www.old.org:{port}/2023/a-moved"}},
    ],
)
def test_what_is_not_the_page_is_not_proposed(site: LocalWeb, answer: dict) -> None:
    failing(site)
    headers = {name: value.format(port=site.port) for name, value in answer.pop("headers", {}).items()}
    site.answer("/2023/a?x=1", headers=headers, **answer)
    look()
    assert Proposal.objects.get().status == "absent"
    assert Proposal.objects.get().resemblance is None


def test_what_is_absent_is_asked_for_again_after_a_month_and_not_before(site: LocalWeb) -> None:
    failing(site)
    site.answer("/2023/a?x=1", status=404)
    assert [look(), look(1), look(29.9)] == [1, 0, 0]
    site.answer("/2023/a?x=1", body=page("Back"))
    assert look(30) == 1
    assert Proposal.objects.get().status == "proposed"
    assert site.count("/2023/a?x=1") == 2


def test_a_site_that_does_not_answer_is_asked_again_the_next_day(site: LocalWeb) -> None:
    failing(site)
    site.answer("/2023/a?x=1", raw=b"nonsense\r\n\r\n")
    assert [look(), look(0.5), look(1)] == [1, 0, 1]


def test_what_a_person_decided_is_not_asked_for_again(site: LocalWeb) -> None:
    link = failing(site)
    look()
    decline(proposal=Proposal.objects.get(), by=None, now=NOW)
    site.forget_requests()
    assert look(100) == 0
    Proposal.objects.update(status="proposed")
    accept(proposal=Proposal.objects.get(), by=None, now=NOW)
    assert look(200) == 0
    assert site.requests == []
    assert link.proposals.get().status == "accepted"


@pytest.mark.parametrize(
    ("fields", "due"),
    [
        ({"state": State.DEAD}, True),
        ({"state": State.SUSPECT}, True),
        ({"state": State.SUSPECT, "outcome": Outcome.SOFT_404}, True),
        ({"state": State.DEAD, "person_verdict": PersonVerdict.GONE, "person_verdict_at": NOW}, True),
        ({"state": State.ALIVE, "outcome": Outcome.OK}, False),
        ({"state": State.UNVERIFIABLE, "outcome": Outcome.BLOCKED}, False),
        ({"state": State.UNCHECKED}, False),
        # A person said that it works, though checks are sent to the front page; or to leave it alone.
        (
            {
                "state": State.ALIVE,
                "outcome": Outcome.MOVED_HOME,
                "person_verdict": PersonVerdict.WORKS,
                "person_verdict_at": NOW,
            },
            False,
        ),
        (
            {
                "state": State.EXCLUDED,
                "outcome": Outcome.SOFT_404,
                "person_verdict": PersonVerdict.IGNORE,
                "person_verdict_at": NOW,
            },
            False,
        ),
        # The samples' invented failures are of no real page.
        ({"state": State.DEAD, "next_check_at": None}, False),
    ],
)
def test_pages_are_looked_for_when_a_watched_link_fails(fields: dict, due: bool) -> None:
    SuccessorSite.objects.create(host_name="old.org", successor_name="new.org")
    factories.link("https://old.org/a", **fields)
    assert bool(due_tries(now=NOW)) is due


@pytest.mark.parametrize("name", ["old.org", "www.old.org", "new.org", "www.new.org"])
@pytest.mark.parametrize("policy", [Host.Policy.NEVER, Host.Policy.ARCHIVE_ONLY])
def test_no_site_learns_of_us_that_must_not(site: LocalWeb, name: str, policy: str) -> None:
    failing(site)
    Host.objects.update_or_create(name=name, defaults={"policy": policy})
    assert due_tries(now=NOW) == []
    assert look() == 0
    assert site.requests == []


def test_a_host_in_other_hands_or_to_be_left_alone_is_left_for_the_next_run(site: LocalWeb) -> None:
    failing(site)
    host = Host.objects.create(name="new.org")
    now = timezone.now()
    Host.objects.filter(pk=host.pk).update(leased_until=now + timedelta(minutes=5))
    assert look() == 0
    Host.objects.filter(pk=host.pk).update(leased_until=None, backed_off_until=NOW + timedelta(hours=1))
    assert look() == 0
    assert site.requests == []
    assert look(1) == 1


def test_a_site_that_asks_for_patience_is_given_it(site: LocalWeb) -> None:
    failing(site)
    site.answer("/2023/a?x=1", status=429, headers={"Retry-After": "7200"})
    look()
    assert Host.objects.get(name="new.org").backed_off_until == NOW + timedelta(hours=2)


def test_the_host_is_leased_while_it_is_asked(site: LocalWeb, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(site)
    leased: list[datetime | None] = []
    record = successors.record_try

    def watched(*args, **kwargs) -> bool:
        leased.append(Host.objects.get(name="new.org").leased_until)
        return record(*args, **kwargs)

    monkeypatch.setattr(successors, "record_try", watched)
    look()
    assert len(leased) == 1
    assert leased[0] is not None


def test_one_run_asks_each_host_a_bounded_number_of_pages(site: LocalWeb) -> None:
    SuccessorSite.objects.create(host_name="old.org", successor_name="newer.org")
    for number in range(5):
        failing(site, f"/{number}")
    tries = due_tries(now=NOW, most=2)
    assert [(one.host_name, len({each.link for each in tries})) for one in tries[:1]] == [("new.org", 2)]
    assert sorted(one.host_name for one in tries) == ["new.org", "new.org", "newer.org", "newer.org"]


def test_a_check_cut_short_on_our_side_leaves_nothing(site: LocalWeb) -> None:
    link = failing(site)
    one = due_tries(now=NOW)[0]
    evidence = successors.Evidence(outcome=Outcome.INCONCLUSIVE)
    assert successors.record_try(one, evidence, now=NOW) is False
    assert not link.proposals.exists()


def test_what_a_person_decides_while_the_page_is_read_stands(site: LocalWeb) -> None:
    failing(site)
    look()
    proposal = Proposal.objects.get()
    one = successors.Try(proposal.link, proposal.url, "new.org")
    decline(proposal=proposal, by=None, now=NOW)
    seen = successors.Evidence(outcome=Outcome.OK, final_url=proposal.url)
    assert successors.record_try(one, seen, now=NOW) is False
    assert Proposal.objects.get().status == "declined"


def test_accepting_watches_the_new_address_and_keeps_the_one_cited() -> None:
    anna = factories.staff("anna")
    link = factories.link("https://old.org/a", state=State.DEAD)
    successor = accept(proposal=proposed(link), by=anna, now=NOW)
    assert successor.url == "https://new.org/a"
    assert successor.next_check_at is not None
    kept = Proposal.objects.get()
    assert (kept.status, kept.successor, kept.decided_by, kept.decided_at) == ("accepted", successor, anna, NOW)
    link.refresh_from_db()
    assert (link.url, link.state) == ("https://old.org/a", State.DEAD)
    assert successor_of(link) == successor
    assert successor_of(None) is None


def test_of_two_that_decide_at_once_one_wins_and_the_other_is_told() -> None:
    link = factories.link("https://old.org/a", state=State.DEAD)
    seen_by_both = proposed(link)
    anna: User = factories.staff("anna")
    accept(proposal=Proposal.objects.get(), by=anna, now=NOW)
    with pytest.raises(DecidedMeanwhile, match="accepted by anna"):
        accept(proposal=seen_by_both, by=None, now=NOW)
    with pytest.raises(DecidedMeanwhile, match="accepted by anna"):
        decline(proposal=seen_by_both, by=None, now=NOW)
    kept = Proposal.objects.get()
    assert (kept.status, kept.decided_by) == ("accepted", anna)


def test_a_lost_race_leaves_no_watched_link_behind() -> None:
    seen = proposed(factories.link("https://old.org/a"))
    Proposal.objects.update(status="absent")
    with pytest.raises(DecidedMeanwhile):
        accept(proposal=seen, by=None, now=NOW)
    assert not Link.objects.filter(url="https://new.org/a").exists()


def test_a_link_has_one_accepted_address_at_most() -> None:
    link = factories.link("https://old.org/a", state=State.DEAD)
    one, other = proposed(link), proposed(link, url="https://newer.org/a")
    accept(proposal=one, by=None, now=NOW)
    with pytest.raises(DecidedMeanwhile, match="Take that one back first"):
        accept(proposal=other, by=None, now=NOW)
    assert not Link.objects.filter(url="https://newer.org/a").exists()
    one.refresh_from_db()
    decline(proposal=one, by=None, now=NOW)
    assert successor_of(Link.objects.get(pk=link.pk)) is None
    accept(proposal=other, by=None, now=NOW)
    one.refresh_from_db()
    with pytest.raises(DecidedMeanwhile):
        accept(proposal=one, by=None, now=NOW)
    assert list(Proposal.objects.order_by("pk").values_list("status", flat=True)) == ["declined", "accepted"]


def test_the_hosts_of_the_field_are_in_the_table() -> None:
    rows = set(SuccessorSite.objects.values_list("host_name", "successor_name", "pages_from", "pages_to"))
    assert ("www.state.gov", "2017-2021.state.gov", 2017, 2021) in rows
    assert ("whitehouse.gov", "obamawhitehouse.archives.gov", 2009, 2017) in rows
    assert len(rows) == 12
    assert timedelta(seconds=successors.TRIES_A_HOST) < leasing.LEASE


def test_two_pages_are_not_said_to_live_on_at_each_other() -> None:
    first, third = factories.link("https://old.org/a"), factories.link("https://newest.org/a")
    accept(proposal=proposed(first), by=None, now=NOW)
    second = Link.objects.get(url="https://new.org/a")
    accept(proposal=proposed(second, url=third.url), by=None, now=NOW)
    back = proposed(third, url=first.url)
    with pytest.raises(DecidedMeanwhile, match="said to live on at this one"):
        accept(proposal=back, by=None, now=NOW)
    with pytest.raises(DecidedMeanwhile, match="said to live on at this one"):
        accept(proposal=proposed(third, url=third.url), by=None, now=NOW)
    assert successor_of(third) is None
