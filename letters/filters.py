"""What letters, people, detainees and sources can be filtered by: shared by pages, API and admin.

Each filter set works on the queryset it is given, and offers only choices that occur in published letters: given what
is published, it can neither show nor betray anything else. There is no default queryset on purpose. Detentions are only
those that were opened to the public, whoever asks: which letters or people a filter finds would tell of closed ones.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries import countries
from django_filters import CharFilter, ChoiceFilter, DateFilter, FilterSet

from letters.languages import LANGUAGES
from letters.models import Letter, Source
from letters.revision import kept
from letters.searching import facets, sets, store
from letters.searching.holding import Held, held
from letters.searching.keeping import keep_up
from letters.searching.querying import fitting_letters, known_correspondents, people_called
from links.vocabulary import READABLE_STATES, State
from people.disclosure import public_detentions
from people.models import Detention, Organization, Person
from people.models.detention import HELD, DetentionStatus

MAX_WORDS = 200
# As many names as a reader may be offered while typing; every other name can be typed all the same.
MAX_SUGGESTIONS = 200

_ANY = _("any")
HELD_CHOICE = "held"
READABLE_CHOICE = "readable"


class _FilterSet(FilterSet):
    """A filter set that is told what it filters, and offers what occurs there."""

    def __init__(self, data: Any = None, *, queryset: QuerySet[Any], **options: Any) -> None:
        keep_up()
        super().__init__(data, queryset=queryset, **options)
        for name, choices in self.occurring_choices(queryset).items():
            self.filters[name].extra["choices"] = list(choices)

    def occurring_choices(self, queryset: QuerySet[Any]) -> dict[str, Iterable[tuple[Any, str]]]:
        """The choices of each filter whose choices depend on the data."""
        return {}

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked for, understood or not."""
        return any(self.data.get(name) for name in self.filters)


class _DayField(forms.DateField):
    def to_python(self, value: Any) -> date | None:
        """The day; what is none is named in the error, since a browser's date field does not show it."""
        try:
            return super().to_python(value)
        except ValidationError as error:
            words = _("“%(value)s” is not a date. Write it as 2024-04-04.")
            raise ValidationError(words, code="invalid", params={"value": str(value)[:MAX_WORDS]}) from error


class _DayFilter(DateFilter):
    field_class = _DayField


def _choice(label: Any, **options: Any) -> ChoiceFilter:
    messages = {"invalid_choice": _("“%(value)s” is not among the choices. Choose one from the list.")}
    return ChoiceFilter(label=label, empty_label=_ANY, error_messages=messages, **options)


def _words(label: Any, method: str, help_text: Any = "") -> CharFilter:
    return CharFilter(label=label, method=method, max_length=MAX_WORDS, help_text=help_text)


def _exactly(label: Any, field_name: str, help_text: Any) -> CharFilter:
    # As long as the longest name on record, so that a list can be linked to for each of them.
    return CharFilter(label=label, field_name=field_name, lookup_expr="exact", max_length=255, help_text=help_text)


def _day(label: Any, lookup: str) -> DateFilter:
    # ISO alone: 04/05/2024 is two dates.
    return _DayFilter(label=label, field_name="date", lookup_expr=lookup, input_formats=["%Y-%m-%d"])


def _people_called(text: str) -> QuerySet[Person]:
    """People with this slug, or with all words of `text` at the beginning of a word of their names."""
    named = people_called(text)
    wanted = Q(slug=text.lower())
    return Person.objects.filter(wanted if named is None else wanted | Q(pk__in=named))


