"""The letter's own fields and its parties, as rows of the review page; each says what it makes of a draft."""

from typing import Any

from django import forms

from intake.drafts import DraftAddressee, DraftMention, DraftSignature, Party
from intake.review.parties import PartyForm, party_fields
from intake.review.rows import Rows, rows_of, typed
from letters.models import Addressee, Letter, Mention
from people.admin.printed_dates import WRITE_IT_SO, PrintedDateField
from people.limits import MAX_LETTER_CHARACTERS

# As `intake.proposing.parties` marks a detainee who has the name of somebody who signs.
NOT_A_SIGNATORY = -1


def _text(rows: int, **attrs: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


class LetterFields(PartyForm):
    """The letterhead and the text."""

    parties = {"issuer": "organization"}
    telling = ("date", "body", "subject")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        help_text = "Write [^1] where the mark of footnote 1 stands."
        too_long = (
            f"The text is longer than {MAX_LETTER_CHARACTERS:,} characters. It still stands here: shorten it, or "
            "attach the original to the letter as its document."
        )
        self.fields |= {
            **party_fields("issuer", "organization", "Issuing body"),
            "date": PrintedDateField(
                label="Date",
                error_messages={"required": f"The date printed on the letter is missing. {WRITE_IT_SO}"},
                widget=forms.TextInput(attrs={"size": 18}),
            ),
            "place": typed(Letter, "place"),
            "subject": typed(
                Letter,
                "subject",
                required=True,
                error_messages={"required": "Say in one line what the letter is about."},
            ),
            "kind": typed(Letter, "kind", required=True),
            "language": typed(Letter, "language", required=True),
            "salutation": typed(Letter, "salutation"),
            "body": typed(
                Letter, "body", widget=_text(18), help_text=help_text, error_messages={"max_length": too_long}
            ),
            "closing": typed(Letter, "closing"),
            "internal_note": typed(Letter, "internal_note", widget=_text(2)),
        }
        for name, field in self.fields.items():
            if name in {"place", "subject", "salutation", "closing"}:
                field.help_text = ""
            field.widget.attrs.setdefault("autocomplete", "off")

    def has_changed(self) -> bool:
        return True

    def _where(self, field: str) -> str:
        name = field.removesuffix("_who").removesuffix("_other")
        return str(self.fields[name].label or name.capitalize()) if name in self.fields else "Letterhead"

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.party("issuer") and not {"issuer", "issuer_who", "issuer_other"} & self.errors.keys():
            self.add_error("issuer", "Which body issued the letter? Type its name, or choose it from the record.")
        return data


class AddresseeRow(PartyForm):
    title = "Addressee"
    parties = {"person": "person", "organization": "organization"}
    telling = ("person", "person_other", "honorific", "office", "organization", "organization_other", "address")
    telling_apart = {"title": "office"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {
            "honorific": typed(Addressee, "honorific_as_printed", label="Honorific", help_text=""),
            **party_fields("person", "person", "Name"),
            "office": typed(Addressee, "office_as_printed", label="Office", help_text=""),
            **party_fields("organization", "organization", "Organization"),
            "address": typed(Addressee, "address_as_printed", label="Postal address", widget=_text(2)),
            "is_copy": forms.BooleanField(required=False, label="gets a copy"),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not self.party("person") and not self.party("organization"):
            self.add_error("person", "Type the name of a person or of an organization, or remove the row.")
        return data

    def draft(self) -> DraftAddressee:
        data = self.cleaned_data
        return DraftAddressee(
            person=self.party("person"),
            organization=self.party("organization"),
            honorific=data["honorific"],
            office=data["office"],
            address=data["address"].replace("\r\n", "\n"),
            is_copy=data["is_copy"],
        )


class SignatureRow(PartyForm):
    title = "Signatory"
    parties = {"person": "person", "organization": "organization"}
    telling = ("person", "person_other", "office", "organization", "organization_other")
    seldom = ("organization", "party", "area")
    telling_apart = {"title": "office", "area": "area", "party": "party"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {
            **party_fields("person", "person", "Name"),
            "office": forms.CharField(required=False, max_length=250, label="Office"),
            **party_fields("organization", "organization", "Organization"),
            "party": forms.CharField(required=False, max_length=100, label="Party"),
            "area": forms.CharField(required=False, max_length=100, label="State or district"),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not self.party("person") and not self.party("organization"):
            self.add_error("person", "Type the name of a person or of an organization, or remove the row.")
        return data

    def draft(self) -> DraftSignature:
        data = self.cleaned_data
        return DraftSignature(
            person=self.party("person"),
            organization=self.party("organization"),
            office=data["office"],
            party=data["party"],
            area=data["area"],
        )


class MentionRow(PartyForm):
    """Somebody of whom the letter may speak as held. Only rows that a person ticked become part of the letter."""

    title = "Detainee"
    parties = {"person": "person"}
    telling = ("person", "person_other", "description")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {
            "take": forms.BooleanField(required=False, label="is a detainee of this letter"),
            **party_fields("person", "person", "Name"),
            "description": typed(Mention, "description", label="How described", help_text=""),
        }

    @property
    def is_taken(self) -> bool:
        return self.is_bound and bool(self.data.get(self.add_prefix("take")))

    def has_changed(self) -> bool:
        """A suggestion that nobody ticked is nobody's decision, and nothing in it need be answered."""
        return self.is_taken

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not self.party("person"):
            self.add_error("person", "Type the detainee's name, or untick the row.")
        return data

    def _new(self, printed: str, namesake: int | None) -> Party:
        """That a prisoner and a new signatory share a name does not make them one person."""
        return Party(name=printed, namesake=namesake or NOT_A_SIGNATORY)

    def draft(self) -> DraftMention:
        return DraftMention(person=self.party("person"), description=self.cleaned_data["description"])


class PartyRows(Rows):
    """Rows in which nobody may stand twice."""

    twice = ""

    def clean(self) -> None:
        super().clean()
        seen: dict[object, Any] = {}
        for form in self.kept():
            if not form.is_valid():
                continue
            if (who := self.identity(form)) is None:
                continue
            if who in seen:
                form.add_error("person", self.twice.format(who=_words(form)))
            seen[who] = form

    def identity(self, form: Any) -> object | None:
        """What makes two rows the same for the record; None when nothing can."""
        return _identity(form.party("person"))


class SignatureRows(PartyRows):
    twice = "{who} signs twice. Remove one of the rows, or say that somebody else is meant."

    def identity(self, form: Any) -> object | None:
        person = form.party("person")
        if person:
            return _identity(person)
        body = _identity(form.party("organization"))
        return None if body is None else ("body", body)


class MentionRows(PartyRows):
    twice = "{who} is named twice. Untick one of the rows, or say that somebody else is meant."


def _identity(party: Party) -> object | None:
    """A draft means one person by equal values (`intake.drafts.Party`), be they on record or new."""
    if party.known is not None:
        return party.known
    return (party.name, party.namesake) if party else None


def _words(form: Any) -> str:
    return form.party("person").name or form.party("organization").name or "This signatory"


Addressees = rows_of(AddresseeRow)
Signatures = rows_of(SignatureRow, SignatureRows)
Mentions = rows_of(MentionRow, MentionRows)
