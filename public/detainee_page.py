"""What the line of time on a detainee's page joins: public events and letters. No queries of its own."""

from collections.abc import Iterable, Iterator, Sequence

from letters.models import Mention
from people.disclosure import PublicDetention
from public.timeline import Moment, Span

# The newest letters of somebody whom thousands name; all of them stand in the list below.
LETTERS_DRAWN = 60


def moments(detentions: Iterable[PublicDetention], mentions: Iterable[Mention]) -> Iterator[Moment]:
    """Events that were opened, the day of each detention that no event tells of, and letters."""
    for facts in detentions:
        told = {event.date for event in facts.events}
        if facts.detained_on and facts.detained_on not in told:
            yield Moment(facts.detained_on, "detained", facts.country, facts)
        for event in facts.events:
            yield Moment(event.date, "event", event.kind, event)
    for mention in mentions:
        yield Moment(mention.letter.date.isoformat(), "letter", mention.letter.subject, mention)


def spans(detentions: Sequence[PublicDetention]) -> list[Span]:
    """When the person was held: until today while they are, until the last known day otherwise."""
    return [
        Span(facts.detained_on, "" if facts.is_held else _end(facts))
        for facts in detentions
        if facts.detained_on and (facts.is_held or _end(facts))
    ]


def _end(facts: PublicDetention) -> str:
    """The last day that is told of a detention that holds nobody any more."""
    return max([facts.status_as_of, *(event.date for event in facts.events)], default="")
