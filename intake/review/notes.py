"""Footnotes and, inside each, the sources it cites, as rows of the review page."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms

from intake.drafts import DraftCitation, DraftFootnote
from intake.review.rows import RowForm, Rows, rows_of, typed
from letters.models import Citation, Footnote, Source
from people.admin.addresses import AddressField, PrintedAddressField
from people.admin.printed_dates import PrintedPartialDateField

# `3`, or `3.2` for the second source of note 3.
_EARLIER = re.compile(r"([\w*†‡§]{1,8})(?:\.(\d{1,3}))?")
_DETAILS = ("title", "author", "publisher", "published", "url", "archive_url")
# How wide a field stands on the page.
_PLACES = {
    "url": "wide",
    "title": "wide",
    "quote": "wide",
    "published": "short",
    "pinpoint": "short",
    "same_as": "short",
}
NOTHING_CITED = (
    "This row names no source. Type its address, or at least its title, or the note that cites the same source; or "
    "remove the row."
)


class CitationRow(RowForm):
    """One source as one note cites it: in full, or as that of an earlier note."""

    title = "source"
    telling = (*_DETAILS, "quote", "pinpoint", "same_as")
    layout = ("same_as", "url", "title", "author", "publisher", "published", "pinpoint", "quote", "archive_url")
    seldom: tuple[str, ...] = ("same_as", "pinpoint", "quote", "archive_url")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {
            "url": PrintedAddressField(required=False, label="Address as printed"),
            "title": typed(Source, "title"),
            "author": typed(Source, "author"),
            "publisher": typed(Source, "publisher"),
            "published": PrintedPartialDateField(required=False, label="Published on"),
            "quote": typed(
                Citation, "quote", label="Quoted passage", widget=forms.Textarea(attrs={"rows": 2}), help_text=""
            ),
            "pinpoint": typed(Citation, "pinpoint", label="Where in it", help_text=""),
            "archive_url": AddressField(required=False, label="Archived copy"),
            "same_as": forms.CharField(required=False, max_length=12, label="Same source as note"),
        }

        if self["same_as"].value():
            # Such a row needs nothing else: the source is described where it is cited first.
            self.seldom = (*_DETAILS, "quote")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        if data["same_as"]:
            self._check_sameness(data)
        elif not data["url"] and not data["title"]:
            self.add_error("url", NOTHING_CITED)
        elif data["archive_url"] and not data["url"]:
            self.add_error("archive_url", "Type the address of which this is a copy, too.")
        return data

    def _check_sameness(self, data: dict[str, Any]) -> None:
        if not _EARLIER.fullmatch(data["same_as"]):
            self.add_error("same_as", "Write the number of the earlier note: 3, or 3.2 for the second source in it.")
        elif any(data[name] for name in _DETAILS):
            filled = ", ".join(str(self[name].label) for name in _DETAILS if data[name])
            words = f"A source of its own is typed here, too ({filled}). Clear that, or clear the number."
            self.add_error("same_as", words)

    def draft(self, same_as: tuple[int, int] | None) -> DraftCitation:
        data = self.cleaned_data
        plain = {name: data[name] for name in (*_DETAILS, "quote", "pinpoint")}
        return DraftCitation(**plain, same_as=same_as)


Citations = rows_of(CitationRow)


class FootnoteRow(RowForm):
    """A note, with the rows of its citations in `citations`."""

    title = "Footnote"
    telling = ("number", "text")

    def __init__(self, *args: Any, cited: Sequence[Mapping[str, Any]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {
            "number": typed(Footnote, "number", label="Mark", widget=forms.TextInput(attrs={"size": 4}), help_text=""),
            "text": typed(Footnote, "text", widget=forms.Textarea(attrs={"rows": 3}), help_text=""),
        }
        prefix = f"{self.prefix}-citations"
        self.citations = (
            Citations(self.data, prefix=prefix) if self.is_bound else Citations(initial=cited, prefix=prefix)
        )

    def has_changed(self) -> bool:
        return super().has_changed() or bool(self.citations.kept())

    def is_valid(self) -> bool:
        own = super().is_valid()
        return self.citations.is_valid() and own

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("number") and "number" not in self.errors:
            self.add_error("number", "Type the note's mark as it stands in the text: 1, iv or *.")
        return data

    @property
    def called(self) -> str:
        """By the mark that is printed."""
        mark = str(self["number"].value() or "").strip()
        return f"{self.title} {mark}" if mark else super().called

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        for target, words in self.citations.problems():
            yield target, f"{self.called}, {words}"


class FootnoteRows(Rows):
    """The notes, in which each mark stands once and sources of earlier notes can be meant."""

    def __init__(self, *args: Any, cited: Sequence[Sequence[Mapping[str, Any]]] = (), **kwargs: Any) -> None:
        self._cited = cited
        super().__init__(*args, **kwargs)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        cited = self._cited[index] if index is not None and index < len(self._cited) else ()
        return {**super().get_form_kwargs(index), "cited": cited}

    def clean(self) -> None:
        super().clean()
        positions: dict[str, int] = {}
        for position, form in enumerate(self.kept()):
            number = form.cleaned_data.get("number") if hasattr(form, "cleaned_data") else None
            if number and number in positions:
                form.add_error("number", f"Another note above is numbered {number}, too. Give each its own mark.")
            elif number:
                positions[number] = position
        self._resolve(positions)

    def _resolve(self, positions: Mapping[str, int]) -> None:
        """Finds the earlier citation that each `same_as` means."""
        self._meant: dict[str, tuple[int, int]] = {}
        notes = self.kept()
        for position, note in enumerate(notes):
            for place, row in enumerate(note.citations.kept()):
                if not row.is_valid() or not row.cleaned_data["same_as"]:
                    continue
                found = _EARLIER.fullmatch(row.cleaned_data["same_as"])
                assert found is not None
                number, index = found[1], int(found[2] or 1) - 1
                where = positions.get(number)
                if where is None or (where, index) >= (position, place) or index < 0:
                    row.add_error("same_as", f"No note {number} stands before this one with a source of its own.")
                elif index >= len(notes[where].citations.kept()):
                    row.add_error("same_as", f"Note {number} does not cite so many sources.")
                else:
                    self._meant[row.prefix or ""] = (where, index)

    def draft(self) -> tuple[DraftFootnote, ...]:
        return tuple(
            DraftFootnote(
                number=form.cleaned_data["number"],
                text=form.cleaned_data["text"].replace("\r\n", "\n"),
                citations=tuple(row.draft(self._meant.get(row.prefix)) for row in form.citations.kept()),
            )
            for form in self.kept()
        )


Footnotes = rows_of(FootnoteRow, FootnoteRows)
