"""What the public may learn of a person and a detention: the one place that decides it.

Pages, feeds, exports and the API show these objects and never the rows they are made of, so that a field that is added
to a model stays private until it is added here. A detention that was not opened does not exist for the public: it is no
row of a list, counts for nothing and answers to no filter; `public_detentions` is where they all begin. Whether the
person is public at all is `letters.visibility`'s to say.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django_countries import countries

from links.models import Link
from people.models import Detention, DetentionEvent, Office, OtherName, Person, PersonPage


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """An event of a detention that was opened to the public."""

    kind: str
    date: str
    description: str
    link: Link | None


@dataclass(frozen=True, slots=True)
class PublicDetention:
    """A detention that was opened, without what is confidential.

    A closed group's fields are empty, as if nothing were known.
    """

    country: str
    country_code: str
    authority: str
    detained_on: str
    status: str
    status_words: str
    status_as_of: str
    status_link: Link | None
    is_held: bool
    place: str
    reason: str
    charges: str
    court: str
    sentence: str
    counsel: str
    health: str
    events: tuple[PublicEvent, ...]


@dataclass(frozen=True, slots=True)
class PublicPerson:
    """A person without what is confidential."""

    name: str
    slug: str
    honorific_prefix: str
    honorific_suffix: str
    summary: str
    biography: str
    birth_date: str
    death_date: str
    gender: str
    is_sample: bool
    other_names: tuple[OtherName, ...]
    offices: tuple[Office, ...]
    pages: tuple[PersonPage, ...]


def public_detentions() -> QuerySet[Detention]:
    """The detentions that were opened: all that the public may be shown, counted or filtered by."""
    return Detention.objects.filter(is_public=True)


def public_facts(detention: Detention) -> PublicDetention:
    """What may be shown of `detention`: country, authority, dates and status, and the groups that were opened.

    Raises ValueError for one that is closed: a page that asks for it has a fault, and an error page tells nothing.
    Read people through `with_facts`, or this asks the database for each of them.
    """
    if not detention.is_public:
        raise ValueError("this detention is closed to the public")
    place, case = detention.publish_place, detention.publish_case
    country_code = str(detention.country)
    return PublicDetention(
        country=countries.name(country_code),
        country_code=country_code,
        authority=detention.authority,
        detained_on=detention.detained_on,
        status=detention.status,
        status_words=detention.get_status_display(),
        status_as_of=detention.status_as_of,
        status_link=detention.status_link,
        is_held=detention.is_held,
        place=detention.place if place else "",
        reason=detention.reason if case else "",
        charges=detention.charges if case else "",
        court=detention.court if case else "",
        sentence=detention.sentence if case else "",
        counsel=detention.counsel if detention.publish_counsel else "",
        health=detention.health if detention.publish_health else "",
        events=tuple(_public_event(event) for event in detention.events.all() if event.is_public),
    )


def detentions_of(person: Person) -> list[PublicDetention]:
    """What may be shown of each detention of `person` that was opened, the latest first."""
    return [public_facts(one) for one in person.detentions.all() if one.is_public]


def public_person(person: Person) -> PublicPerson:
    """What may be shown of `person`. Read them through `with_personal`, or this asks the database for each of them."""
    personal = person.publish_personal
    return PublicPerson(
        name=person.name,
        slug=person.slug,
        honorific_prefix=person.honorific_prefix,
        honorific_suffix=person.honorific_suffix,
        summary=person.summary,
        biography=person.biography,
        birth_date=person.birth_date if personal else "",
        death_date=person.death_date if personal else "",
        gender=person.gender if personal else "",
        is_sample=person.is_sample,
        other_names=tuple(person.other_names.all()),
        offices=tuple(person.offices.all()),
        pages=tuple(person.pages.all()),
    )


def with_facts(people: QuerySet[Person]) -> QuerySet[Person]:
    """People with those of their detentions that were opened and all that `public_facts` reads, in two queries more."""
    return people.prefetch_related(
        Prefetch("detentions", public_detentions().select_related("status_link")),
        Prefetch("detentions__events", DetentionEvent.objects.filter(is_public=True).select_related("link")),
    )


def with_personal(people: QuerySet[Person]) -> QuerySet[Person]:
    """People with all that `public_person` reads, in three queries more."""
    return people.prefetch_related(
        "other_names",
        Prefetch("offices", Office.objects.select_related("organization")),
        Prefetch("pages", PersonPage.objects.select_related("link")),
    )


def current_detention(detentions: Iterable[Detention]) -> Detention | None:
    """The open detention that says how the person fares now: one that still holds them, else the latest begun."""
    opened = (one for one in detentions if one.is_public)
    return max(opened, key=lambda one: (one.is_held, one.detained_on, one.pk), default=None)


def _public_event(event: DetentionEvent) -> PublicEvent:
    return PublicEvent(kind=event.get_kind_display(), date=event.date, description=event.description, link=event.link)
