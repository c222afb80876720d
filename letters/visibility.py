"""What the public may see besides letters, all of it derived from `Letter.objects.published()`.

A person, organization, source or link is public because a published letter names it, and for no other reason. Pages,
feeds, exports and the API begin with one of these querysets.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan

from letters.models import Citation, Letter, PublicSource, Source
from links.models import Link, Snapshot
from people.models import Organization, Person


def _in_published(*parts: str) -> GreaterThan:
    """Whether a published letter has the row at hand as one of these parts.

    Each part is a subquery of one row and not an EXISTS: PostgreSQL makes one hash of all signatures out of the latter
    as soon as it expects to ask often, and reads a million rows to show twenty-five. Asked from the letter's side:
    "rows whose letter is in (published ones)" makes SQLite walk all published letters for each person.
    """
    letters = Letter.objects.published().order_by()
    one_of_each = [Subquery(letters.filter(**{part: OuterRef("pk")}).values("pk")[:1]) for part in parts]
    return GreaterThan(Coalesce(*one_of_each, 0), 0)


def public_citations() -> QuerySet[Citation]:
    """Citations in published letters."""
    return Citation.objects.filter(footnote__letter__in=Letter.objects.published())


def public_sources() -> QuerySet[Source]:
    """Sources that a published letter cites."""
    return Source.objects.filter(Exists(public_citations().filter(source=OuterRef("pk"))))


def public_sources_in_turn() -> QuerySet[Source]:
    """The same, for reading a few of them in their order: each is asked for by itself. Counting them is dearer so."""
    citing = Subquery(public_citations().filter(source=OuterRef("pk")).order_by().values("pk")[:1])
    return Source.objects.filter(GreaterThan(Coalesce(citing, 0), 0))


def counted_sources() -> QuerySet[Source]:
    """The same for counting over all of them: what the database wrote down with each change is read, and not a million
    citations. Not to be shown."""
    return Source.objects.filter(pk__in=PublicSource.objects.order_by().values("source"))


def public_links() -> QuerySet[Link]:
    """Links of the sources that a published letter cites."""
    return Link.objects.filter(Exists(public_citations().filter(source__link=OuterRef("pk"))))


def public_snapshots() -> QuerySet[Snapshot]:
    """Archived copies of public links.

    One that a letter prints, or that was looked up for a letter's date, is public only with that letter: it would tell
    of a draft, and of its date.
    """
    by_itself = Q(found__in=[Snapshot.Found.STAFF, Snapshot.Found.SAVED])
    of_public_link = Exists(public_citations().filter(source__link=OuterRef("link")))
    printed_publicly = Exists(public_citations().filter(snapshot=OuterRef("pk")))
    sought_publicly = Exists(public_citations().filter(capture=OuterRef("pk"), source__link=OuterRef("link")))
    return Snapshot.objects.filter(by_itself & of_public_link | printed_publicly | sought_publicly)


def public_detainees() -> QuerySet[Person]:
    """People whom a published letter names as detained."""
    return Person.objects.filter(_in_published("mentions__person"))


def public_correspondents() -> QuerySet[Person]:
    """People who signed or were addressed in a published letter: those with a page under /people/."""
    letters, me = Letter.objects.published(), OuterRef("pk")
    # EXISTS, unlike above: few people get most letters, so that PostgreSQL would look for one row of somebody who got
    # none by walking all letters.
    signed, got = Exists(letters.filter(signatures__person=me)), Exists(letters.filter(addressees__person=me))
    return Person.objects.filter(signed | got)


def public_issuers() -> QuerySet[Organization]:
    """Bodies that issued a published letter."""
    return Organization.objects.filter(_in_published("issuer"))


def public_organizations() -> QuerySet[Organization]:
    """Bodies that issued, signed or got a published letter: those with a page under /organizations/."""
    return Organization.objects.filter(_in_published("issuer", "signatures__organization", "addressees__organization"))
