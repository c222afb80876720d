"""What a citation of a letter says, taken from rows already read."""

from collections.abc import Iterable

from letters.models import Addressee, Letter, Signature
from people.models import Organization, Person
from public.cite.record import CitedLetter, Name, one_line


def cited(letter: Letter, *, base_url: str, site: str) -> CitedLetter:
    """`letter` as it is cited: by those who signed, lead signers first, else by the body that issued it.

    Reads `issuer`, `signatures` and `addressees` with whom they name: read them with the letter.
    """
    authors = [_party(one) for one in sorted(letter.signatures.all(), key=lambda one: not one.is_lead)]
    to = [one for one in letter.addressees.all() if one.role == Addressee.Role.TO]
    return CitedLetter(
        key=letter.slug,
        title=one_line(letter.subject),
        kind=letter.get_kind_display(),
        date=letter.date,
        place=one_line(letter.place),
        language=letter.language,
        issuer=one_line(letter.issuer.name),
        authors=authors or [Name(literal=one_line(letter.issuer.name))],
        recipients=_once(_party(one) for one in to),
        address=base_url.rstrip("/") + letter.get_absolute_url(),
        site=site,
    )


def _party(of: Signature | Addressee) -> Name:
    return _person(of.person) if of.person else _body(of.organization)


def _person(person: Person) -> Name:
    """By the sort name, which staff may have corrected: `Markey, Edward J.`"""
    family, comma, given = one_line(person.sort_name).partition(", ")
    return Name(family=family, given=given) if comma else Name(literal=one_line(person.name))


def _body(organization: Organization | None) -> Name:
    return Name(literal=one_line(organization.name) if organization else "")


def _once(names: Iterable[Name]) -> list[Name]:
    return list(dict.fromkeys(names))
