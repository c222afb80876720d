"""A list of letters as readers narrow it: what they asked, what fits, what else there is to choose from, and help where
nothing fits. The whole question stands in the address.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.forms import BoundField
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from letters.filters import LetterFilter, in_readers_order
from letters.models import Citation, FacetValue, Footnote, Letter
from letters.reading import for_list
from letters.revision import kept
from letters.searching import facets, sets
from letters.searching.facets import Choice
from letters.searching.querying import Found, Newest, fitting_letters, in_order
from letters.searching.snippets import Piece, Snippet, highlighted, snippet, without_markup
from letters.searching.suggesting import other_spelling
from letters.searching.words import Term
from public.pages import Listing, listing

BEST, NEWEST, OLDEST = "best", "newest", "oldest"
# Filters whose choices are counted, all but the words and the days.
COUNTED = tuple(FacetValue.Kind.values)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice in a list of them."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One filter as the form shows it."""

    bound: BoundField
    is_typed: bool
    options: Sequence[Option]

    @property
    def name(self) -> str:
        return self.bound.name

    @property
    def is_day(self) -> bool:
        return self.name not in COUNTED


@dataclass(frozen=True, slots=True)
class Asked:
    """A filter that is set: in words, the address without it, and how many letters that would leave."""

    label: str
    words: str
    address: str
    left: int | None = None


@dataclass(slots=True)
class Row:
    """A letter in the list. Where words were asked for, its subject and the place where they stand."""

    letter: Letter
    subject: Sequence[Piece] = ()
    snippets: list[tuple[str, Snippet]] = field(default_factory=list)


class Finding:
    """What one request asks of the published letters."""

    def __init__(self, request: HttpRequest, *, lists_all: bool = True) -> None:
        """`lists_all`: whether all letters are listed where nothing is asked."""
        self.request = request
        self.filters = LetterFilter(request.GET, queryset=Letter.objects.published())
        self.is_asked = self.filters.is_narrowed
        self._lists = self.filters.is_valid() and (lists_all or self.is_asked)
        self._letters = self.filters.found() if self._lists else sets.NONE
        self.listing = self._listing()

    @property
    def words(self) -> str:
        return self.filters.form.cleaned_data.get("q", "") if self.filters.is_valid() else ""

    @property
    def sorts(self) -> list[tuple[str, str]]:
        by_day = [(NEWEST, _("newest first")), (OLDEST, _("oldest first"))]
        return [(BEST, _("best first")), *by_day] if self.words else by_day

    @property
    def sort(self) -> str:
        asked = self.request.GET.get("sort", "")
        known = [name for name, _label in self.sorts]
        return asked if asked in known else known[0]

    @cached_property
    def found(self) -> Found | None:
        """The ranked letters, when best ones come first."""
        return Found(self.filters.known, self._letters, self.words) if self.words and self._lists else None

    @property
    def is_too_wide(self) -> bool:
        """Whether more letters fit than could be ranked."""
        return self.sort == BEST and self.found is not None and not self.found.is_ranked

    def _listing(self) -> Listing:
        if self.sort == BEST and self.found is not None:
            return listing(self.request, self.found)
        return listing(self.request, Newest(self.filters.known, self._letters, oldest=self.sort == OLDEST))

    @cached_property
    def rows(self) -> list[Row]:
        page = list(self.listing.page.object_list)
        letters = for_list(Letter.objects.published())
        if not self.found:
            return [Row(letter) for letter in in_order(letters, page)]
        # A list leaves the text out; here readers want to see where it says what they look for.
        shown = in_order(letters.defer(None).defer("internal_note"), page)
        return _with_snippets(shown, self.found.terms)

    @cached_property
    def fields(self) -> list[Field]:
        counts = self._choices()
        form = self.filters.form
        return [self._field(form[name], counts.get(name)) for name in self.filters.filters if name != "q"]

    def _field(self, bound: BoundField, counted: Sequence[Choice] | None) -> Field:
        kind, value = bound.name, self.request.GET.get(bound.name, "")
        if kind not in COUNTED:
            return Field(bound, is_typed=False, options=())
        if kind in facets.TYPED:
            options = [Option(one.label, one.label, one.count, False) for one in counted or ()]
            return Field(bound, is_typed=True, options=options)
        known = {one.value for one in counted or ()}
        choices = list(counted or ())
        if value and value not in known and value in dict(getattr(bound.field, "choices", ())):
            choices.append(Choice(value, value, 0))
        ordered = in_readers_order(kind, choices)
        return Field(bound, False, [Option(one.value, one.label, one.count, one.value == value) for one in ordered])

    def _choices(self) -> dict[str, list[Choice]]:
        if not self.filters.is_valid():
            return {}
        return kept("choices", self._asked_words(), self._count_choices)

    def _asked_words(self) -> list[tuple[str, str]]:
        """What is asked, in one order, whatever the address's."""
        if not self.filters.is_valid():
            return []
        return sorted((name, str(value)) for name, value in self.filters.form.cleaned_data.items() if value)

    def _count_choices(self) -> dict[str, list[Choice]]:
        chosen = {name for name in COUNTED if self.filters.form.cleaned_data.get(name)}
        most = {name: facets.MOST if name in facets.TYPED else facets.LISTED for name in COUNTED}
        known = self.filters.known
        found = facets.choices_among(known, self.filters.found(), {k: n for k, n in most.items() if k not in chosen})
        for name in chosen:
            found |= facets.choices_among(known, self.filters.found(without=name), {name: most[name]})
        return found

    @cached_property
    def asked(self) -> list[Asked]:
        """The filters that are set; how many letters each of them keeps away is told where nothing is left."""
        if not self.filters.is_valid():
            return []
        is_empty = not self.listing.page.paginator.count
        return [
            Asked(
                label=str(self.filters.filters[name].label),
                words=self._in_words(name),
                address=self._address(without=name),
                left=self.filters.found(without=name).bit_count() if is_empty else None,
            )
            for name, value in self.filters.form.cleaned_data.items()
            if value
        ]

    @cached_property
    def spelling(self) -> tuple[str, str] | None:
        """Another spelling of the words, and its address, when nothing fits as they are."""
        if not self.words or self.listing.page.paginator.count:
            return None
        others = self.filters.found(without="q")
        other = other_spelling(self.words, lambda text: bool(fitting_letters(text) & others))
        return (other, self._address(q=other)) if other else None

    def _in_words(self, name: str) -> str:
        value = self.request.GET.get(name, "")
        for option in next((one.options for one in self.fields if one.name == name), ()):
            if option.value == value:
                return option.label
        return value

    @property
    def question(self) -> str:
        """What is asked, as a feed or an export is asked it: without the order and the page; empty when nothing is."""
        return self._address(without="sort").removeprefix(self.request.path)

    def _address(self, *, without: str = "", **changed: str) -> str:
        query: QueryDict = self.request.GET.copy()
        for name in ("page", without):
            query.pop(name, None)
        for name, value in changed.items():
            query[name] = value
        # Empty fields of the form say nothing.
        for name in [name for name, values in query.lists() if not any(values)]:
            del query[name]
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path


