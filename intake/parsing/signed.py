"""A signatory as it goes into the record. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from intake.parsed import NOTHING, Kind, ParsedSignatory, Value
from intake.parsing.entries import Signer
from intake.parsing.shapes import is_office, is_peer


def once(signatories: Iterable[ParsedSignatory]) -> list[ParsedSignatory]:
    """A name signed (`/s/ Ann Roe`) and printed below it is one signatory."""
    found: list[list[ParsedSignatory]] = []
    for one in signatories:
        if found and not found[-1][-1].title and _is_same(found[-1][-1].name.text, one.name.text):
            found[-1].append(one)
        else:
            found.append([one])
    return [
        replace(same[-1], name=Value(_fullest(same), tuple(span for one in same for span in one.name.spans)))
        if len(same) > 1
        else same[0]
        for same in found
    ]


def _fullest(same: Sequence[ParsedSignatory]) -> str:
    """The name as it is signed, or as it is printed where that only says more: “Ann”, “Ann Roe”."""
    signed, printed = same[0].name.text, same[-1].name.text
    return printed if printed.startswith(f"{signed} ") else signed


def _is_same(signed: str, printed: str) -> bool:
    """Whether below a name it stands once more: alike, or in full, as peers do: `Ann Roe`, `Baroness Roe of Orsk`."""
    if signed.casefold() == printed.casefold() or printed.startswith(f"{signed} "):
        return True
    return is_peer(printed) and signed.rpartition(" ")[2] in printed.split()


def signatory(signer: Signer, apart: list[Value]) -> ParsedSignatory:
    """A signer as it goes into the record; what belongs to no field goes `apart`."""
    named = signer.named
    if named is None:
        name = signer.body or signer.behalf
        title = _listed(signer.titles)
        if not name and title:
            return ParsedSignatory(name=title, kind=Kind.PERSON if is_office(title.text) else Kind.ORGANIZATION)
        return ParsedSignatory(name=name, kind=Kind.ORGANIZATION, title=title, state=signer.state)
    titles = list(signer.titles)
    if named.office:
        titles.append(named.office)
    if named.rank and not titles:
        titles = [named.rank]
    elif named.rank:
        apart.append(named.rank)
    apart += [value for value in (named.honorific, named.degrees) if value]
    return ParsedSignatory(
        name=named.name,
        kind=Kind.PERSON,
        title=_listed(titles),
        organization=signer.behalf,
        party=named.party,
        state=named.state or signer.state,
    )


def _listed(values: Sequence[Value]) -> Value:
    if len(values) < 2:
        return values[0] if values else NOTHING
    return Value(", ".join(value.text for value in values), tuple(span for value in values for span in value.spans))
