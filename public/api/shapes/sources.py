"""A source, the state of its address, and its archived copies."""

from typing import Any

from rest_framework import serializers

from letters.models import Source
from links.models import Snapshot
from links.vocabulary import Outcome, State
from public.api.shapes.basics import Address, PartialDate


class Watched(serializers.Serializer):
    """A watched address, and what checks of it saw."""

    url = serializers.CharField(help_text="The address, without the part behind #.")
    state = serializers.ChoiceField(
        choices=State.choices,
        help_text="`dead` takes three failures over at least six days. `unverifiable` is not dead: the site does not "
        "let our checker read the page, and a reader may well be able to.",
    )
    outcome = serializers.ChoiceField(
        choices=Outcome.choices, allow_blank=True, help_text="What the last check saw; empty before it."
    )
    last_checked_at = serializers.DateTimeField(allow_null=True)
    last_ok_at = serializers.DateTimeField(allow_null=True, help_text="When the page was last read.")
    failing_since = serializers.DateTimeField(allow_null=True)
    moved_to = serializers.SerializerMethodField(help_text="For a page that has moved, where it is now; else empty.")

    def get_moved_to(self, link: Any) -> str:
        return link.final_url if link.state == State.MOVED else ""


class Archived(serializers.Serializer):
    """An archive's copy of a page."""

    url = serializers.CharField()
    service = serializers.ChoiceField(choices=Snapshot.Service.choices)
    captured_at = serializers.DateTimeField(allow_null=True, help_text="When the archive read the page, if it says so.")


class SourceInList(serializers.Serializer):
    """A source that letters cite."""

    id = serializers.IntegerField(source="pk", help_text="Permanent; the last part of the source's addresses.")
    url = Address("source", "pk", help_text="The source's page, for people; permanent.")
    api_url = Address("api-source", "pk", help_text="The source with its copies, its history and who cites it.")
    title = serializers.CharField()
    author = serializers.CharField()
    publisher = serializers.CharField()
    published_on = PartialDate()
    kind = serializers.ChoiceField(choices=Source.Kind.choices)
    link = Watched(allow_null=True, help_text="Null for a source that is only on paper.")
    letter_count = serializers.IntegerField(source="citing_count", help_text="How many letters cite it.")
    is_sample = serializers.BooleanField(help_text="Whether it is an invented source of a sample letter.")


class Change(serializers.Serializer):
    """The day on which a source's state changed."""

    changed_at = serializers.DateTimeField()
    from_state = serializers.ChoiceField(choices=State.choices)
    to_state = serializers.ChoiceField(choices=State.choices)


class CitedBy(serializers.Serializer):
    """Where a letter cites the source."""

    letter = serializers.CharField(source="footnote.letter.slug", help_text="The letter's id.")
    letter_url = Address("api-letter", "footnote.letter.slug")
    date = serializers.DateField(source="footnote.letter.date")
    subject = serializers.CharField(source="footnote.letter.subject")
    note = serializers.CharField(source="footnote.number")
    pinpoint = serializers.CharField()
    quote = serializers.CharField()


class WholeSource(SourceInList):
    """A source with its archived copies, how its state changed since a letter cites it, and where letters cite it."""

    copies = Archived(many=True, help_text="The latest copies known, at most 20.")
    changes = Change(many=True, help_text="The latest changes, at most 20.")
    citations = CitedBy(
        many=True, source="citing", help_text="Of the newest letters first, at most 100; `letter_count` says how many."
    )