def _with_snippets(letters: list[Letter], terms: Sequence[Term]) -> list[Row]:
    rows = [Row(letter, highlighted(letter.subject, terms)) for letter in letters]
    for row in rows:
        body = snippet(without_markup(f"{row.letter.summary} {row.letter.body}"), terms)
        if body:
            row.snippets.append(("", body))
    # Whose text does not have it all may have it in its notes; what the subject says is marked there.
    lacking = [row for row in rows if not _says_all(row, terms)]
    notes, sources = _notes([row.letter.pk for row in lacking])
    for row in lacking:
        elsewhere = [(_("Note"), notes.get(row.letter.pk, [])), (_("Source"), sources.get(row.letter.pk, []))]
        for label, texts in elsewhere:
            found = [one for text in texts if (one := snippet(without_markup(text), terms))]
            if found:
                row.snippets.append((label, max(found, key=lambda one: one.found)))
    return rows


def _says_all(row: Row, terms: Sequence[Term]) -> bool:
    said = snippet(row.letter.subject, terms)
    return max((one.found for one in (said, *(text for _, text in row.snippets)) if one), default=0) >= len(terms)


def _notes(letter_ids: list[int]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """The notes of the letters and what their sources are called."""
    notes: dict[int, list[str]] = {}
    for letter, text in Footnote.objects.filter(letter__in=letter_ids).values_list("letter_id", "text"):
        notes.setdefault(letter, []).append(text)
    sources: dict[int, list[str]] = {}
    cited = Citation.objects.filter(footnote__letter__in=letter_ids).order_by("footnote__position", "order", "pk")
    for letter, *called in cited.values_list(
        "footnote__letter_id", "source__title", "source__author", "source__publisher"
    ):
        sources.setdefault(letter, []).append(", ".join(filter(None, called)))
    return notes, sources
