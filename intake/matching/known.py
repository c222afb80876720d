"""Known people and organizations, found by how a letter prints them.

Ambiguous names are offered, never chosen. A person is chosen when the name is the same but for spelling, or is a
nickname or initials that the office printed vouches for, and nobody else could as well be meant (`_is_clear`). Shows
staff people whom drafts alone name; nothing of it is for the public.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from intake.detainees import KnownName
from intake.matching.bodies import Register
from intake.matching.candidates import NO_MATCH, Candidate, Likeness, Match
from intake.matching.rolls import Roll
from intake.matching.standing import Printed, Standing, standing
from intake.matching.titles import HeldOffice
from people.models import Detention, Office, Organization, OtherName, Person
from people.names import read_name

# More than a person would look through; the likest are kept.
_MOST = 12


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A candidate with what the offices say, to be compared with its rivals."""

    candidate: Candidate
    standing: Standing

    @property
    def rank(self) -> tuple[int, Likeness, Standing]:
        weight = {Standing.AGAINST: 0, Standing.AGREES: 2}.get(self.standing, 1)
        return weight, self.candidate.likeness, self.standing


class Known:
    """All people and organizations, read once in five queries; matching then asks no more.

    One that is made while letters are saved is made known by `learn_person` or `learn_organization`.
    """

    def __init__(self) -> None:
        self._names: list[KnownName] = []
        self._told: tuple[KnownName, ...] = ()
        self._roll = Roll()
        # Letters of a run share their signers: how alike a name is to those on the roll, until somebody is learnt.
        self._found: dict[str, dict[int, tuple[Likeness, str]]] = {}
        self._main_names: dict[int, str] = {}
        # Who is on record as held, and has not been released; and who is or once was.
        self._held: frozenset[int] = frozenset()
        self._detained: frozenset[int] = frozenset()
        self._offices: dict[int, list[HeldOffice]] = defaultdict(list)
        self._register = Register()

    @classmethod
    def load(cls) -> "Known":
        known = cls()
        over = (Detention.Status.RELEASED, Detention.Status.DIED)
        detentions = list(Detention.objects.order_by().values_list("person_id", "status"))
        known._detained = frozenset(person for person, _ in detentions)
        known._held = frozenset(person for person, status in detentions if status not in over)
        people = Person.objects.order_by("pk").values_list("pk", "name", "given_name", "family_name")
        for key, name, given, family in people.iterator():
            known.learn_person(key=key, name=name)
            # Another name only when the parts say something else than the whole.
            if given and family and (f"{given} {family}" != name) and not (given in name and family in name):
                known._roll.add(key, f"{given} {family}")
        for key, name in OtherName.objects.order_by("pk").values_list("person_id", "name").iterator():
            known._add_name(key, name)
        offices = Office.objects.values_list(
            "person_id", "title", "party", "area", "start", "end", "organization__name", "organization__kind"
        )
        for key, title, party, area, start, end, body, kind in offices.iterator():
            is_legislative = kind == Organization.Kind.LEGISLATURE
            known.learn_office(key, HeldOffice(title, body or "", is_legislative, party, area, start, end))
        for key, name, short in Organization.objects.order_by("pk").values_list("pk", "name", "short_name"):
            known.learn_organization(key=key, name=name, short_name=short)
        return known

    def learn_person(self, *, key: int, name: str) -> None:
        """A person of this name has been recorded since."""
        self._main_names[key] = name
        self._add_name(key, name)

    def learn_office(self, key: int, office: HeldOffice) -> None:
        """An office of the person `key`."""
        self._offices[key].append(office)

    def learn_organization(self, *, key: int, name: str, short_name: str = "") -> None:
        """An organization of this name has been recorded since."""
        self._register.add(key, name, short_name)

    def names(self) -> tuple[KnownName, ...]:
        """All names of all people, for the parser; the same tuple until somebody is learnt."""
        if len(self._told) != len(self._names):
            self._told = tuple(self._names)
        return self._told

    def person(self, name: str, *, on: date | None, title: str = "", area: str = "", party: str = "") -> Match:
        """Who `name`, as a letter of the day `on` prints it, may be.

        `title`, `area` and `party` are what is printed with it, as printed; words of office in front of the name
        count as a title too.
        """
        printed = read_name(name)
        if not printed.words:
            return NO_MATCH
        said = Printed(on=on, title=title or printed.office, area=area, party=party)
        ranked = [self._rank(key, likeness, found, said) for key, (likeness, found) in self._alike(name).items()]
        if len(printed.words) == 1 and said.title:
            # “President Harutyunyan”: only for whom the office speaks.
            surnamed = self._roll.surnamed(printed)
            offered = (self._rank(key, Likeness.INITIALS, found, said) for key, found in surnamed.items())
            ranked += [one for one in offered if one.standing is Standing.AGREES]
        return _match(ranked)

    def is_detained(self, key: int) -> bool:
        """Whether the person `key` is on record as detained, now or once."""
        return key in self._detained

    def organization(self, name: str) -> Match:
        """Which organization `name`, as printed, may be."""
        found = self._register.alike(name)
        candidates = [
            Candidate(key=key, name=self._register.name_of(key), likeness=likeness) for key, likeness in found.items()
        ]
        candidates.sort(key=lambda one: (-one.likeness, one.name, one.key))
        best = candidates[:1]
        alone = [one for one in candidates if one.likeness is best[0].likeness] == best if best else False
        chosen = best[0] if alone and best[0].likeness >= Likeness.FOLDED else None
        return Match(chosen=chosen, candidates=tuple(candidates[:_MOST]))

    def _add_name(self, key: int, name: str) -> None:
        self._names.append(KnownName(key, name, is_detainee=key in self._held))
        self._roll.add(key, name)
        self._found.clear()

    def _alike(self, name: str) -> dict[int, tuple[Likeness, str]]:
        if name not in self._found:
            self._found[name] = self._roll.alike(read_name(name))
        return self._found[name]

    def _rank(self, key: int, likeness: Likeness, found: str, said: Printed) -> _Ranked:
        stands, words = standing(self._offices.get(key, ()), said)
        name = self._main_names.get(key, found)
        also = f"also {found}" if found != name else ""
        reason = "; ".join(filter(None, (words, also)))
        return _Ranked(Candidate(key=key, name=name, likeness=likeness, reason=reason), stands)


