"""Bringing the index up to date: what triggers noted as changed is read anew.

Whoever asks the index brings it up to date first, as far as that takes no time that a reader would notice; the beat
does the rest (`letters.tasks.index_letters`). A note is taken off and what it is about written in one transaction, and
a note made meanwhile is a new one: nothing is forgotten.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from django.db import DatabaseError, connection, transaction
from django.db.models import F

from letters.models import (
    FacetValue,
    KnownWord,
    Letter,
    LetterFacet,
    NameWord,
    SearchEntry,
    Source,
    SourceText,
    Touched,
)
from letters.searching import holding, store
from letters.searching.contents import (
    Contents,
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
from letters.searching.triggers import LOCK
from people.models import Organization, Person

# As many as a reader may have to wait for: a third of a second.
AT_ONCE = 100
BATCH = 500
# The beat leaves the worker to others after this.
SECONDS = 45.0
_ROWS = 2_000
# When so many notes wait, somebody is at them; a reader does not wait for that as well.
_MANY = 1_000
_WORD_LENGTH = 64
# A reader does not wait longer for another who brings the index up to date; milliseconds.
_PATIENCE = 2_000

logger = logging.getLogger(__name__)


def keep_up(limit: int = AT_ONCE) -> bool:
    """Read anew some of what was changed; whether the index is up to date then. A fault is logged and no reader's
    concern: they are served with what the index has."""
    try:
        if is_up_to_date():
            return True
        catch_up(limit, waits=pending(at_most=_MANY) < _MANY)
        return is_up_to_date()
    except DatabaseError:
        logger.exception("The search index could not be brought up to date")
        return False


def is_up_to_date() -> bool:
    """Whether nothing waits to be read."""
    return not Touched.objects.exists()


def catch_up(limit: int = BATCH, *, waits: bool = True) -> int:
    """Read anew up to `limit` of what was changed, letters first; how many notes of it were taken off.

    Safe at once with others, for whom it waits, or else leaves all to them.
    """
    with transaction.atomic():
        if not _is_ours(waits=waits):
            return 0
        notes = list(Touched.objects.order_by("what", "pk").values_list("pk", "what", "row_id")[: 10 * limit])
        rows: dict[str, set[int]] = defaultdict(set)
        taken = []
        for pk, what, row in notes:
            if sum(map(len, rows.values())) >= limit and row not in rows[what]:
                break
            rows[what].add(row)
            taken.append(pk)
        Touched.objects.filter(pk__in=taken).delete()
        _write_letters(rows[Touched.What.LETTER])
        _write_names(rows[Touched.What.PERSON], rows[Touched.What.ORGANIZATION])
        _write_sources(rows[Touched.What.SOURCE])
    return len(taken)


def touch_all() -> None:
    """Have the whole index made anew."""
    with transaction.atomic():
        for what, rows in (
            (Touched.What.PERSON, Person.objects.all()),
            (Touched.What.ORGANIZATION, Organization.objects.all()),
            (Touched.What.LETTER, Letter.objects.published()),
            (Touched.What.SOURCE, Source.objects.all()),
        ):
            keys = rows.order_by("pk").values_list("pk", flat=True)
            Touched.objects.bulk_create((Touched(what=what, row_id=key) for key in keys.iterator()), batch_size=_ROWS)


def pending(*, at_most: int | None = None) -> int:
    """How many notes wait."""
    return Touched.objects.all()[:at_most].count()


def index_pending(
    *, may_go_on: Callable[[int], bool] = lambda done: True, progress: Callable[[int], object] = lambda count: None
) -> int:
    """Read anew all that was changed, as long as it may go on; how many notes were taken off."""
    done = 0
    while count := catch_up():
        progress(count)
        done += count
        if not may_go_on(done):
            break
    return done


def _is_ours(*, waits: bool) -> bool:
    """Whether the index is ours to write until the transaction ends. On SQLite it always is: there is one writer."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        if waits:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [str(_PATIENCE)])
            cursor.execute("SELECT true, pg_advisory_xact_lock(%s)", [LOCK])
        else:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        row = cursor.fetchone()
    return bool(row and row[0])


def _write_letters(letter_ids: Collection[int]) -> None:
    if not letter_ids:
        return
    contents = read_contents(letter_ids)
    public = [one.letter_id for one in contents]
    gone = set(letter_ids) - set(public)
    SearchEntry.objects.filter(letter_id__in=gone).delete()
    store.remove(connection, gone)
    store.write(connection, contents)
    _write_facets(letter_ids, contents)
    _learn_words(contents)


