"""Which letters a subscriber is told of."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from letters.models import Letter
from links.models import StateChange
from links.vocabulary import State
from people.models import Detention
from reports.gathering import Gathering
from reports.models import Subscription
from reports.scope import wanted_by
from tests import factories

pytestmark = pytest.mark.django_db
Scope = Subscription.Scope


def letters_for(user: User, **fields: Any) -> set[Letter]:
    return set(wanted_by(Subscription.objects.create(user=user, **fields)).letters)


def test_all_letters_are_all_that_may_be_seen() -> None:
    published, draft = factories.letter(published=True), factories.letter()
    assert letters_for(factories.staff(is_superuser=True)) == {published, draft}
    assert letters_for(factories.staff()) == {published}


def test_ones_own_are_those_entered_and_those_one_is_responsible_for() -> None:
    anna = factories.staff("anna", is_superuser=True)
    entered = factories.letter(created_by=anna)
    entrusted = factories.letter(created_by=factories.staff("bela"), responsible=anna)
    factories.letter(created_by=factories.staff("carl"))
    factories.letter()
    assert letters_for(anna, scope=Scope.OWN) == {entered, entrusted}


def test_ones_own_drafts_are_not_told_to_whoever_may_no_longer_see_drafts() -> None:
    anna = factories.staff("anna")
    factories.letter(created_by=anna)
    assert letters_for(anna, scope=Scope.OWN) == set()


def test_chosen_are_the_letters_of_any_chosen_body_country_or_detainee() -> None:
    chief = factories.staff(is_superuser=True)
    subscription = Subscription.objects.create(user=chief, scope=Scope.CHOSEN, countries="AZ")
    by_body, by_name, by_country, _ = (factories.letter() for _ in range(4))
    subscription.issuers.add(by_body.issuer)
    named, held = factories.person(), factories.person()
    factories.mention(by_name, person=named)
    subscription.detainees.add(named)
    factories.mention(by_country, person=held)
    Detention.objects.create(person=held, country="AZ", is_public=False)
    assert set(wanted_by(subscription).letters) == {by_body, by_name, by_country}


def test_a_closed_detention_brings_no_letter_to_whoever_may_not_see_it() -> None:
    letter = factories.letter(published=True)
    held = factories.person()
    factories.mention(letter, person=held)
    detention = Detention.objects.create(person=held, country="AZ", is_public=False)
    keeper = factories.staff(groups=("Link keeper",))
    subscription = Subscription.objects.create(user=keeper, scope=Scope.CHOSEN, countries="AZ")
    assert not wanted_by(subscription).letters.exists()
    detention.is_public = True
    detention.save()
    assert wanted_by(subscription).letters.get() == letter


def test_a_digest_knows_the_wanted_letters_alone() -> None:
    anna, bela = (factories.staff(name, is_superuser=True) for name in ("anna", "bela"))
    link = factories.link(state=State.ALIVE)
    source = factories.source(link=link)
    for user, subject in ((anna, "Anna’s letter"), (bela, "Bela’s letter")):
        factories.citation(factories.letter(created_by=user, subject=subject, published=True), source=source)
    elsewhere = factories.link(state=State.ALIVE)
    factories.citation(factories.letter(created_by=bela), source=factories.source(link=elsewhere))
    factories.state_change(link, State.DEAD)
    through_id = factories.state_change(elsewhere, State.DEAD).pk
    gather = Gathering()

    def told(user: User) -> list[list[str]]:
        subscription = Subscription.objects.create(user=user, scope=Scope.OWN)
        digest = gather(after_id=0, through_id=through_id, wanted=wanted_by(subscription))
        assert digest.dead_total == sum(section.total for section in digest.sections)
        return [[letter.subject for letter in entry.letters] for part in digest.sections for entry in part.entries]

    assert told(anna) == [["Anna’s letter"]]
    assert ["Bela’s letter"] in told(bela)
    assert len(told(factories.staff("carl", is_superuser=True))) == 0
    assert StateChange.objects.count() == 2
