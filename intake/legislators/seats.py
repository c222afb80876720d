"""Seats of legislators and presidents as offices on record: in which bodies, under which titles, how kept up to date.

What an import wrote is known by body and title; such offices follow the file, all others are staff's.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from intake.legislators.roster import Entry
from intake.legislators.terms import Chamber, Seat
from intake.matching.bodies import Register
from intake.matching.candidates import Likeness
from people.models import Office, Organization

_DELEGATES_OF = frozenset({"AS", "DC", "GU", "MP", "VI"})
_COMMISSIONERS_OF = frozenset({"PI", "PR"})
_CONGRESS = frozenset({"Senator", "Representative", "Delegate", "Resident Commissioner"})
_EXECUTIVE = frozenset({"President", "Vice President"})
_BODIES = {
    Chamber.SENATE: ("United States Senate", "U.S. Senate", Organization.Kind.LEGISLATURE),
    Chamber.HOUSE: ("United States House of Representatives", "U.S. House", Organization.Kind.LEGISLATURE),
    Chamber.PRESIDENT: ("Executive Office of the President of the United States", "", Organization.Kind.GOVERNMENT),
}


@dataclass
class Tally:
    """What an import did, for staff. `remarks` are sentences on people whom somebody should look at."""

    people: Counter[str] = field(default_factory=lambda: Counter(created=0, adopted=0, updated=0, unchanged=0))
    offices: Counter[str] = field(default_factory=lambda: Counter(created=0, updated=0, removed=0, unchanged=0))
    organizations: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A seat as the office it is recorded as."""

    organization: int
    title: str
    area: str
    party: str
    start: str
    end: str


class Seats:
    """The offices of one import, within its transaction."""

    def __init__(self, entries: Sequence[Entry], tally: Tally) -> None:
        self._tally = tally
        chambers = {_body_of(seat.chamber) for entry in entries for seat in entry.seats}
        self._bodies = {chamber: self._body(chamber) for chamber in _BODIES if chamber in chambers}

    def settle(self, held: Sequence[tuple[int, Entry]]) -> set[int]:
        """Make the offices that an earlier import gave these people those of their entries, in place.

        Returns the people of whom an office was made, changed or removed.
        """
        there: dict[int, list[Office]] = defaultdict(list)
        own = Office.objects.filter(
            person__in=[pk for pk, _ in held], organization__in=self._bodies.values(), title__in=_CONGRESS | _EXECUTIVE
        )
        for office in own.order_by("start", "pk"):
            there[office.person_id].append(office)
        new, changed, gone = [], [], []
        for pk, entry in held:
            titles = _titles_of(entry)
            rows = [office for office in there[pk] if office.title in titles]
            pairs, missing, left = _paired(rows, [self._wanted(seat) for seat in entry.seats])
            for office, wanted in pairs:
                if (office.party, office.start, office.end) == (wanted.party, wanted.start, wanted.end):
                    self._tally.offices["unchanged"] += 1
                    continue
                office.party, office.start, office.end = wanted.party, wanted.start, wanted.end
                changed.append(office)
            new += [
                Office(
                    person_id=pk,
                    organization_id=seat.organization,
                    title=seat.title,
                    area=seat.area,
                    party=seat.party,
                    start=seat.start,
                    end=seat.end,
                )
                for seat in missing
            ]
            gone += left
        Office.objects.bulk_create(new)
        Office.objects.bulk_update(changed, ["party", "start", "end"])
        Office.objects.filter(pk__in=[office.pk for office in gone]).delete()
        self._tally.offices.update(created=len(new), updated=len(changed), removed=len(gone))
        return {office.person_id for office in (*new, *changed, *gone)}

    def _body(self, chamber: Chamber) -> int:
        """The organization of this name, however it is written; made when there is none."""
        name, short, kind = _BODIES[chamber]
        register = Register()
        for pk, known in Organization.objects.order_by("-pk").values_list("pk", "name"):
            register.add(pk, known)
        same = {likeness: pk for pk, likeness in register.alike(name).items() if likeness >= Likeness.FOLDED}
        if same:
            pk = same[max(same)]
            Organization.objects.filter(pk=pk, is_sample=True).update(is_sample=False)
            return pk
        self._tally.organizations.append(name)
        return Organization.objects.create(name=name, short_name=short, kind=kind, country="US").pk

    def _wanted(self, seat: Seat) -> _Wanted:
        return _Wanted(
            organization=self._bodies[_body_of(seat.chamber)],
            title=title_of(seat),
            area=seat.area,
            party=seat.party,
            start=seat.start.isoformat(),
            end=seat.end.isoformat(),
        )


def title_of(seat: Seat) -> str:
    """The title under which a seat is recorded. Territories send delegates, Puerto Rico a commissioner."""
    if seat.chamber is Chamber.HOUSE:
        state = seat.area.partition("-")[0]
        if state in _COMMISSIONERS_OF:
            return "Resident Commissioner"
        return "Delegate" if state in _DELEGATES_OF else "Representative"
    return {Chamber.SENATE: "Senator", Chamber.PRESIDENT: "President"}.get(seat.chamber, "Vice President")


def _titles_of(entry: Entry) -> frozenset[str]:
    """The titles of which the entry knows all seats: those of Congress, of the executive, or both."""
    congress = any(seat.chamber.is_congress for seat in entry.seats)
    executive = any(not seat.chamber.is_congress for seat in entry.seats)
    return (_CONGRESS if congress else frozenset()) | (_EXECUTIVE if executive else frozenset())


def _paired(
    rows: list[Office], wanted: list[_Wanted]
) -> tuple[list[tuple[Office, _Wanted]], list[_Wanted], list[Office]]:
    """Offices on record with the seat that each is now; seats without an office; offices without a seat."""
    pairs: list[tuple[Office, _Wanted]] = []
    for same_start in (True, False):
        for seat in list(wanted):
            found = next((office for office in rows if _is_seat(office, seat, same_start)), None)
            if found is not None:
                rows.remove(found)
                wanted.remove(seat)
                pairs.append((found, seat))
    return pairs, wanted, rows


def _is_seat(office: Office, seat: _Wanted, same_start: bool) -> bool:
    one = (office.organization_id, office.title, office.area)
    return one == (seat.organization, seat.title, seat.area) and (not same_start or office.start == seat.start)


def _body_of(chamber: Chamber) -> Chamber:
    return Chamber.PRESIDENT if chamber is Chamber.VICE_PRESIDENT else chamber