def _match(ranked: Iterable[_Ranked]) -> Match:
    """The candidates in order, and the one that is clearly meant."""
    best = sorted(ranked, key=lambda one: (*(-part for part in one.rank), one.candidate.name, one.candidate.key))
    chosen = best[0].candidate if best and _is_clear(best[0], best[1:]) else None
    return Match(chosen=chosen, candidates=tuple(one.candidate for one in best[:_MOST]))


def _is_clear(first: _Ranked, others: list[_Ranked]) -> bool:
    """Whether no other can be meant: by the name alone, or by name and office."""
    likeness = first.candidate.likeness
    if first.standing is Standing.AGAINST or likeness is Likeness.SLIP:
        return False
    if likeness < Likeness.FOLDED and first.standing is not Standing.AGREES:
        return False
    return not any(_is_rival(other, first) for other in others)


def _is_rival(other: _Ranked, first: _Ranked) -> bool:
    """Whether `other` could as well be meant as `first`, which stands above it."""
    one, two = first.candidate.likeness, other.candidate.likeness
    if other.standing is Standing.AGAINST:
        # Office tells namesakes apart; where it says nothing of the first, a better name counts.
        return first.standing is Standing.OPEN and two > one
    if first.standing is Standing.AGREES and other.standing is not Standing.AGREES:
        return two > one
    if one < Likeness.FOLDED:
        return two is not Likeness.SLIP
    return two >= one
