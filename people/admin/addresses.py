"""Links typed as addresses: staff see and type `https://…`, the record keeps the one watched link."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from links import addresses
from links.models import Link
from people.admin.widgets import KnownRowsForm


class AddressField(forms.CharField):
    """A web address; cleans to its normalised form, and refuses with the message of `links.addresses`."""

    widget = forms.TextInput(attrs={"inputmode": "url", "class": "vURLField", "autocomplete": "off"})

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return addresses.parse(text).url
        except addresses.BadAddress as error:
            raise ValidationError(str(error), code="address") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        """An address written differently is the same address."""
        if self.disabled:
            return False
        try:
            return self.clean(initial) != self.clean(data)
        except ValidationError:
            return super().has_changed(initial, data)


class PrintedAddressField(AddressField):
    """Checks an address like any other, and keeps it as printed, with its fragment."""

    def clean(self, value: Any) -> str:
        super().clean(value)
        printed = forms.CharField.clean(self, value)
        return printed[1:-1].strip() if printed.startswith("<") and printed.endswith(">") else printed

    def has_changed(self, initial: Any, data: Any) -> bool:
        return forms.CharField.has_changed(self, initial, data)


class LinkedForm(KnownRowsForm):
    """A form of a row with a link, which is typed in `address`; `link_field` names the row's foreign key."""

    link_field = "link"
    address = AddressField(required=False, label="Web page", help_text="Its address: https://…")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        link = getattr(self.instance, self.link_field) if getattr(self.instance, f"{self.link_field}_id") else None
        if link is not None:
            self.initial.setdefault("address", link.url)

    def save(self, commit: bool = True) -> Any:
        if "address" in self.changed_data:
            address = self.cleaned_data["address"]
            setattr(self.instance, self.link_field, Link.objects.watch(address) if address else None)
        return super().save(commit)
