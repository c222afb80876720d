"""Which letters a subscriber is told of."""

from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from letters.models import Letter, Mention
from people.disclosure import public_detentions
from people.models import Detention
from reports.models import Subscription


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose news one report tells: of equal ones the same is told.

    Without `with_drafts` nothing but published letters exists; without `with_closed` no detention that was not opened
    does, or whoever is told of a letter would learn from it where somebody is held. `own_of` is a user's id; `chosen`
    says that only letters of the bodies, countries and detainees (ids, ISO codes, ids) are wanted. Who is `outside`
    hears nothing of staff's work either: who decided, what awaits a decision, where that is done.
    """

    with_drafts: bool
    outside: bool = False
    with_closed: bool = False
    own_of: int | None = None
    chosen: bool = False
    issuers: frozenset[int] = frozenset()
    countries: frozenset[str] = frozenset()
    detainees: frozenset[int] = frozenset()

    @property
    def letters(self) -> QuerySet[Letter]:
        letters = Letter.objects.all() if self.with_drafts else Letter.objects.published()
        if self.own_of is not None:
            return letters.filter(Q(created_by=self.own_of) | Q(responsible=self.own_of))
        return letters.filter(self._is_chosen()) if self.chosen else letters

    def _is_chosen(self) -> Combinable:
        detentions = Detention.objects.all() if self.with_closed else public_detentions()
        held = detentions.filter(person=OuterRef("person"), country__in=self.countries).order_by()
        named = Mention.objects.filter(Q(person__in=self.detainees) | Exists(held), letter=OuterRef("pk"))
        return Q(issuer__in=self.issuers) | Exists(named)


def wanted_by(subscription: Subscription) -> Wanted:
    """What the subscriber asked for, as far as they may see it."""
    user = subscription.user
    if user is None:
        everything = Wanted(with_drafts=False, outside=True)
        return everything if subscription.scope != Subscription.Scope.CHOSEN else _chosen(subscription, everything)
    with_drafts = user.has_perm("letters.view_letter")
    if subscription.scope == Subscription.Scope.OWN:
        return Wanted(with_drafts, own_of=user.pk)
    if subscription.scope != Subscription.Scope.CHOSEN:
        return Wanted(with_drafts)
    return _chosen(subscription, Wanted(with_drafts, with_closed=user.has_perm("people.view_detention")))


def _chosen(subscription: Subscription, wanted: Wanted) -> Wanted:
    return replace(
        wanted,
        chosen=True,
        issuers=frozenset(subscription.issuers.values_list("pk", flat=True)),
        countries=frozenset(country.code for country in subscription.countries),  # type: ignore[attr-defined]
        detainees=frozenset(subscription.detainees.values_list("pk", flat=True)),
    )
