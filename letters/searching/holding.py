"""Which letters each choice fits, held in this process's memory, so that lists are counted while a reader waits.

The tables say the same (`LetterFacet`), but to count the choices of half the record they have to be read through, which
takes a second for a hundred thousand letters. What is held is made of them once, and then follows the notes that every
change of the tables leaves in its transaction (`FacetChange`): asked after a change, it knows the change.
"""

from array import array
from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from heapq import heappushpop
from threading import RLock

from django.db import connection

from letters.models import FacetChange, FacetValue, Letter
from letters.searching import sets, store

# From so many letters on, a choice is held as a set besides.
_AS_SET = 400


class Held:
    """Published letters by their choices and their days, as of the last note that was read."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._note: tuple[int, float] | None = None
        self._letters: dict[int, array[int]] = {}
        self._sets: dict[int, sets.Letters] = {}
        self._kinds: dict[int, str] = {}
        self._by_kind: dict[str, list[int]] = {}
        self._days: dict[int, int] = {}
        # Newest first: both numbers are turned round, so that they can be looked up in rising order.
        self._order: list[tuple[int, int]] = []
        self._everything: sets.Letters | None = None

    def read(self) -> None:
        """Make it anew from the tables."""
        with self._lock:
            # Read before the tables: what is noted meanwhile is done again, and comes out the same.
            self._note = FacetChange.objects.order_by("-pk").values_list("pk", "mark").first()
            self._letters = {value: array("q", keys) for value, keys in store.letters_by_value(connection)}
            self._kinds = dict(FacetValue.objects.values_list("pk", "kind"))
            days = Letter.objects.published().order_by().values_list("pk", "date")
            self._days = {pk: day.toordinal() for pk, day in days}
            self._order = sorted((-day, -pk) for pk, day in self._days.items())
            self._sets, self._by_kind, self._everything = {}, {}, None

    def follow(self) -> bool:
        """Read what was noted since; whether it is up to date then. It is not when the notes do not go on from its own,
        or say that all is to be read anew."""
        with self._lock:
            if self._note is None:
                return False
            notes = list(
                FacetChange.objects.filter(pk__gte=self._note[0])
                .order_by("pk")
                .values_list("pk", "mark", "letter_id", "value_id", "gained")
            )
            if not notes or notes[0][:2] != self._note:
                return False
            if any(letter is None for _, _, letter, _, _ in notes[1:]):
                return False
            new = notes[1:]
            self._follow([(letter, value, won) for _, _, letter, value, won in new if letter is not None])
            self._note = notes[-1][:2]
            return True

    def _follow(self, notes: Sequence[tuple[int, int | None, bool]]) -> None:
        new = {value for _, value, _ in notes if value is not None} - self._kinds.keys()
        if new:
            self._kinds |= dict(FacetValue.objects.filter(pk__in=new).values_list("pk", "kind"))
        for letter, value, gained in notes:
            if value is None:
                continue
            letters = self._letters.setdefault(value, array("q"))
            if gained != (letter in letters):
                letters.append(letter) if gained else letters.remove(letter)
                self._sets.pop(value, None)
        if notes:
            self._by_kind.clear()
            self._follow_days({letter for letter, value, _ in notes if value is None})

    def _follow_days(self, letters: set[int]) -> None:
        public = Letter.objects.published().filter(pk__in=letters).order_by().values_list("pk", "date")
        days = {pk: day.toordinal() for pk, day in public}
        for letter in letters:
            if (old := self._days.pop(letter, None)) is not None:
                del self._order[bisect_left(self._order, (-old, -letter))]
            if letter in days:
                self._days[letter] = days[letter]
                insort(self._order, (-days[letter], -letter))
        if letters:
            self._everything = None

    @property
    def everything(self) -> sets.Letters:
        """All published letters."""
        with self._lock:
            if self._everything is None:
                self._everything = sets.of(self._days)
            return self._everything

    def fitting(self, values: Iterable[int]) -> sets.Letters:
        """The letters that one of the choices fits."""
        with self._lock:
            found, few = sets.NONE, list[int]()
            for value in values:
                letters = self._letters.get(value, ())
                if len(letters) < _AS_SET:
                    few += letters
                else:
                    found |= self._set(value)
            return (found | sets.of(few)) & self.everything

    def between(self, first: date | None, last: date | None) -> sets.Letters:
        """The letters of these days, both included."""
        with self._lock:
            start = bisect_left(self._order, -last.toordinal(), key=_day) if last else 0
            stop = bisect_right(self._order, -first.toordinal(), key=_day) if first else len(self._order)
            return sets.of(-key for _, key in self._order[start:stop])

    def in_order(
        self,
        letters: sets.Letters,
        start: int,
        stop: int,
        *,
        oldest: bool = False,
        behind: tuple[date, int] | None = None,
    ) -> list[int]:
        """The keys of the letters from place `start` to before `stop`, newest first, or oldest. Places are counted from
        the beginning, or from `behind` the letter of this day and key."""
        with self._lock:
            flags = sets.flags_of(letters, max(letters.bit_length(), self.everything.bit_length()))
            found = list[int]()
            place = 0
            for at in self._places(oldest, behind):
                key = self._order[at][1]
                if flags[-key]:
                    if place >= stop:
                        break
                    if place >= start:
                        found.append(-key)
                    place += 1
            return found

    def _places(self, oldest: bool, behind: tuple[date, int] | None) -> range:
        if behind is None:
            return range(len(self._order) - 1, -1, -1) if oldest else range(len(self._order))
        mark = (-behind[0].toordinal(), -behind[1])
        if oldest:
            return range(bisect_left(self._order, mark) - 1, -1, -1)
        return range(bisect_right(self._order, mark), len(self._order))

    def counts(self, letters: sets.Letters, most: Mapping[str, int]) -> dict[str, list[tuple[int, int]]]:
        """For each kind its choices that fit most of the letters, with how many, the most first; `most` says how many
        choices of a kind are wanted."""
        with self._lock:
            flags = sets.flags_of(letters, max(letters.bit_length(), self.everything.bit_length()))
            return {kind: self._counted(kind, letters, flags, wanted) for kind, wanted in most.items()}

    def _counted(self, kind: str, letters: sets.Letters, flags: bytes, wanted: int) -> list[tuple[int, int]]:
        best = [(0, 0)] * wanted
        for value in self._of_kind(kind):
            known = self._letters[value]
            # No choice after this one fits more letters than this one does at all.
            if len(known) <= best[0][0]:
                break
            if len(known) < _AS_SET:
                number = sum(map(flags.__getitem__, known))
            else:
                number = (self._set(value) & letters).bit_count()
            if number > best[0][0]:
                heappushpop(best, (number, -value))
        return [(-value, number) for number, value in sorted(best, reverse=True) if number]

    def _of_kind(self, kind: str) -> list[int]:
        """The choices of a kind, those that fit the most letters first."""
        if not self._by_kind:
            for value, of_kind in self._kinds.items():
                if self._letters.get(value):
                    self._by_kind.setdefault(of_kind, []).append(value)
            for values in self._by_kind.values():
                values.sort(key=lambda value: -len(self._letters[value]))
        return self._by_kind.get(kind, [])

    def _set(self, value: int) -> sets.Letters:
        if value not in self._sets:
            self._sets[value] = sets.of(self._letters[value])
        return self._sets[value]


def held() -> Held:
    """What is held, as of now. Within a transaction it is made for that alone, which may see what never comes to be."""
    if connection.in_atomic_block:
        fresh = Held()
        fresh.read()
        return fresh
    known = _HELD.setdefault(_database(), Held())
    with known._lock:
        if not known.follow():
            known.read()
    return known


def note(won: Collection[tuple[int, int]], lost: Collection[tuple[int, int]], letters: Collection[int]) -> None:
    """Note that choices (letter, value) came and went, and that these letters may have other days."""
    if len(won) + len(lost) > _MOST_NOTES:
        FacetChange.objects.create()
    else:
        rows = [FacetChange(letter_id=letter, value_id=value, gained=True) for letter, value in sorted(won)]
        rows += [FacetChange(letter_id=letter, value_id=value) for letter, value in sorted(lost)]
        rows += [FacetChange(letter_id=letter) for letter in sorted(letters)]
        FacetChange.objects.bulk_create(rows, batch_size=_MOST_NOTES)
    last = FacetChange.objects.order_by("-pk").values_list("pk", flat=True).first()
    if last:
        FacetChange.objects.filter(pk__lt=last - _KEPT_NOTES).delete()


# More than these are read anew in less time than they are followed.
_MOST_NOTES = 5_000
_KEPT_NOTES = 20_000
_HELD: dict[tuple[str, ...], Held] = {}


def _database() -> tuple[str, ...]:
    asked = connection.settings_dict
    return (connection.alias, *(str(asked[name]) for name in ("NAME", "HOST", "PORT")))


def _day(place: tuple[int, int]) -> int:
    return place[0]
