from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.test import TestCase

from letters.samples import histories, load_samples
from letters.samples.planting import is_reserved, plant
from letters.visibility import public_links
from links.models import Check, Host, Link
from links.vocabulary import STRIKES, Outcome, State
from tests.factories import NOW


class TestTheInventedEvidence(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        load_samples(now=NOW)

    def setUp(self) -> None:
        self.links = [link for link in Link.objects.select_related("host") if is_reserved(link.host.name)]

    def test_no_invented_address_is_ever_due(self) -> None:
        assert [link for link in self.links if link.next_check_at is not None] == []
        assert not any(is_reserved(link.host.name) for link in Link.objects.due(NOW + timedelta(days=36_500)))

    def test_every_state_is_there_to_be_seen_on_public_pages(self) -> None:
        assert set(public_links().values_list("state", flat=True)) == set(State.values)

    def test_dead_links_had_three_strikes_two_days_apart_over_six_days(self) -> None:
        dead = [link for link in self.links if link.state == State.DEAD]
        assert {link.outcome for link in dead} == {Outcome.NOT_FOUND, Outcome.GONE, Outcome.DNS_FAILURE}
        for link in dead:
            strikes = list(link.checks.filter(counted_as_strike=True).order_by("checked_at"))
            # The fourth failure, a month later, was of a link already dead.
            assert len(strikes) == link.strikes == 4
            times = [strike.checked_at for strike in strikes[:3]]
            assert all(later - earlier >= timedelta(days=2) for earlier, later in pairwise(times))
            assert times[-1] - times[0] >= timedelta(days=6)
            died = link.state_changes.get(to_state=State.DEAD)
            assert died.evidence == strikes[2]
            assert link.failing_since == times[0]
            assert link.last_ok_at is not None
            assert link.last_ok_at < times[0]

    def test_strikes_are_only_counted_for_what_may_count(self) -> None:
        assert set(Check.objects.filter(counted_as_strike=True).values_list("outcome", flat=True)) <= STRIKES
        for link in self.links:
            if link.state in {State.UNVERIFIABLE, State.EXCLUDED, State.ALIVE, State.MOVED}:
                assert (link.strikes, link.failing_since) == (0, None)

    def test_a_blocked_page_is_unverifiable_and_was_never_anything_worse(self) -> None:
        blocked = {check.link for check in Check.objects.filter(outcome=Outcome.BLOCKED)}
        assert blocked
        for link in blocked:
            assert list(link.state_changes.values_list("to_state", flat=True)) == [State.UNVERIFIABLE]

    def test_an_excluded_link_is_so_because_its_host_says_never(self) -> None:
        excluded = [link for link in self.links if link.state == State.EXCLUDED]
        assert [link.host.policy for link in excluded] == [Host.Policy.NEVER]

    def test_every_state_was_reached_through_state_changes_that_follow_on_each_other(self) -> None:
        for link in self.links:
            state = State.UNCHECKED.value
            for change in link.state_changes.order_by("changed_at"):
                assert change.from_state == state
                assert change.evidence is not None
                assert change.evidence.link_id == link.pk
                state = change.to_state
            assert state == link.state
            last = link.checks.first()
            assert last is not None
            assert (last.outcome, last.checked_at) == (link.outcome, link.last_checked_at)

    def test_nothing_was_seen_in_the_future(self) -> None:
        assert not Check.objects.filter(checked_at__gt=NOW + timedelta(days=7)).exists()


@pytest.mark.django_db
def test_evidence_about_a_page_that_somebody_could_own_is_refused() -> None:
    with pytest.raises(ValueError, match="reserved"):
        plant("https://example.org.invented.com/page", histories.alive(date(2026, 1, 1)))
    assert not Link.objects.exists()
