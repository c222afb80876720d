"""One party's part in published letters: which are theirs, with whom they sign, what they answered, and how soon.

A party is a person or an organization. Nothing here walks all of a long life's letters: of each part the newest
`LISTED` are read, and counts over many rows are made over the newest `COUNTED`, which the pages say. So a page costs
the same whether its subject signed a thousand letters or a hundred thousand.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery

from letters.models import Addressee, Letter, Mention, Reply, Signature
from letters.reading import for_list
from letters.revision import kept
from letters.visibility import public_correspondents, public_detainees
from people.models import Office, Organization, Person

Party = Person | Organization

LISTED = 500
COUNTED = 200
ROWS_SHOWN = 10
REPLIES_SHOWN = 25
OFFICES_SHOWN = 50
_ADDRESSEES_FOLLOWED = 3


@dataclass(frozen=True, slots=True, order=True)
class Dated:
    """A letter by its date and id, which is its place among letters."""

    date: date
    pk: int


@dataclass(frozen=True, slots=True)
class Parts:
    """The newest published letters of a party, by what they are to it, each newest first."""

    signed: Sequence[Dated]
    received: Sequence[Dated]
    issued: Sequence[Dated]

    @property
    def letters(self) -> list[int]:
        """The ids of all of them, each once, newest first, `LISTED` at most."""
        return [one.pk for one in sorted({*self.signed, *self.received, *self.issued}, reverse=True)[:LISTED]]

    @property
    def is_cut(self) -> bool:
        """Whether there are more than are listed."""
        return len({*self.signed, *self.received, *self.issued}) > LISTED


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
    """The replies of a party that were opened to the public, newest first, with the days each took.

    They answer the newest `letters` letters to it; `is_cut` when it got more. `middle` is the median of the days.
    """

    rows: Sequence[tuple[Reply, int | None]]
    middle: int | None
    letters: int
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The published letters before and after one to the same addressee."""

    addressee: Addressee
    before: Letter | None
    after: Letter | None


def parts_of(party: Party) -> Parts:
    """The letters that `party` signed, got and issued, in a query each; once until the record changes."""
    return kept("parts", (type(party).__name__, party.pk), lambda: _parts_of(party), of_record=True)


def _parts_of(party: Party) -> Parts:
    issued = Letter.objects.filter(issuer=party) if isinstance(party, Organization) else Letter.objects.none()
    return Parts(
        signed=_newest(_with(Signature, **_as(party))),
        received=_newest(_with(Addressee, **_as(party))),
        issued=_newest(issued.published()),
    )


def letters_naming(detainee: Person) -> list[Dated]:
    """The newest published letters that name `detainee`, newest first; one more than `LISTED` when there are more."""
    return _newest(_with(Mention, person=detainee))


def _with(part: type[Model], **naming: Party) -> QuerySet[Letter]:
    # An EXISTS alone: the database walks the newest letters for somebody who is everywhere, and the few rows of
    # somebody who is not. Joined with others by OR it could do neither.
    rows = part._default_manager.filter(letter=OuterRef("pk"), **naming)
    return Letter.objects.published().filter(Exists(rows))


def _newest(letters: QuerySet[Letter]) -> list[Dated]:
    return [Dated(*row) for row in letters.order_by("-date", "-pk").values_list("date", "pk")[: LISTED + 1]]


def for_page(ids: Sequence[int], party: Party) -> list[Letter]:
    """These published letters in this order; `issued`, `signed`, `led`, `received`, `copied` say what they are to
    `party`."""
    letters = for_list(Letter.objects.published().filter(pk__in=ids)).in_bulk()
    signed = dict(Signature.objects.filter(letter__in=ids, **_as(party)).values_list("letter", "is_lead"))
    got = set(Addressee.objects.filter(letter__in=ids, **_as(party)).values_list("letter", "role"))
    shown = [letters[pk] for pk in ids if pk in letters]
    letter: Any
    for letter in shown:
        letter.signed, letter.led = letter.pk in signed, signed.get(letter.pk, False)
        letter.received = (letter.pk, Addressee.Role.TO) in got
        letter.copied = (letter.pk, Addressee.Role.COPY) in got
        letter.issued = isinstance(party, Organization) and letter.issuer_id == party.pk
    return shown


def mentions_on_page(ids: Sequence[int], detainee: Person) -> list[Mention]:
    """How the published letters with these ids, in this order, name `detainee`."""
    mentions = Mention.objects.filter(
        letter__in=Letter.objects.published().filter(pk__in=ids).values("pk"), person=detainee
    )
    read = mentions.select_related("letter__issuer").defer("letter__body", "letter__internal_note")
    by_letter = {mention.letter_id: mention for mention in read}
    return [by_letter[pk] for pk in ids if pk in by_letter]


def signs_with(party: Party, parts: Parts) -> Signatories:
    """With whom `party` signs most. A person who signs for an organization is no company to it."""
    return _signatories(parts.signed, Signature.objects.exclude(**_as(party)))


