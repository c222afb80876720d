"""The index of a made-up record on PostgreSQL, written in one go by COPY and by all processors: the rows that
`letters/searching/keeping.py` would write, for which it would need a quarter of an hour.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

from django.db import connection

from letters.models import FacetChange, Letter, Source
from letters.searching import store
from letters.searching.contents import (
    Facet,
    body_words,
    distinct,
    names_of_bodies,
    names_of_people,
    person_words,
    read_contents,
    source_words,
    words_to_propose,
)
from letters.searching.spelling import START, skeleton
from people.models import Person

_BATCH = 500
_INDEXED = (
    *("letters_searchentry", "letters_letterfacet", "letters_facetvalue"),
    *("letters_nameword", "letters_knownword", "letters_sourcetext"),
)

# Of a batch: its choices, the choices of its letters by letter and place among them, and its words.
_Read = tuple[list[Facet], list[tuple[int, int]], set[str]]


def index_all() -> None:
    """Read all published letters and names into an index that is empty."""
    keys = list(Letter.objects.published().order_by("pk").values_list("pk", flat=True))
    batches = [keys[start : start + _BATCH] for start in range(0, len(keys), _BATCH)]
    values: dict[tuple[str, str], tuple[int, Facet]] = {}
    letters: Counter[int] = Counter()
    rows: list[tuple[int, int]] = []
    words: set[str] = set()
    with without_indexes(_INDEXED):
        for facets, of_letters, spoken in _read_by_all(batches):
            numbers = [values.setdefault((facet.kind, facet.key), (len(values) + 1, facet))[0] for facet in facets]
            found = [(letter, numbers[place]) for letter, place in of_letters]
            letters.update(value for _, value in found)
            rows += found
            words |= spoken
        _copy("letters_letterfacet (letter_id, value_id)", rows)
        _copy(
            "letters_facetvalue (id, kind, key, label, person_id, organization_id, letters)",
            (
                (number, one.kind, one.key, one.label, one.person_id, one.organization_id, letters[number])
                for number, one in values.values()
            ),
        )
        _copy("letters_knownword (word, skeleton, start)", ((word, skeleton(word), word[:START]) for word in words))
        _copy("letters_nameword (word, person_id, organization_id)", list(_name_words()))
        named = Source.objects.order_by("pk").values_list("pk", "title", "author", "publisher")
        _copy("letters_sourcetext (source_id, words)", [(pk, source_words(*names)) for pk, *names in named])
        # Whoever holds the choices in memory is to read them anew.
        FacetChange.objects.create()
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval('letters_facetvalue_id_seq', %s)", [len(values) + 1])


@contextmanager
def without_indexes(tables: Sequence[str]) -> Iterator[None]:
    """The tables' indexes are made anew at the end, which costs far less than keeping them row by row. Those that
    constraints rest on stay."""
    asked = (
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename = ANY(%s)"
        " AND indexname NOT IN (SELECT conname FROM pg_constraint)"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked, [list(tables)])
        found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f'DROP INDEX "{name}"')
    try:
        yield
    finally:
        # Also after a fault: the next run would find none to make anew, and measure without them.
        with connection.cursor() as cursor:
            for _, made in found:
                cursor.execute(made)


def _read_by_all(batches: Iterable[list[int]]) -> Iterator[_Read]:
    # Each process has a connection of its own; a shared one would mix their answers.
    connection.close()
    with ProcessPoolExecutor(os.cpu_count(), get_context("fork")) as pool:
        yield from pool.map(_read, batches)


def _read(keys: list[int]) -> _Read:
    """Write the letters' words, and say the rest, which is numbered over all batches."""
    contents = read_contents(keys)
    _copy("letters_searchentry (letter_id, vector)", ((one.letter_id, store.vector(one)) for one in contents))
    facets = distinct(contents)
    places = {place: number for number, place in enumerate(facets)}
    of_letters = [
        (one.letter_id, number)
        for one in contents
        for number in {places[facet.kind, facet.key] for facet in one.facets}
    ]
    return list(facets.values()), of_letters, words_to_propose(contents)


def _name_words() -> Iterator[tuple[str, int | None, int | None]]:
    keys = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    for pk, names in names_of_people(keys).items():
        yield from ((word, pk, None) for word in person_words(names))
    for pk, names in names_of_bodies().items():
        yield from ((word, None, pk) for word in body_words(names))


def _copy(into: str, rows: Iterable[Sequence[Any]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
