"""Words as the two databases keep them and are asked for them: the one module that knows which it is.

PostgreSQL is handed finished vectors and questions, so that its own idea of what a word is has no part in it; SQLite's
FTS5 is handed small Latin words, about which it can have no other idea.
"""

import json
import sys
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import RawSQL

from letters.models import SearchEntry, Source, SourceText
from letters.searching.contents import Contents
from letters.searching.words import MAX_TERMS, Term, words_of

Row = TypeVar("Row", bound=Model)

# PostgreSQL keeps no more places of one word, and none beyond the 16,383rd.
_PLACES = 255
_LAST_PLACE = 16_382
# Between two texts, so that no phrase is found across them.
_GAP = 2
# What an entry may hold at most is a megabyte; words are cut off long before.
_VECTOR_BYTES = 900_000
# Keys as one value, of four bytes each: a set of letters (sets.py) could not bear greater ones.
_ALL_KEYS = "string_agg(int4send(letter_id::int4), ''::bytea)"
# How much a word weighs in subject, names, body and notes.
_WEIGHTS = (1.0, 0.6, 0.2, 0.08)


def write(connection: BaseDatabaseWrapper, contents: Sequence[Contents]) -> None:
    """Keep the letters' words in place of what was kept of them."""
    if not contents:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                "INSERT INTO letters_searchentry (letter_id, vector) VALUES (%s, %s::tsvector)"
                " ON CONFLICT (letter_id) DO UPDATE SET vector = excluded.vector",
                [(one.letter_id, vector(one)) for one in contents],
            )
            return
        remove(connection, [one.letter_id for one in contents])
        cursor.executemany(
            "INSERT INTO letters_searchtext (rowid, subject, names, body, notes) VALUES (%s, %s, %s, %s, %s)",
            [(one.letter_id, *(" ".join(text) for text in one.texts)) for one in contents],
        )
    SearchEntry.objects.bulk_create([SearchEntry(letter_id=one.letter_id) for one in contents], ignore_conflicts=True)


def remove(connection: BaseDatabaseWrapper, letter_ids: Collection[int]) -> None:
    """Forget words that are kept apart from the entries."""
    if connection.vendor == "sqlite" and letter_ids:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM letters_searchtext WHERE rowid = %s", [(key,) for key in letter_ids])


def matching(connection: BaseDatabaseWrapper, terms: Sequence[Term]) -> RawSQL:
    """The keys of entries with all the terms, as a subquery."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT letter_id FROM letters_searchentry WHERE vector @@ %s::tsquery", [_tsquery(terms)])
    return RawSQL("SELECT rowid FROM letters_searchtext WHERE letters_searchtext MATCH %s", [_fts5(terms)])


def keys_matching(connection: BaseDatabaseWrapper, terms: Sequence[Term]) -> Sequence[int]:
    """The same, read at once."""
    return _keys(connection, matching(connection, terms))


def keys_matching_above(connection: BaseDatabaseWrapper, terms: Sequence[Term]) -> Sequence[int]:
    """The keys of entries with all the terms in their subject and names."""
    return _keys(connection, matching_above(connection, terms))


def letters_by_value(connection: BaseDatabaseWrapper) -> Iterator[tuple[int, Sequence[int]]]:
    """The keys of the letters that each choice fits."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SELECT value_id, {_ALL_KEYS} FROM letters_letterfacet GROUP BY value_id")  # noqa: S608 - made here
            yield from ((value, _numbers(sent)) for value, sent in cursor.fetchall())
            return
        cursor.execute("SELECT value_id, letter_id FROM letters_letterfacet ORDER BY value_id, letter_id")
        for value, rows in groupby(cursor.fetchall(), key=itemgetter(0)):
            yield value, [letter for _, letter in rows]


def _keys(connection: BaseDatabaseWrapper, asked: RawSQL) -> Sequence[int]:
    with looking_up(connection), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A hundred thousand numbers are read as one: row by row they take longer than they are found.
            cursor.execute(f"SELECT {_ALL_KEYS} FROM ({asked.sql}) found", asked.params)  # noqa: S608 - made here
            return _numbers(cursor.fetchone()[0] or b"")
        cursor.execute(asked.sql, asked.params)
        return [key for (key,) in cursor.fetchall()]


def _numbers(sent: bytes) -> Sequence[int]:
    numbers = array("i", bytes(sent))
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def matching_above(connection: BaseDatabaseWrapper, terms: Sequence[Term]) -> RawSQL:
    """The keys of entries with all the terms in their subject and names, as a subquery."""
    if connection.vendor == "postgresql":
        return RawSQL(
            "SELECT letter_id FROM letters_searchentry WHERE ts_filter(vector, '{a,b}') @@ %s::tsquery",
            [_tsquery(terms)],
        )
    asked = f"{{subject names}} : ({_fts5(terms)})"
    return RawSQL("SELECT rowid FROM letters_searchtext WHERE letters_searchtext MATCH %s", [asked])


