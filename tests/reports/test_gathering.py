from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test.utils import CaptureQueriesContext

from letters.models import Letter
from links.models import Check, Link, Snapshot, StateChange
from links.verdicts import Seen, Standing, decide
from links.vocabulary import Outcome, State
from reports import gathering
from reports.digest import Digest, Entry, Turn
from reports.gathering import gather
from reports.scope import Wanted
from reports.stories import LETTERS_SHOWN
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def told(*, after: int = 0, with_drafts: bool = True) -> Digest:
    newest = StateChange.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return gather(after_id=after, through_id=newest, wanted=Wanted(with_drafts))


def entries(digest: Digest, of: Turn) -> list[Entry]:
    return [entry for section in digest.sections if section.turn is of for entry in section.entries]


def cited_link(*, published: bool = True, **source: Any) -> Link:
    link = factories.link(state=State.ALIVE)
    factories.citation(factories.letter(published=published), source=factories.source(link=link, **source))
    return link


def test_a_link_that_died_is_told_with_its_source_letter_and_footnote() -> None:
    link = factories.link(state=State.ALIVE)
    issuer = factories.organization(name="Committee for Open Courts", short_name="COC")
    letter = factories.letter(published=True, subject="The case of A.", date=date(2026, 1, 15), issuer=issuer)
    source = factories.source(link=link, title="Court closes its doors", publisher="Sample Press")
    factories.footnote(letter)
    factories.citation(letter, source=source)
    factories.citation(letter, source=source)
    factories.state_change(link, State.DEAD)

    (entry,) = entries(told(), Turn.DIED)

    assert (entry.title, entry.publisher, entry.url) == ("Court closes its doors", "Sample Press", link.url)
    assert entry.seen is not None
    assert (entry.seen.at, entry.seen.words, entry.seen.status_code) == (NOW, Outcome.NOT_FOUND.label, 404)
    (cited,) = entry.letters
    assert (cited.subject, cited.issuer, cited.day) == ("The case of A.", "COC", date(2026, 1, 15))
    assert cited.footnotes == ("2", "3")
    assert cited.url.endswith(letter.get_absolute_url())
    assert entry.admin_url.endswith(f"/admin/links/link/{link.pk}/change/")
    assert entry.admin_url.startswith("http")


def test_a_link_that_died_and_recovered_in_between_is_no_news() -> None:
    link = cited_link()
    factories.state_change(link, State.SUSPECT)
    factories.state_change(link, State.DEAD)
    factories.state_change(link, State.ALIVE)
    assert told().is_empty


def test_a_recovery_is_told_with_the_new_address_when_the_page_moved() -> None:
    link = cited_link()
    died = factories.state_change(link, State.DEAD)
    moved = factories.state_change(link, State.MOVED, outcome=Outcome.MOVED)
    assert moved.evidence
    Check.objects.filter(pk=moved.evidence.pk).update(final_url="https://new.example.org/story")

    (entry,) = entries(told(after=died.pk), Turn.RECOVERED)

    assert entry.moved_to == "https://new.example.org/story"
    assert entry.strikes == ()


def test_a_dead_link_that_now_blocks_us_is_told_apart_from_a_recovery() -> None:
    link = cited_link()
    died = factories.state_change(link, State.DEAD)
    factories.state_change(link, State.UNVERIFIABLE, outcome=Outcome.BLOCKED)
    digest = told(after=died.pk)
    assert entries(digest, Turn.RECOVERED) == []
    (entry,) = entries(digest, Turn.UNCLEAR)
    assert entry.seen is not None
    assert entry.seen.words == Outcome.BLOCKED.label


def test_strikes_are_those_of_the_run_that_ended_in_death() -> None:
    """The story is told by the rules themselves: one failure that was mended, a block, and then the failing run."""
    link = cited_link()
    story = [
        (40, Outcome.OK),
        (33, Outcome.TIMEOUT),
        (30, Outcome.OK),
        (20, Outcome.TIMEOUT),
        (17, Outcome.BLOCKED),
        (10, Outcome.NOT_FOUND),
        (7, Outcome.INCONCLUSIVE),
        (6, Outcome.NOT_FOUND),
        (5, Outcome.NOT_FOUND),
        (0, Outcome.NOT_FOUND),
        (-30, Outcome.NOT_FOUND),
    ]
    standing = Standing(state=State.ALIVE)
    for days_ago, outcome in story:
        at = NOW - timedelta(days=days_ago)
        decision = decide(standing, Seen(outcome=outcome), now=at)
        check = Check.objects.create(link=link, checked_at=at, outcome=outcome, counted_as_strike=decision.is_strike)
        if decision.standing.state != standing.state:
            StateChange.objects.create(
                link=link,
                from_state=standing.state,
                to_state=decision.standing.state,
                changed_at=at,
                evidence=check,
            )
        standing = decision.standing

    (entry,) = entries(told(), Turn.DIED)

    assert [(NOW - strike.at).days for strike in entry.strikes] == [10, 6, 0]


def test_a_person_who_decided_is_named() -> None:
    link = cited_link()
    StateChange.objects.create(
        link=link,
        from_state=State.ALIVE,
        to_state=State.DEAD,
        changed_at=NOW,
        by=factories.staff("olena"),
    )
    (entry,) = entries(told(), Turn.DIED)
    assert entry.decided_by == "olena"
    assert entry.seen is None


