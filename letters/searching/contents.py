"""What a published letter says and what it is about, as the index keeps it: words by where they stand, and facets."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from letters.models import Addressee, Citation, FacetValue, Footnote, Letter, Mention, Signature
from letters.searching.words import name_lines, words_of
from people.disclosure import public_detentions
from people.models import Detention, Organization, Person
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
    """Those of the letters that are published, within a fixed number of queries."""
    letters = list(_with_parts(Letter.objects.published().filter(pk__in=letter_ids)))
    names = _Names()
    return [_contents(letter, names) for letter in letters]


def publisher_key(publisher: str) -> str:
    """One key for a publisher, however it is printed: ORLAN HERALD is Orlan Herald."""
    return " ".join(words_of(publisher))[:KEY_LENGTH]


def state_of(area: str) -> str:
    """The state of a state or district: TX of TX-7."""
    found = _DISTRICT.match(area)
    return found[1] if found else area


def _with_parts(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    related = ("person", "organization")
    return letters.select_related("issuer").prefetch_related(
        Prefetch("signatures", Signature.objects.select_related(*related)),
        "signatures__person__offices",
        "signatures__person__other_names",
        Prefetch("addressees", Addressee.objects.select_related(*related)),
        "addressees__person__other_names",
        Prefetch("mentions", Mention.objects.select_related("person")),
        "mentions__person__other_names",
        Prefetch("mentions__person__detentions", public_detentions().only("person_id", "country", "is_public")),
        Prefetch("footnotes", Footnote.objects.all()),
        Prefetch("footnotes__citations", _citations()),
        "replies",
    )


def _citations() -> QuerySet[Citation]:
    related = Citation.objects.select_related("source__link")
    return related.only(
        "footnote_id", "order", "source__title", "source__author", "source__publisher", "source__link__state"
    )


class _Names:
    """The words of names, each taken apart once for all letters that are read together."""

    def __init__(self) -> None:
        self._people: dict[int, list[str]] = {}
        self._bodies: dict[int, list[str]] = {}

    def person(self, person: Person) -> list[str]:
        if person.pk not in self._people:
            printed = [person.name, *(other.name for other in person.other_names.all())]
            self._people[person.pk] = list(dict.fromkeys(line for name in printed for line in name_lines(name)))
        return self._people[person.pk]

    def body(self, body: Organization) -> list[str]:
        if body.pk not in self._bodies:
            self._bodies[body.pk] = organization_lines(body)
        return self._bodies[body.pk]


def person_words(person: Person) -> set[str]:
    """All the words by which somebody is found. Read them with their other names."""
    return {word for line in _Names().person(person) for word in line.split()}


def organization_lines(body: Organization) -> list[str]:
    return [" ".join(words_of(name)) for name in (body.name, body.short_name) if name]


def _contents(letter: Letter, names: _Names) -> Contents:
    notes, sources = [], []
    for footnote in letter.footnotes.all():
        notes.append(" ".join(words_of(footnote.text)))
        for citation in footnote.citations.all():
            source = citation.source
            sources += [" ".join(words_of(text)) for text in (source.title, source.author, source.publisher)]
    return Contents(
        letter_id=letter.pk,
        subject=words_of(letter.subject),
        names=_lines(_names_in(letter, names)),
        body=_lines(" ".join(words_of(text)) for text in (letter.summary, letter.salutation, letter.body)),
        notes=_lines([*notes, *sources]),
        facets=frozenset(_facets(letter)),
    )


def _lines(lines: Iterable[str]) -> list[str]:
    words: list[str] = []
    for line in dict.fromkeys(lines):
        if line:
            words += [*line.split(), BREAK]
    return words


def _names_in(letter: Letter, names: _Names) -> Iterator[str]:
    yield from names.body(letter.issuer)
    for party in (*letter.signatures.all(), *letter.addressees.all()):
        if party.person:
            yield from names.person(party.person)
        if party.organization:
            yield from names.body(party.organization)
        yield " ".join(words_of(party.office_as_printed))
    for mention in letter.mentions.all():
        yield from names.person(mention.person)
        yield " ".join(words_of(mention.description))


def _facets(letter: Letter) -> Iterator[Facet]:
    yield _of_body(Kind.ISSUER, letter.issuer)
    yield Facet(Kind.KIND, letter.kind)
    yield Facet(Kind.LANGUAGE, letter.language)
    yield Facet(Kind.YEAR, str(letter.date.year))
    # Which reply was not opened to the public is not for the public to know, nor that there is one.
    yield Facet(Kind.REPLIED, "yes" if any(reply.is_public for reply in letter.replies.all()) else "no")
    for signature in letter.signatures.all():
        yield from _of_signature(signature, letter)
    for addressee in letter.addressees.all():
        if addressee.person:
            yield _of_person(Kind.ADDRESSEE, addressee.person)
        if addressee.organization:
            yield _of_body(Kind.ADDRESSEE, addressee.organization)
    for mention in letter.mentions.all():
        yield _of_person(Kind.DETAINEE, mention.person)
        yield from _of_detentions(mention.person.detentions.all())
    for footnote in letter.footnotes.all():
        for citation in footnote.citations.all():
            yield from _of_citation(citation)


def _of_signature(signature: Signature, letter: Letter) -> Iterator[Facet]:
    person, body = signature.person, signature.organization
    if body:
        yield _of_body(Kind.ORGANIZATION, body)
    if person is None:
        if body:
            yield _of_body(Kind.SIGNATORY, body)
        return
    yield _of_person(Kind.SIGNATORY, person)
    # The office held on the letter's date, as the letter's page shows it.
    office = office_on(person.offices.all(), letter.date)
    if office and office.party:
        yield Facet(Kind.PARTY, office.party, office.party)
    if office and office.area:
        yield Facet(Kind.STATE, state_of(office.area), state_of(office.area))


def _of_detentions(detentions: Iterable[Detention]) -> Iterator[Facet]:
    for detention in detentions:
        if detention.is_public and detention.country:
            yield Facet(Kind.COUNTRY, str(detention.country))


def _of_citation(citation: Citation) -> Iterator[Facet]:
    publisher, link = citation.source.publisher, citation.source.link
    if key := publisher_key(publisher):
        # The label is no part of what makes two choices one: see `distinct`.
        yield Facet(Kind.PUBLISHER, key, publisher)
    if link:
        yield Facet(Kind.LINK_STATE, link.state)


def _of_person(kind: str, person: Person) -> Facet:
    return Facet(kind, f"p{person.pk}", person_id=person.pk)


def _of_body(kind: str, body: Organization) -> Facet:
    return Facet(kind, f"o{body.pk}", organization_id=body.pk)


def distinct(contents: Iterable[Contents]) -> dict[tuple[str, str], Facet]:
    """The choices of all the letters by kind and key, each once, whatever its label."""
    found: dict[tuple[str, str], Facet] = {}
    for one in contents:
        for facet in one.facets:
            found.setdefault((facet.kind, facet.key), facet)
    return found


def touched_names(people: Collection[int], bodies: Collection[int]) -> tuple[dict[int, set[str]], dict[int, set[str]]]:
    """The words of the names of those people and organizations that are (still) on record."""
    words: dict[int, set[str]] = {}
    for person in Person.objects.filter(pk__in=people).only("name").prefetch_related("other_names"):
        words[person.pk] = person_words(person)
    of_bodies: dict[int, set[str]] = defaultdict(set)
    for body in Organization.objects.filter(pk__in=bodies).only("name", "short_name"):
        of_bodies[body.pk] = {word for line in organization_lines(body) for word in line.split()}
    return words, dict(of_bodies)
