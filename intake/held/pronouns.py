"""Whom a pronoun, or a sentence without a subject, means: the only one of whom the text has just spoken. Pure."""

from collections.abc import Container

from intake.held import words
from intake.held.groups import Group, Member
from intake.held.lists import wordset
from intake.held.parts import is_another
from intake.held.persons import Named
from intake.held.subjects import BY, Pronoun
from intake.held.texts import Sentence, Text
from intake.held.tokens import Token

_SENTENCES_BACK = 3
_GROUPS_BACK = 12
# The number and the points that may stand with a name in a heading.
_MARKS = 2
_ALSO = wordset("too also herself himself aussi auch también anche тоже также")


def meant(text: Text, number: int, pronoun: Pronoun, out: Container[Named]) -> list[Named]:
    """Whom the pronoun in sentence `number` means; people in `out` are never meant."""
    if also := _also(text, number, pronoun):
        return also
    for back in range(number, max(number - _SENTENCES_BACK, -1), -1):
        sentence = text.sentences[back]
        limit = pronoun.at if back == number else len(sentence.tokens)
        near = _candidates(text, back, limit, out, pronoun)
        if not near:
            continue
        if pronoun.is_plural:
            if len(near) == 1 and back < number:
                # “They” are not the one person of whom a sentence between tells.
                continue
            return _together(text, back, limit, near)
        if len(near) == 1:
            return near
        # Several: the one whom the earlier sentence is about.
        about = _topic(text, back) if back < number else None
        return [about] if about in near and about is not None else []
    return []


def _also(text: Text, number: int, pronoun: Pronoun) -> list[Named]:
    """“When his lawyer, A, protested, she too was arrested”: whoever was named last, whatever for."""
    sentence = text.sentences[number]
    if pronoun.is_plural or sentence.tokens[min(pronoun.at + 1, len(sentence.tokens) - 1)].low not in _ALSO:
        return []
    before = [one for one in sentence.mentions if one.end <= pronoun.at]
    person = text.person(number, before[-1]) if before else None
    return [person] if person else []


def topic_before(text: Text, number: int) -> Named | None:
    """Of whom the sentences before this one in its block speak: the last that begins with a name, or the heading."""
    block = text.sentences[number].block
    for back in range(number - 1, -1, -1):
        earlier = text.sentences[back].block
        if earlier != block and not _heads(text, back):
            return None
        if about := _topic(text, back):
            return about
    return None


def _heads(text: Text, number: int) -> bool:
    """Whether a sentence is a heading, or nothing but a name on a line of its own."""
    sentence = text.sentences[number]
    alone = [group for group in sentence.grouping.groups if len(sentence.tokens) - (group.end - group.start) <= _MARKS]
    return text.blocks[sentence.block].is_heading or (sentence.is_first and bool(alone))


def _topic(text: Text, number: int) -> Named | None:
    sentence = text.sentences[number]
    first = next((one for one in sentence.grouping.groups if one.start <= 2 and len(one.members) == 1), None)
    return text.person(number, first.members[0].mention) if first else None


def _candidates(text: Text, number: int, limit: int, out: Container[Named], pronoun: Pronoun) -> list[Named]:
    sentence = text.sentences[number]
    found: list[Named] = []
    for group in reversed(_groups_before(text, number, limit)):
        for member in group.members:
            person = text.person(number, member.mention)
            if member.mention.end > limit or person is None or person in found or person in out:
                continue
            if not acts(sentence, member) and not _clashes(sentence.tokens, member, pronoun.gender):
                found.append(person)
    return found


def _groups_before(text: Text, number: int, limit: int) -> list[Group]:
    """The nearest groups of names before a token, or around it, the nearest first."""
    grouping = text.sentences[number].grouping
    around = grouping.around(limit)
    return [*([around] if around else []), *grouping.before(limit, _GROUPS_BACK)]


def _together(text: Text, number: int, limit: int, near: list[Named]) -> list[Named]:
    """“They”: those who are named together last."""
    for group in _groups_before(text, number, limit):
        people = [text.person(number, member.mention) for member in group.members if member.mention.end <= limit]
        chosen = [one for one in people if one is not None and one in near]
        if chosen:
            return chosen
    return []


def acts(sentence: Sentence, member: Member) -> bool:
    """Whether somebody is named for what he or she is, does or says, not for being spoken of."""
    tokens, mention = sentence.tokens, member.mention
    before = tokens[mention.run - 1].low if mention.run else ""
    group = sentence.grouping.around(mention.first)
    end = group.end if group and group.members[-1] is member else mention.end
    near = tokens[end - 1 : end + 2]
    if any(member is one for one in sentence.saying.held):
        return False
    if before == "by" or (before in BY and not before.isascii()) or is_another(tokens, member):
        return True
    return any(token.low in words.SPEECH for token in near) and not sentence.saying.held


def _clashes(tokens: list[Token], member: Member, gender: str) -> bool:
    """Whether the form of address before a name is not of the pronoun's gender."""
    first = member.mention.first
    before = {token.low.rstrip(".") for token in tokens[max(0, first - 2) : first]}
    if gender == "m":
        return bool(before & {"ms", "mrs", "miss", "mme", "frau", "señora", "signora", "madame", "г-жа"})
    return gender == "f" and bool(before & {"mr", "sir", "monsieur", "herr", "señor", "signor", "г-н"})
