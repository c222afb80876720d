"""Removing samples from a record that had rows of its own before, or has no samples at all."""

import pytest
from django.urls import reverse

from letters.models import Letter
from letters.samples import load_samples, remove_samples
from links.models import Link
from links.vocabulary import State
from tests import factories
from tests.factories import NOW
from tests.letters.removing import RIGHTS, remover, switch

pytestmark = pytest.mark.django_db


def test_removing_when_there_are_none_removes_nothing() -> None:
    factories.citation(factories.letter(published=True))
    assert set(remove_samples().values()) == {0}
    assert Letter.objects.count() == Link.objects.count() == 1


def test_a_source_of_ones_own_keeps_its_link_and_what_was_decided_about_it() -> None:
    own = factories.citation(
        factories.letter(published=True),
        source=factories.source(link=factories.link("https://hetq.am/en/article/160803", state=State.ALIVE)),
    )
    load_samples(now=NOW)
    remove_samples()
    own.source.refresh_from_db()
    assert own.source.link is not None
    assert own.source.link.state == State.ALIVE


def test_without_samples_there_is_no_switch() -> None:
    factories.letter()
    client = remover(*RIGHTS)
    assert switch() not in client.get(reverse("admin:letters_letter_changelist")).content.decode()
    assert "no samples to remove" in client.get(switch(), follow=True).content.decode()
