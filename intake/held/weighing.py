"""Who in a whole text is spoken of as held: what its sentences say, put together person by person. Pure.

Sure is what grammar tells of somebody, or a list or table of those who are held. Likely is who is named in a sentence
that speaks of it and has no other part there; an office or a tie told of the person anywhere outweighs that.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from intake.held import listing, words
from intake.held.groups import Group, Member
from intake.held.parts import Parts, is_another
from intake.held.persons import Named, is_one_of
from intake.held.pronouns import meant, topic_before
from intake.held.texts import Text
from intake.held.tokens import Token
from people.names import Name

# How far behind “Four people are held there” the four may be named.
_SENTENCES_ON = 6
# Of how many words a title may be that no list has.
_TITLE = 2

Found = Iterable[tuple[int, Member]]


class Weighing:
    def __init__(self, text: Text, not_held: Sequence[Name]) -> None:
        self._text = text
        self._out = {one for one in text.people if is_one_of(one, not_held)}
        # Descriptions in another cell of a row: sentences, by sentence and place of the name.
        self.other_roles: dict[tuple[int, int], Sequence[int]] = {}

    def held(self) -> list[Named]:
        """In the order of the text."""
        text = self._text
        sure = self._people(_members(text, "held"))
        sure |= self._people(self._in_items()) | self._people(self._in_tables())
        sure |= self._people(self._told_one_by_one(Parts.named_as_some))
        sure |= {one for one in text.people if text.record.is_detainee(one.known)}
        likely = self._people(_members(text, "likely")) | self._people(self._told_one_by_one(Parts.told_of))
        free = self._people(_members(text, "free")) - sure
        others = self._people(self._others()) | free
        dead = self._people(_members(text, "dead"))
        found = sure | (likely - others)
        found |= self._listed_with(found) - others
        found |= set(self._meant())
        return sorted(found - dead - free - self._out, key=_place)

    def _people(self, found: Found) -> set[Named]:
        people = (self._text.person(number, member.mention) for number, member in found)
        return {person for person in people if person is not None}

    def _others(self) -> Found:
        for number, sentence in enumerate(self._text.sentences):
            for group in sentence.grouping.groups:
                for member in group.members:
                    if is_another(sentence.tokens, member):
                        yield number, member

    def _listed_with(self, held: set[Named]) -> set[Named]:
        """Those who are named in one list with people who are held, as nothing but one of them."""
        found: set[Named] = set()
        for number, sentence in enumerate(self._text.sentences):
            for members in Parts(sentence.tokens, sentence.grouping).listed() if sentence.grouping.groups else ():
                people = self._people((number, member) for member in members)
                if len(people & held) * 2 >= len(people):
                    found |= people
        return found

    def _meant(self) -> Iterator[Named]:
        for number, sentence in enumerate(self._text.sentences):
            for pronoun in sentence.saying.pronouns:
                yield from meant(self._text, number, pronoun, self._out)
            if sentence.saying.is_elliptic and (about := topic_before(self._text, number)):
                yield about

    # Names that other sentences introduce

    def _in_items(self) -> Found:
        """The first names of items below a sentence that introduces people who are held."""
        introduced = False
        for number, sentence in enumerate(self._text.sentences):
            block = self._text.blocks[sentence.block]
            if block.cells:
                continue
            if not block.is_item:
                introduced = listing.introduces(
                    sentence.tokens, speaks=sentence.saying.speaks, is_heading=block.is_heading
                )
            elif introduced and sentence.is_first:
                group = sentence.grouping.groups[0] if sentence.grouping.groups else None
                if group and _begins(sentence.tokens, group):
                    yield number, group.members[0]

    def _told_one_by_one(self, told: Callable[[Parts], list[Member]]) -> Found:
        """“Four people are held there. The first is the poet A. The others are …”"""
        until, block = -1, -1
        for number, sentence in enumerate(self._text.sentences):
            saying = sentence.saying
            if number <= until and sentence.block <= block + 1 and not self._text.blocks[sentence.block].cells:
                for member in told(Parts(sentence.tokens, sentence.grouping)):
                    yield number, member
            if not saying.speaks:
                continue
            told_already = saying.held or saying.likely or any(not one.is_plural for one in saying.pronouns)
            if not told_already and listing.is_of_many(sentence.tokens):
                until, block = number + _SENTENCES_ON, sentence.block

    def _in_tables(self) -> Found:
        header: list[list[Token]] = []
        names: int | None = None
        roles: int | None = None
        text = self._text
        last_of = {sentence.block: sentence for sentence in text.sentences}
        for block, rows in text.cells.items():
            if block - 1 not in text.cells:
                header = [[token for at in cell for token in text.sentences[at].tokens] for cell in rows]
                names, roles = listing.columns(header)
                lead = last_of.get(block - 1)
                if not (listing.speaks_of_held(header) or (lead and lead.saying.speaks)):
                    names = None
                continue
            if names is None or names >= len(rows):
                continue
            for at in rows[names][:1]:
                if groups := text.sentences[at].grouping.groups:
                    member = groups[0].members[0]
                    if roles is not None and roles < len(rows):
                        self.other_roles[at, member.mention.first] = rows[roles][:1]
                    yield at, member


def _begins(tokens: list[Token], group: Group) -> bool:
    """Whether an item begins with these names, or with a title before them that is not known for one."""
    return group.start <= 1 or (group.start == _TITLE and tokens[0].is_capital and tokens[0].low not in words.NO_NAMES)


def _members(text: Text, name: str) -> Found:
    return (
        (number, member) for number, sentence in enumerate(text.sentences) for member in getattr(sentence.saying, name)
    )


def _place(person: Named) -> tuple[int, int]:
    number, mention = (person.full or person.partial)[0]
    return number, mention.first
