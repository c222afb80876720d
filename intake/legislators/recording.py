"""Legislators of the United States, and presidents, put on record as `roster` read them: all, or none.

Found again by their key (Bioguide, else the next of `SCHEMES`), so that a newer file updates what an older one made.
What an import overwrites is what an import wrote: seats in the bodies below under the titles below. Besides, it fills
name parts and the birth date where they are empty, and adds other names and keys that are missing. Everything else
of a person is left as staff made it: the name, the summary, offices in other bodies, pages. No web address is
recorded: each would be watched, and nobody cites them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import islice

from django.db import transaction

from intake.legislators.namesakes import Namesakes
from intake.legislators.roster import SCHEMES, Entry
from intake.legislators.seats import Seats, Tally
from people.models import OtherName, Person, PersonIdentifier
from people.slugs import unique_slugs

_AT_ONCE = 500


def import_legislators(
    entries: Sequence[Entry], *, now: datetime, progress: Callable[[int], object] | None = None
) -> Tally:
    """Record the entries in one transaction. `progress` is told how many more are done."""
    tally = Tally()
    with transaction.atomic():
        run = _Run(_merged(entries, tally), tally, now)
        for batch in _batches(run.entries):
            run.record(batch)
            if progress:
                progress(len(batch))
    return tally


def _batches(entries: Sequence[Entry]) -> Iterable[list[Entry]]:
    rest = iter(entries)
    while batch := list(islice(rest, _AT_ONCE)):
        yield batch


def _merged(entries: Sequence[Entry], tally: Tally) -> list[Entry]:
    """One entry a person: who was a senator and a president stands in two files.

    Of two entries with seats of the same kind (an older and a newer file) the later one counts.
    """
    merged: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        before = merged.get(entry.key)
        if before is None:
            merged[entry.key] = entry
            continue
        branches = {seat.chamber.is_congress for seat in entry.seats}
        kept = tuple(seat for seat in before.seats if seat.chamber.is_congress not in branches)
        if len(kept) < len(before.seats):
            tally.remarks.append(f"{entry.name} ({_key(entry)}) is listed twice; the entry read last counts.")
        fuller = before if len(before.also) > len(entry.also) else entry
        merged[entry.key] = fuller.with_seats((*kept, *entry.seats))
    return list(merged.values())


class _Run:
    """One import, within its transaction."""

    def __init__(self, entries: list[Entry], tally: Tally, now: datetime) -> None:
        self.entries = entries
        self._tally, self._now = tally, now
        self._seats = Seats(entries, tally)
        self._owners: dict[tuple[str, str], int] = {}
        self._keys: dict[int, dict[str, str]] = defaultdict(dict)
        rows = PersonIdentifier.objects.filter(scheme__in=SCHEMES).values_list("scheme", "identifier", "person_id")
        for scheme, identifier, person in rows:
            self._owners[scheme, identifier] = person
            self._keys[person][scheme] = identifier
        self._known = {entry.key: owner for entry in entries if (owner := self._owner(entry)) is not None}
        self._adopt()

    def record(self, batch: list[Entry]) -> None:
        """The people of the batch, with their names, keys and offices; a fixed number of queries."""
        new = [entry for entry in batch if entry.key not in self._known]
        known = [entry for entry in batch if entry.key in self._known]
        self._create(new)
        changed = self._fill(known)
        changed |= self._add_names(batch)
        changed |= self._add_keys(batch)
        changed |= self._seats.settle([(self._known[entry.key], entry) for entry in batch])
        for entry in known:
            pk = self._known[entry.key]
            self._tally.people["adopted" if pk in self._adopted else "updated" if pk in changed else "unchanged"] += 1
        Person.objects.filter(pk__in=changed).update(updated_at=self._now)

    def _owner(self, entry: Entry) -> int | None:
        """The person with a key of the entry, unless a surer key says that it is another."""
        for scheme, identifier in entry.keys:
            owner = self._owners.get((scheme, identifier))
            if owner is not None and all(
                self._keys[owner].get(surer, own) == own for surer, own in entry.keys if _is_surer(surer, scheme)
            ):
                return owner
        return None

    def _adopt(self) -> None:
        """People on record without a key who are certainly those of the file become them; others are told of."""
        unknown = [entry for entry in self.entries if entry.key not in self._known]
        namesakes = Namesakes(unknown, keyed=self._keys.keys(), taken=set(self._known.values()))
        self._adopted = {pk: entry for entry, pk in namesakes.certain()}
        for pk, entry in self._adopted.items():
            self._known[entry.key] = pk
            self._tally.remarks.append(
                f"{entry.name} was on record without a key (number {pk}) and is {_key(entry)}: name, office and dates "
                "agree."
            )
        for entry, people in namesakes.uncertain():
            numbers = ", ".join(str(pk) for pk in people)
            self._tally.remarks.append(
                f"{entry.name} ({_key(entry)}) was made beside another of the same name (number {numbers}). If they "
                f"are one, delete the new one, give the other the identifier {_key(entry)}, and import again."
            )

    def _create(self, entries: list[Entry]) -> None:
        slugs = unique_slugs(Person, [entry.name for entry in entries], fallback="person") if entries else []
        people = [
            Person(
                name=entry.name,
                slug=slug,
                sort_name=entry.sort_name,
                given_name=entry.first,
                additional_name=entry.middle,
                family_name=entry.last,
                honorific_suffix=entry.suffix,
                birth_date=entry.birthday,
            )
            for entry, slug in zip(entries, slugs, strict=True)
        ]
        for entry, person in zip(entries, Person.objects.bulk_create(people), strict=True):
            self._known[entry.key] = person.pk
        self._tally.people["created"] += len(people)

    def _fill(self, entries: list[Entry]) -> set[int]:
        """Fill what is empty; a birth date not where it would be public at once."""
        people = Person.objects.in_bulk([self._known[entry.key] for entry in entries])
        changed = []
        for entry in entries:
            person = people[self._known[entry.key]]
            parts = {
                "given_name": entry.first,
                "additional_name": entry.middle,
                "family_name": entry.last,
                "honorific_suffix": entry.suffix,
            }
            # Parts belong together: a given name that staff wrote need not go with the file's middle name.
            gaps = (
                {} if person.given_name or person.family_name else {name: part for name, part in parts.items() if part}
            )
            if entry.birthday and not person.birth_date and not person.publish_personal:
                gaps["birth_date"] = entry.birthday
            # Who was a sample is one no more, and is not removed with the samples.
            if not gaps and not person.is_sample:
                continue
            for name, value in {**gaps, "is_sample": False}.items():
                setattr(person, name, value)
            changed.append(person)
        names = ["given_name", "additional_name", "family_name", "honorific_suffix", "birth_date", "is_sample"]
        Person.objects.bulk_update(changed, names)
        return {person.pk for person in changed}

    def _add_names(self, entries: list[Entry]) -> set[int]:
        pks = [self._known[entry.key] for entry in entries]
        there = set(OtherName.objects.filter(person__in=pks).values_list("person_id", "name"))
        there |= set(Person.objects.filter(pk__in=pks).values_list("pk", "name"))
        wanted = {
            (self._known[entry.key], name): note
            for entry in entries
            for name, note in ((entry.name, "official name"), *entry.also)
        }
        new = [
            OtherName(person_id=pk, name=name, note=note)
            for (pk, name), note in wanted.items()
            if (pk, name) not in there
        ]
        OtherName.objects.bulk_create(new)
        return {row.person_id for row in new}

    def _add_keys(self, entries: list[Entry]) -> set[int]:
        new = []
        for entry in entries:
            pk = self._known[entry.key]
            for scheme, identifier in entry.keys:
                if scheme in self._keys[pk]:
                    continue
                owner = self._owners.setdefault((scheme, identifier), pk)
                if owner != pk:
                    self._tally.remarks.append(
                        f"{entry.name} ({_key(entry)}): {scheme} {identifier} is another person's (number {owner}) and "
                        "was left out."
                    )
                    continue
                self._keys[pk][scheme] = identifier
                new.append(PersonIdentifier(person_id=pk, scheme=scheme, identifier=identifier))
        PersonIdentifier.objects.bulk_create(new)
        return {row.person_id for row in new}


def _is_surer(one: str, other: str) -> bool:
    return SCHEMES.index(one) < SCHEMES.index(other)


def _key(entry: Entry) -> str:
    return " ".join(entry.key)
