"""The page on which a text is pasted or a file chosen."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from intake.files import MAX_BYTES
from people.limits import MAX_LETTER_CHARACTERS

ACCEPTED = ".pdf,.docx,.md,.markdown,.txt,.html,.htm"
NOTHING = "Paste the letter's text, or choose a file."
BOTH = (
    "There is a text and a file, and only one of them can be read. Clear the text to read the file; to read the text, "
    "leave the file out, which browsers do not send twice."
)


class EnterForm(forms.Form):
    """A text or a file; what was pasted stays when something is wrong."""

    file = forms.FileField(
        required=False,
        allow_empty_file=True,
        max_length=500,
        label="A file",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text="PDF, Word (DOCX), HTML, Markdown or plain text; at most "
        f"{MAX_BYTES // (1024 * 1024)} MB and 100 pages. It becomes the letter's document.",
    )
    text = forms.CharField(
        required=False,
        label="Or its text",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "class": "letter-text", "spellcheck": "false"}),
        help_text="The whole letter with letterhead, signatures and footnotes, as it was copied.",
    )

    def clean_file(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > MAX_BYTES:
            limit = MAX_BYTES // (1024 * 1024)
            raise forms.ValidationError(
                f"The file is larger than {limit} MB. Choose a smaller copy, or paste its text."
            )
        if file is not None and not file.size:
            raise forms.ValidationError("The file is empty. Choose another, or paste the text.")
        return file

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        if len(text) > MAX_LETTER_CHARACTERS:
            raise forms.ValidationError(
                f"The text is longer than {MAX_LETTER_CHARACTERS:,} characters, so it is no letter. It still stands "
                "here: cut out the letter."
            )
        return text if text.strip() else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        if data["file"] is None and not data["text"]:
            raise forms.ValidationError(NOTHING)
        if data["file"] is not None and data["text"]:
            raise forms.ValidationError(BOTH)
        return data