class LetterFilter(_FilterSet):
    """Published letters by what they say, when, by and to whom they were written, about whom, and on which sources.

    What they are narrowed by is looked up in the index (letters/searching), which knows published letters alone and is
    brought up to date first.
    """

    q = _words(
        _("Words"), "narrow", _("In the text, the notes, names and cited sources. “Quoted words” stand together.")
    )
    after = _day(pgettext_lazy("first day", "From"), "gte")
    before = _day(pgettext_lazy("last day", "To"), "lte")
    year = _choice(_("Year"), method="narrow")
    issuer = _choice(_("Issuing body"), method="narrow")
    kind = _choice(_("Kind"), method="narrow", choices=Letter.Kind.choices)
    language = _choice(_("Language"), method="narrow")
    signatory = _words(_("Signatory"), "narrow")
    organization = _words(_("Signing organization"), "narrow")
    party = _choice(_("Party of a signatory"), method="narrow")
    state = _choice(_("State of a signatory"), method="narrow")
    addressee = _words(_("Addressee"), "narrow")
    detainee = _words(_("Detainee"), "narrow")
    country = _choice(_("Country of detention"), method="narrow")
    publisher = _words(_("Publisher of a source"), "narrow")
    link_state = _choice(_("Cites a source that is"), method="narrow", choices=State.choices)
    replied = _choice(_("Reply"), method="narrow", choices=[("yes", _("answered")), ("no", _("no public answer"))])

    class Meta:
        model = Letter
        fields: list[str] = []

    def __init__(self, data: Any = None, *, queryset: QuerySet[Letter], **options: Any) -> None:
        super().__init__(data, queryset=queryset, **options)
        self._by_name: dict[str, sets.Letters] = {}

    def occurring_choices(self, queryset: QuerySet[Letter]) -> dict[str, Iterable[tuple[Any, str]]]:
        found = kept("open-choices", OPEN_KINDS, lambda: facets.all_choices(OPEN_KINDS))
        return {kind: named_choices(kind, found.get(kind, [])) for kind in OPEN_KINDS}

    def filter_queryset(self, queryset: QuerySet[Letter]) -> QuerySet[Letter]:
        """What is left is found as a whole: a database that is given one filter after the other plans badly."""
        if not any(self.form.cleaned_data.values()):
            return queryset
        return store.among(queryset, list(sets.keys_of(self.found())))

    @cached_property
    def known(self) -> Held:
        """What the index holds, as of one moment of this question."""
        return held()

    def found(self, *, without: str = "") -> sets.Letters:
        """The keys of the letters that all filters leave, or all but one. Of a valid set alone."""
        left = self.known.everything
        for name, value in self.form.cleaned_data.items():
            if value and name != without:
                left &= self._fitting(name, value)
        return left

    def _fitting(self, name: str, value: Any) -> sets.Letters:
        if name not in self._by_name:
            self._by_name[name] = self._asked_of_index(name, value)
        return self._by_name[name]

    def _asked_of_index(self, name: str, value: Any) -> sets.Letters:
        if name == "q":
            return fitting_letters(value)
        if name in ("after", "before"):
            return self.known.between(value if name == "after" else None, value if name == "before" else None)
        if name in facets.TYPED:
            return self.known.fitting(facets.meant(name, value))
        return self.known.fitting(facets.listed(name, [value]))

    def narrow(self, queryset: QuerySet[Letter], name: str, value: Any) -> QuerySet[Letter]:
        """By one filter alone."""
        return store.among(queryset, list(sets.keys_of(self._fitting(name, value))))

    @staticmethod
    def suggestions(queryset: QuerySet[Letter]) -> dict[str, list[str]]:
        """Names to offer while something is typed, the most frequent in published letters first."""
        found = facets.all_choices(facets.TYPED, most=MAX_SUGGESTIONS)
        return {kind.value: [choice.label for choice in found.get(kind, [])] for kind in facets.TYPED}


# Kinds of which the record decides what there is to choose from.
OPEN_KINDS = ("year", "issuer", "language", "party", "state", "country")
_NAMES_OF: dict[str, dict[Any, Any]] = {
    "kind": dict(Letter.Kind.choices),
    "language": dict(LANGUAGES),
    "link_state": dict(State.choices),
    "replied": {"yes": _("answered"), "no": _("no public answer")},
}


def named_choices(kind: str, choices: Iterable[facets.Choice]) -> list[tuple[str, str]]:
    """Choices with what readers see, in the order in which they look for one."""
    return [(choice.value, choice.label) for choice in in_readers_order(kind, choices)]


def in_readers_order(kind: str, choices: Iterable[facets.Choice]) -> list[facets.Choice]:
    named = [facets.Choice(choice.value, _label(kind, choice), choice.count) for choice in choices]
    if kind == "year":
        return sorted(named, key=lambda choice: choice.value, reverse=True)
    return sorted(named, key=lambda choice: choice.label)


