"""One row in which a source is cited: typed in full, or chosen from those already recorded."""

from typing import Any

from django import forms

from letters import archived
from letters.admin.rows import RowForm
from letters.models import Citation, Source
from letters.recording import SourceDetails, source_for
from links import addresses
from links.models import Link, Snapshot
from people.admin.addresses import AddressField, PrintedAddressField
from people.admin.printed_dates import WRITE_PARTIAL_SO, PrintedPartialDateField

DETAILS = ("title", "author", "publisher", "published_on", "kind")
NOTHING_CITED = (
    "This citation names no source. Type its address, or at least its title, or choose a source that is already "
    "recorded; or remove the row."
)


class CitationForm(RowForm):
    """A citation together with the facts of its source.

    Which source is meant: the one that stands at the typed address; else the chosen one; else a new one on paper. An
    address and a chosen source must agree, since the state shown to readers is that of the source's link. The facts
    shown with a saved citation are its source's, and changing them corrects the source for every letter citing it.
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
        super().__init__(*args, **kwargs)
        self.former: Source | None = self.instance.source if self.instance.source_id else None
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
        if data.get("archived_url") and not has_address and "url_as_printed" not in self.errors:
            self.add_error("archived_url", "Type the address of which this is a copy, too.")

    def save(self, commit: bool = True) -> Any:
        self.instance.source = self._resolved()
        if "url_as_printed" in self.changed_data:
            url = self.cleaned_data["url_as_printed"]
            self.instance.text_fragment = addresses.parse(url).text_directive if url else ""
        self._keep_copy(self.instance.source.link)
        return super().save(commit)

    def _resolved(self) -> Source:
        typed = {name: self.cleaned_data.get(name) or "" for name in DETAILS}
        typed["kind"] = typed["kind"] or Source.Kind.WEBPAGE
        if self.chosen is None:
            return self._at_address(SourceDetails(**typed))
        changed = {name: value for name, value in typed.items() if name in self.changed_data}
        if self.chosen != self.former:
            # What is recorded of a source that was chosen stands; the row only fills its gaps.
            changed = {name: value for name, value in changed.items() if value and not getattr(self.chosen, name)}
        if "title" in changed and not changed["title"]:
            changed["title"] = self.address
        return _updated(self.chosen, changed)

    def _at_address(self, details: SourceDetails) -> Source:
        on_paper = self.former is not None and self.former.link_id is None
        if on_paper and self.address and not Source.objects.filter(link__url=self.address).exists():
            assert self.former is not None
            given = {name: value for name in DETAILS if (value := getattr(details, name))}
            return _updated(self.former, {**given, "link": Link.objects.watch(self.address)})
        return source_for(url=self.cleaned_data.get("url_as_printed", ""), details=details)

    def _keep_copy(self, link: Link | None) -> None:
        copy = self.cleaned_data.get("archived_url")
        if not copy or link is None:
            return
        address = addresses.parse(copy)
        Snapshot.objects.get_or_create(
            link=link,
            url=address.url,
            defaults={
                "service": archived.service_of(address),
                "captured_at": archived.captured_at(address),
                "found": Snapshot.Found.PRINTED,
            },
        )


def _address_of(source: Source) -> str:
    return source.link.url if source.link is not None else ""


def _updated(source: Source, changes: dict[str, Any]) -> Source:
    if changes:
        for name, value in changes.items():
            setattr(source, name, value)
        source.save(update_fields=[*changes, "updated_at"])
    return source
