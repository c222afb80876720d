"""People on record without a key who have the name of a legislator: certainly the same, or perhaps.

Nobody is merged silently, and no second one is made silently: who is certainly the same is taken, the others are
told of. Certain is who has exactly the name and a seat of the same kind, for the same state and district, at the same
time; when no other person, and no other entry, could be meant.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar

from intake.legislators.roster import Entry
from intake.legislators.terms import Chamber, Seat
from intake.matching.places import area_code, same_area
from intake.matching.titles import HeldOffice, agrees
from people.dates import earliest, latest
from people.models import Office, OtherName, Person

_Item = TypeVar("_Item")
_AT_ONCE = 500
_TITLES = {
    Chamber.SENATE: "Senator",
    Chamber.HOUSE: "Representative",
    Chamber.PRESIDENT: "President",
    Chamber.VICE_PRESIDENT: "Vice President",
}


class Namesakes:
    """Who has the name of one of the `entries`, but is not `taken`, nor `keyed` in somebody else's list."""

    def __init__(self, entries: Sequence[Entry], *, keyed: Collection[int], taken: Collection[int]) -> None:
        names: dict[str, set[int]] = defaultdict(set)
        wanted = {name for entry in entries for name in _names(entry)}
        for chunk in _chunks(sorted(wanted)):
            for pk, name in Person.objects.filter(name__in=chunk).values_list("pk", "name"):
                names[name].add(pk)
            for pk, name in OtherName.objects.filter(name__in=chunk).values_list("person_id", "name"):
                names[name].add(pk)
        self._found: list[tuple[Entry, list[int]]] = []
        for entry in entries:
            people = {pk for name in _names(entry) for pk in names[name] if pk not in taken and pk not in keyed}
            if people:
                self._found.append((entry, sorted(people)))
        self._offices = _offices_of({pk for _, people in self._found for pk in people})

    def certain(self) -> list[tuple[Entry, int]]:
        """Each entry with the person who is the one of the entry."""
        claims = [(entry, [pk for pk in people if self._sat(pk, entry)]) for entry, people in self._found]
        claimed: dict[int, int] = defaultdict(int)
        for _, people in claims:
            for pk in people:
                claimed[pk] += 1
        return [(entry, people[0]) for entry, people in claims if len(people) == 1 and claimed[people[0]] == 1]

    def uncertain(self) -> Iterator[tuple[Entry, list[int]]]:
        """Each entry that somebody on record may be, with these people."""
        certain = {entry.key for entry, _ in self.certain()}
        for entry, people in self._found:
            if entry.key not in certain:
                yield entry, people

    def _sat(self, pk: int, entry: Entry) -> bool:
        return any(_is_same_seat(office, seat) for office in self._offices.get(pk, ()) for seat in entry.seats)


def _is_same_seat(office: HeldOffice, seat: Seat) -> bool:
    """Whether an office on record is this seat: of its kind and place, and at some time when it was held."""
    if not office.start and not office.end:
        return False
    if not agrees(office.title, HeldOffice(_TITLES[seat.chamber], body=office.body, area=seat.area)):
        return False
    if seat.chamber.is_congress and not (
        (code := area_code(office.area)) and (seat_code := area_code(seat.area)) and same_area(code, seat_code)
    ):
        return False
    try:
        began = not office.start or earliest(office.start) <= seat.end
        return began and (not office.end or latest(office.end) >= seat.start)
    except ValueError:
        return False


def _offices_of(people: set[int]) -> dict[int, list[HeldOffice]]:
    offices: dict[int, list[HeldOffice]] = defaultdict(list)
    for chunk in _chunks(sorted(people)):
        rows = Office.objects.filter(person__in=chunk).values_list(
            "person_id", "title", "organization__name", "area", "start", "end"
        )
        for pk, title, body, area, start, end in rows:
            offices[pk].append(HeldOffice(title, body=body or "", area=area, start=start, end=end))
    return offices


def _names(entry: Entry) -> tuple[str, ...]:
    return (entry.name, *(name for name, _ in entry.also))


def _chunks(items: list[_Item]) -> Iterator[list[_Item]]:
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]
