"""What a published letter says and what it is about, as the index keeps it: words by where they stand, and facets."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from letters.models import Addressee, Citation, FacetValue, Footnote, Letter, Mention, Reply, Signature
from letters.searching.spelling import START
from letters.searching.words import name_lines, words_of
from people.disclosure import public_detentions
from people.models import Office, Organization, OtherName, Person
from people.models.office import office_on

# Stands between texts that are not one, so that no phrase is found across them.
BREAK = "0"
KEY_LENGTH = 250

Kind = FacetValue.Kind

_DISTRICT = re.compile(r"^([A-Z]{2})-\w+$")


@dataclass(frozen=True, slots=True)
class Facet:
    """A choice that fits a letter; `label` is what readers see where no person or organization is meant."""

    kind: str
    key: str
    label: str = ""
    person_id: int | None = None
    organization_id: int | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """One letter. The four texts are words, from the weightiest to the least (A to D)."""

    letter_id: int
    subject: Sequence[str]
    names: Sequence[str]
    body: Sequence[str]
    notes: Sequence[str]
    facets: frozenset[Facet]

    @property
    def texts(self) -> tuple[Sequence[str], ...]:
        return self.subject, self.names, self.body, self.notes


def read_contents(letter_ids: Collection[int]) -> list[Contents]:
    """Those of the letters that are published, within a fixed number of queries.

    Rows are read without making objects of them: letters have dozens of parts, and the whole record is read at times.
    """
    columns = ("pk", "date", "issuer_id", "kind", "language", "subject", "summary", "salutation", "body")
    letters = list(Letter.objects.published().filter(pk__in=letter_ids).values_list(*columns, named=True))
    parts = _Parts([letter.pk for letter in letters])
    return [
        Contents(
            letter_id=letter.pk,
            subject=words_of(letter.subject),
            names=_lines(parts.names(letter)),
            body=_lines(" ".join(words_of(text)) for text in (letter.summary, letter.salutation, letter.body)),
            notes=_lines(parts.notes(letter)),
            facets=frozenset(parts.facets(letter)),
        )
        for letter in letters
    ]


def publisher_key(publisher: str) -> str:
    """One key for a publisher, however it is printed: ORLAN HERALD is Orlan Herald."""
    return _words_in(publisher)[:KEY_LENGTH]


def person_key(person: int) -> str:
    """The key of all choices that mean this person."""
    return f"p{person}"


def body_key(body: int) -> str:
    return f"o{body}"


def state_of(area: str) -> str:
    """The state of a state or district: TX of TX-7."""
    found = _DISTRICT.match(area)
    return found[1] if found else area


def person_words(names: Iterable[str]) -> set[str]:
    """All the words by which somebody of these names is found."""
    return {word for name in names for line in _name_lines(name) for word in line.split()}


def body_words(names: Iterable[str]) -> set[str]:
    return {word for name in names for word in words_of(name)}


def source_words(title: str, author: str, publisher: str) -> str:
    """The words by which a source is found, each after a blank, so that a beginning can be told from a middle."""
    return "".join(f" {word}" for text in (title, author, publisher) for word in words_of(text))


def words_to_propose(contents: Iterable[Contents]) -> set[str]:
    """Words that may be proposed for mistyped ones; numbers, and the signs for sounds, are nobody's."""
    return {word for one in contents for text in one.texts for word in text if word.isalpha() and len(word) > START}


@lru_cache(maxsize=1 << 14)
def _name_lines(name: str) -> tuple[str, ...]:
    return tuple(name_lines(name))


@lru_cache(maxsize=1 << 14)
def _words_in(text: str) -> str:
    return " ".join(words_of(text))


def _lines(lines: Iterable[str]) -> list[str]:
    words: list[str] = []
    for line in dict.fromkeys(lines):
        if line:
            words += [*line.split(), BREAK]
    return words