def _label(kind: str, choice: facets.Choice) -> str:
    if kind == "country":
        return str(countries.name(choice.value) or choice.value)
    return str(_NAMES_OF.get(kind, {}).get(choice.value, choice.label))


class DetaineeFilter(_FilterSet):
    """Detainees by name, by how they fare now, and by the country that holds them."""

    q = _words(_("Name"), "filter_name", _("in any spelling on record"))
    status = _choice(
        _("Status"), method="filter_status", choices=[(HELD_CHOICE, _("still held")), *DetentionStatus.choices]
    )
    country = _choice(_("Country"), method="filter_country")

    class Meta:
        model = Person
        fields: list[str] = []

    def occurring_choices(self, queryset: QuerySet[Person]) -> dict[str, Iterable[tuple[Any, str]]]:
        return {"country": named_choices("country", facets.all_choices(["country"]).get("country", []))}

    def filter_name(self, queryset: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        return queryset.filter(pk__in=_people_called(value).order_by().values("pk"))

    def filter_status(self, queryset: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        if value == HELD_CHOICE:
            return still_held(queryset)
        fares = queryset.filter(Exists(_detentions_of(OuterRef("pk")).filter(status=value)))
        # Somebody released once and held again is held (people.disclosure.current_detention).
        return fares if value in HELD else fares.exclude(pk__in=still_held(queryset).order_by().values("pk"))

    def filter_country(self, queryset: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        return queryset.filter(Exists(_detentions_of(OuterRef("pk")).filter(country=value)))


def still_held(people: QuerySet[Person]) -> QuerySet[Person]:
    """Those of the people whom a detention still holds, as far as the public may know."""
    return people.filter(Exists(_detentions_of(OuterRef("pk")).filter(status__in=HELD)))


def _detentions_of(person: OuterRef) -> QuerySet[Detention]:
    return public_detentions().filter(person=person).order_by()


class CorrespondentFilter(_FilterSet):
    """Signatories and addressees by name and by part, as the index knows them (`known_correspondents`): the record is
    to be asked before they are shown."""

    q = _words(_("Name"), "filter_name", _("in any spelling on record"))
    role = _choice(_("Part"), method="filter_role", choices=[("signed", _("signed")), ("received", _("addressed"))])

    class Meta:
        model = Person
        fields: list[str] = []

    def filter_name(self, queryset: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        return queryset.filter(pk__in=_people_called(value).order_by().values("pk"))

    def filter_role(self, queryset: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        kind = facets.Kind.SIGNATORY if value == "signed" else facets.Kind.ADDRESSEE
        return known_correspondents([kind], among=queryset)


class OrganizationFilter(_FilterSet):
    """Bodies that issued, signed or got letters, by name and kind."""

    q = _words(_("Name"), "filter_name", _("in full or in short"))
    kind = _choice(_("Kind"), field_name="kind", choices=Organization.Kind.choices)

    class Meta:
        model = Organization
        fields: list[str] = []

    def filter_name(self, queryset: QuerySet[Organization], name: str, value: str) -> QuerySet[Organization]:
        return queryset.filter(Q(name__icontains=value) | Q(short_name__icontains=value) | Q(slug=value.lower()))


class SourceFilter(_FilterSet):
    """Sources by words in title, author or publisher, by kind, by the state of their link, by publisher and by site."""

    q = _words(_("Words"), "filter_words", _("in the title, the author or the publisher"))
    kind = _choice(_("Kind"), field_name="kind", choices=Source.Kind.choices)
    state = _choice(
        _("State"),
        method="filter_state",
        choices=[(READABLE_CHOICE, _("readable, there or at a new address")), *State.choices],
    )
    publisher = _exactly(_("Publisher"), "publisher", _("the whole name, as it is listed"))
    host = _exactly(_("Site"), "link__host__name", _("as in the address: www.example.org"))

    class Meta:
        model = Source
        fields: list[str] = []

    def filter_words(self, queryset: QuerySet[Source], name: str, value: str) -> QuerySet[Source]:
        return store.sources_with(queryset, value)

    def filter_state(self, queryset: QuerySet[Source], name: str, value: str) -> QuerySet[Source]:
        return queryset.filter(link__state__in=READABLE_STATES if value == READABLE_CHOICE else [value])
