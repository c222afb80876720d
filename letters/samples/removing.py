"""Takes the samples out of the record again, and leaves everything that a letter of one's own has come to use."""

from dataclasses import dataclass, fields

from django.db import IntegrityError, models, transaction
from django.db.models import Q, QuerySet

from letters.models import Addressee, Citation, Letter, Mention, Signature, Source
from letters.recording import Used, drop_unused
from letters.samples.planting import is_reserved
from links.models import Host, Link
from people.models import Detention, DetentionEvent, Office, Organization, Person, PersonPage


class SamplesInUse(Exception):
    """Something came to use a sample while the samples were being removed; nothing was removed."""


@dataclass(frozen=True, slots=True)
class RemovalPlan:
    """What a removal would take, and which samples stay because something that is not a sample uses them (ids)."""

    letters: frozenset[int]
    sources: frozenset[int]
    people: frozenset[int]
    organizations: frozenset[int]
    links: frozenset[int]
    kept_sources: frozenset[int]
    kept_people: frozenset[int]
    kept_organizations: frozenset[int]

    @property
    def counts(self) -> dict[str, int]:
        return {field.name: len(getattr(self, field.name)) for field in fields(self)}


def removal_plan() -> RemovalPlan:
    """Read what `remove_samples` would do now; changes nothing."""
    samples = _ids(Letter.objects.filter(is_sample=True))
    sources = _ids(Source.objects.filter(is_sample=True))
    kept_sources = sources & _ids(Citation.objects.exclude(footnote__letter__in=samples), "source")
    people = _ids(Person.objects.filter(is_sample=True))
    kept_people = people & _people_named_elsewhere(samples)
    gone_people = people - kept_people
    organizations = _ids(Organization.objects.filter(is_sample=True))
    kept_organizations = organizations & _organizations_used_elsewhere(samples, gone_people, organizations)
    gone_sources = sources - kept_sources
    return RemovalPlan(
        letters=samples,
        sources=gone_sources,
        people=gone_people,
        organizations=organizations - kept_organizations,
        links=_links_left_alone(gone_sources, gone_people),
        kept_sources=kept_sources,
        kept_people=kept_people,
        kept_organizations=kept_organizations,
    )


def remove_samples() -> dict[str, int]:
    """Remove every sample in one transaction; returns how many rows of each kind went (`kept_…`: stayed).

    A sample that a letter of one's own names or cites stays, with what it needs, and is a sample no longer. Raises
    SamplesInUse, with nothing removed, when somebody began to use a sample in the same moment, or something else in
    the record holds on to one.
    """
    try:
        with transaction.atomic():
            plan = removal_plan()
            hosts = _carry_out(plan)
    except (models.ProtectedError, IntegrityError) as refused:
        raise SamplesInUse(str(refused)) from refused
    return plan.counts | {"hosts": hosts}


def _carry_out(plan: RemovalPlan) -> int:
    letters = Letter.objects.filter(pk__in=plan.letters)
    documents = [letter.document for letter in letters.exclude(document="")]
    used = Used.by(Citation.objects.filter(footnote__letter__in=plan.letters))
    letters.delete()
    drop_unused(used)
    Source.objects.filter(pk__in=plan.sources).delete()
    Person.objects.filter(pk__in=plan.people).delete()
    # A part must go before the whole it belongs to; those that go are nobody else's parent.
    Organization.objects.filter(pk__in=plan.organizations).update(parent=None)
    Organization.objects.filter(pk__in=plan.organizations).delete()
    hosts = _remove_links(plan.links)
    for model in (Source, Person, Organization):
        model._default_manager.filter(is_sample=True).update(is_sample=False)
    for document in documents:
        # Only once the letters are gone for good: a file cannot be rolled back.
        transaction.on_commit(lambda file=document: file.storage.delete(file.name))  # type: ignore[misc]
    return hosts


def _people_named_elsewhere(samples: frozenset[int]) -> frozenset[int]:
    return frozenset().union(
        *(
            _ids(model._default_manager.exclude(letter__in=samples), "person")
            for model in (Signature, Addressee, Mention)
        )
    )


def _organizations_used_elsewhere(
    samples: frozenset[int], gone_people: frozenset[int], candidates: frozenset[int]
) -> frozenset[int]:
    used = _ids(Letter.objects.exclude(pk__in=samples), "issuer").union(
        _ids(Signature.objects.exclude(letter__in=samples), "organization"),
        _ids(Addressee.objects.exclude(letter__in=samples), "organization"),
        _ids(Office.objects.exclude(person__in=gone_people), "organization"),
        _ids(Organization.objects.exclude(pk__in=candidates), "parent"),
    )
    parents = dict(Organization.objects.exclude(parent=None).values_list("pk", "parent_id"))
    # What stays keeps the body it is a part of, and so on upwards.
    rising = set(used)
    while rising:
        rising = {parent for pk in rising if (parent := parents.get(pk)) is not None} - used
        used |= rising
    return used


def _links_left_alone(gone_sources: frozenset[int], gone_people: frozenset[int]) -> frozenset[int]:
    """Links that the departing samples used, and that nothing else uses."""
    going, staying = frozenset[int](), frozenset[int]()
    for rows, name, goes in (
        (Source.objects.all(), "link", Q(pk__in=gone_sources)),
        (PersonPage.objects.all(), "link", Q(person__in=gone_people)),
        (Detention.objects.all(), "status_link", Q(person__in=gone_people)),
        (DetentionEvent.objects.all(), "link", Q(detention__person__in=gone_people)),
    ):
        going |= _ids(rows.filter(goes), name)
        staying |= _ids(rows.exclude(goes), name)
    return going - staying


def _remove_links(link_ids: frozenset[int]) -> int:
    links = Link.objects.filter(pk__in=link_ids)
    host_ids = _ids(links, "host")
    links.delete()
    empty = [
        host.pk
        for host in Host.objects.filter(pk__in=host_ids, links=None)
        # What staff decided about a real site outlives the samples: it may be one that must not learn of us.
        if is_reserved(host.name) or (host.policy == Host.Policy.DIRECT and host.interval is None)
    ]
    Host.objects.filter(pk__in=empty).delete()
    return len(empty)


def _ids(rows: QuerySet, name: str = "pk") -> frozenset[int]:
    return frozenset(rows.filter(**{f"{name}__isnull": False}).values_list(name, flat=True))
