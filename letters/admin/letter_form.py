from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from letters.models import Letter
from people.admin.addresses import PrintedAddressField
from people.admin.printed_dates import WRITE_IT_SO
from people.admin.widgets import SluggedForm
from people.limits import MAX_LETTER_CHARACTERS


class LetterForm(SluggedForm):
    """The letter's own fields. What is refused stays in the form as it was typed."""

    original_url = PrintedAddressField(
        required=False, label="Address of the original", help_text="Where the issuing body published it."
    )

    class Meta:
        model = Letter
        exclude: list[str] = []
        error_messages = {
            "date": {"required": f"The date printed on the letter is missing. {WRITE_IT_SO}"},
            "body": {
                "max_length": f"The text is longer than {MAX_LETTER_CHARACTERS:,} characters, so the letter was not "
                "saved. It still stands below: shorten it, or attach the original as the document."
            },
            "slug": {"unique": "Another letter has this slug. Change it, or leave it empty to have one made."},
        }
        widgets = {
            "body": forms.Textarea(attrs={"rows": 24, "class": "letter-text"}),
            "summary": forms.Textarea(attrs={"rows": 3}),
            "internal_note": forms.Textarea(attrs={"rows": 3}),
        }

    def clean_follows(self) -> Letter | None:
        earlier = self.cleaned_data["follows"]
        if earlier is not None and earlier.pk == self.instance.pk:
            raise ValidationError("A letter cannot follow itself. Choose the earlier letter, or none.")
        return earlier

    def _get_validation_exclusions(self) -> Any:
        """A document that is kept was checked when it came, and its file need not be read again to fix a typo."""
        exclude = super()._get_validation_exclusions()
        if "document" not in self.changed_data:
            exclude.add("document")
        return exclude