def test_the_archived_copy_nearest_before_the_letter_is_offered() -> None:
    link = cited_link()
    for number, day in enumerate([(2020, 1, 1), (2026, 1, 10), (2026, 2, 20)]):
        Snapshot.objects.create(
            link=link, url=f"https://archive.example/{number}", captured_at=datetime(*day, tzinfo=UTC)
        )
    factories.state_change(link, State.DEAD)
    (entry,) = entries(told(), Turn.DIED)
    assert entry.copy is not None
    assert entry.copy.url == "https://archive.example/1"


def test_the_archived_copy_that_the_letter_prints_is_offered_first() -> None:
    link = cited_link()
    for number, found in enumerate([Snapshot.Found.PRINTED, Snapshot.Found.TIMEMAP]):
        copy = Snapshot.objects.create(
            link=link,
            url=f"https://archive.example/{number}",
            captured_at=datetime(2019 + number, 1, 1, tzinfo=UTC),
            found=found,
        )
        if found == Snapshot.Found.PRINTED:
            link.sources.get().citations.update(snapshot=copy)
    factories.state_change(link, State.DEAD)
    (entry,) = entries(told(), Turn.DIED)
    assert entry.copy is not None
    assert entry.copy.url == "https://archive.example/0"


def test_a_copy_that_only_a_draft_prints_is_not_for_those_who_may_not_see_drafts() -> None:
    link = cited_link()
    copy = Snapshot.objects.create(link=link, url="https://archive.example/1", found=Snapshot.Found.PRINTED)
    factories.citation(factories.letter(), source=link.sources.get(), snapshot=copy)
    factories.state_change(link, State.DEAD)
    (entry,) = entries(told(with_drafts=False), Turn.DIED)
    assert entry.copy is None
    (entry,) = entries(told(), Turn.DIED)
    assert entry.copy is not None


def test_published_letters_come_before_drafts_and_each_kind_by_its_footnotes() -> None:
    in_draft = cited_link(published=False, title="In a draft")
    once = cited_link(title="Once")
    often = cited_link(title="Often")
    factories.citation(factories.letter(published=True), source=often.sources.get())
    for link in (in_draft, once, often):
        factories.state_change(link, State.DEAD)
    digest = told()
    assert [entry.title for entry in entries(digest, Turn.DIED)] == ["Often", "Once", "In a draft"]
    assert digest.headline == "3 sources died · 4 letters affected"


def test_a_link_that_nobody_cites_any_more_is_left_out() -> None:
    link = cited_link()
    factories.state_change(link, State.DEAD)
    Letter.objects.all().delete()
    digest = told()
    assert digest.is_empty


def test_who_may_not_see_drafts_is_told_nothing_of_them() -> None:
    public = cited_link(title="Public")
    secret = cited_link(published=False, title="Known from a draft alone")
    draft = factories.letter(subject="A draft", status=Letter.Status.IN_REVIEW)
    factories.citation(draft, source=public.sources.get())
    for link in (public, secret):
        factories.state_change(link, State.DEAD)

    digest = told(with_drafts=False)

    (entry,) = entries(digest, Turn.DIED)
    assert entry.title == "Public"
    assert [letter.subject for letter in entry.letters] != []
    assert not any(letter.is_draft for letter in entry.letters)
    assert (digest.headline, digest.dead_total) == ("1 source died · 1 letter affected", 1)
    assert told().dead_total == 2


def test_a_draft_is_called_one_and_leads_into_the_admin() -> None:
    link = cited_link(published=False)
    factories.state_change(link, State.DEAD)
    (entry,) = entries(told(), Turn.DIED)
    (letter,) = entry.letters
    assert letter.status == "draft"
    assert "/admin/letters/letter/" in letter.url


def test_changes_outside_the_period_are_not_told() -> None:
    before = factories.state_change(cited_link(title="Before"), State.DEAD)
    within = factories.state_change(cited_link(title="Within"), State.DEAD)
    factories.state_change(cited_link(title="Later"), State.DEAD)
    digest = gather(after_id=before.pk, through_id=within.pk, wanted=Wanted(with_drafts=True))
    assert [entry.title for entry in entries(digest, Turn.DIED)] == ["Within"]


def test_more_news_than_a_mail_holds_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "ENTRIES_SHOWN", 2)
    for _ in range(3):
        factories.state_change(cited_link(), State.DEAD)
    (section,) = told().sections
    assert (section.total, len(section.entries), section.not_shown) == (3, 2, 1)
    assert len(section.listed) == 3
    monkeypatch.setattr(gathering, "ENTRIES_LISTED", 2)
    assert len(told().sections[0].listed) == 2


def test_a_source_of_very_many_letters_names_the_first_and_counts_the_rest() -> None:
    link = cited_link()
    for _ in range(LETTERS_SHOWN + 2):
        factories.citation(factories.letter(published=True), source=link.sources.get())
    factories.state_change(link, State.DEAD)
    (entry,) = entries(told(), Turn.DIED)
    assert (len(entry.letters), entry.more_letters) == (LETTERS_SHOWN, 3)


def test_the_number_of_queries_does_not_grow_with_the_news(django_assert_max_num_queries: Any) -> None:
    def counted() -> int:
        with django_assert_max_num_queries(15) as queries:
            told()
        assert isinstance(queries, CaptureQueriesContext)
        return len(queries)

    factories.state_change(cited_link(), State.DEAD)
    few = counted()
    for _ in range(6):
        link = cited_link()
        Snapshot.objects.create(link=link, url="https://archive.example/copy")
        factories.citation(factories.letter(), source=link.sources.get())
        factories.state_change(link, State.DEAD, by=User.objects.create_user(f"judge{link.pk}"))
    assert counted() == few
