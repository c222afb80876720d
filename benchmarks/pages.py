"""Queries and milliseconds per public page, on a throwaway database of made-up letters.

The query counts must not grow with the number of letters; the times say what a growing record costs.
"""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from benchmarks.database import throwaway_database
from letters.models import Addressee, Citation, Footnote, Letter, Mention, Signature, Source
from links.models import Host, Link
from links.vocabulary import State
from people.models import Detention, Office, Organization, Person

SIZES = {"tiny": (10,), "usual": (10, 1_000, 20_000), "full": (10, 1_000, 20_000)}
REPEATS = 5
BATCH = 2_000

_NOW = datetime(2026, 3, 2, tzinfo=UTC)
# Each letter has 2 signatures, 1 addressee, 1 detainee, and 2 notes with 1 source each; sources serve five letters.
_LETTERS_A_SOURCE = 5
_LETTERS_A_PERSON = 10
_STATES = [State.ALIVE] * 7 + [State.DEAD, State.SUSPECT, State.UNVERIFIABLE]

Row = tuple[str, ...]


def run(progress: Callable[[str], object] = lambda words: None, size: str = "usual") -> list[Row]:
    """The headings, then one row for each page and size; the time is the middle of five."""
    rows: list[Row] = [("page", "letters", "queries", "ms")]
    with override_settings(ALLOWED_HOSTS=["testserver"], DEBUG=False), throwaway_database():
        made = 0
        for letters in SIZES[size]:
            progress(f"making {letters} letters")
            _make_letters(made, letters)
            made = letters
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            rows += [_measure(name, address, letters) for name, address in _pages()]
    return rows


def _measure(name: str, address: str, size: int) -> Row:
    client, times = Client(), []
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200, address
    asked = len(queries)  # now: the requests below empty the log
    for _ in range(REPEATS):
        start = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - start) * 1000)
    return name, f"{size:,}", str(asked), f"{sorted(times)[REPEATS // 2]:.1f}"


def _pages() -> list[tuple[str, str]]:
    letter = Letter.objects.published()[0]
    signature, mention = Signature.objects.filter(letter=letter)[0], Mention.objects.filter(letter=letter)[0]
    citation = Citation.objects.filter(footnote__letter=letter)[0]
    assert signature.person is not None
    return [
        ("home", "/"),
        ("letters", "/letters/"),
        ("letters, last page", f"/letters/?page={-(-Letter.objects.count() // 25)}"),
        ("letters, filtered by words", "/letters/?q=letter"),
        ("letters, dead sources", "/letters/?link_state=dead"),
        ("letter", letter.get_absolute_url()),
        ("people", "/people/"),
        ("person", f"/people/{signature.person.slug}/"),
        ("detainees", "/detainees/"),
        ("detainee", f"/detainees/{mention.person.slug}/"),
        ("sources", "/sources/"),
        ("source", f"/sources/{citation.source_id}/"),
        ("link health", "/link-health/"),
    ]


def _make_letters(first: int, last: int) -> None:
    numbers = range(first, last)
    issuer, _ = Organization.objects.get_or_create(slug="bench", defaults={"name": "Committee of Examplia"})
    people = _make_people([number for number in numbers if number % _LETTERS_A_PERSON == 0])
    sources = _make_sources([number for number in numbers if number % _LETTERS_A_SOURCE == 0])
    letters = [_letter(number, issuer) for number in numbers]
    Letter.objects.bulk_create(letters, batch_size=BATCH)
    notes = []
    signatures, addressees, mentions = [], [], []
    for number, letter in zip(numbers, letters, strict=True):
        signer, reader, held = people[(number - first) // _LETTERS_A_PERSON]
        signatures += [
            Signature(letter=letter, person=signer, order=1),
            Signature(letter=letter, organization=issuer, order=2),
        ]
        addressees.append(Addressee(letter=letter, person=reader))
        mentions.append(Mention(letter=letter, person=held))
        notes += [Footnote(letter=letter, number=str(place), position=place) for place in (1, 2)]
    for model, rows in ((Signature, signatures), (Addressee, addressees), (Mention, mentions), (Footnote, notes)):
        model._default_manager.bulk_create(rows, batch_size=BATCH)  # type: ignore[arg-type]
    Citation.objects.bulk_create(
        [Citation(footnote=note, source=sources[place // 2 // _LETTERS_A_SOURCE]) for place, note in enumerate(notes)],
        batch_size=BATCH,
    )


def _letter(number: int, issuer: Organization) -> Letter:
    return Letter(
        slug=f"letter-{number}",
        date=date(2026, 1, 1) - timedelta(days=number % 7000),
        issuer=issuer,
        subject=f"Letter number {number}",
        body="We write about one person.[^1] And about another.[^2]\n\n" * 10,
        status=Letter.Status.PUBLISHED,
        published_at=_NOW,
    )


def _make_people(numbers: list[int]) -> list[tuple[Person, Person, Person]]:
    rows = [
        Person(name=f"{part} {number}", slug=f"{part}-{number}", sort_name=f"{number}, {part}")
        for number in numbers
        for part in ("signer", "reader", "held")
    ]
    people = Person.objects.bulk_create(rows, batch_size=BATCH)
    groups = list(zip(people[0::3], people[1::3], people[2::3], strict=True))
    Office.objects.bulk_create([Office(person=signer, title="Deputy", start="2000") for signer, _, _ in groups])
    Detention.objects.bulk_create(
        [Detention(person=held, country="XA", status="imprisoned", is_public=True) for _, _, held in groups]
    )
    return groups


def _make_sources(numbers: list[int]) -> list[Source]:
    hosts = [Host.objects.get_or_create(name=f"site{number}.example")[0] for number in range(50)]
    links = Link.objects.bulk_create(
        [
            Link(url=f"https://{host.name}/{number}", host=host, state=_STATES[number // _LETTERS_A_SOURCE % 10])
            for number in numbers
            for host in [hosts[number // _LETTERS_A_SOURCE % 50]]
        ],
        batch_size=BATCH,
    )
    rows = [Source(title=f"Report {link.url}", publisher="Sample Press", link=link) for link in links]
    return Source.objects.bulk_create(rows, batch_size=BATCH)
