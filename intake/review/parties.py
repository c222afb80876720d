"""Who a printed name is: a name, the people or bodies that may be meant, and the answer of the person who reviews.

What nobody else can be meant by is answered already: a sure match, or a new row for a name nobody is known by. An
ambiguous name comes without an answer, and has to be given one. A name that was corrected on the page is looked up
again before a new row is made for it, since the first look was for other words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models
from django.forms.boundfield import BoundField

from intake.drafts import NOBODY, Party
from intake.matching.candidates import NO_MATCH, Candidate, Match
from intake.review.rows import RowForm
from letters.models import Letter, Signature
from people.admin.widgets import KnownAutocompleteSelect
from people.models import Organization, Person

NEW, OTHER, LEFT_OUT = "new", "other", "nobody"
_KNOWN = "known:"
_LONGEST_KEY = 18
ANSWER = {
    "person": "More than one person on record may be meant. Choose who it is, or “a new person”.",
    "organization": "More than one body on record may be meant. Choose which it is, or “a new body”.",
}
LOOK = {
    "person": "Somebody on record may be meant by this name. Choose who it is, or “a new person”.",
    "organization": "A body on record may be meant by this name. Choose which it is, or “a new body”.",
}
CHANGED = {
    "person": "The name was changed after somebody on record was chosen for it. Choose again who is meant.",
    "organization": "The name was changed after a body on record was chosen for it. Choose again which is meant.",
}
CLEARED = "The name was cleared, and the answer below it still stands. Choose “leave this name out”, or type the name."
GONE = "This record was deleted meanwhile. Choose another, or make a new one."
CHOOSE_OTHER = "Choose from the record whom you mean, or answer otherwise."


class Matcher(Protocol):
    """Looks a name up among the known; `intake.matching.Known` behind a question about a letter's day."""

    def person(self, name: str, *, title: str = "", area: str = "", party: str = "") -> Match: ...

    def organization(self, name: str) -> Match: ...


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    reason: str = ""
    is_chosen: bool = False


@dataclass(slots=True)
class PartyBox:
    """One party as the page draws it."""

    kind: str
    name: BoundField
    namesake: BoundField
    other: BoundField
    who: str
    asked: str
    options: list[Option]
    errors: list[str] = field(default_factory=list)
    is_ambiguous: bool = False

    @property
    def is_settled(self) -> bool:
        """Whether the alternatives may stay folded: nothing is asked."""
        return bool(self.who) and not self.errors

    @property
    def answer(self) -> str:
        """The chosen answer in words."""
        chosen = next((option for option in self.options if option.is_chosen), None)
        if chosen is None or (chosen.value == NEW and not self.asked):
            return "Not answered yet" if self.is_ambiguous or self.errors else "Looked up when you save"
        if chosen.value.startswith(_KNOWN):
            return f"On record: {chosen.label}" + (f", {chosen.reason}" if chosen.reason else "")
        return chosen.label

    def __iter__(self) -> Any:
        return iter(self.options)


class LazyAutocomplete(KnownAutocompleteSelect):
    """Turned into a search field by the page's script when its answer is looked at, not a hundred of them at once."""

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        attrs = super().build_attrs(base_attrs, extra_attrs)
        attrs["class"] = attrs["class"].replace("admin-autocomplete", "review-autocomplete").strip()
        return attrs

    def optgroups(self, name: str, value: Any, attr: Any = None) -> list:
        value = [key for key in map(str, value) if known_key(f"{_KNOWN}{key}") is not None]
        if not value:
            return [(None, [self.create_option(name, "", "", False, 0)], 0)]
        return super().optgroups(name, value, attr)


def _autocomplete(model: type[models.Model], label: str) -> AutocompleteSelect:
    column = {Person: Signature._meta.get_field("person"), Organization: Letter._meta.get_field("issuer")}[model]
    return LazyAutocomplete(column, admin.site, attrs={"aria-label": label})


