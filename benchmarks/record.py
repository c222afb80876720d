"""A public record of any size on PostgreSQL: invented letters, people, bodies and pages, the same for the same size.

Few people sign most letters and few publishers are cited most, as it is in the wild: that is what makes a filter slow.
"""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection, models

from benchmarks.letters import name
from benchmarks.record_index import index_all, without_indexes
from letters.models import Addressee, Ask, Citation, Footnote, Letter, Mention, Reply, Signature, Source
from letters.searching import triggers
from links.models import Check, Host, Link, StateChange
from links.vocabulary import Outcome, State
from people.models import Detention, Office, Organization, OtherName, Person

NOW = datetime(2026, 3, 2, tzinfo=UTC)
_SIGNERS = 6
_NOTES = 5
_A_NOTE = 2
_STATES = [State.ALIVE] * 80 + [State.MOVED] * 6 + [State.DEAD] * 6 + [State.SUSPECT] * 3 + [State.UNVERIFIABLE] * 5
_COUNTRIES = ["XA", "XB", "XC"]
_PARTIES = ["Harbour Party", "Orchard Union", "River List", "Independent"]
_INDEX = (
    "letters_facetvalue",
    "letters_letterfacet",
    "letters_searchentry",
    "letters_nameword",
    "letters_knownword",
    "letters_sourcetext",
    "letters_touched",
)
_MADE = (
    *(Organization, Person, OtherName, Office, Detention, Host, Link, StateChange, Check, Source),
    *(Letter, Signature, Addressee, Mention, Footnote, Citation, Ask, Reply),
)
_CHECKS_OF_THE_FIRST = 400
_SYLLABLES = ["ba", "ve", "ri", "to", "lun", "mar", "ke", "sol", "di", "pra", "no", "ges", "ta", "hem", "ul", "cor"]


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything; 100,000 letters have 1,000,000 citations, 400,000 links and 30,000 people."""

    letters: int

    @property
    def links(self) -> int:
        return self.letters * 4

    @property
    def people(self) -> int:
        return max(60, self.letters * 3 // 10)

    @property
    def bodies(self) -> int:
        return max(12, self.letters // 200)

    @property
    def hosts(self) -> int:
        return max(8, self.letters // 20)


def make_record(size: Size, *, progress: Callable[[str], object] = lambda words: None) -> None:
    """Write the record into the empty default database, index and all."""
    chance = random.Random(7)
    triggers.remove(connection)
    tables = [model._meta.db_table for model in _MADE]
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE links_host, people_person, people_organization RESTART IDENTITY CASCADE")
        cursor.execute(f"TRUNCATE {', '.join(_INDEX)} RESTART IDENTITY CASCADE")
        # Nothing refers to what is not there, and nobody need look.
        cursor.execute("SET session_replication_role = replica")
    with without_indexes(tables):
        for what, rows in _tables(size, chance):
            progress(f"{size.letters:,} letters: {what}")
            rows()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("ANALYZE")
    progress(f"{size.letters:,} letters: the index")
    index_all()
    triggers.install(connection)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _tables(size: Size, chance: random.Random) -> Iterator[tuple[str, Callable[[], None]]]:
    words = _words(chance, 20_000)
    weights = _falling(len(words))
    cumulative = list(_summed(weights))
    signing = list(_summed(_falling(size.people // 3)))
    citing = list(_summed(_falling(size.links, flat=0.35)))
    bodies = range(1, size.bodies + 1)
    yield "organizations", lambda: _copy(Organization, (_body(number) for number in bodies))
    yield "people", lambda: _copy(Person, (_person(number) for number in range(1, size.people + 1)))
    yield "names", lambda: _copy(OtherName, (_other_name(number) for number in range(3, size.people + 1, 3)))
    yield "offices", lambda: _copy(Office, (_office(number, chance) for number in range(1, size.people // 3 + 1)))
    held = range(size.people // 2, size.people + 1)
    yield "detentions", lambda: _copy(Detention, (_detention(number, chance) for number in held))
    yield "hosts", lambda: _copy(Host, ({"name": f"site{number}.example.org"} for number in range(1, size.hosts + 1)))
    yield "links", lambda: _copy(Link, (_link(number, size) for number in range(1, size.links + 1)))
    yield "state changes", lambda: _copy(StateChange, _state_changes(size, chance))
    yield "checks", lambda: _copy(Check, (_check(number) for number in range(_CHECKS_OF_THE_FIRST)))
    yield "sources", lambda: _copy(Source, (_source(number, words, chance) for number in range(1, size.links + 1)))

    def text(count: int) -> str:
        return " ".join(chance.choices(words, cum_weights=cumulative, k=count))

    numbers = range(1, size.letters + 1)
    yield "letters", lambda: _copy(Letter, (_letter(number, size, text, chance) for number in numbers))
    yield "signatures", lambda: _copy(Signature, _signatures(size, signing, chance))
    yield "addressees", lambda: _copy(Addressee, (_addressee(number, size, chance) for number in numbers))
    yield "mentions", lambda: _copy(Mention, _mentions(size, chance))
    yield "notes", lambda: _copy(Footnote, _notes(size, text))
    yield "citations", lambda: _copy(Citation, _citations(size, citing, chance))
    yield "asks", lambda: _copy(Ask, ({"letter_id": number, "text": "Release them."} for number in numbers))
    yield "replies", lambda: _copy(Reply, (_reply(number) for number in range(5, size.letters + 1, 5)))


def _copy(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> None:
    """COPY the rows, ids from 1, with the model's defaults for what they do not say."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    blank = {field.column: _blank(field) for field in fields}
    columns = ", ".join(f'"{field.column}"' for field in fields)
    table = model._meta.db_table
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(list((blank | row).values()))


