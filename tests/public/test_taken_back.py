"""What was public for a while and was taken back leaves nothing behind: not in kept pages, nor in the index, nor in
what is counted.

Everything is asked for before it was opened, while it is open, so that all caches and indexes have it, and when it was
taken back. The last must be the first, byte for byte.
"""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from letters.models import Letter, Reply
from people.models import Detention, DetentionEvent, Person
from tests.public.crawl import BEGINNINGS, Answer, ask, crawl
from tests.public.test_everything_public import FRACTION, PAIRS, WORDS, answered, every_address, questions
from tests.public.test_leaks import plant_confidential, plant_unpublished
from tests.public.world import rich_letter, with_document

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(autouse=True)
def _nothing_kept(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def public(db) -> Letter:
    """A letter that stays public, and touches all that is hidden."""
    letter = rich_letter()
    with_document(letter, "public.txt", b"open")
    return letter


def everything(client: Client) -> dict[str, Answer]:
    """All that the public reaches, and every address that there could be, known to the reader or not."""
    return crawl(client, [*BEGINNINGS, *every_address()])


def told(answers: dict[str, Answer]) -> bool:
    texts = [FRACTION.sub("", answer.text) for answer in answers.values() if answer.status == 200]
    return any(word in text for text in texts for word in WORDS)


def _withdraw() -> None:
    Letter.objects.filter(date__year=1911).update(status=Letter.Status.IN_REVIEW)


def _delete() -> None:
    Letter.objects.filter(date__year=1911).delete()


@pytest.mark.parametrize("take_back", [_withdraw, _delete])
def test_a_letter_that_is_taken_back_is_as_if_it_had_never_been_public(
    client: Client, public: Letter, take_back: Callable[[], None]
) -> None:
    gone = plant_unpublished("draft", public)
    before = everything(client)
    assert not told(before)
    [hidden] = Letter.objects.filter(date__year=1911)
    assert Letter.objects.publish(hidden.pk, now=timezone.now())
    assert told(everything(client))
    take_back()
    for address in gone:
        assert ask(client, address).status == 404, address
    after = crawl(client, before)
    for address, answer in before.items():
        assert after[address] == answer, address
    if take_back is _withdraw:
        for planted, nobodys in PAIRS:
            for address, parameter in questions(planted):
                answers = [answered(client, address, parameter, value) for value in (planted, nobodys)]
                assert answers[0] == answers[1], (address, parameter, planted)


def test_details_that_are_closed_again_are_as_if_they_had_never_been_open(client: Client, public: Letter) -> None:
    plant_confidential(public)
    closed = {
        model: list(model.objects.filter(is_public=False).values_list("pk", flat=True))
        for model in (Detention, DetentionEvent, Reply)
    }
    groups = [f"publish_{group}" for group in ("place", "case", "counsel", "health")]
    switches = {pk: dict(zip(groups, row, strict=True)) for pk, *row in Detention.objects.values_list("pk", *groups)}
    before = everything(client)
    assert not told(before)
    for model, keys in closed.items():
        model._default_manager.filter(pk__in=keys).update(is_public=True)
    Detention.objects.update(**dict.fromkeys(groups, True))
    Person.objects.update(publish_personal=True)
    assert told(everything(client))
    for model, keys in closed.items():
        model._default_manager.filter(pk__in=keys).update(is_public=False)
    for pk, were in switches.items():
        Detention.objects.filter(pk=pk).update(**were)
    Person.objects.update(publish_personal=False)
    after = crawl(client, before)
    for address, answer in before.items():
        assert after[address] == answer, address