def _write_facets(letter_ids: Collection[int], contents: Sequence[Contents]) -> None:
    values = _values(contents)
    had = set(LetterFacet.objects.filter(letter_id__in=letter_ids).values_list("letter_id", "value_id"))
    has = {(one.letter_id, values[facet.kind, facet.key]) for one in contents for facet in one.facets}
    if lost := had - has:
        by_letter: dict[int, list[int]] = defaultdict(list)
        for letter, value in lost:
            by_letter[letter].append(value)
        for letter, gone in by_letter.items():
            LetterFacet.objects.filter(letter_id=letter, value_id__in=gone).delete()
    LetterFacet.objects.bulk_create(
        [LetterFacet(letter_id=letter, value_id=value) for letter, value in sorted(has - had)], batch_size=_ROWS
    )
    _count(has - had, lost)
    holding.note(has - had, lost, letter_ids)


def _count(won: Iterable[tuple[int, int]], lost: Iterable[tuple[int, int]]) -> None:
    """The number of letters of each choice follows what was written."""
    changes: dict[int, int] = defaultdict(int)
    for _, value in won:
        changes[value] += 1
    for _, value in lost:
        changes[value] -= 1
    by_change: dict[int, list[int]] = defaultdict(list)
    for value, change in changes.items():
        if change:
            by_change[change].append(value)
    for change, ids in sorted(by_change.items()):
        for start in range(0, len(ids), _ROWS):
            FacetValue.objects.filter(pk__in=ids[start : start + _ROWS]).update(letters=F("letters") + change)


def _values(contents: Sequence[Contents]) -> dict[tuple[str, str], int]:
    """The keys of all the letters' choices, new ones made."""
    facets = distinct(contents)
    known = _known_values(facets)
    new = [
        FacetValue(
            kind=facet.kind,
            key=facet.key,
            label=facet.label,
            person_id=facet.person_id,
            organization_id=facet.organization_id,
        )
        for place, facet in sorted(facets.items())
        if place not in known
    ]
    FacetValue.objects.bulk_create(new, batch_size=_ROWS)
    return known | {(value.kind, value.key): value.pk for value in new}


def _known_values(facets: Mapping[tuple[str, str], object]) -> dict[tuple[str, str], int]:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, key in facets:
        by_kind[kind].append(key)
    known: dict[tuple[str, str], int] = {}
    for kind, keys in by_kind.items():
        for start in range(0, len(keys), _ROWS):
            found = FacetValue.objects.filter(kind=kind, key__in=keys[start : start + _ROWS])
            known |= {(kind, key): pk for key, pk in found.values_list("key", "pk")}
    return known


def _write_names(people: Collection[int], bodies: Collection[int]) -> None:
    if not people and not bodies:
        return
    NameWord.objects.filter(person_id__in=people).delete()
    NameWord.objects.filter(organization_id__in=bodies).delete()
    rows = [
        NameWord(word=word[:_WORD_LENGTH], person_id=pk)
        for pk, names in names_of_people(people).items()
        for word in person_words(names)
    ]
    rows += [
        NameWord(word=word[:_WORD_LENGTH], organization_id=pk)
        for pk, names in names_of_bodies(bodies).items()
        for word in body_words(names)
    ]
    NameWord.objects.bulk_create(rows, batch_size=_ROWS)


def _write_sources(sources: Collection[int]) -> None:
    if not sources:
        return
    SourceText.objects.filter(pk__in=sources).delete()
    called = Source.objects.filter(pk__in=sources).order_by().values_list("pk", "title", "author", "publisher")
    SourceText.objects.bulk_create(
        [SourceText(source_id=pk, words=source_words(*names)) for pk, *names in called], batch_size=_ROWS
    )


def _learn_words(contents: Iterable[Contents]) -> None:
    words = words_to_propose(contents)
    new = sorted(words - _known_words(words))
    rows = [KnownWord(word=word, skeleton=skeleton(word), start=word[:START]) for word in new]
    KnownWord.objects.bulk_create(rows, batch_size=_ROWS, ignore_conflicts=True)


def _known_words(words: set[str]) -> set[str]:
    wanted, known = list(words), set()
    for start in range(0, len(wanted), _ROWS):
        known |= set(KnownWord.objects.filter(pk__in=wanted[start : start + _ROWS]).values_list("pk", flat=True))
    return known