@contextmanager
def looking_up(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """What is asked inside is looked up in the index of words.

    PostgreSQL takes the reading of every vector for cheaper where a word occurs in most letters, since it forgets that
    they are kept outside of their rows: 1.2 s instead of 24 ms for 57,000 letters.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan = on")


def ranks(
    connection: BaseDatabaseWrapper, terms: Sequence[Term], letter_ids: Collection[int], *, above: bool = False
) -> dict[int, float]:
    """How well each of the letters fits; more is better. With `above` of those alone that have all the terms in their
    subject and names. Whether words stand side by side no index of PostgreSQL's says: it reads every letter."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            weights = "{" + ",".join(str(weight) for weight in reversed(_WEIGHTS)) + "}"
            asked = _tsquery(terms)
            of_those = " AND ts_filter(vector, '{a,b}') @@ %s::tsquery" if above else ""
            cursor.execute(
                "SELECT letter_id, ts_rank(%s::float4[], vector, %s::tsquery, 1)"  # noqa: S608 - made here
                f" FROM letters_searchentry WHERE letter_id = ANY(%s){of_those}",
                [weights, asked, list(letter_ids), *([asked] if above else [])],
            )
        else:
            weights = ", ".join(str(10 * weight) for weight in _WEIGHTS)
            wanted = ", ".join(str(int(key)) for key in letter_ids) or "NULL"
            those = matching_above(connection, terms)
            of_those = f" AND rowid IN ({those.sql})" if above else ""
            cursor.execute(
                f"SELECT rowid, -bm25(letters_searchtext, {weights}) FROM letters_searchtext"  # noqa: S608 - numbers
                f" WHERE letters_searchtext MATCH %s AND rowid IN ({wanted}){of_those}",
                [_fts5(terms), *(those.params if above else [])],
            )
        return dict(cursor.fetchall())


def among(rows: QuerySet[Row], keys: Sequence[int]) -> QuerySet[Row]:
    """Those of the rows that have these keys, however many they are."""
    if connections[rows.db].vendor == "postgresql":
        # A list, and not rows: the planner knows how many there are, and walks in the order that is asked for.
        return rows.extra(where=[f'"{rows.model._meta.db_table}"."id" = ANY(%s::bigint[])'], params=[list(keys)])  # noqa: S610 - the model's own name
    return rows.filter(pk__in=RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(keys))]))


def sources_with(sources: QuerySet[Source], text: str) -> QuerySet[Source]:
    """Those of the sources with all the words of `text` in title, author and publisher, each perhaps only begun."""
    words = words_of(text)[:MAX_TERMS]
    if not words:
        return sources.none()
    if connections[sources.db].vendor == "postgresql":
        asked = " & ".join(f"'{word}':*" for word in words)
        found = "SELECT source_id FROM letters_sourcetext WHERE to_tsvector('simple', words) @@ %s::tsquery"
        return sources.filter(pk__in=RawSQL(found, [asked]))  # noqa: S611 - words alone
    # There they are few, and read through.
    texts = SourceText.objects.filter(Q(*(Q(words__contains=f" {word}") for word in words)))
    return sources.filter(pk__in=texts.values("source_id"))


def vector(contents: Contents) -> str:
    """The letter's words with places and weights, in PostgreSQL's own notation. Words are small letters and digits."""
    places: dict[str, list[str]] = {}
    place, size = 0, 0
    for weight, text in zip("ABCD", contents.texts, strict=True):
        for word in text:
            place += 1
            known = places.get(word)
            if known is None:
                size += len(word) + 8
                if size > _VECTOR_BYTES:
                    break
                known = places[word] = []
            if len(known) < _PLACES:
                known.append(f"{min(place, _LAST_PLACE)}{weight}")
        place += _GAP
    return " ".join(f"{word}:{','.join(where)}" for word, where in places.items())


def _tsquery(terms: Iterable[Term]) -> str:
    return " & ".join(_ts_term(term) for term in terms)


def _ts_term(term: Term) -> str:
    words = " <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.is_prefix else "")
    return "(" + " | ".join([words, *(f"'{sign}'" for sign in sorted(term.sound))]) + ")"


def _fts5(terms: Iterable[Term]) -> str:
    return " AND ".join(_fts5_term(term) for term in terms)


def _fts5_term(term: Term) -> str:
    words = '"' + " ".join(term.words) + '"' + (" *" if term.is_prefix else "")
    return "(" + " OR ".join([words, *(f'"{sign}"' for sign in sorted(term.sound))]) + ")"
