"""What letters add to the pages of people and organizations, whose own room knows nothing of letters."""

from django.contrib import admin
from django.db.models import Count, IntegerField, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from letters.models import Addressee, Letter, Mention, Signature
from people.admin import OrganizationAdmin, PersonAdmin
from people.models import Organization, Person


def _letters_by(model: type[Model], field: str) -> Coalesce:
    """How many rows of `model` name the person or organization in `field`, counted beside the main query."""
    rows = model._default_manager.filter(**{field: OuterRef("pk")}).order_by().values(field)
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


class PersonWithLettersAdmin(PersonAdmin):
    list_display = ["sort_name", "name", "signed", "addressed", "named"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        return (
            super()
            .get_queryset(request)
            .annotate(
                signed_count=_letters_by(Signature, "person"),
                addressed_count=_letters_by(Addressee, "person"),
                named_count=_letters_by(Mention, "person"),
            )
        )

    @admin.display(description="letters signed", ordering="signed_count")
    def signed(self, person: Person) -> int:
        return person.signed_count  # type: ignore[attr-defined]

    @admin.display(description="letters addressed to", ordering="addressed_count")
    def addressed(self, person: Person) -> int:
        return person.addressed_count  # type: ignore[attr-defined]

    @admin.display(description="letters naming as detained", ordering="named_count")
    def named(self, person: Person) -> int:
        return person.named_count  # type: ignore[attr-defined]


class OrganizationWithLettersAdmin(OrganizationAdmin):
    list_display = ["name", "short_name", "kind", "country", "issued", "signed"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organization]:
        return (
            super()
            .get_queryset(request)
            .annotate(
                issued_count=_letters_by(Letter, "issuer"),
                signed_count=_letters_by(Signature, "organization"),
            )
        )

    @admin.display(description="letters issued", ordering="issued_count")
    def issued(self, organization: Organization) -> int:
        return organization.issued_count  # type: ignore[attr-defined]

    @admin.display(description="letters signed", ordering="signed_count")
    def signed(self, organization: Organization) -> int:
        return organization.signed_count  # type: ignore[attr-defined]


for model, page in ((Person, PersonWithLettersAdmin), (Organization, OrganizationWithLettersAdmin)):
    admin.site.unregister(model)
    admin.site.register(model, page)
