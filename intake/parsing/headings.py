"""Which lines above a letter's text are its title or its subject, and no name or address. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from intake.parsing.kinds import ORGANIZATION
from intake.parsing.labels import OPEN_LETTER
from intake.parsing.lines import Line
from intake.parsing.patterns import plain
from intake.parsing.recipients import begins_recipient
from intake.parsing.shapes import Shape, is_all_capitals, is_organization, shape_of
from intake.parsing.zones import groups_of

# What speaks for an addressee's address, from which it is taken for one.
ENOUGH = 2


@dataclass(slots=True)
class Group:
    lines: list[Line]
    after_date: bool
    score: int = 0


def is_title(group: Group) -> bool:
    """Whether a group is a heading that says what the letter is about."""
    text = " ".join(str(line) for line in group.lines)
    bare_text = plain(text)
    if len(group.lines) == 1 and OPEN_LETTER.search(bare_text) and len(bare_text.split()) in range(2, 30):
        return not begins_recipient(bare_text)
    if group.score >= 5 or bare_text.startswith("(") or shape_of(bare_text) in {Shape.CONTACT, Shape.ADDRESS}:
        return False
    words = bare_text.split()
    if OPEN_LETTER.search(bare_text) and len(words) > 1:
        return len(words) <= 60
    low = sum(word[0].islower() for word in words)
    marked = text.startswith(("#", "**"))
    if len(group.lines) > 1 and all(is_organization(plain(str(line))) for line in group.lines):
        return False
    if not marked and is_organization(bare_text):
        return False
    is_name = is_organization_name(group) and not (marked and low >= 2 and ORGANIZATION.search(bare_text) is None)
    return len(words) >= 5 and (low >= 2 or marked) and len(group.lines) <= 3 and not is_name


def is_cry(group: Group, below: Group) -> bool:
    """Whether a line above “An open letter to …” is what the letter asks for, and no body's name or address."""
    text = plain(str(group.lines[0]))
    return (
        len(group.lines) == 1
        and OPEN_LETTER.search(str(below.lines[0])) is not None
        and not group.after_date
        and len(text.split()) >= 3
        # “Freedom for …”: a noun of bodies, and a cry where it stands first and alone.
        and not any(noun.start() for noun in ORGANIZATION.finditer(text))
        and shape_of(text) not in {Shape.PERSON, Shape.ADDRESS, Shape.CONTACT, Shape.OFFICE}
    )


def is_line_of_title(groups: Sequence[Group]) -> bool:
    """Whether a text without salutation begins with a line that is its title: no name of a body, no address below."""
    if not groups or len(groups[0].lines) > 1:
        return False
    text = plain(str(groups[0].lines[0]))
    return shape_of(text) is Shape.OTHER and len(text.split()) >= 3 and not is_all_capitals(text)


def is_line_of_subject(groups: Sequence[Group], *, addressed: bool) -> bool:
    """Whether the last lines above the salutation, below the address, are no part of an address: then the subject."""
    if not groups or not (addressed or any(group.score > ENOUGH for group in groups[:-1])):
        return False
    group = groups[-1]
    text = " ".join(plain(str(line)) for line in group.lines)
    shapes = {shape_of(plain(str(line))) for line in group.lines}
    return (
        len(group.lines) <= 3
        and len(text.split()) >= 3
        and shapes <= {Shape.OTHER, Shape.ORGANIZATION}
        and not any(ORGANIZATION.search(str(line)) for line in group.lines)
        and not begins_recipient(text)
        and text[-1] not in ",:"
    )


def is_organization_name(group: Group) -> bool:
    """Whether a short heading is rather the name of a body: no verb-like small words but joiners."""
    text = plain(str(group.lines[0]))
    return len(group.lines) == 1 and is_organization(text) and len(text.split()) <= 6


def reads_as_title(lines: Sequence[Line]) -> bool:
    """Whether a text's head says of itself that it is an open letter or an appeal."""
    return any(OPEN_LETTER.search(plain(str(line))) for group in groups_of(lines) for line in group)
