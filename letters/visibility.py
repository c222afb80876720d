"""What the public may see besides letters, all of it derived from `Letter.objects.published()`.

A person, organization, source or link is public because a published letter names it, and for no other reason. Pages,
feeds, exports and the API begin with one of these querysets.
"""

from django.db.models import Exists, OuterRef, QuerySet

from letters.models import Addressee, Citation, Letter, Mention, Signature, Source
from links.models import Link
from people.models import Organization, Person


def _in_published(model: type[Mention] | type[Signature] | type[Addressee]) -> QuerySet:
    return model._default_manager.filter(letter__in=Letter.objects.published())


def public_citations() -> QuerySet[Citation]:
    """Citations in published letters."""
    return Citation.objects.filter(footnote__letter__in=Letter.objects.published())


def public_sources() -> QuerySet[Source]:
    """Sources that a published letter cites."""
    return Source.objects.filter(Exists(public_citations().filter(source=OuterRef("pk"))))


def public_links() -> QuerySet[Link]:
    """Links of the sources that a published letter cites."""
    return Link.objects.filter(Exists(public_citations().filter(source__link=OuterRef("pk"))))


def public_detainees() -> QuerySet[Person]:
    """People whom a published letter names as detained."""
    return Person.objects.filter(Exists(_in_published(Mention).filter(person=OuterRef("pk"))))


def public_correspondents() -> QuerySet[Person]:
    """People who signed or were addressed in a published letter: those with a page under /people/."""
    me = OuterRef("pk")
    return Person.objects.filter(
        Exists(_in_published(Signature).filter(person=me)) | Exists(_in_published(Addressee).filter(person=me))
    )


def public_issuers() -> QuerySet[Organization]:
    """Bodies that issued a published letter."""
    return Organization.objects.filter(Exists(Letter.objects.published().filter(issuer=OuterRef("pk"))))
