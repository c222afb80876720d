"""The record that pages are measured on: its index, written in one go, is what the site itself would have written."""

import pytest
from django.db import connection

from benchmarks.record import Size, make_record
from letters.models import FacetValue, KnownWord, LetterFacet, NameWord, PublicSource
from letters.searching import keeping
from letters.visibility import public_sources

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
_TABLES = ("letterfacet", "facetvalue", "searchentry", "nameword", "knownword")


def _index() -> dict[str, set]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT letter_id, vector::text FROM letters_searchentry")
        entries = set(cursor.fetchall())
    return {
        "words": entries,
        "choices": set(LetterFacet.objects.values_list("letter_id", "value__kind", "value__key")),
        "values": set(
            FacetValue.objects.filter(letters__gt=0).values_list("kind", "key", "person", "organization", "letters")
        ),
        "names": set(NameWord.objects.values_list("word", "person", "organization")),
        "known": set(KnownWord.objects.values_list("word", "skeleton", "start")),
    }


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the record is made for PostgreSQL, by COPY")
def test_the_index_of_a_made_up_record_is_the_sites_own() -> None:
    make_record(Size(60))
    made = _index()
    assert all(made.values())
    assert set(PublicSource.objects.values_list("pk", flat=True)) == set(public_sources().values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(f'letters_{table}' for table in _TABLES)}")
    keeping.touch_all()
    keeping.index_pending()
    assert _index() == made
