"""A letter in a list, and a letter whole: what the letter's page says, for programs.

They read rows already read (`letters.reading.for_list`, `public.api.rows.whole_letters`), and ask for nothing more.
"""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from letters.models import Addressee, Ask, Citation, Letter, Reply, Signature
from letters.reading import MENTIONS_IN_A_LIST
from links.vocabulary import PassageResult
from people.models import Office
from people.models.office import office_on
from public.api.shapes.basics import Address, Body, PartialDate, Who
from public.api.shapes.sources import Archived, Watched
from public.letter_page import capture_of
from public.wording import live_address


class _Letter(serializers.Serializer):
    id = serializers.CharField(source="slug", help_text="Permanent; the last part of the letter's addresses.")
    url = Address("letter", help_text="The letter's page, for people; permanent.")
    api_url = Address("api-letter", help_text="The whole letter.")
    date = serializers.DateField(help_text="The date printed on the letter.")
    place = serializers.CharField()
    kind = serializers.ChoiceField(choices=Letter.Kind.choices)
    language = serializers.CharField(help_text="BCP 47 tag of the language it is written in.")
    subject = serializers.CharField()
    summary = serializers.CharField(help_text="In two or three sentences, by our staff; may be empty.")
    issuer = Body(help_text="The body on the letterhead.")
    published_at = serializers.DateTimeField(help_text="When it became public here.")
    is_sample = serializers.BooleanField(help_text="Whether it is an invented letter that shows what this site does.")


class FirstNamed(serializers.Serializer):
    """A detainee whom a letter names."""

    id = serializers.CharField(source="person.slug", help_text="Permanent.")
    name = serializers.CharField(source="person.name")


class LetterInList(_Letter):
    """A letter, without its text and notes."""

    detainees = FirstNamed(
        source="first_mentions",
        many=True,
        help_text=f"On whose behalf it is written: the first {MENTIONS_IN_A_LIST} named. The whole letter names all.",
    )
    detainee_count = serializers.IntegerField(source="mention_count", help_text="How many detainees it names.")


class _Party(serializers.Serializer):
    person = Who(allow_null=True)
    organization = Body(allow_null=True)


class SignedBy(_Party):
    """One line of the signature block: a person (maybe for an organization), or an organization alone."""

    office_as_printed = serializers.CharField()
    office = serializers.SerializerMethodField(help_text="The office held on the letter's date, as far as is known.")
    party = serializers.SerializerMethodField(help_text="The party on that date; may be empty.")
    area = serializers.SerializerMethodField(help_text="The state or district on that date; may be empty.")
    is_lead = serializers.BooleanField(help_text="Whether this is one of those who led the letter.")

    def get_office(self, signature: Signature) -> str:
        return getattr(_office(signature), "title", "")

    def get_party(self, signature: Signature) -> str:
        return getattr(_office(signature), "party", "")

    def get_area(self, signature: Signature) -> str:
        return getattr(_office(signature), "area", "")


def _office(signature: Signature) -> Office | None:
    return office_on(signature.person.offices.all(), signature.letter.date) if signature.person else None


class AddressedTo(_Party):
    """To whom the letter is written, or who got a copy."""

    role = serializers.ChoiceField(choices=Addressee.Role.choices)
    honorific_as_printed = serializers.CharField()
    office_as_printed = serializers.CharField()
    address_as_printed = serializers.CharField()


class Named(FirstNamed):
    """A detainee whom the letter names."""

    description = serializers.CharField(help_text="The letter's own words; may be empty.")
    api_url = Address("api-detainee", "person.slug", help_text="What may be told of the person's detention.")


