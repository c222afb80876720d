from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest

from people.admin.addresses import AddressField, LinkedForm, PrintedAddressField
from people.admin.disclosing import OpenedGroupsMixin, OpenedRowsMixin
from people.admin.widgets import KnownRowsForm, SluggedForm, StaffFieldsMixin
from people.models import Detention, Office, OtherName, Person, PersonIdentifier, PersonPage


class OfficeInline(StaffFieldsMixin, admin.TabularInline):
    model = Office
    form = KnownRowsForm
    extra = 0
    autocomplete_fields = ["organization"]
    fields = ["title", "organization", "party", "area", "start", "end"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Office]:
        return super().get_queryset(request).select_related("organization")


class OtherNameInline(admin.TabularInline):
    model = OtherName
    extra = 0


class IdentifierInline(admin.TabularInline):
    model = PersonIdentifier
    extra = 0
    verbose_name = "identifier"


class PageForm(LinkedForm):
    address = AddressField(label="Web page", help_text="Its address: https://…")

    class Meta:
        model = PersonPage
        fields = ["note"]


class PageFormSet(BaseInlineFormSet):
    def clean(self) -> None:
        """The pair of person and link is unique, and the link is made too late for Django to see it."""
        super().clean()
        seen: set[str] = set()
        for form in self.forms:
            typed = getattr(form, "cleaned_data", {})
            address = typed.get("address")
            if not address or typed.get("DELETE"):
                continue
            if address in seen:
                raise ValidationError(f"The page {address} stands here twice. Remove one of the rows.")
            seen.add(address)


class PageInline(admin.TabularInline):
    model = PersonPage
    form = PageForm
    formset = PageFormSet
    extra = 0
    fields = ["address", "note"]
    verbose_name = "web page"

    def get_queryset(self, request: HttpRequest) -> QuerySet[PersonPage]:
        return super().get_queryset(request).select_related("link")


class DetentionInline(OpenedRowsMixin, StaffFieldsMixin, admin.TabularInline):
    """The basic facts in short; everything else stands on the detention's own page."""

    model = Detention
    extra = 0
    show_change_link = True
    fields = ["is_public", "country", "authority", "detained_on", "status", "status_as_of"]
    can_delete = False
    verbose_name_plural = (
        "detentions (save, then open one to add charges, place, events; Reviewers change those that are public)"
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Detention]:
        return super().get_queryset(request).select_related("person")


class PersonForm(SluggedForm):
    image = PrintedAddressField(required=False, label="Portrait", help_text="Address of a portrait we may use.")

    class Meta:
        model = Person
        exclude: list[str] = []


@admin.register(Person)
class PersonAdmin(OpenedGroupsMixin, StaffFieldsMixin, admin.ModelAdmin):
    """Signatories, addressees and detainees."""

    form = PersonForm
    opened_by = {"publish_personal": ["birth_date", "death_date", "gender"]}
    list_display = ["sort_name", "name", "summary"]
    list_display_links = ["sort_name", "name"]
    list_per_page = 50
    search_fields = ["name", "sort_name", "given_name", "family_name", "other_names__name"]
    search_help_text = "Any part of any of the person's names, in any script."
    inlines = [OfficeInline, OtherNameInline, DetentionInline, PageInline, IdentifierInline]
    fieldsets = [
        (None, {"fields": ["name", "summary"]}),
        (
            "Name in parts",
            {
                "classes": ["collapse"],
                "description": "Only what the record needs: the sort name and the public address are made from the "
                "name when they are left empty.",
                "fields": [
                    ("honorific_prefix", "honorific_suffix"),
                    ("given_name", "additional_name", "family_name"),
                    ("sort_name", "slug"),
                ],
            },
        ),
        (
            "Personal details",
            {
                "classes": ["collapse"],
                "description": "Kept from the public until somebody with the right to do so opens them.",
                "fields": [("birth_date", "death_date", "gender"), "publish_personal"],
            },
        ),
        ("More", {"classes": ["collapse"], "fields": ["image", "biography", "internal_note"]}),
    ]

    def get_inlines(self, request: HttpRequest, obj: Person | None) -> Any:
        """A person created from a letter's page needs a name; the rest can wait."""
        if IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST:
            return []
        return super().get_inlines(request, obj)
