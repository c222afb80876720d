"""What letters, people, detainees and sources can be filtered by: shared by pages, API and admin.

Each filter set works on the queryset it is given, and offers only choices that occur in it: given what is published,
it can neither show nor betray anything else. There is no default queryset on purpose. Detentions are only those that
were opened to the public, whoever asks: which letters or people a filter finds would tell of the closed ones.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django_countries import countries
from django_filters import CharFilter, ChoiceFilter, FilterSet

from letters.languages import LANGUAGES
from letters.models import Citation, Letter, Mention, Signature, Source
from links.vocabulary import State
from people.disclosure import public_detentions
from people.models import Detention, Organization, Person
from people.models.detention import HELD, DetentionStatus

MAX_WORDS = 200
# As many names as a reader may be offered while typing; every other name can be typed all the same.
MAX_SUGGESTIONS = 200

_ANY = "any"
HELD_CHOICE = "held"


class _FilterSet(FilterSet):
    """A filter set that is told what it filters, and offers what occurs there."""

    def __init__(self, data: Any = None, *, queryset: QuerySet[Any], **options: Any) -> None:
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


def _choice(label: str, **options: Any) -> ChoiceFilter:
    messages = {"invalid_choice": "“%(value)s” is not among the choices. Choose one from the list."}
    return ChoiceFilter(label=label, empty_label=_ANY, error_messages=messages, **options)


def _words(label: str, method: str, help_text: str = "") -> CharFilter:
    return CharFilter(label=label, method=method, max_length=MAX_WORDS, help_text=help_text)


def _people_called(text: str) -> QuerySet[Person]:
    """People with this slug, or with `text` in one of their names."""
    named = Q(name__icontains=text) | Q(other_names__name__icontains=text)
    return Person.objects.filter(named | Q(slug=text.lower()))


def _countries(codes: Iterable[str]) -> list[tuple[str, str]]:
    named = [(code, countries.name(code) or code) for code in codes if code]
    return sorted(named, key=lambda choice: choice[1])


class LetterFilter(_FilterSet):
    """Letters by words, year, issuing body, kind, language, people, state of sources and country of detention."""

    q = _words("Words", "filter_words", "in the subject, the summary or the text")
    year = _choice("Year", field_name="date", lookup_expr="year")
    issuer = _choice("Issuing body", field_name="issuer__slug")
    kind = _choice("Kind", field_name="kind", choices=Letter.Kind.choices)
    language = _choice("Language", field_name="language")
    detainee = _words("Detainee", "filter_detainee")
    signatory = _words("Signatory", "filter_signatory")
    link_state = _choice("Cites a source that is", method="filter_link_state", choices=State.choices)
    country = _choice("Country of detention", method="filter_country")

    class Meta:
        model = Letter
        fields: list[str] = []

    def occurring_choices(self, queryset: QuerySet[Letter]) -> dict[str, Iterable[tuple[Any, str]]]:
        languages = dict(LANGUAGES)
        issuers = Organization.objects.filter(Exists(queryset.order_by().filter(issuer=OuterRef("pk"))))
        spoken = queryset.order_by().values_list("language", flat=True).distinct()
        holding = public_detentions().filter(person__in=Mention.objects.filter(letter__in=queryset).values("person"))
        codes = holding.order_by().values_list("country", flat=True).distinct()
        return {
            "year": [(str(day.year), str(day.year)) for day in queryset.dates("date", "year", order="DESC")],
            "issuer": issuers.values_list("slug", "name").order_by("name"),
            "language": sorted(((tag, languages.get(tag, tag)) for tag in spoken), key=lambda choice: choice[1]),
            "country": _countries(codes),
        }

    def filter_words(self, queryset: QuerySet[Letter], name: str, value: str) -> QuerySet[Letter]:
        return queryset.filter(Q(subject__icontains=value) | Q(summary__icontains=value) | Q(body__icontains=value))

    def filter_detainee(self, queryset: QuerySet[Letter], name: str, value: str) -> QuerySet[Letter]:
        return queryset.filter(Exists(Mention.objects.filter(letter=OuterRef("pk"), person__in=_people_called(value))))

    def filter_signatory(self, queryset: QuerySet[Letter], name: str, value: str) -> QuerySet[Letter]:
        body = Q(organization__name__icontains=value) | Q(organization__short_name__iexact=value)
        signatory = Q(person__in=_people_called(value)) | body | Q(organization__slug=value.lower())
        return queryset.filter(Exists(Signature.objects.filter(signatory, letter=OuterRef("pk"))))

    def filter_link_state(self, queryset: QuerySet[Letter], name: str, value: str) -> QuerySet[Letter]:
        citing = Citation.objects.filter(footnote__letter=OuterRef("pk"), source__link__state=value)
        return queryset.filter(Exists(citing))

    def filter_country(self, queryset: QuerySet[Letter], name: str, value: str) -> QuerySet[Letter]:
        holding = public_detentions().filter(country=value).order_by()
        naming = Mention.objects.filter(letter=OuterRef("pk"), person__in=holding.values("person"))
        return queryset.filter(Exists(naming))

    @staticmethod
    def suggestions(queryset: QuerySet[Letter]) -> dict[str, list[str]]:
        """Names to offer while a detainee or a signatory is typed, at most `MAX_SUGGESTIONS` each."""
        return {
            "detainee": _names(queryset, "mentions"),
            "signatory": _names(queryset, "signatures"),
        }


def _names(letters: QuerySet[Letter], part: str) -> list[str]:
    named = Exists(letters.order_by().filter(**{f"{part}__person": OuterRef("pk")}))
    return list(Person.objects.filter(named).values_list("name", flat=True)[:MAX_SUGGESTIONS])


class DetaineeFilter(_FilterSet):
    """Detainees by name, by how they fare now, and by the country that holds them."""

    q = _words("Name", "filter_name", "in any spelling on record")
    status = _choice("Status", method="filter_status", choices=[(HELD_CHOICE, "still held"), *DetentionStatus.choices])
    country = _choice("Country", method="filter_country")

    class Meta:
        model = Person
        fields: list[str] = []

    def occurring_choices(self, queryset: QuerySet[Person]) -> dict[str, Iterable[tuple[Any, str]]]:
        holding = public_detentions().filter(person__in=queryset.order_by())
        return {"country": _countries(holding.order_by().values_list("country", flat=True).distinct())}

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
    """Signatories and addressees by name and by part."""

    q = _words("Name", "filter_name", "in any spelling on record")
    role = _choice("Part", method="filter_role", choices=[("signed", "signed"), ("received", "addressed")])

    class Meta:
        model = Person
        fields: list[str] = []

    def __init__(self, data: Any = None, *, queryset: QuerySet[Person], letters: QuerySet[Letter], **options: Any):
        self.letters = letters
        super().__init__(data, queryset=queryset, **options)

    def filter_name(self, queryset: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        return queryset.filter(pk__in=_people_called(value).order_by().values("pk"))

    def filter_role(self, queryset: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        part = "signatures" if value == "signed" else "addressees"
        return queryset.filter(Exists(self.letters.order_by().filter(**{f"{part}__person": OuterRef("pk")})))


class OrganizationFilter(_FilterSet):
    """Bodies that issued, signed or got letters, by name and kind."""

    q = _words("Name", "filter_name", "in full or in short")
    kind = _choice("Kind", field_name="kind", choices=Organization.Kind.choices)

    class Meta:
        model = Organization
        fields: list[str] = []

    def filter_name(self, queryset: QuerySet[Organization], name: str, value: str) -> QuerySet[Organization]:
        return queryset.filter(Q(name__icontains=value) | Q(short_name__icontains=value) | Q(slug=value.lower()))


class SourceFilter(_FilterSet):
    """Sources by words in title, author or publisher, by kind, and by the state of their link."""

    q = _words("Words", "filter_words", "in the title, the author or the publisher")
    kind = _choice("Kind", field_name="kind", choices=Source.Kind.choices)
    state = _choice("State", field_name="link__state", choices=State.choices)

    class Meta:
        model = Source
        fields: list[str] = []

    def filter_words(self, queryset: QuerySet[Source], name: str, value: str) -> QuerySet[Source]:
        return queryset.filter(Q(title__icontains=value) | Q(author__icontains=value) | Q(publisher__icontains=value))