class CitedSource(serializers.Serializer):
    """A source as one note cites it."""

    id = serializers.IntegerField(source="source_id", help_text="The source's id.")
    url = Address("source", "source_id", help_text="The source's page, for people.")
    api_url = Address("api-source", "source_id")
    title = serializers.CharField(source="source.title")
    author = serializers.CharField(source="source.author")
    publisher = serializers.CharField(source="source.publisher")
    published_on = PartialDate(source="source.published_on")
    url_as_printed = serializers.CharField(help_text="The address as the letter prints it; may be empty.")
    live_url = serializers.SerializerMethodField(
        help_text="Where the source is to be read now; empty for one that is only on paper."
    )
    pinpoint = serializers.CharField()
    quote = serializers.CharField(help_text="The source's words that the letter quotes.")
    passage = serializers.ChoiceField(
        source="passage.result",
        default=PassageResult.NOT_ASKED,
        choices=PassageResult.choices,
        help_text="Whether the words that the letter relies on stand on the page.",
    )
    link = Watched(source="source.link", allow_null=True, help_text="Null for a source that is only on paper.")
    archived = serializers.SerializerMethodField(help_text="The copy nearest to the letter's date that is known.")

    def get_live_url(self, citation: Citation) -> str:
        return live_address(citation)

    @extend_schema_field(Archived(allow_null=True))
    def get_archived(self, citation: Citation) -> dict[str, Any] | None:
        copy = capture_of(citation, citation.source.link, citation.footnote.letter.date)
        return _ARCHIVED.to_representation(copy) if copy else None


class Note(serializers.Serializer):
    """A footnote; its mark stands in the body as `[^number]`."""

    number = serializers.CharField()
    text = serializers.CharField(help_text="Markdown.")
    citations = CitedSource(many=True)


class Asked(serializers.Serializer):
    """One thing that the letter asks for."""

    text = serializers.CharField()
    kind = serializers.ChoiceField(choices=Ask.Kind.choices)
    due_on = serializers.DateField(allow_null=True)
    outcome = serializers.ChoiceField(choices=Ask.Outcome.choices)
    outcome_on = serializers.DateField(allow_null=True)
    outcome_note = serializers.CharField()
    is_overdue = serializers.SerializerMethodField(help_text="Open, and its day has passed.")

    def get_is_overdue(self, ask: Ask) -> bool:
        return ask.is_overdue(timezone.localdate())


class Answer(serializers.Serializer):
    """A reply that the letter got and that was opened to the public."""

    date = serializers.DateField()
    replied_by = serializers.SerializerMethodField(help_text="Which addressee answered; empty when not known.")
    summary = serializers.CharField()
    text = serializers.CharField(help_text="The full text; may be empty.")

    def get_replied_by(self, reply: Reply) -> str:
        return str(reply.addressee or "")


# Made once: making them costs more than using them.
_ARCHIVED, _ANSWER = Archived(), Answer()


class WholeLetter(_Letter):
    """A letter with its text, everybody it names, its notes with their sources, what it asks, and what came of it."""

    salutation = serializers.CharField()
    body = serializers.CharField(help_text="Markdown; `[^1]` is the mark of note 1. Empty when there is only a file.")
    closing = serializers.CharField()
    original_url = serializers.CharField(help_text="Where the issuing body published it; may be empty.")
    document_url = serializers.SerializerMethodField(help_text="The letter as a file; null when there is none.")
    follows = serializers.SerializerMethodField(help_text="The id of the letter that it follows up, or null.")
    signatures = SignedBy(many=True)
    addressees = AddressedTo(many=True)
    detainees = Named(many=True, source="mentions")
    notes = Note(many=True, source="footnotes")
    asks = Asked(many=True)
    replies = serializers.SerializerMethodField(help_text="Those that were opened to the public.")

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_document_url(self, letter: Letter) -> str | None:
        return Address("letter-document").to_representation(letter) if letter.document else None

    def get_follows(self, letter: Letter) -> str | None:
        before = letter.follows
        return before.slug if before is not None and before.is_published else None

    @extend_schema_field(Answer(many=True))
    def get_replies(self, letter: Letter) -> list[dict[str, Any]]:
        return [_ANSWER.to_representation(reply) for reply in letter.replies.all() if reply.is_public]
