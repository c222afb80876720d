"""The people and bodies of a letter that was read, made rows of a draft: each with those on record whom it may mean.

A name that may mean several is offered with its candidates, and nobody is chosen. Nor is anybody chosen who is on
record as detained and whose name stands among the signers or addressees: that a prisoner and an official share a name
is for a person to tell apart.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from intake.drafts import NOBODY, DraftAddressee, DraftMention, DraftSignature, Party
from intake.matching.candidates import NO_MATCH, Candidate, Likeness, Match
from intake.matching.sameness import folded
from intake.parsed import Kind, ParsedDetainee, ParsedLetter, ParsedRecipient, ParsedSignatory
from intake.proposing.remarks import Remarks


class Knows(Protocol):
    """What of `intake.matching.Known` proposing asks."""

    def person(self, name: str, *, on: date | None, title: str = "", area: str = "", party: str = "") -> Match: ...

    def organization(self, name: str) -> Match: ...

    def is_detained(self, key: int) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """Who the person and the organization of one row of the draft may be."""

    person: Match = NO_MATCH
    organization: Match = NO_MATCH


class Parties:
    """Of one letter; each name is looked for once."""

    def __init__(self, parsed: ParsedLetter, known: Knows, day: date | None, remarks: Remarks) -> None:
        self._parsed, self._known, self._day, self._remarks = parsed, known, day, remarks
        self._people: dict[tuple[str, ...], Match] = {}
        self._bodies: dict[str, Match] = {}
        self._told: set[str] = set()

    # --- The issuing body -------------------------------------------------------------------------------------------

    def issuer(self) -> tuple[Party, Match]:
        """The body on the letterhead; without one, presumed: the first organization that signs, or is signed for."""
        printed = self._parsed.issuer.text
        if not printed:
            signing = [by.name.text for by in self._parsed.signatories if by.kind is Kind.ORGANIZATION]
            signing += [by.organization.text for by in self._parsed.signatories]
            printed = next(filter(None, signing), "")
            if printed:
                self._remarks.doubt(
                    f"“{printed}” is entered as the issuing body, for want of a letterhead. Correct it when another "
                    "issued the letter."
                )
        return self._organization(printed)

    # --- Addressees -------------------------------------------------------------------------------------------------

    def addressees(self) -> list[tuple[DraftAddressee, Matches]]:
        rows = []
        for recipient in self._parsed.recipients:
            if recipient.name or recipient.organization or recipient.title:
                rows.append(self._addressee(recipient))
            elif recipient.address:
                lines = recipient.address.text.replace("\n", ", ")
                self._remarks.say(f"“{lines}” stands where addressees stand, and names nobody: left out.")
        return rows

    def _addressee(self, recipient: ParsedRecipient) -> tuple[DraftAddressee, Matches]:
        person, person_match = self._person(recipient.name.text, recipient.title.text)
        organization, organization_match = self._organization(recipient.organization.text)
        if not person and not organization:
            self._remarks.doubt(f"The addressee “{recipient.title}” is printed without a name: say who that is.")
        row = DraftAddressee(
            person=person,
            organization=organization,
            honorific=recipient.honorific.text,
            office=recipient.title.text,
            address=recipient.address.text,
            is_copy=recipient.is_copy,
        )
        return row, Matches(person=person_match, organization=organization_match)

    # --- Signatures -------------------------------------------------------------------------------------------------

    def signatures(self) -> list[tuple[DraftSignature, Matches]]:
        """Each signatory once. Of two who share a name, and sign for another state or body, each is one."""
        rows: list[tuple[DraftSignature, Matches]] = []
        signed: dict[object, list[DraftSignature]] = {}
        for signatory in self._parsed.signatories:
            row, matches = self._signature(signatory)
            name = signatory.name.text
            if not row.person and not row.organization:
                self._remarks.say(f"“{signatory.title.text}” is printed among the signatories without a name.")
                continue
            earlier = signed.setdefault(_signer(row), [])
            if any(not _contradict(row, other) for other in earlier):
                self._remarks.say(f"“{name}” stands twice among the signatories, and is entered once.")
                continue
            if earlier:
                self._remarks.doubt(f"Two signatories are called “{name}”, and are entered as two people.")
                row = replace(row, person=Party(name=name, namesake=len(earlier)))
                matches = replace(matches, person=_offered(matches.person))
            earlier.append(row)
            rows.append((row, matches))
        return rows

    def _signature(self, signatory: ParsedSignatory) -> tuple[DraftSignature, Matches]:
        name, title = signatory.name.text, signatory.title.text
        if signatory.kind is Kind.ORGANIZATION:
            person, person_match = NOBODY, NO_MATCH
            organization, organization_match = self._organization(name or signatory.organization.text)
        else:
            person, person_match = self._person(name, title, signatory.state.text, signatory.party.text)
            organization, organization_match = self._organization(signatory.organization.text)
        row = DraftSignature(
            person=person,
            organization=organization,
            office=title,
            party=signatory.party.text,
            area=signatory.state.text,
        )
        return row, Matches(person=person_match, organization=organization_match)

    # --- People who are held ----------------------------------------------------------------------------------------

    def mentions(self, others: Iterable[DraftAddressee | DraftSignature]) -> list[tuple[DraftMention, Match]]:
        """The people of whom the text speaks as held: suggestions. One who is new is none of `others`, whatever the
        name."""
        new = {folded(row.person.name) for row in others if row.person.known is None}
        rows: list[tuple[DraftMention, Match]] = []
        named: set[object] = set()
        for detainee in self._parsed.detainees:
            match = self._held(detainee)
            name = detainee.name.text
            if match.chosen is not None:
                party = Party(name=name, known=match.chosen.key)
            else:
                party = Party(name=name, namesake=-1 if folded(name) in new else 0)
            who = party.known if party.known is not None else folded(name)
            if name and who not in named:
                named.add(who)
                rows.append((DraftMention(person=party, description=detainee.description.text), match))
        return rows

    def _held(self, detainee: ParsedDetainee) -> Match:
        """Who it may be. The parser knows names, not people: where another fits as well, nobody is chosen."""
        name, key = detainee.name.text, detainee.known_as
        match = self._look_up(name)
        if key is None or (match.chosen is not None and match.chosen.key == key):
            return match
        mine = [one for one in match.candidates if one.key == key]
        others = [one for one in match.candidates if one.key != key]
        best = mine or [Candidate(key=key, name=name, likeness=Likeness.EXACT, reason="a name of theirs")]
        if any(one.likeness >= Likeness.FOLDED for one in others):
            self._tell(name, (*best, *others))
            return Match(candidates=(*best, *others))
        return Match(chosen=best[0], candidates=(*best, *others))

    # --- Names ------------------------------------------------------------------------------------------------------

    def _person(self, name: str, *beside: str) -> tuple[Party, Match]:
        if not name:
            return NOBODY, NO_MATCH
        match = self._look_up(name, *beside)
        if match.chosen is not None and self._known.is_detained(match.chosen.key):
            self._remarks.doubt(
                f"“{name}” is also the name of somebody who is on record as detained (number {match.chosen.key}): "
                "choose whether it is the same person."
            )
            match = _offered(match)
        elif match.is_ambiguous:
            self._tell(name, match.candidates)
        return Party(name=name, known=match.chosen.key if match.chosen else None), match

    def _organization(self, name: str) -> tuple[Party, Match]:
        if not name:
            return NOBODY, NO_MATCH
        if name not in self._bodies:
            self._bodies[name] = self._known.organization(name)
        match = self._bodies[name]
        if match.is_ambiguous:
            self._tell(name, match.candidates)
        return Party(name=name, known=match.chosen.key if match.chosen else None), match

    def _look_up(self, name: str, title: str = "", area: str = "", party: str = "") -> Match:
        """By the name, and what is printed beside it."""
        printed = name, title, area, party
        if printed not in self._people:
            self._people[printed] = self._known.person(name, on=self._day, title=title, area=area, party=party)
        return self._people[printed]

    def _tell(self, name: str, candidates: Sequence[Candidate]) -> None:
        if name not in self._told:
            self._told.add(name)
            self._remarks.doubt(f"“{name}” may be {_listed(candidates)}: choose who is meant.")


def _offered(match: Match) -> Match:
    """The same candidates, none of them chosen."""
    chosen = [match.chosen] if match.chosen is not None and match.chosen not in match.candidates else []
    return Match(candidates=(*chosen, *match.candidates))


def _listed(candidates: Sequence[Candidate]) -> str:
    named = [f"{one.name} (number {one.key}{f', {one.reason}' if one.reason else ''})" for one in candidates[:5]]
    more = len(candidates) - len(named)
    return " or ".join([*named, f"{more} more"] if more else named)


def _signer(row: DraftSignature) -> object:
    party = row.person or row.organization
    return bool(row.person), party.known if party.known is not None else folded(party.name)


def _contradict(one: DraftSignature, other: DraftSignature) -> bool:
    """Whether what is printed beside one name tells two people apart."""
    if not one.person:
        return False
    areas = {folded(row.area) for row in (one, other)}
    bodies = {row.organization for row in (one, other)}
    return ("" not in areas and len(areas) > 1) or (NOBODY not in bodies and len(bodies) > 1)
