"""What one sentence says: whom it surely speaks of as held, whom it likely does, who is free or dead in it. Pure."""

from dataclasses import dataclass, field
from itertools import accumulate

from intake.held.events import Event, Kind, events, speaks_of_held
from intake.held.groups import Grouping, Member
from intake.held.lists import wordset
from intake.held.parts import Parts
from intake.held.patients import Patients
from intake.held.subjects import Pronoun, pronoun
from intake.held.tokens import Mark, Token


@dataclass(slots=True)
class Saying:
    # One person may be named more than once.
    held: list[Member] = field(default_factory=list)
    likely: list[Member] = field(default_factory=list)
    dead: list[Member] = field(default_factory=list)
    free: list[Member] = field(default_factory=list)
    pronouns: list[Pronoun] = field(default_factory=list)
    # Whether it has any word of being held.
    speaks: bool = False
    # It leaves out of whom it speaks: “Arrested in May; nine years.”
    is_elliptic: bool = False


# What most sentences say; shared, and never changed.
NOTHING_SAID = Saying()


def what_is_said(tokens: list[Token], grouping: Grouping) -> Saying:
    found = events(tokens)
    if not found and not grouping.groups:
        return NOTHING_SAID
    said = Saying()
    patients = Patients(tokens, grouping)
    said.held += patients.described()
    for event in found:
        patient = patients.of(event)
        if not speaks_of_held(event):
            (said.free if event.kind is Kind.FREE else said.dead).extend(patient.members)
            continue
        said.held += patient.members
        if patient and event.kind in (Kind.DONE, Kind.SUFFERS):
            said.held += patients.together(event.end)
        if patient.pronoun:
            said.pronouns.append(patient.pronoun)
    about = [event for event in found if speaks_of_held(event)]
    said.speaks = bool(about or said.held)
    if about:
        _weigh(said, tokens, grouping, about)
    return said


def _weigh(said: Saying, tokens: list[Token], grouping: Grouping, about: list[Event]) -> None:
    """What is likely, where the sentence speaks of those who are held, not of those who answer for it."""
    if not _ANSWERING.isdisjoint(token.low for token in tokens):
        return
    parts = list(accumulate(token.mark is Mark.SEMICOLON for token in tokens))
    begun = {parts[event.at] for event in about}
    # Behind a semicolon a list may go on; before it nothing has been said yet.
    named = Parts(tokens, grouping)
    said.held += named.with_kin()
    said.likely = [member for member in named.likely() if parts[member.mention.first] >= min(begun)]
    if said.held or said.likely or said.pronouns:
        return
    said.is_elliptic = not grouping.groups and about[0].kind in _ELLIPTIC and about[0].at <= _OPENING
    if not said.is_elliptic:
        said.pronouns += list(filter(None, (pronoun(tokens, at) for at in range(len(tokens)))))[:1]


_OPENING = 3
_ELLIPTIC = (Kind.DONE, Kind.TERM, Kind.WHERE, Kind.SUFFERS)
# Whoever answers for what is done to others is not held by that.
_ANSWERING = wordset(
    "responsible complicit accountable perpetrators sanction sanctions sanctioned verantwortlich responsables"
)
