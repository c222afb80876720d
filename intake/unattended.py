"""What of a proposal is recorded when nobody reviews it: less.

Nobody confirms anything here, so nothing is decided that a person should decide:

- A name that may be several people on record becomes a new person; whom it may be is told.
- Of those whom the text speaks of as held, only people who are on record as detained, and about whom there is no
  doubt, are recorded as detainees named by the letter. The others are listed for somebody to decide: a wrong one would
  brand a free person, or lead from a public letter to somebody whose detention is confidential.
- An addressee without a name, and a citation that cannot be recorded, stay what they are in the text.
"""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime

from intake.drafts import DraftCitation, DraftLetter
from intake.proposing import Proposal

_OF_CITATION = re.compile(r"footnotes-(\d+)-citations-(\d+)-\w+")
# Of the 50,000 characters of an internal note.
_LONGEST_NOTE = 40_000


def unattended(proposal: Proposal) -> tuple[DraftLetter, list[str]]:
    """The draft to record, and sentences on what was left out of it."""
    draft, left_out = _mentions(proposal)
    return replace(draft, addressees=tuple(to for to in draft.addressees if to.person or to.organization)), left_out


def without_faults(draft: DraftLetter, errors: Mapping[str, Sequence[str]]) -> tuple[DraftLetter, list[str]]:
    """The draft without the citations that `errors` (`intake.saving.NotSaved`) refuse, and sentences on them."""
    faults: dict[tuple[int, int], str] = {}
    for where, messages in errors.items():
        if found := _OF_CITATION.fullmatch(where):
            faults.setdefault((int(found[1]), int(found[2])), " ".join(messages))
    said = [
        f"Note {draft.footnotes[note].number}, source {number + 1}, is kept as a note without a source. {fault}"
        for (note, number), fault in faults.items()
    ]
    return _without(draft, faults.keys()) if faults else draft, said


def with_note(draft: DraftLetter, *, file: str, now: datetime, sentences: Sequence[str]) -> DraftLetter:
    """The draft with an internal note on where it comes from and what is to be looked at."""
    note = f"Imported from {file.encode(errors='replace').decode()} on {now:%Y-%m-%d}; nobody has reviewed it yet."
    for number, sentence in enumerate(sentences):
        if len(note) + len(sentence) > _LONGEST_NOTE:
            note += f"\n- … and {len(sentences) - number} more, which `import_letter --dry-run` lists."
            break
        note += f"\n- {sentence}"
    return replace(draft, internal_note=note)


def _mentions(proposal: Proposal) -> tuple[DraftLetter, list[str]]:
    kept, others = [], []
    for mention in proposal.draft.mentions:
        if mention.person.known in proposal.detained:
            kept.append(mention)
        else:
            described = f" ({mention.description})" if mention.description else ""
            others.append(f"{mention.person.name}{described}")
    said = []
    if others:
        said.append(f"Spoken of as held, and not recorded as detainees until somebody decides: {'; '.join(others)}.")
    return replace(proposal.draft, mentions=tuple(kept)), said


def _without(draft: DraftLetter, left_out: Set[tuple[int, int]]) -> DraftLetter:
    """The draft without these citations, by their places, and without those that cite the same again."""
    places: dict[tuple[int, int], tuple[int, int]] = {}
    notes = []
    for index, note in enumerate(draft.footnotes):
        kept: list[DraftCitation] = []
        for number, citation in enumerate(note.citations):
            if (index, number) in left_out or (citation.same_as is not None and citation.same_as not in places):
                continue
            places[index, number] = index, len(kept)
            again = places[citation.same_as] if citation.same_as is not None else None
            kept.append(replace(citation, same_as=again))
        notes.append(replace(note, citations=tuple(kept)))
    return replace(draft, footnotes=tuple(notes))
