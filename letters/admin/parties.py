"""Who writes, to whom, for whom: the addressees, signatures and detainees of a letter's page."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from nested_admin.nested import NestedStackedInline

from letters.admin.rows import RowFormSet, RowInline
from letters.models import Addressee, Mention, Signature


class PartyInline(RowInline, NestedStackedInline):
    autocomplete_fields = ["person", "organization"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related(*self.autocomplete_fields)


class AddresseeInline(PartyInline):
    model = Addressee
    classes = ["letter-rows", "addressee-rows"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("role", "honorific_as_printed", "person"),
                    ("office_as_printed", "organization"),
                    "address_as_printed",
                    "order",
                ]
            },
        )
    ]


class SignatureFormSet(RowFormSet):
    def clean(self) -> None:
        """An organization that signs alone signs once. Django looks for such pairs in the database, not on the page."""
        super().clean()
        alone = Counter(
            form.cleaned_data["organization"]
            for form in self.kept_forms()
            if form.cleaned_data.get("organization") and not form.cleaned_data.get("person")
        )
        for organization, times in alone.items():
            if times > 1:
                raise ValidationError(f"{organization} signs here {times} times. Remove all but one of the rows.")

    def get_unique_error_message(self, unique_check: tuple[str, ...]) -> str:
        return "The same person signs here twice. Remove one of the rows."


class SignatureInline(PartyInline):
    model = Signature
    formset = SignatureFormSet
    classes = ["letter-rows", "signature-rows"]
    fieldsets = [(None, {"fields": [("person", "office_as_printed", "organization", "is_lead"), "order"]})]


class MentionFormSet(RowFormSet):
    def get_unique_error_message(self, unique_check: tuple[str, ...]) -> str:
        return "The same detainee is named here twice. Remove one of the rows."


class MentionInline(PartyInline):
    model = Mention
    formset = MentionFormSet
    autocomplete_fields = ["person"]
    classes = ["letter-rows", "mention-rows"]
    fieldsets = [(None, {"fields": [("person", "description"), "order"]})]