class PartyForm(RowForm):
    """A row in which people or bodies are named. `parties` says in which fields, and of which kind each is."""

    parties: Mapping[str, str] = {}
    # Where stands what tells namesakes apart, by what matching calls it.
    telling_apart: Mapping[str, str] = {}

    def __init__(
        self, *args: Any, matches: Mapping[str, Match] | None = None, matcher: Matcher | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.matches = dict(matches or {})
        self.matcher = matcher
        self.chosen: dict[str, Party] = {}

    @property
    def called(self) -> str:
        names = [str(self[name].value() or "").strip() for name in self.parties]
        name = next(filter(None, names), "")
        return f"{super().called} ({name})" if name else super().called

    def party(self, name: str) -> Party:
        """The answer given for one of the parties; for a valid form."""
        return self.chosen.get(name, NOBODY)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in self.parties:
            # What is printed is to be mended first.
            self.chosen[name] = NOBODY if name in self.errors else self._answered(name, data)
        return data

    def _answered(self, name: str, data: dict[str, Any]) -> Party:
        printed, who, other = data.get(name) or "", data.get(f"{name}_who") or "", data.get(f"{name}_other")
        if who == OTHER or (not who and other is not None):
            if other is None:
                if f"{name}_other" not in self.errors:
                    self.add_error(f"{name}_other", CHOOSE_OTHER)
                return NOBODY
            return self._on_record(name, printed, Party(name=str(other), known=other.pk))
        if key := known_key(who):
            return self._on_record(name, printed, Party(name=printed, known=key))
        if not printed or who == LEFT_OUT:
            return NOBODY
        if who == NEW and printed == self._asked(name):
            return self._new(printed, data.get(f"{name}_namesake"))
        return self._looked_up(name, printed, data.get(f"{name}_namesake"))

    def _on_record(self, name: str, printed: str, party: Party) -> Party:
        """Somebody on record, unless the name was changed since that answer to one that may be somebody else's."""
        if printed == self._asked(name) or self._match(name, printed).is_only(party.known):
            return party
        self.add_error(f"{name}_who", CHANGED[self.parties[name]] if printed else CLEARED)
        return NOBODY

    def _new(self, printed: str, namesake: int | None) -> Party:
        """Somebody who is not on record; `namesake` tells apart those of one name whom the reading told apart."""
        return Party(name=printed, namesake=namesake or 0)

    def _looked_up(self, name: str, printed: str, namesake: int | None) -> Party:
        """A name without an answer, or one that was changed since the answer “new”."""
        if candidates := self._match(name, printed).candidates:
            several = len(candidates) > 1 and printed == self._asked(name)
            self.add_error(f"{name}_who", (ANSWER if several else LOOK)[self.parties[name]])
            return NOBODY
        return self._new(printed, namesake)

    def _asked(self, name: str) -> str:
        """The name for which the posted answers were offered."""
        return str(self.data.get(self.add_prefix(f"{name}_asked"), "")).strip()

    def _match(self, name: str, printed: str) -> Match:
        if name in self.matches and not self.is_bound:
            return self.matches[name]
        if self.matcher is None or not printed:
            return NO_MATCH
        if self.parties[name] == "person":
            beside = {
                name: str(self.data.get(self.add_prefix(field), "")) for name, field in self.telling_apart.items()
            }
            return self.matcher.person(printed, **beside)
        return self.matcher.organization(printed)

    # --- For the page -------------------------------------------------------------------------------------------

    @cached_property
    def boxes(self) -> dict[str, PartyBox]:
        return {name: self._box(name, kind) for name, kind in self.parties.items()}

    def _box(self, name: str, kind: str) -> PartyBox:
        printed = str(self[name].value() or "").strip()
        match = self._match(name, printed)
        who = answer = str(self[f"{name}_who"].value() or "")
        errors = [str(error) for field in (f"{name}_who", f"{name}_other") for error in self.errors.get(field, ())]
        if self.has_error(f"{name}_who"):
            answer = ""  # it was for another name
        return PartyBox(
            kind=kind,
            name=self[name],
            namesake=self[f"{name}_namesake"],
            other=self[f"{name}_other"],
            who=answer,
            asked=printed,
            options=list(_options(kind, match.candidates, answer, before=who)),
            errors=errors,
            is_ambiguous=match.is_ambiguous,
        )


def _options(kind: str, candidates: Iterable[Candidate], who: str, *, before: str) -> Iterable[Option]:
    """The answers that can be given, `who` chosen; the one that was given before stays among them."""
    body = kind == "organization"
    listed = set()
    for candidate in candidates:
        value = f"{_KNOWN}{candidate.key}"
        listed.add(value)
        yield Option(value, candidate.name, candidate.reason, who == value)
    if (key := known_key(before)) and before not in listed:
        model: Any = Organization if body else Person
        row = model.objects.filter(pk=key).first()
        if row is not None:
            yield Option(before, str(row), "", who == before)
    yield Option(NEW, "A new body, under this name" if body else "A new person, under this name", "", who == NEW)
    yield Option(OTHER, "Another body on record:" if body else "Somebody else on record:", "", who == OTHER)
    yield Option(LEFT_OUT, "Leave this name out", "", who == LEFT_OUT)


def known_key(who: str) -> int | None:
    """The key in an answer `known:17`."""
    digits = who.removeprefix(_KNOWN) if who.startswith(_KNOWN) else ""
    return int(digits) if digits.isdecimal() and len(digits) <= _LONGEST_KEY else None


def party_fields(name: str, kind: str, label: str) -> dict[str, forms.Field]:
    """The fields that name one party and say who it is; `PartyForm` reads them."""
    model: type[Person] | type[Organization] = Person if kind == "person" else Organization
    longest = model._meta.get_field("name").max_length
    return {
        name: forms.CharField(required=False, max_length=longest, label=label),
        f"{name}_namesake": forms.IntegerField(required=False, min_value=-1, max_value=999, widget=forms.HiddenInput),
        f"{name}_who": forms.CharField(required=False, label=f"{label}: who is meant"),
        f"{name}_other": forms.ModelChoiceField(
            queryset=model._default_manager.all(),
            required=False,
            label=f"{label}: search the record",
            widget=_autocomplete(model, f"{label}: search the record"),
            error_messages={"invalid_choice": GONE},
        ),
    }


def answer_for(match: Match, party: Party) -> str:
    """The answer that the page comes with: given only where nothing else can be meant."""
    if match.chosen is not None:
        return f"{_KNOWN}{match.chosen.key}"
    if match.candidates or not party:
        return ""
    return f"{_KNOWN}{party.known}" if party.known is not None else NEW


def missing_keys(parties: Iterable[tuple[str, Party]]) -> set[tuple[str, int]]:
    """The known rows among `parties` (with their kind) that are not on record any more; two queries at most."""
    asked: dict[str, set[int]] = {"person": set(), "organization": set()}
    for kind, party in parties:
        if party.known is not None:
            asked[kind].add(party.known)
    found = set()
    for kind, keys in asked.items():
        model: Any = Person if kind == "person" else Organization
        if keys:
            found |= {(kind, key) for key in model.objects.filter(pk__in=keys).values_list("pk", flat=True)}
    return {(kind, key) for kind, keys in asked.items() for key in keys} - found
