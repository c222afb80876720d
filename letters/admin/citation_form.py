"""One row in which a source is cited: typed in full, or chosen from those already recorded."""

from typing import Any

from django import forms

from letters.admin.rows import RowForm
from letters.models import Citation, Footnote, Source
from letters.recording import SourceDetails, fill_gaps, is_public, printed_copy, source_for
from links import addresses
from links.models import Link
from people.admin.addresses import AddressField, PrintedAddressField
from people.admin.printed_dates import WRITE_PARTIAL_SO, PrintedPartialDateField

DETAILS = ("title", "author", "publisher", "published_on", "kind")
NOTHING_CITED = (
    "This citation names no source. Type its address, or at least its title, or choose a source that is already "
    "recorded; or remove the row."
)

CORRECT_IT_THERE = (
    "A published letter cites this source, too, so it is not corrected from a draft. Recorded is: {}. Put that back "
    "here, and make the correction on the page of the source itself; or cite another source."
)


class CitationForm(RowForm):
    """A citation together with the facts of its source.

    Which source is meant: the one that stands at the typed address; else the chosen one; else a new one on paper. An
    address and a chosen source must agree, since the state shown to readers is that of the source's link. The facts
    shown with a saved citation are its source's, and changing them corrects the source for every letter citing it.

    What a draft says must not become public through a source that a published letter shows. Of such a source a row
    changes nothing: it fills no gaps, and facts corrected on it are refused with what was typed kept, unless the user
    may publish (`may_correct_public`). A source on paper gets a typed address only while no other letter cites it;
    else the address makes a source of its own.
    """

    url_as_printed = PrintedAddressField(
        required=False, label="Address as printed", help_text="https://… with everything behind #, if printed."
    )
    title = forms.CharField(max_length=500, required=False)
    author = forms.CharField(max_length=250, required=False)
    publisher = forms.CharField(max_length=250, required=False)
    published_on = PrintedPartialDateField(
        required=False, label="Published on", help_text=WRITE_PARTIAL_SO.removeprefix("Write the date as ")
    )
    kind = forms.ChoiceField(choices=Source.Kind.choices, initial=Source.Kind.WEBPAGE, required=False)
    archived_url = AddressField(
        required=False,
        label="Archived copy",
        help_text="The address of a copy, if one is printed behind the source: https://perma.cc/…",
    )

    class Meta:
        model = Citation
        fields = ["order", "source", "url_as_printed", "pinpoint", "quote"]
        widgets = {"quote": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.may_correct_public: bool = kwargs.pop("may_correct_public", False)
        super().__init__(*args, **kwargs)
        self.former: Source | None = self.instance.source if self.instance.source_id else None
        if self.instance.snapshot_id:
            self.initial.setdefault("archived_url", self.instance.snapshot.url)
        if self.former is not None:
            for name in DETAILS:
                self.initial.setdefault(name, getattr(self.former, name))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        chosen = data.get("source")
        if chosen is None and self.former is not None:
            # The row keeps its source until it is saved with another one: it is drawn again when something is wrong.
            data["source"] = self.former
        self.chosen: Source | None = chosen
        self.address = ""
        if {"url_as_printed", "source"} & self.errors.keys():
            return data
        url = data.get("url_as_printed", "")
        self.address = addresses.parse(url).url if url else ""
        if chosen is None and not url and not data.get("title"):
            self.add_error("url_as_printed", NOTHING_CITED)
        if chosen is not None and self.address and self.address != _address_of(chosen):
            self._settle_disagreement(chosen)
        self._check_details(data)
        return data

    def _settle_disagreement(self, chosen: Source) -> None:
        """The typed address is not the chosen source's. A corrected address means its own source; the rest is asked."""
        address_changed = "url_as_printed" in self.changed_data
        if chosen == self.former and not address_changed:
            return  # recorded so before, for example since the source moved to a successor site
        if chosen == self.former:
            self.chosen = None
            return
        where = _address_of(chosen)
        stands = f"stands at {where}" if where else "is recorded without an address"
        self.add_error(
            "url_as_printed",
            f"The chosen source {stands}, not at this address. Clear the address to cite the chosen source; or clear "
            "the choice to record this address.",
        )

    def _check_details(self, data: dict[str, Any]) -> None:
        is_kept = self.chosen is not None and self.chosen == self.former
        if is_kept and data.get("title") == "" and not self.address:
            self.add_error("title", "A source needs a title.")
        has_address = self.address or (self.chosen is not None and self.chosen.link_id)
        # A copy that is known already waits for its source to get an address again (`settle_citation`).
        is_new = not is_kept or "archived_url" in self.changed_data
        if data.get("archived_url") and is_new and not has_address and "url_as_printed" not in self.errors:
            self.add_error("archived_url", "Type the address of which this is a copy, too.")
        if is_kept:
            self._guard_public()

    def _guard_public(self) -> None:
        assert self.former is not None
        typed = [name for name in DETAILS if name in self.changed_data and name not in self.errors]
        if not typed or self.may_correct_public or not is_public(self.former):
            return
        for name in typed:
            recorded = self.former.get_kind_display() if name == "kind" else getattr(self.former, name)
            self.add_error(name, CORRECT_IT_THERE.format(f"“{recorded}”" if recorded else "empty"))

    def save(self, commit: bool = True) -> Any:
        self.instance.source = self._resolved()
        if "url_as_printed" in self.changed_data:
            url = self.cleaned_data["url_as_printed"]
            self.instance.text_fragment = addresses.parse(url).text_directive if url else ""
        self._cite_copy(self.instance.source.link)
        return super().save(commit)

    def _resolved(self) -> Source:
        typed = {name: self.cleaned_data.get(name) or "" for name in DETAILS}
        typed["kind"] = typed["kind"] or Source.Kind.WEBPAGE
        if self.chosen is None:
            return self._at_address(SourceDetails(**typed))
        changed = {name: value for name, value in typed.items() if name in self.changed_data}
        if self.chosen != self.former:
            # What is recorded of a source that was chosen stands; the row only fills its gaps.
            fill_gaps(self.chosen, changed)
            return self.chosen
        if "title" in changed and not changed["title"]:
            changed["title"] = self.address
        return _updated(self.chosen, changed)

    def _at_address(self, details: SourceDetails) -> Source:
        on_paper = self.former is not None and self.former.link_id is None and not self._is_shared(self.former)
        if on_paper and self.address and not Source.objects.filter(link__url=self.address).exists():
            assert self.former is not None
            given = {name: value for name in DETAILS if (value := getattr(details, name))}
            return _updated(self.former, {**given, "link": Link.objects.watch(self.address)})
        return source_for(url=self.cleaned_data.get("url_as_printed", ""), details=details)

    def _is_shared(self, source: Source) -> bool:
        """Whether another letter cites it, published or not: what one letter types must not change another."""
        # Asked of the record: the row may have been dragged to a note that is not saved yet.
        own_letter = Footnote.objects.filter(citations=self.instance.pk).values("letter")
        return source.citations.exclude(footnote__letter__in=own_letter).exists()

    def _cite_copy(self, link: Link | None) -> None:
        """The copy in the row is this citation's; one that it printed before is dropped when the letter is saved."""
        if "archived_url" in self.changed_data:
            copy = self.cleaned_data["archived_url"]
            self.instance.snapshot = printed_copy(link, copy) if copy and link is not None else None


def _address_of(source: Source) -> str:
    return source.link.url if source.link is not None else ""


def _updated(source: Source, changes: dict[str, Any]) -> Source:
    if changes:
        for name, value in changes.items():
            setattr(source, name, value)
        source.save(update_fields=[*changes, "updated_at"])
    return source
