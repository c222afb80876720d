"""Entries of invented legislators, as the public lists have them, and what an import makes of them."""

from collections.abc import Callable
from typing import Any

from people.models import Person

Entry = dict[str, Any]
Import = Callable[..., dict[str, Any]]


def term(chamber: str, start: str, end: str, **fields: Any) -> Entry:
    state = {} if chamber in {"prez", "viceprez"} else {"state": "VT"}
    district = {"district": 3} if chamber == "rep" else {}
    return {"type": chamber, "start": start, "end": end, "party": "Whig", **state, **district, **fields}


SENATE_TERMS = [
    term("sen", "2007-01-04", "2013-01-03", url="https://thornquay.example.org"),
    term("sen", "2013-01-03", "2019-01-03"),
    term("sen", "2019-01-03", "2025-01-03"),
]


def entry(key: str = "T900001", *, terms: list[Entry] | None = None, **fields: Any) -> Entry:
    name = {"first": "Adela", "middle": "Quince", "last": "Thornquay", "official_full": "Adela Q. Thornquay"}
    return {
        "id": {"bioguide": key, "govtrack": 9000000 + int(key[1:]), "fec": ["H0"], **fields.pop("ids", {})},
        "name": {**name, **fields.pop("name", {})},
        "bio": {"birthday": "1960-05-04", "gender": "F"},
        "terms": SENATE_TERMS if terms is None else terms,
        **fields,
    }


def offices(person: Person) -> list[tuple[str, str, str, str, str]]:
    rows = person.offices.order_by("start", "end")
    return [(row.title, row.area, row.party, row.start, row.end) for row in rows]
