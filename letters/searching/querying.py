"""Letters that fit a text: `fitting_letters` finds them, `Found` ranks what fits; and people by their names.

The index only says which keys fit. What is shown is always what the queryset at hand allows besides, so that an entry
that should not be there shows nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, Q, QuerySet

from letters.models import FacetValue, NameWord
from letters.searching import sets, store
from letters.searching.holding import Held
from letters.searching.words import Term, read_query, words_of
from people.models import Person

Row = TypeVar("Row", bound=Model)

# As many as can be ranked while a reader waits. Of more, those are ranked whose subject or names fit.
RANKED = 500
# A word that stands in the subject or the names of most letters does so in enough of so many of the newest.
NEWEST = 600
# Among so many of the newest letters a phrase is looked for in subject and names, when more than those fit.
PHRASES = 1_000


def fitting_letters(text: str) -> sets.Letters:
    """The letters that have all that `text` asks for, as far as the index knows; none when it asks for no word."""
    terms = read_query(text)
    return sets.of(store.keys_matching(connection, terms)) if terms else sets.NONE


class Newest:
    """The keys of the letters of a set in the order of their days: what a paginator needs."""

    def __init__(self, known: Held, letters: sets.Letters, *, oldest: bool = False) -> None:
        self._known, self._letters, self._oldest = known, letters, oldest

    def count(self) -> int:
        return self._letters.bit_count()

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, wanted: slice) -> list[int]:
        start, stop = wanted.start or 0, self.count() if wanted.stop is None else wanted.stop
        return self._known.in_order(self._letters, start, stop, oldest=self._oldest)


class Found:
    """The same for letters that fit a text, best first.

    When more fit than can be ranked, those come first that fit by subject and names, and the rest follows by date.
    """

    def __init__(self, known: Held, letters: sets.Letters, text: str) -> None:
        """`letters` are already narrowed to those that fit `text`."""
        self.terms: list[Term] = read_query(text)
        self._count = letters.bit_count()
        self.is_ranked = self._count <= RANKED
        self._first = self._best(known, letters)
        self._rest = Newest(known, letters & ~sets.of(self._first))

    def _best(self, known: Held, letters: sets.Letters) -> list[int]:
        if not letters:
            return []
        if self.is_ranked:
            keys = known.in_order(letters, 0, RANKED)
            return _by_rank(keys, store.ranks(connection, self.terms, keys))
        is_phrase = any(len(term.words) > 1 for term in self.terms)
        newest = known.in_order(letters, 0, PHRASES if is_phrase else NEWEST)
        ranks = store.ranks(connection, self.terms, newest, above=True)
        above = [key for key in newest if key in ranks][:RANKED]
        if len(above) < RANKED and not is_phrase:
            # They are rare enough to be looked up all.
            above = known.in_order(letters & sets.of(store.keys_matching_above(connection, self.terms)), 0, RANKED)
            ranks = store.ranks(connection, self.terms, above)
        return _by_rank(above, ranks)

    def count(self) -> int:
        return self._count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[int]:
        return iter(self[:])

    def __getitem__(self, wanted: slice) -> list[int]:
        start, stop = wanted.start or 0, self._count if wanted.stop is None else wanted.stop
        ranked = len(self._first)
        chosen = self._first[start:stop]
        return chosen + self._rest[max(start - ranked, 0) : stop - ranked] if stop > ranked else chosen


def _by_rank(keys: list[int], ranks: Mapping[int, float]) -> list[int]:
    """Newest first among equals, which is the order they come in."""
    return sorted(keys, key=lambda key: -round(ranks.get(key, 0.0), 6))


def in_order(rows: QuerySet[Row], keys: Iterable[int]) -> list[Row]:
    """The rows with these keys, in their order."""
    wanted = list(keys)
    by_key = {row.pk: row for row in rows.filter(pk__in=wanted)}
    return [by_key[key] for key in wanted if key in by_key]


class InTurn(Generic[Row]):
    """Rows for a paginator: proposed in their order by what the index knows, and shown if the public may see them.

    Whether it may is asked of the few rows of a page alone, which a database does otherwise than for all at once.
    """

    def __init__(self, proposed: QuerySet[Any], shown: QuerySet[Row]) -> None:
        self._keys, self._shown = proposed.values_list("pk", flat=True), shown

    def __getitem__(self, wanted: slice) -> list[Row]:
        return in_order(self._shown, list(self._keys[wanted]))


class LookedUp:
    """Counts rows by the indexes of what they are asked for, also where a database would rather read all words."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        self._rows = rows

    def count(self) -> int:
        with store.looking_up(connection):
            return self._rows.count()


def known_correspondents(
    parts: Collection[str] = (FacetValue.Kind.SIGNATORY, FacetValue.Kind.ADDRESSEE),
    *,
    among: QuerySet[Person] | None = None,
) -> QuerySet[Person]:
    """People who had one of the parts in a published letter as far as the index knows: to be asked of the record before
    shown."""
    known = FacetValue.objects.filter(kind__in=list(parts), letters__gt=0, person__isnull=False)
    people = Person.objects.all() if among is None else among
    return people.filter(pk__in=known.values("person_id"))


def people_called(text: str, *, key: str = "person_id") -> QuerySet[NameWord, Any] | None:
    """The keys of people (or of organizations, by their `key`) with all the words of `text` at the start of a word of
    their names; None when there is no word in it."""
    words = words_of(text)[:6]
    if not words:
        return None
    rows = NameWord.objects.filter(_begins(words[0]), **{f"{key}__isnull": False})
    for word in words[1:]:
        others = NameWord.objects.filter(_begins(word), **{f"{key}__isnull": False})
        rows = rows.filter(**{f"{key}__in": others.values(key)})
    return rows.values(key)


def _begins(word: str) -> Q:
    return Q(word__startswith=word)
