"""Who in a letter's text is spoken of as held: suggestions for a person to decide on. Pure.

What a sentence says of whom is read in `intake.held`; here the sentences of a text are put together: one person by all
the names, pronouns that point back, lists and tables under a sentence that introduces them, and who is left out.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from intake.held import listing, terms, words
from intake.held.groups import Grouping, Member, head_of
from intake.held.holding import Holding
from intake.held.naming import Mention, mentions
from intake.held.persons import Named, People, Record, is_one_of
from intake.held.subjects import Pronoun
from intake.held.tokens import Mark, Token, blanked, blocks, read, sentences
from intake.parsed import NOTHING, ParsedDetainee, Value
from intake.printed import Printed, joined_spans
from people.names import Name, read_name
from people.transliteration import plain


@dataclass(frozen=True, slots=True)
class KnownName:
    """One name of a person on record; a person with several names, or scripts, stands here several times.

    `is_detainee` when the record holds the person as detained: then the name alone is reason enough to suggest.
    Anybody else who is known must be spoken of as held, like an unknown name.
    """

    key: int
    name: str
    is_detainee: bool = False


def suggest(
    body: Printed, *, known: Sequence[KnownName] = (), not_held: Sequence[str] = ()
) -> tuple[ParsedDetainee, ...]:
    """The people of whom `body` speaks as held, in the order of the text.

    `not_held` are names of people who are not suggested: the letter's signers and addressees, authors of its sources.
    """
    return _Text(body, _record(known)).suggestions([read_name(name) for name in not_held])


_latest: tuple[Sequence[KnownName], Record] = ((), Record(()))


def _record(known: Sequence[KnownName]) -> Record:
    """The names ready for looking up; kept for the next letter of the same run, which brings the same sequence."""
    global _latest
    names, record = _latest
    if names is not known:
        record = Record([(one.key, one.name, one.is_detainee) for one in known])
        _latest = (known, record)
    return record


@dataclass(slots=True)
class _Sentence:
    tokens: list[Token]
    block: int
    mentions: list[Mention]
    grouping: Grouping
    holding: Holding
    is_first: bool


@dataclass(frozen=True, slots=True)
class _Place:
    block: int
    is_first: bool


class _Text:
    def __init__(self, body: Printed, record: Record) -> None:
        self.body, self.view, self.record = body, blanked(body.text), record
        self.blocks = list(blocks(self.view))
        self.people = People(record)
        self.sentences: list[_Sentence] = []
        # The sentences of each cell of a table's row.
        self.cells: dict[int, list[list[int]]] = {}
        # Descriptions in another cell of a row: sentences, by sentence and place of the name.
        self.other_roles: dict[tuple[int, int], list[int]] = {}
        read_so_far = list(self._read_all())
        words_of_names = {
            plain(part)
            for _, tokens, found in read_so_far
            for mention in found
            if not mention.is_partial
            for token in tokens[mention.first : mention.end]
            for part in (token.text, *token.text.split("-"))
        }
        for place, tokens, found in read_so_far:
            meant = [one for one in found if _may_be_meant(tokens, one, words_of_names)]
            grouping = Grouping(tokens, meant)
            block = self.blocks[place.block]
            holding = Holding(tokens, grouping, is_item=block.is_item or bool(block.cells))
            self.sentences.append(_Sentence(tokens, place.block, meant, grouping, holding, place.is_first))
        self._tell_apart()

    # Reading

    def _read_all(self) -> Iterator[tuple[_Place, list[Token], list[Mention]]]:
        count = 0
        for number, block in enumerate(self.blocks):
            if block.cells:
                self.cells[number] = []
            for start, end in block.cells or [(block.start, block.end)]:
                cell = []
                for at, tokens in enumerate(sentences(read(self.view, start, end))):
                    if block.is_item and not at:
                        _soften(tokens)
                    yield _Place(number, not at), tokens, self._names(tokens)
                    cell.append(count)
                    count += 1
                if block.cells:
                    self.cells[number].append(cell)

    def _names(self, tokens: list[Token]) -> list[Mention]:
        """The names told by their form, and those on record, which are surer."""
        found, on_record, at = mentions(tokens), [], 0
        if not self.record:
            return found
        while at < len(tokens):
            match = self.record.find(tokens, at)
            if match:
                end, who = match
                same = next((one for one in found if one.run <= at < one.end), None)
                on_record.append(
                    Mention(
                        run=same.run if same else at,
                        first=at,
                        end=end,
                        known=next(iter(who)) if len(who) == 1 else None,
                        has_courtesy=bool(same and same.has_courtesy),
                        has_office=bool(same and same.has_office),
                        has_power=bool(same and same.has_power),
                    )
                )
                at = end
            else:
                at += 1
        if not on_record:
            return found
        others = [one for one in found if not any(one.run < sure.end and sure.first < one.end for sure in on_record)]
        return sorted([*on_record, *others], key=lambda one: one.first)

    def _tell_apart(self) -> None:
        for number, sentence in enumerate(self.sentences):
            for mention in sentence.mentions:
                if not mention.is_partial:
                    self.people.add(number, sentence.tokens, mention)
        for number, sentence in enumerate(self.sentences):
            for mention in sentence.mentions:
                if mention.is_partial:
                    self.people.add_partial(number, sentence.tokens, mention)

    # Whom the text speaks of as held

    def suggestions(self, not_held: Sequence[Name]) -> tuple[ParsedDetainee, ...]:
        # Ordered sets.
        held: dict[Named, None] = {}
        dead: dict[Named, None] = {}
        for number, sentence in enumerate(self.sentences):
            self._note(dead, ((number, member) for member in sentence.holding.dead))
            self._note(held, ((number, member) for member in sentence.holding.held))
        self._note(held, self._in_items())
        self._note(held, self._in_tables())
        self._note(held, self._told_one_by_one())
        held.update(dict.fromkeys(one for one in self.people if self.record.is_detainee(one.known)))
        out = {one for one in self.people if is_one_of(one, not_held)}
        for number, sentence in enumerate(self.sentences):
            for pronoun in sentence.holding.pronouns:
                held.update(dict.fromkeys(self._meant(number, pronoun, out)))
        chosen = sorted((one for one in held if one not in dead and one not in out), key=self._place)
        return tuple(map(self._suggestion, chosen))

    def _note(self, into: dict[Named, None], found: Iterable[tuple[int, Member]]) -> None:
        for number, member in found:
            person = self.people.of(number, member.mention)
            if person is not None:
                into[person] = None

    def _place(self, person: Named) -> tuple[int, int]:
        number, mention = (person.full or person.partial)[0]
        return number, mention.first

    def _in_items(self) -> Iterator[tuple[int, Member]]:
        """The first names of items below a sentence that introduces people who are held."""
        introduced = False
        for number, sentence in enumerate(self.sentences):
            block = self.blocks[sentence.block]
            if block.cells:
                continue
            if not block.is_item:
                introduced = listing.introduces(
                    sentence.tokens, speaks=sentence.holding.speaks, is_heading=block.is_heading
                )
            elif introduced and sentence.is_first:
                group = sentence.grouping.groups[0] if sentence.grouping.groups else None
                if group and group.start <= 1:
                    yield number, group.members[0]

    def _told_one_by_one(self) -> Iterator[tuple[int, Member]]:
        """“Four people are held there. The first is the poet A. The others are …”; “Two prisoners need help. A is …”"""
        left, until, block = 0, -1, -1
        for number, sentence in enumerate(self.sentences):
            if number <= until and left and sentence.block <= block + 1 and not self.blocks[sentence.block].cells:
                for member in listing.told(sentence.tokens, sentence.grouping):
                    if left and not self._acts(sentence, member):
                        left -= 1
                        yield number, member
            held = sentence.holding
            if held.speaks and not held.held and not held.pronouns and (count := listing.counted(sentence.tokens)):
                left, until, block = count, number + _SENTENCES_BACK, sentence.block

    def _in_tables(self) -> Iterator[tuple[int, Member]]:
        header: list[list[Token]] = []
        names: int | None = None
        roles: int | None = None
        last_of = {sentence.block: sentence for sentence in self.sentences}
        for number, rows in self.cells.items():
            if number - 1 not in self.cells:
                header = [[token for at in cell for token in self.sentences[at].tokens] for cell in rows]
                names, roles = listing.columns(header)
                lead = last_of.get(number - 1)
                held = listing.speaks_of_held(header) or bool(lead and lead.holding.speaks)
                if not held:
                    names = None
                continue
            if names is None or names >= len(rows):
                continue
            for at in rows[names][:1]:
                groups = self.sentences[at].grouping.groups
                if groups:
                    cell = rows[roles] if roles is not None and roles < len(rows) else []
                    self.other_roles[at, groups[0].members[0].mention.first] = cell[:1]
                    yield at, groups[0].members[0]

    # Pronouns

    def _meant(self, number: int, pronoun: Pronoun, out: Container[Named]) -> list[Named]:
        """Who is meant by a pronoun: the only person, or people, of whom the text has just spoken."""
        for back in range(number, max(number - _SENTENCES_BACK, -1), -1):
            sentence = self.sentences[back]
            limit = pronoun.at if back == number else len(sentence.tokens)
            near = self._candidates(back, limit, out, pronoun)
            if not near:
                continue
            if pronoun.is_plural:
                return self._together(back, limit, near)
            if len(near) == 1:
                return near
            # Several: the one whom the earlier sentence is about.
            first = next((one for one in sentence.grouping.groups if one.start <= 2 and len(one.members) == 1), None)
            about = self.people.of(back, first.members[0].mention) if first and back < number else None
            return [about] if about in near else []
        return []

    def _candidates(self, number: int, limit: int, out: Container[Named], pronoun: Pronoun) -> list[Named]:
        sentence, found = self.sentences[number], []
        for group in sentence.grouping.groups:
            for member in group.members:
                mention = member.mention
                person = self.people.of(number, mention)
                if mention.end > limit or person is None or person in found or person in out or member.is_kin:
                    continue
                if self._acts(sentence, member) or _clashes(sentence.tokens, mention, pronoun.gender):
                    continue
                found.append(person)
        return found

    def _together(self, number: int, limit: int, near: list[Named]) -> list[Named]:
        """“They”: those who are named together last."""
        for group in reversed(self.sentences[number].grouping.groups):
            people = [self.people.of(number, member.mention) for member in group.members if member.mention.end <= limit]
            chosen = [one for one in people if one in near]
            if chosen:
                return [one for one in chosen if one is not None]
        return []

    def _acts(self, sentence: _Sentence, member: Member) -> bool:
        """Whether somebody is named for what he or she does or says in an office, not for being spoken of."""
        tokens, mention = sentence.tokens, member.mention
        before = tokens[mention.run - 1].low if mention.run else ""
        after = tokens[mention.end].low if mention.end < len(tokens) else ""
        if before in {"by", "von", "par", "por", "da"}:
            return True
        first, last = member.role
        former = any(token.low in words.FORMERLY for token in tokens[first:last])
        return (mention.has_power and not former) or (after in words.SPEECH and not sentence.holding.held)

    # A suggestion

    def _suggestion(self, person: Named) -> ParsedDetainee:
        places = person.full or person.partial
        number, mention = max(places[:1], key=lambda place: place[1].end - place[1].first)
        tokens = self.sentences[number].tokens
        name = self._value(tokens[mention.first].start, tokens[mention.end - 1].end)
        if mention.family is not None:
            family = self._value(tokens[mention.family].start, tokens[mention.family].end)
            name = Value(f"{name} {family}", joined_spans([name, family]))
        return ParsedDetainee(name=name, description=self._description(person), known_as=person.known)

    def _description(self, person: Named) -> Value:
        """The first words of the text that say what the person is."""
        for number, mention in sorted([*person.full, *person.partial], key=lambda place: (place[0], place[1].first)):
            for at in self.other_roles.get((number, mention.first), ()):
                tokens = self.sentences[at].tokens
                if tokens:
                    return self._value(tokens[0].start, tokens[-1].end)
            grouping = self.sentences[number].grouping
            member = grouping.member(mention)
            if member and (value := self._role(self.sentences[number].tokens, member)):
                return value
        return NOTHING

    def _role(self, tokens: list[Token], member: Member) -> Value:
        first, last = member.role
        if first >= last:
            return NOTHING
        head = head_of(tokens, first, last)
        if tokens[head].low in terms.PRISONERS:
            return NOTHING
        value = self._value(tokens[first].start, tokens[last - 1].end)
        if not member.is_shared:
            return value
        single = _singular(tokens[head].text)
        place = tokens[head].start - tokens[first].start
        text = self.view[tokens[first].start : tokens[last - 1].end]
        text = text[:place] + single + text[place + len(tokens[head].text) :]
        return Value(" ".join(text.split()), value.spans)

    def _value(self, start: int, end: int) -> Value:
        return self.body[start:end].value(text=" ".join(self.view[start:end].split()))


_SENTENCES_BACK = 4


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


def _clashes(tokens: list[Token], mention: Mention, gender: str) -> bool:
    """Whether the form of address before a name is not of the pronoun's gender."""
    before = {token.low.rstrip(".") for token in tokens[max(0, mention.first - 2) : mention.first]}
    if gender == "m":
        return bool(before & {"ms", "mrs", "miss", "mme", "frau", "señora", "signora", "madame", "г-жа"})
    return gender == "f" and bool(before & {"mr", "sir", "monsieur", "herr", "señor", "signor", "г-н"})


def _singular(noun: str) -> str:
    """An English noun in the singular; one of another language is left as it stands."""
    for plural, single in (("men", "man"), ("women", "woman"), ("ies", "y"), ("sses", "ss"), ("ches", "ch")):
        if noun.endswith(plural):
            return noun[: -len(plural)] + single
    return noun[:-1] if noun.endswith("s") and noun.isascii() and not noun.endswith(("ss", "us", "is")) else noun
