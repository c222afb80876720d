"""One party's part in published letters: which are theirs, with whom they sign, what they answered, and how soon.

A party is a person or an organization. Counts that would have to walk all of a long life's letters are made over the
newest `COUNTED` of them, and say so: a page must not get slower with every letter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery

from letters.models import Addressee, Letter, Mention, Reply, Signature
from letters.reading import for_list
from letters.visibility import public_correspondents, public_detainees
from people.models import Office, Organization, Person

Party = Person | Organization

COUNTED = 200
ROWS_SHOWN = 10
REPLIES_SHOWN = 25
OFFICES_SHOWN = 50
_ADDRESSEES_FOLLOWED = 3


@dataclass(frozen=True, slots=True)
class Signatory:
    """Somebody who signs, how many of the letters at hand, and when last."""

    name: str
    slug: str
    is_organization: bool
    count: int
    last: date


@dataclass(frozen=True, slots=True)
class Signatories:
    """Who signs most, the most frequent first, counted over `letters` letters; `is_cut` when there are more."""

    rows: Sequence[Signatory]
    letters: int
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Answers:
    """The replies of a party that were opened to the public, newest first, with the days each took."""

    rows: Sequence[tuple[Reply, int | None]]
    middle: int | None


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The published letters before and after one to the same addressee."""

    addressee: Addressee
    before: Letter | None
    after: Letter | None


def letters_of(party: Party) -> QuerySet[Letter]:
    """Published letters of `party`; `issued`, `signed`, `led`, `received` and `copied` say what they are to it."""
    signed = Signature.objects.filter(letter=OuterRef("pk"), **_as(party))
    received = Addressee.objects.filter(letter=OuterRef("pk"), **_as(party))
    return for_list(Letter.objects.published().filter(pk__in=_letter_ids(party))).annotate(
        signed=Exists(signed),
        led=Exists(signed.filter(is_lead=True)),
        received=Exists(received.filter(role=Addressee.Role.TO)),
        copied=Exists(received.filter(role=Addressee.Role.COPY)),
        issued=Q(issuer=party.pk) if isinstance(party, Organization) else Q(pk=None),
    )


def _letter_ids(party: Party) -> QuerySet[Any]:
    """The ids of all letters of `party`, found from its own rows: walking the letters would walk all of them."""
    parts = [model.objects.filter(**_as(party)).order_by().values("letter") for model in (Signature, Addressee)]
    if isinstance(party, Organization):
        parts.append(Letter.objects.filter(issuer=party).order_by().values("pk"))
    return parts[0].union(*parts[1:])


def signs_with(party: Party) -> Signatories:
    """With whom `party` signs most."""
    signed = Signature.objects.filter(letter=OuterRef("pk"), **_as(party))
    ids = _newest(Letter.objects.published().filter(Exists(signed)))
    # A person who signs for an organization is no company to it, nor is the organization to itself.
    return _signatories(ids, Signature.objects.exclude(**_as(party)))


def signs_for(detainee: Person) -> Signatories:
    """Who signs most of the letters that name `detainee`."""
    naming = Mention.objects.filter(letter=OuterRef("pk"), person=detainee)
    return _signatories(_newest(Letter.objects.published().filter(Exists(naming))), Signature.objects.all())


def _newest(letters: QuerySet[Letter]) -> list[int]:
    return list(letters.order_by("-date", "-pk").values_list("pk", flat=True)[: COUNTED + 1])


def _signatories(ids: list[int], signatures: QuerySet[Signature]) -> Signatories:
    among, rows = signatures.filter(letter__in=ids[:COUNTED]).order_by(), []
    for part, alone in (("person", among.exclude(person=None)), ("organization", among.filter(person=None))):
        names = alone.values_list(f"{part}__name", f"{part}__slug")
        counted = names.annotate(n=Count("letter", distinct=True), last=Max("letter__date"))
        for name, slug, n, last in counted.order_by("-n", "-last", f"{part}__name")[:ROWS_SHOWN]:
            rows.append(Signatory(name, slug, part == "organization", n, last))
    rows.sort(key=lambda row: (-row.count, -row.last.toordinal(), row.name))
    return Signatories(rows[:ROWS_SHOWN], min(len(ids), COUNTED), is_cut=len(ids) > COUNTED)


def answers_of(party: Party) -> Answers:
    """What `party` replied to published letters, as far as the replies are public, and the middle time it took."""
    mine = {f"addressee__{part}": value for part, value in _as(party).items()}
    replies = (
        Reply.objects.filter(is_public=True, letter__in=Letter.objects.published(), **mine)
        .select_related("letter__issuer")
        .defer("text", "letter__body", "letter__internal_note")
        .order_by("-date", "-pk")[:REPLIES_SHOWN]
    )
    rows = [(reply, days_between(reply.letter.date, reply.date)) for reply in replies]
    taken = [days for _, days in rows if days is not None]
    return Answers(rows, round(median(taken)) if taken else None)


def days_between(written: date, answered: date) -> int | None:
    """How long an answer took; nothing when the dates on record stand the wrong way round."""
    return (answered - written).days if answered >= written else None


def neighbours(letter: Letter) -> list[Neighbours]:
    """The letters before and after to each of the first addressees of `letter`, which has them read; two queries."""
    to = [one for one in letter.addressees.all() if one.role == Addressee.Role.TO][:_ADDRESSEES_FOLLOWED]
    if not to:
        return []
    found = Letter.objects.filter(pk=letter.pk).values(
        **{f"before{place}": _next_to(one, letter, earlier=True) for place, one in enumerate(to)},
        **{f"after{place}": _next_to(one, letter, earlier=False) for place, one in enumerate(to)},
    )[0]
    letters = Letter.objects.published().select_related("issuer").defer("body", "internal_note")
    known = letters.in_bulk({pk for pk in found.values() if pk})
    pairs = [
        (one, known.get(found[f"before{place}"]), known.get(found[f"after{place}"])) for place, one in enumerate(to)
    ]
    return [Neighbours(one, before, after) for one, before, after in pairs if before or after]


def _next_to(addressee: Addressee, letter: Letter, *, earlier: bool) -> Subquery:
    who = {"person": addressee.person_id} if addressee.person_id else {"organization": addressee.organization_id}
    if not addressee.person_id:
        who["person"] = None
    same = Addressee.objects.filter(role=Addressee.Role.TO, **who)
    beyond, nearest = ("lt", "-") if earlier else ("gt", "")
    there = Q(**{f"date__{beyond}": letter.date}) | Q(date=letter.date, **{f"pk__{beyond}": letter.pk})
    letters = Letter.objects.published().filter(there, Exists(same.filter(letter=OuterRef("pk"))))
    return Subquery(letters.order_by(f"{nearest}date", f"{nearest}pk").values("pk")[:1])


def offices_in(organization: Organization) -> list[Office]:
    """The offices that public people held there, the latest first."""
    public = Exists(public_correspondents().filter(pk=OuterRef("person"))) | Exists(
        public_detainees().filter(pk=OuterRef("person"))
    )
    held = Office.objects.filter(public, organization=organization).select_related("person")
    return list(
        held.annotate(is_correspondent=Exists(public_correspondents().filter(pk=OuterRef("person"))))[:OFFICES_SHOWN]
    )


def _as(party: Party) -> dict[str, Party]:
    return {"organization" if isinstance(party, Organization) else "person": party}


def public_among(organizations: Iterable[int | None], public: QuerySet[Organization]) -> set[int]:
    """Which of these organizations have a public page, in one query."""
    wanted = {pk for pk in organizations if pk}
    return set(public.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