def _blank(field: models.Field) -> Any:
    if field.has_default():
        return field.get_default()
    if isinstance(field, models.DateTimeField) and not field.null:
        return NOW
    return None if field.null else ""


def _falling(count: int, *, flat: float = 1.0) -> list[float]:
    """Weights of which the first are the greatest, as Zipf found them."""
    return [1 / (place + 10) ** flat for place in range(count)]


def _summed(weights: Iterable[float]) -> Iterator[float]:
    total = 0.0
    for weight in weights:
        total += weight
        yield total


def _words(chance: random.Random, count: int) -> list[str]:
    made: dict[str, None] = {}
    while len(made) < count:
        made["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 5)))] = None
    return list(made)


def _body(number: int) -> dict[str, Any]:
    return {"name": f"Committee {number} of Examplia", "short_name": f"CE{number}", "slug": f"committee-{number}"}


def _person(number: int) -> dict[str, Any]:
    called = f"{name(number)} {chr(65 + number % 26)}"
    return {"name": called, "slug": f"person-{number}", "sort_name": f"{called.split()[1]}, {number}"}


def _other_name(number: int) -> dict[str, Any]:
    return {"person_id": number, "name": f"Анна Орлова {number}", "language": "ru"}


def _office(number: int, chance: random.Random) -> dict[str, Any]:
    return {
        "person_id": number,
        "title": "Senator",
        "party": chance.choice(_PARTIES),
        "area": f"{chr(65 + number % 25)}{chr(65 + number // 25 % 2)}-{number % 9}",
        "start": "1990",
    }


def _detention(number: int, chance: random.Random) -> dict[str, Any]:
    return {
        "person_id": number,
        "is_public": number % 4 != 0,
        "country": chance.choice(_COUNTRIES),
        "status": "imprisoned" if number % 3 else "released",
        "detained_on": "2023-09-27",
    }


def _link(number: int, size: Size) -> dict[str, Any]:
    host = number % size.hosts + 1
    return {
        "url": f"https://site{host}.example.org/{number}",
        "host_id": host,
        "state": _state_of(number),
        "created_at": _entered(number),
        "last_checked_at": NOW,
    }


def _state_of(link: int) -> State:
    return random.Random(link).choice(_STATES)


def _entered(link: int) -> datetime:
    return NOW - timedelta(hours=1 + link * 7919 % (900 * 24))


def _state_changes(size: Size, chance: random.Random) -> Iterator[dict[str, Any]]:
    """How each link came to be what it is; one in ten failed once besides."""
    for link in range(1, size.links + 1):
        at, before, now = _entered(link), State.UNCHECKED, _state_of(link)
        steps = [State.ALIVE] if now != State.UNVERIFIABLE else []
        if now == State.DEAD or link % 10 == 0:
            steps.append(State.SUSPECT)
        for after in [*steps, now]:
            if after != before:
                yield {"link_id": link, "from_state": before, "to_state": after, "changed_at": at}
                before, at = after, at + (NOW - at) * chance.random()


def _check(number: int) -> dict[str, Any]:
    return {"link_id": 1, "checked_at": NOW - timedelta(days=number), "outcome": Outcome.OK, "status_code": 200}


def _source(number: int, words: list[str], chance: random.Random) -> dict[str, Any]:
    publisher = min(int(chance.expovariate(0.03)), 400)
    title = f"Report {number} on {' '.join(chance.choices(words, k=4))}"
    return {"title": title, "publisher": f"Sample Press {publisher}", "link_id": number}


def _letter(number: int, size: Size, text: Callable[[int], str], chance: random.Random) -> dict[str, Any]:
    marks = " ".join(f"{text(40)}[^{mark}]." for mark in range(1, _NOTES + 1))
    public = number % 20 != 0
    day = date(2026, 1, 1) - timedelta(days=chance.randrange(7000))
    return {
        "slug": f"letter-{number}",
        "date": day,
        # However few letters there are, one names everybody whose page is measured.
        "issuer_id": 1 if number == 1 else min(int(chance.expovariate(0.05)), size.bodies - 1) + 1,
        "kind": chance.choice(Letter.Kind.values),
        "subject": f"The case of {name(number)}: {text(4)}",
        "body": marks,
        "status": "published" if public else "draft",
        "published_at": _published(day) if public else None,
    }


def _published(day: date) -> datetime:
    """Old letters were entered when the record began."""
    return max(datetime(day.year, day.month, day.day, tzinfo=UTC), NOW - timedelta(days=800)) + timedelta(days=day.day)


def _signatures(size: Size, weights: list[float], chance: random.Random) -> Iterator[dict[str, Any]]:
    signers = range(1, size.people // 3 + 1)
    for letter in range(1, size.letters + 1):
        signing = {*chance.choices(signers, cum_weights=weights, k=_SIGNERS), *_in_the_first(letter, 1)}
        for order, signer in enumerate(signing):
            yield {"letter_id": letter, "person_id": signer, "order": order}


def _addressee(number: int, size: Size, chance: random.Random) -> dict[str, Any]:
    return {"letter_id": number, "person_id": size.people // 3 + 1 + min(int(chance.expovariate(0.1)), 18)}


def _mentions(size: Size, chance: random.Random) -> Iterator[dict[str, Any]]:
    held = range(size.people // 2, size.people + 1)
    for letter in range(1, size.letters + 1):
        named = {held[min(int(chance.expovariate(4) * len(held)), len(held) - 1)] for _ in "12"}
        for order, person in enumerate({*named, *_in_the_first(letter, held[0])}):
            yield {"letter_id": letter, "person_id": person, "order": order, "description": "a teacher"}


def _in_the_first(letter: int, person: int) -> set[int]:
    return {person} if letter == 1 else set()


def _notes(size: Size, text: Callable[[int], str]) -> Iterator[dict[str, Any]]:
    for letter in range(1, size.letters + 1):
        for mark in range(1, _NOTES + 1):
            yield {"letter_id": letter, "position": mark, "number": str(mark), "text": text(8)}


def _citations(size: Size, weights: list[float], chance: random.Random) -> Iterator[dict[str, Any]]:
    sources = range(1, size.links + 1)
    for note in range(1, size.letters * _NOTES + 1):
        for order, source in enumerate(chance.choices(sources, cum_weights=weights, k=_A_NOTE)):
            yield {"footnote_id": note, "source_id": source, "order": order}


def _reply(number: int) -> dict[str, Any]:
    return {"letter_id": number, "date": date(2026, 2, 1), "summary": "We will look.", "is_public": number % 10 == 0}
