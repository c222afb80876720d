"""Questions put by machines: parameters in, the published rows they ask for out, or a sentence that says what is wrong.

The filters are those of the pages (`letters.filters`), but a machine is answered more strictly. A page shows what it
understood beside what it did not; a program would take the whole record for the answer to its misspelt question.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django_filters import ChoiceFilter, FilterSet
from django_filters.widgets import SuffixedMultiWidget

from letters.filters import CorrespondentFilter, DetaineeFilter, LetterFilter, SourceFilter
from letters.models import Letter, Source
from letters.searching.keeping import is_up_to_date
from letters.searching.querying import known_correspondents
from letters.visibility import public_detainees, public_sources
from people.models import Person
from public.problems import Faults

# What a value must look like where the pages offer a list of those that occur. A machine that goes through all years or
# countries is told of one without a letter by an empty list, not by an error.
SHAPES = {
    "year": r"[1-9][0-9]{3}",
    "language": r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*",
    "country": r"[A-Z]{2}",
}
_ANY_SHAPE = r"[^\x00-\x1f]{1,200}"


class BadQuestion(Exception):
    """Parameters that mean nothing here; `faults` says by name what is wrong with each."""

    def __init__(self, faults: Faults) -> None:
        super().__init__(" ".join(sentence for sentences in faults.values() for sentence in sentences))
        self.faults = faults

    @property
    def sentence(self) -> str:
        return " ".join(f"{name}: {' '.join(sentences)}" for name, sentences in self.faults.items())


class _Asked:
    """Mixed into a filter set: choices that depend on the record are taken as asked, if they are well formed."""

    data: Any
    base_filters: Any

    def occurring_choices(self, queryset: QuerySet[Any]) -> dict[str, Iterable[tuple[Any, str]]]:
        asked = {name: self.data.get(name, "") for name in open_choices(self.base_filters)}
        return {
            name: [(value, value)] if value and re.fullmatch(shape_of(name), value) else []
            for name, value in asked.items()
        }


class AskedLetters(_Asked, LetterFilter):
    pass


class AskedDetainees(_Asked, DetaineeFilter):
    pass


class AskedPeople(_Asked, CorrespondentFilter):
    pass


class AskedSources(_Asked, SourceFilter):
    pass


def open_choices(filters: dict[str, Any]) -> list[str]:
    """The filters whose choices the record decides, and no list in the code."""
    return [name for name, one in filters.items() if isinstance(one, ChoiceFilter) and "choices" not in one.extra]


def shape_of(name: str) -> str:
    return SHAPES.get(name, _ANY_SHAPE)


def letters_asked(query: QueryDict, *, besides: Collection[str] = ()) -> QuerySet[Letter]:
    """Published letters; `besides` names parameters that are somebody else's. Raises BadQuestion, as all of these."""
    return _answer(query, AskedLetters(query, queryset=Letter.objects.published()), besides)


def letters_in_turn(
    query: QueryDict, *, besides: Collection[str] = ()
) -> tuple[QuerySet[Letter], Callable[..., list[int]] | None]:
    """The same for one who reads a few of them by their days: published letters, and what proposes which of them to
    look at, so that a database need not be handed the keys of all that fit. None where it may look by itself."""
    filters = AskedLetters(query, queryset=Letter.objects.published())
    _check(query, filters, besides)
    if not filters.is_narrowed:
        return filters.queryset, None
    known, letters = filters.known, filters.found()
    if not is_up_to_date():
        # Days may have changed of which memory does not know yet.
        return filters.qs, None

    def proposed(behind: tuple[date, int] | None, start: int, stop: int, *, rising: bool) -> list[int]:
        return known.in_order(letters, start, stop, oldest=rising, behind=behind)

    return filters.queryset, proposed


def detainees_asked(query: QueryDict, *, besides: Collection[str] = ()) -> QuerySet[Person]:
    return _answer(query, AskedDetainees(query, queryset=public_detainees()), besides)


def people_asked(query: QueryDict, *, besides: Collection[str] = ()) -> QuerySet[Person]:
    """As far as the index knows them: to be asked of the record before shown."""
    return _answer(query, AskedPeople(query, queryset=known_correspondents()), besides)


def sources_asked(query: QueryDict, *, besides: Collection[str] = ()) -> QuerySet[Source]:
    return _answer(query, AskedSources(query, queryset=public_sources()), besides)


def fields_of(filters: type[FilterSet]) -> dict[str, forms.Field]:
    """The form fields of a filter set, without the choices that the record decides."""
    # Copied first: a filter keeps the field it has made, and the next question would get that one.
    return {name: deepcopy(one).field for name, one in filters.base_filters.items()}


def parameters(fields: Mapping[str, forms.Field]) -> dict[str, bool]:
    """The parameters that these fields read, and whether each may be given several times."""
    names: dict[str, bool] = {}
    for name, field in fields.items():
        if isinstance(field.widget, SuffixedMultiWidget):
            names |= {f"{name}_{suffix}" if suffix else name: False for suffix in field.widget.suffixes}
        else:
            names[name] = bool(getattr(field.widget, "allow_multiple_selected", False))
    return names


def check_names(query: QueryDict, known: dict[str, bool]) -> None:
    """Raises BadQuestion for parameters that are not `known`, or that are given twice where only one counts."""
    faults = {}
    for name in query:
        if name not in known:
            faults[name[:50]] = [_("There is no such parameter. Known are: %(names)s.") % {"names": _listed(known)}]
        elif not known[name] and len(query.getlist(name)) > 1:
            faults[name] = [_("This is given more than once. Give it once.")]
    if faults:
        raise BadQuestion(faults)


def _answer(query: QueryDict, filters: FilterSet, besides: Collection[str]) -> QuerySet[Any]:
    _check(query, filters, besides)
    return filters.qs


def _check(query: QueryDict, filters: FilterSet, besides: Collection[str]) -> None:
    check_names(query, parameters(filters.form.fields) | dict.fromkeys(besides, False))
    if not filters.is_valid():
        raise BadQuestion({name: [str(one) for one in errors] for name, errors in filters.errors.items()})


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or _("none")