class _Parts:
    """What hangs on the letters, by letter."""

    def __init__(self, letter_ids: Collection[int]) -> None:
        of = {"letter_id__in": letter_ids}
        party = ("letter_id", "person_id", "organization_id", "office_as_printed")
        self.signatures = _grouped(Signature.objects.filter(**of).order_by().values_list(*party))
        self.addressees = _grouped(Addressee.objects.filter(**of).order_by().values_list(*party))
        self.mentions = _grouped(
            Mention.objects.filter(**of).order_by().values_list("letter_id", "person_id", "description")
        )
        self.texts = _grouped(Footnote.objects.filter(**of).order_by("position").values_list("letter_id", "text"))
        cited = ("footnote__letter_id", "source__title", "source__author", "source__publisher", "source__link__state")
        self.citations = _grouped(
            Citation.objects.filter(footnote__letter_id__in=letter_ids).order_by().values_list(*cited)
        )
        # Which reply was not opened to the public is not for the public to know, nor that there is one.
        replied = Reply.objects.filter(is_public=True, **of)
        self.replied = set(replied.order_by().values_list("letter_id", flat=True))
        self._read_names()

    def _read_names(self) -> None:
        parties = [row for rows in (*self.signatures.values(), *self.addressees.values()) for row in rows]
        detained = {person for rows in self.mentions.values() for person, _ in rows}
        people = {person for person, _, _ in parties if person} | detained
        signers = {person for rows in self.signatures.values() for person, _, _ in rows if person}
        self.people, self.bodies = names_of_people(people), names_of_bodies()
        self.offices: dict[int, list[Office]] = defaultdict(list)
        shown = ("person_id", "party", "area", "start", "end")
        for office in Office.objects.filter(person_id__in=signers).only(*shown).order_by():
            self.offices[office.person_id].append(office)
        held = public_detentions().filter(person_id__in=detained).exclude(country="").order_by()
        self.countries = _grouped(held.values_list("person_id", "country"))

    def names(self, letter: Any) -> Iterator[str]:
        yield from self._body(letter.issuer_id)
        for person, body, office in (*self.signatures[letter.pk], *self.addressees[letter.pk]):
            if person:
                yield from self._person(person)
            if body:
                yield from self._body(body)
            yield _words_in(office)
        for person, description in self.mentions[letter.pk]:
            yield from self._person(person)
            yield _words_in(description)

    def notes(self, letter: Any) -> Iterator[str]:
        for (text,) in self.texts[letter.pk]:
            yield " ".join(words_of(text))
        for title, author, publisher, _ in self.citations[letter.pk]:
            yield " ".join(words_of(title))
            yield _words_in(author)
            yield _words_in(publisher)

    def facets(self, letter: Any) -> Iterator[Facet]:
        yield _of_body(Kind.ISSUER, letter.issuer_id)
        yield Facet(Kind.KIND, letter.kind)
        yield Facet(Kind.LANGUAGE, letter.language)
        yield Facet(Kind.YEAR, str(letter.date.year))
        yield Facet(Kind.REPLIED, "yes" if letter.pk in self.replied else "no")
        for person, body, _ in self.signatures[letter.pk]:
            yield from self._of_signature(person, body, letter.date)
        for person, body, _ in self.addressees[letter.pk]:
            if person:
                yield _of_person(Kind.ADDRESSEE, person)
            if body:
                yield _of_body(Kind.ADDRESSEE, body)
        for person, _ in self.mentions[letter.pk]:
            yield _of_person(Kind.DETAINEE, person)
            for (country,) in self.countries[person]:
                yield Facet(Kind.COUNTRY, str(country))
        for _, _, publisher, state in self.citations[letter.pk]:
            if key := publisher_key(publisher):
                yield Facet(Kind.PUBLISHER, key, publisher)
            if state:
                yield Facet(Kind.LINK_STATE, state)

    def _person(self, key: int) -> Iterator[str]:
        for name in self.people.get(key, ()):
            yield from _name_lines(name)

    def _body(self, key: int) -> Iterator[str]:
        for name in self.bodies.get(key, ()):
            yield _words_in(name)

    def _of_signature(self, person: int | None, body: int | None, day: date) -> Iterator[Facet]:
        if body:
            yield _of_body(Kind.ORGANIZATION, body)
        if person is None:
            if body:
                yield _of_body(Kind.SIGNATORY, body)
            return
        yield _of_person(Kind.SIGNATORY, person)
        # The office held on the letter's date, as the letter's page shows it.
        office = office_on(self.offices[person], day)
        if office and office.party:
            yield Facet(Kind.PARTY, office.party, office.party)
        if office and office.area:
            yield Facet(Kind.STATE, state_of(office.area), state_of(office.area))


def names_of_people(keys: Collection[int]) -> dict[int, list[str]]:
    """Every name of those who are on record."""
    names = {pk: [name] for pk, name in Person.objects.filter(pk__in=keys).order_by().values_list("pk", "name")}
    others = OtherName.objects.filter(person_id__in=keys).order_by("pk").values_list("person_id", "name")
    for person, name in others:
        if person in names:
            names[person].append(name)
    return names


def names_of_bodies(keys: Collection[int] | None = None) -> dict[int, list[str]]:
    """Every name of those organizations, or of all: there are few beside letters."""
    bodies = Organization.objects.order_by()
    if keys is not None:
        bodies = bodies.filter(pk__in=keys)
    return {pk: [name for name in names if name] for pk, *names in bodies.values_list("pk", "name", "short_name")}


def _grouped(rows: Iterable[tuple[Any, ...]]) -> defaultdict[int, list[Any]]:
    """The rows by their first column."""
    groups: defaultdict[int, list[Any]] = defaultdict(list)
    for key, *rest in rows:
        groups[key].append(rest)
    return groups


def _of_person(kind: str, person: int) -> Facet:
    return Facet(kind, person_key(person), person_id=person)


def _of_body(kind: str, body: int) -> Facet:
    return Facet(kind, body_key(body), organization_id=body)


def distinct(contents: Iterable[Contents]) -> dict[tuple[str, str], Facet]:
    """The choices of all the letters by kind and key, each once, whatever its label."""
    found: dict[tuple[str, str], Facet] = {}
    for one in contents:
        for facet in one.facets:
            found.setdefault((facet.kind, facet.key), facet)
    return found
