"""What is held in memory says what the tables say, after whatever change: the same on SQLite and PostgreSQL."""

from collections import Counter
from datetime import date

import pytest

from letters.models import FacetChange, FacetValue, Letter, LetterFacet, Reply
from letters.searching import holding, keeping, sets
from people.models import Detention
from tests import factories as make

MOST = dict.fromkeys(FacetValue.Kind.values, 100)


def by_tables(letters: set[int]) -> dict[str, set[tuple[int, int]]]:
    rows = LetterFacet.objects.filter(letter_id__in=letters).values_list("value__kind", "value_id")
    counted: dict[str, set[tuple[int, int]]] = {kind: set() for kind in MOST}
    for (kind, value), n in Counter(rows).items():
        counted[kind].add((value, n))
    return counted


def assert_told_alike(known: holding.Held) -> None:
    public = set(Letter.objects.published().values_list("pk", flat=True))
    assert set(sets.keys_of(known.everything)) == public
    for some in (public, set(sorted(public)[::2])):
        counted = known.counts(sets.of(some), MOST)
        assert {kind: set(found) for kind, found in counted.items()} == by_tables(some)
    newest = list(Letter.objects.published().order_by("-date", "-pk").values_list("pk", flat=True))
    assert known.in_order(known.everything, 0, len(newest)) == newest
    assert known.in_order(known.everything, 1, 3, oldest=True) == newest[::-1][1:3]
    days = dict(Letter.objects.values_list("pk", "date"))
    for place, key in enumerate(newest):
        behind = (days[key], key)
        assert known.in_order(known.everything, 0, 99, behind=behind) == newest[place + 1 :]
        assert known.in_order(known.everything, 0, 99, behind=behind, oldest=True) == newest[:place][::-1]


@pytest.fixture
def record():
    people = [make.person() for _ in range(3)]
    letters = []
    for day in range(1, 7):
        letter = make.letter(published=day != 6, date=date(2020, 1, day), kind="joint" if day % 2 else "open")
        for person in people[: day % 3 + 1]:
            make.signature(letter, person=person)
        make.citation(letter, source=make.source(publisher=f"Press {day % 2}"))
        letters.append(letter)
    Detention.objects.create(person=make.mention(letters[0]).person, country="AZ", is_public=True)
    Reply.objects.create(letter=letters[1], date=date(2020, 2, 1), summary="Yes.", is_public=True)
    keeping.index_pending()
    return letters


def withdrawn_and_published_otherwise(letters):
    Letter.objects.filter(pk=letters[1].pk).update(status="draft")
    letters[1].signatures.all().delete()
    Letter.objects.publish(letters[1].pk, now=make.NOW)


CHANGES = {
    "published otherwise": withdrawn_and_published_otherwise,
    "withdrawn": lambda letters: Letter.objects.filter(pk=letters[0].pk).update(status="draft"),
    "deleted": lambda letters: letters[2].delete(),
    "published": lambda letters: Letter.objects.publish(letters[5].pk, now=make.NOW),
    "another day": lambda letters: Letter.objects.filter(pk=letters[0].pk).update(date=date(2024, 5, 5)),
    "a signature less": lambda letters: letters[1].signatures.all().delete(),
    "a reply closed": lambda letters: Reply.objects.update(is_public=False),
    "a detention closed": lambda letters: Detention.objects.update(is_public=False),
    "a new choice": lambda letters: make.signature(letters[3], person=make.person()),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("is_read", [False, True])
def test_a_change_is_followed_before_and_after_the_index_was_brought_up_to_date(record, change, is_read):
    known = holding.held()
    assert_told_alike(known)
    CHANGES[change](record)
    if is_read:
        keeping.index_pending()
        assert holding.held() is known
        assert known.follow()
        assert_told_alike(known)
    else:
        # What is withdrawn is not counted, even by who was not told to read anew.
        public = set(Letter.objects.published().values_list("pk", flat=True))
        indexed = set(LetterFacet.objects.values_list("letter_id", flat=True))
        assert public & indexed <= set(sets.keys_of(holding.held().everything)) <= public
        counted = {kind: set(found) for kind, found in known.counts(known.everything, MOST).items()}
        assert counted == by_tables(indexed)


@pytest.mark.django_db(transaction=True)
def test_notes_that_do_not_go_on_from_its_own_are_not_followed(record):
    known = holding.held()
    note = FacetChange.objects.latest("pk")
    FacetChange.objects.filter(pk=note.pk).update(mark=note.mark + 1)
    assert not known.follow()
    assert_told_alike(holding.held())
    FacetChange.objects.all().delete()
    assert not known.follow()
    assert_told_alike(holding.held())


@pytest.mark.django_db(transaction=True)
def test_more_changes_than_are_noted_have_all_read_anew(record, monkeypatch):
    known = holding.held()
    monkeypatch.setattr("letters.searching.holding._MOST_NOTES", 1)
    Letter.objects.publish(record[5].pk, now=make.NOW)
    keeping.index_pending()
    assert not known.follow()
    assert_told_alike(holding.held())


@pytest.mark.django_db
def test_what_a_transaction_sees_is_not_held_for_others(record):
    assert holding.held() is not holding.held()
    assert_told_alike(holding.held())


def test_choices_that_fit_many_letters_are_counted_as_sets_and_alike(monkeypatch):
    known = holding.Held()
    known._days = dict.fromkeys(range(1, 100), 1)
    known._order = sorted((-1, -key) for key in known._days)
    for value in range(1, 30):
        known._letters[value] = holding.array("q", range(value, 100, value))
        known._kinds[value] = "signatory"
    some = sets.of(range(1, 100, 3))
    by_rows = known.counts(some, {"signatory": 5})
    monkeypatch.setattr("letters.searching.holding._AS_SET", 2)
    assert known.counts(some, {"signatory": 5}) == by_rows
    assert [n for _, n in by_rows["signatory"]] == sorted(
        (sum(key % 3 == 1 for key in range(value, 100, value)) for value in range(1, 30)), reverse=True
    )[:5]
    assert known.fitting([7, 11]) == sets.of({*range(7, 100, 7), *range(11, 100, 11)})


def test_sets_are_the_keys_they_were_made_of():
    for keys in ([], [3], [0, 1, 64], list(range(0, 1000, 7))):
        assert list(sets.keys_of(sets.of(keys))) == keys
        assert list(sets.keys_of(sets.of([*keys[3:], *keys[:3]]))) == keys
