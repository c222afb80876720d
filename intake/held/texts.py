"""A text taken apart: its sentences with the names in them and what they say, and who of them is one person. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from intake.held.groups import NO_GROUPS, Grouping
from intake.held.naming import Mention, mentions
from intake.held.persons import Named, People, Record
from intake.held.saying import NOTHING_SAID, Saying, what_is_said
from intake.held.tokens import Mark, Token, blanked, blocks, read, sentences
from people.transliteration import plain


@dataclass(slots=True)
class Sentence:
    tokens: list[Token]
    # The number of its block, and whether it begins that block or the block's cell.
    block: int
    is_first: bool
    mentions: list[Mention]
    grouping: Grouping
    saying: Saying


class Text:
    def __init__(self, text: str, record: Record) -> None:
        self.record = record
        self.view = blanked(text)
        self.blocks = list(blocks(self.view))
        # The numbers of the sentences in each cell of a table's row, by the row's block.
        self.cells: dict[int, list[range]] = {}
        self.sentences = self._sentences()
        self.people = People(record)
        self._tell_apart()

    def person(self, number: int, mention: Mention) -> Named | None:
        """Whom a mention in this sentence means."""
        return self.people.of(number, mention)

    def _sentences(self) -> list[Sentence]:
        read_so_far = list(self._read())
        words_of_names = {
            plain(part)
            for sentence in read_so_far
            for mention in sentence.mentions
            if not mention.is_partial
            for token in sentence.tokens[mention.first : mention.end]
            for part in (token.text, *token.text.split("-"))
        }
        for sentence in read_so_far:
            tokens = sentence.tokens
            if sentence.mentions:
                sentence.mentions = [one for one in sentence.mentions if _may_be_meant(tokens, one, words_of_names)]
                sentence.grouping = Grouping(tokens, sentence.mentions)
            sentence.saying = what_is_said(tokens, sentence.grouping)
        return read_so_far

    def _read(self) -> Iterator[Sentence]:
        count = 0
        for number, block in enumerate(self.blocks):
            if block.cells:
                self.cells[number] = []
            for start, end in block.cells or [(block.start, block.end)]:
                first = count
                for at, tokens in enumerate(sentences(read(self.view, start, end))):
                    if block.is_item and not at:
                        _soften(tokens)
                    yield Sentence(tokens, number, not at, self._names(tokens), NO_GROUPS, NOTHING_SAID)
                    count += 1
                if block.cells:
                    self.cells[number].append(range(first, count))

    def _names(self, tokens: list[Token]) -> list[Mention]:
        """The names told by their form, and those on record, which are surer."""
        found = mentions(tokens)
        if not self.record:
            return found
        on_record = list(self._on_record(tokens, found))
        others = [one for one in found if not any(one.run < sure.end and sure.first < one.end for sure in on_record)]
        return sorted([*on_record, *others], key=lambda one: one.first)

    def _on_record(self, tokens: list[Token], found: list[Mention]) -> Iterator[Mention]:
        at = 0
        while at < len(tokens):
            match = self.record.find(tokens, at)
            if match is None:
                at += 1
                continue
            end, who = match
            same = next((one for one in found if one.run <= at < one.end), None)
            yield Mention(
                run=same.run if same else at,
                first=at,
                end=end,
                known=next(iter(who)) if len(who) == 1 else None,
                has_courtesy=bool(same and same.has_courtesy),
                has_office=bool(same and same.has_office),
                has_power=bool(same and same.has_power),
            )
            at = end

    def _tell_apart(self) -> None:
        """Full names first: parts of them mean somebody who has one."""
        for number, sentence in enumerate(self.sentences):
            for mention in sentence.mentions:
                if not mention.is_partial:
                    self.people.add(number, sentence.tokens, mention)
        for number, sentence in enumerate(self.sentences):
            for mention in sentence.mentions:
                if mention.is_partial:
                    self.people.add_partial(number, sentence.tokens, mention)


def _may_be_meant(tokens: list[Token], mention: Mention, words_of_names: set[str]) -> bool:
    """Whether a word alone can be a name: it has a title, or is a part of a name that stands in full somewhere."""
    if not mention.is_partial or mention.has_courtesy or mention.has_office:
        return True
    return plain(tokens[mention.first].text) in words_of_names


def _soften(tokens: list[Token]) -> None:
    """The colon behind the name that begins an item parts as a comma does."""
    for token in tokens[:8]:
        if token.mark is Mark.COLON:
            token.mark = Mark.COMMA
            return