def signs_for(letters: Sequence[Dated]) -> Signatories:
    """Who signs most of these letters."""
    return _signatories(letters, Signature.objects.all())


def _signatories(letters: Sequence[Dated], signatures: QuerySet[Signature]) -> Signatories:
    """Counted here and not by the database, which would read all people before it kept ten."""
    days = {one.pk: one.date for one in letters[:COUNTED]}
    counts: Counter[tuple[int | None, int | None]] = Counter()
    last: dict[tuple[int | None, int | None], date] = {}
    signed = signatures.filter(letter__in=days).order_by().values_list("letter", "person", "organization").distinct()
    for letter, person, organization in signed:
        who = (person, None if person else organization)
        counts[who] += 1
        last[who] = max(last.get(who, date.min), days[letter])
    top = sorted(counts, key=lambda who: (-counts[who], -last[who].toordinal(), who[0] or 0, who[1] or 0))[:ROWS_SHOWN]
    people = Person.objects.only("name", "slug").in_bulk([person for person, _ in top if person])
    bodies = Organization.objects.only("name", "slug").in_bulk([body for _, body in top if body])
    rows = [
        Signatory(named.name, named.slug, body is not None, counts[person, body], last[person, body])
        for person, body in top
        for named in [people[person] if person else bodies[body or 0]]
    ]
    return Signatories(rows, len(days), is_cut=len(letters) > COUNTED)


def answers_of(party: Party, parts: Parts) -> Answers:
    """What `party` replied to published letters, as far as the replies are public, and how long it took."""
    mine = {f"addressee__{part}": value for part, value in _as(party).items()}
    ids = [one.pk for one in parts.received[:COUNTED]]
    replies = (
        Reply.objects.filter(is_public=True, letter__in=ids, **mine)
        .select_related("letter__issuer")
        .defer("text", "letter__body", "letter__internal_note")
        .order_by("-date", "-pk")
    )
    rows = [(reply, days_between(reply.letter.date, reply.date)) for reply in replies]
    taken = [days for _, days in rows if days is not None]
    middle = round(median(taken)) if taken else None
    return Answers(rows[:REPLIES_SHOWN], middle, len(ids), is_cut=len(parts.received) > COUNTED)


def days_between(written: date, answered: date) -> int | None:
    """How long an answer took; nothing when the dates on record stand the wrong way round."""
    return (answered - written).days if answered >= written else None


def neighbours(letter: Letter) -> list[Neighbours]:
    """The letters before and after to each of the first addressees of `letter`, which has them read; two queries."""
    to = [one for one in letter.addressees.all() if one.role == Addressee.Role.TO][:_ADDRESSEES_FOLLOWED]
    if not to:
        return []
    asked = {f"before{place}": _next_to(one, letter, earlier=True) for place, one in enumerate(to)}
    asked |= {f"after{place}": _next_to(one, letter, earlier=False) for place, one in enumerate(to)}
    found: dict[str, int | None] = Letter.objects.filter(pk=letter.pk).annotate(**asked).values(*asked)[0]
    letters = Letter.objects.published().select_related("issuer").defer("body", "internal_note")
    known: dict[int | None, Letter] = {one.pk: one for one in letters.filter(pk__in=filter(None, found.values()))}
    pairs = [
        (one, known.get(found[f"before{place}"]), known.get(found[f"after{place}"])) for place, one in enumerate(to)
    ]
    return [Neighbours(one, before, after) for one, before, after in pairs if before or after]


def _next_to(addressee: Addressee, letter: Letter, *, earlier: bool) -> Subquery:
    by_person = {"person": addressee.person_id}
    who = by_person if addressee.person_id else {**by_person, "organization": addressee.organization_id}
    same = Addressee.objects.filter(role=Addressee.Role.TO, **who)
    beyond, nearest = ("lt", "-") if earlier else ("gt", "")
    there = Q(**{f"date__{beyond}": letter.date}) | Q(date=letter.date, **{f"pk__{beyond}": letter.pk})
    letters = Letter.objects.published().filter(there, Exists(same.filter(letter=OuterRef("pk"))))
    return Subquery(letters.order_by(f"{nearest}date", f"{nearest}pk").values("pk")[:1])


def offices_in(organization: Organization) -> list[Office]:
    """The offices that public people held there, the latest first."""
    signs = Exists(public_correspondents().filter(pk=OuterRef("person")))
    is_named = Exists(public_detainees().filter(pk=OuterRef("person")))
    held = Office.objects.filter(signs | is_named, organization=organization).select_related("person")
    return list(held.annotate(is_correspondent=signs)[:OFFICES_SHOWN])


def _as(party: Party) -> dict[str, Party]:
    return {"organization" if isinstance(party, Organization) else "person": party}


def public_among(organizations: Iterable[int | None], public: QuerySet[Organization]) -> set[int]:
    """Which of these organizations have a public page, in one query."""
    wanted = {pk for pk in organizations if pk}
    return set(public.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
