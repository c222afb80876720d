"""The review of one incoming letter: what was read, the forms to correct it in, and the draft that they make."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django import forms

from intake.drafts import DraftLetter, Party
from intake.matching.candidates import Match
from intake.matching.duplicates import SimilarLetter
from intake.matching.known import Known
from intake.parsed import ParsedLetter
from intake.parsing import parse
from intake.proposing import Matches, Proposal, propose
from intake.review import filling
from intake.review.fields import Addressees, LetterFields, Mentions, Signatures
from intake.review.marks import Places, Stretch, field_spans, stretches
from intake.review.notes import Footnotes
from intake.review.parties import GONE, PartyForm, missing_keys
from intake.review.pointing import field_of
from people.admin.printed_dates import day

ROWS = ("addressees", "signatures", "footnotes", "mentions")


@dataclass(frozen=True, slots=True)
class Pointer:
    """A sentence, and the HTML id of what it is about."""

    target: str
    words: str


class Review:
    """The page's forms, filled from the text or with what was posted. Reading and matching happen when first needed.

    `data` is the posted page; without it the page comes as the text was read.
    """

    def __init__(self, *, text: str, remarks: Sequence[str] = (), data: Any = None) -> None:
        self.text = text
        self.remarks = tuple(remarks)
        self.data = data
        self._refused: list[Pointer] = []
        if data is None:
            self._fill()
        else:
            self._bind(data)

    # --- What was read --------------------------------------------------------------------------------------------

    @cached_property
    def known(self) -> Known:
        return Known.load()

    @cached_property
    def proposal(self) -> Proposal:
        parsed: ParsedLetter = parse(self.text, known=self.known.names())
        return propose(parsed, known=self.known)

    def person(self, name: str, *, title: str = "", area: str = "", party: str = "") -> Match:
        """Who `name` may be on the letter's date as it stands on the page."""
        return self.known.person(name, on=self._day, title=title, area=area, party=party)

    def organization(self, name: str) -> Match:
        return self.known.organization(name)

    @cached_property
    def _day(self) -> date | None:
        return day(str(self.data.get("date", ""))) if self.data is not None else self.proposal.draft.date

    # --- The forms ------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        proposal, draft = self.proposal, self.proposal.draft
        self.letter = LetterFields(
            initial=filling.letter(proposal), matches={"issuer": proposal.issuer}, use_required_attribute=False
        )
        self.addressees = self._rows(
            Addressees,
            "addressees",
            list(map(filling.addressee, draft.addressees, proposal.addressees)),
            proposal.addressees,
        )
        self.signatures = self._rows(
            Signatures,
            "signatures",
            list(map(filling.signature, draft.signatures, proposal.signatures)),
            proposal.signatures,
        )
        self.mentions = self._rows(
            Mentions,
            "mentions",
            list(map(filling.mention, draft.mentions, proposal.mentions)),
            [Matches(person=match) for match in proposal.mentions],
        )
        self.footnotes = Footnotes(
            initial=[filling.footnote(row) for row in draft.footnotes],
            cited=[filling.citations(draft, row) for row in draft.footnotes],
            prefix="footnotes",
        )

    def _rows(self, formset: Any, prefix: str, initial: Sequence[Any], matches: Sequence[Matches]) -> Any:
        rows = formset(initial=initial, prefix=prefix, form_kwargs={"matcher": self})
        for form, match in zip(rows.forms, matches, strict=False):
            form.matches = {"person": match.person, "organization": match.organization}
        return rows

    def _bind(self, data: Any) -> None:
        self.letter = LetterFields(data, matcher=self, use_required_attribute=False)
        self.addressees = Addressees(data, prefix="addressees", form_kwargs={"matcher": self})
        self.signatures = Signatures(data, prefix="signatures", form_kwargs={"matcher": self})
        self.mentions = Mentions(data, prefix="mentions", form_kwargs={"matcher": self})
        self.footnotes = Footnotes(data, prefix="footnotes")

    def _parts(self) -> tuple[Any, ...]:
        return (self.letter, self.addressees, self.signatures, self.footnotes, self.mentions)

    def is_valid(self) -> bool:
        """Whether the posted page makes a draft; every part is looked at, so that all is told at once."""
        valid = [part.is_valid() for part in self._parts()]
        return all(valid) and self._all_on_record()

    def _all_on_record(self) -> bool:
        named: list[tuple[PartyForm, str, Party]] = [
            (form, name, form.party(name)) for form in self._party_forms() for name in form.parties
        ]
        gone = missing_keys((form.parties[name], party) for form, name, party in named)
        for form, name, party in named:
            if party.known is not None and (form.parties[name], party.known) in gone:
                form.add_error(f"{name}_who", GONE)
        return not gone

    def _party_forms(self) -> Iterator[PartyForm]:
        yield self.letter
        for rows in (self.addressees, self.signatures, self.mentions):
            yield from rows.kept()

    # --- The draft ------------------------------------------------------------------------------------------------

    def draft(self) -> DraftLetter:
        """What the valid page says."""
        data = self.letter.cleaned_data
        plain = ("date", "place", "subject", "kind", "language", "salutation")
        return DraftLetter(
            **{name: data[name] for name in plain},
            body=data["body"].replace("\r\n", "\n"),
            closing=data["closing"],
            internal_note=data["internal_note"].replace("\r\n", "\n"),
            issuer=self.letter.party("issuer"),
            addressees=tuple(form.draft() for form in self.addressees.kept()),
            signatures=tuple(form.draft() for form in self.signatures.kept()),
            footnotes=self.footnotes.draft(),
            mentions=tuple(form.draft() for form in self.mentions.kept()),
        )

    def refuse(self, errors: Mapping[str, Sequence[str]]) -> None:
        """Say on the page what kept the draft from being saved: `intake.saving.NotSaved.errors`."""
        for field, sentences in errors.items():
            form, name = self._form_of(field)
            for sentence in sentences:
                if form is not None and name in form.fields:
                    form.add_error(name, sentence)
                else:
                    self._refused.append(Pointer("letter_form", sentence))

    def _form_of(self, field: str) -> tuple[forms.Form | None, str]:
        """The form and the name in it of a field of the draft, whose rows are those that the page kept."""
        part, *rest = field.split("-")
        if not rest:
            return self.letter, field
        try:
            form = getattr(self, part).kept()[int(rest[0])] if part in ROWS else None
            if form is not None and len(rest) == 4 and rest[1] == "citations":
                return form.citations.kept()[int(rest[2])], rest[3]
        except (IndexError, ValueError, AttributeError):
            return None, field
        return form, rest[-1]

    # --- What the page tells --------------------------------------------------------------------------------------

    @property
    def media(self) -> forms.Media:
        return self.letter.media

    @property
    def is_bound(self) -> bool:
        return self.data is not None

    def problems(self) -> list[Pointer]:
        """What is to be mended before the letter can be saved, in the order of the page."""
        if not self.is_bound:
            return []
        found = [Pointer(target, words) for part in self._parts() for target, words in part.problems()]
        return [*dict.fromkeys(found), *self._refused]

    @cached_property
    def stretches(self) -> list[Stretch]:
        """The original text with what was read from it; empty lines at its beginning say nothing."""
        first, *rest = stretches(self.text, field_spans(self.proposal.parsed, self._places()))
        return [replace(first, text=first.text.lstrip("\n")), *rest]

    def warnings(self) -> list[Pointer]:
        """What the reading was not sure of, each with the field it is about."""
        values, notes = self._values()
        told = self.proposal
        # The last doubts are those about letters that look the same, of which the page tells with links.
        doubts = told.doubts[: len(told.doubts) - len(told.duplicates)]
        found = dict.fromkeys((*self.remarks, *told.parsed.warnings, *doubts, *told.remarks, *told.notes))
        return [Pointer(_target(field_of(words, values=values, notes=notes)), words) for words in found]

    def duplicates(self) -> tuple[SimilarLetter, ...]:
        return self.proposal.duplicates

    def _places(self) -> Places:
        """Rows of the draft stand in the order in which they were read; some of those may have been left out."""
        parsed, draft = self.proposal.parsed, self.proposal.draft
        return Places(
            addressees=_follow(
                [str(row.name or row.organization or row.title) for row in parsed.recipients],
                [{row.person.name, row.organization.name, row.office} for row in draft.addressees],
            ),
            signatures=_follow(
                [str(row.name) for row in parsed.signatories],
                [{row.person.name, row.organization.name} for row in draft.signatures],
            ),
            footnotes=_follow([str(row.number) for row in parsed.footnotes], [{row.number} for row in draft.footnotes]),
            mentions=_follow(
                [str(row.name) for row in parsed.detainees], [{row.person.name} for row in draft.mentions]
            ),
        )

    def _values(self) -> tuple[dict[str, str], dict[str, str]]:
        """The values by field that warnings quote, and the field of each note by its number."""
        draft = self.proposal.draft
        values = {name: getattr(draft, name) for name in ("subject", "salutation", "closing", "place")}
        values["issuer"] = draft.issuer.name
        rows: Mapping[str, Sequence[Any]] = {
            "addressees": draft.addressees,
            "signatures": draft.signatures,
            "mentions": draft.mentions,
        }
        for part, listed in rows.items():
            for index, row in enumerate(listed):
                for name in ("person", "organization"):
                    if party := getattr(row, name, None):
                        values[f"{part}-{index}-{name}"] = party.name
        notes = {}
        for index, note in enumerate(draft.footnotes):
            notes[note.number] = f"footnotes-{index}-text"
            for place, cited in enumerate(note.citations):
                values[f"footnotes-{index}-citations-{place}-url"] = cited.url
                values[f"footnotes-{index}-citations-{place}-title"] = cited.title
        return {name: value for name, value in values.items() if value}, notes


def _follow(read: Sequence[str], shown: Sequence[set[str]]) -> list[int | None]:
    """For each row that was read the row that shows it: the same place when none was left out, else by name."""
    if len(read) == len(shown):
        return list(range(len(read)))
    places: list[int | None] = []
    following = 0
    for name in read:
        if following < len(shown) and name in shown[following]:
            places.append(following)
            following += 1
        else:
            places.append(None)
    return places


def _target(field: str) -> str:
    return f"rows-{field}" if field in ROWS else f"id_{field}"
