"""Which names in a text mean one person, and which of the people on record that is. Pure.

A full name is one person's wherever it stands; a part of it (“Mr. Orvesh”, “Talin's”) means the only person of the
text who has it. Somebody on record is recognised by any of the record's names, in any script, with or without middle
names; two on record who could be meant make nobody.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from intake.held import words
from intake.held.naming import Mention
from intake.held.tokens import Token
from people.names import Name, read_name
from people.transliteration import plain, sounds, spellings

# Endings that a name takes on in a sentence, in languages that inflect names.
_CYRILLIC = ("ого", "ому", "ой", "ым", "ом", "ем", "ей", "у", "ю", "а", "я", "е", "и", "ы")
_ARMENIAN = ("ից", "ով", "ին", "ի", "ը", "ն")
_SHORTEST_STEM = 3
# Sounds are kept apart from spellings: Luis is a spelling, and what Louis sounds like.
_SOUND = "~"


@lru_cache(maxsize=1 << 15)
def keys(word: str) -> frozenset[str]:
    """What a word in a text may stand for: its spellings and sounds, and the same without endings of cases."""
    endings = _CYRILLIC if "а" <= word[-1:].lower() <= "я" else _ARMENIAN if "ա" <= word[-1:] <= "և" else ()
    stems = [word[: -len(end)] for end in endings if word.endswith(end) and len(word) - len(end) >= _SHORTEST_STEM]
    found: set[str] = set()
    for form in (word, *stems):
        found |= spellings(form)
        found.update(_SOUND + sound for sound in sounds(form, silent_h=True))
    return frozenset(found)


@dataclass(slots=True, eq=False)
class Named:
    """A person of the text. `full` are the places of the full name, in order: (number of the sentence, mention)."""

    first: str
    last: str
    full: list[tuple[int, Mention]] = field(default_factory=list)
    partial: list[tuple[int, Mention]] = field(default_factory=list)
    known: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Entry:
    """A name on record in one order: most end with the family name, some begin with it."""

    last: frozenset[str]
    middle: tuple[str, ...]
    key: int
    is_detainee: bool


class Record:
    """The names of people on record, to be found in texts."""

    def __init__(self, names: Iterable[tuple[int, str, bool]]) -> None:
        self._by_first: dict[str, list[_Entry]] = {}
        self._by_last: dict[str, set[int]] = {}
        self._detainees: set[int] = set()
        for number, printed, is_detainee in names:
            if is_detainee:
                self._detainees.add(number)
            name = read_name(printed)
            if len(name.words) < 2:
                continue
            first, last = _signs(name, name.words[0]), _signs(name, name.words[-1])
            middle = tuple(plain(word) for word in name.words[1:-1])
            for one, other in ((first, last), (last, first)):
                entry = _Entry(other, middle, number, is_detainee)
                for sign in one:
                    self._by_first.setdefault(sign, []).append(entry)
            for sign in last:
                self._by_last.setdefault(sign, set()).add(number)

    def find(self, tokens: list[Token], at: int) -> tuple[int, set[int]] | None:
        """The full name that begins here: where it ends, and the keys of those who have it."""
        if not tokens[at].is_word or tokens[at].text[0].islower() or tokens[at].owns:
            return None
        starting = {entry for sign in keys(_given(tokens[at].text)) for entry in self._by_first.get(sign, ())}
        if not starting:
            return None
        for end in range(min(at + 5, len(tokens)), at + 1, -1):
            rest = tokens[at + 1 : end]
            if not all(_is_name_word(token, inside=token is not rest[-1]) for token in rest):
                continue
            last = keys(_family(rest[-1].text))
            middle = [plain(token.text) for token in rest[:-1] if token.low not in words.PARTICLES]
            same = {entry.key for entry in starting if entry.last & last and _agree(entry.middle, middle)}
            if same:
                return end, same
        return None

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def by_last(self, name: str) -> set[int]:
        """Those who have this family name."""
        return {key for sign in keys(_family(name)) for key in self._by_last.get(sign, ())}

    def is_detainee(self, number: int | None) -> bool:
        return number in self._detainees


def _given(word: str) -> str:
    """The word by which a given name is found: Anne of Anne-Marie, as `people.names` parts them."""
    return word.partition("-")[0] or word


def _family(word: str) -> str:
    return word.rpartition("-")[2] or word


def _signs(name: Name, word: str) -> frozenset[str]:
    """How a word of a name on record is filed: by its sounds only where the name came from another alphabet."""
    heard = {_SOUND + sound for sound in sounds(word, silent_h=True)} if name.is_transliterated else set()
    return spellings(word) | heard


def _is_name_word(token: Token, *, inside: bool) -> bool:
    if not token.is_word or (inside and token.owns):
        return False
    return token.low not in words.AND and (not token.text[0].islower() or (inside and token.low in words.PARTICLES))


def _agree(known: Sequence[str], printed: Sequence[str]) -> bool:
    """Whether middle names can be one person's: missing ones and initials contradict nothing."""
    return (
        not known
        or not printed
        or all(one.startswith(other) or other.startswith(one) for one, other in zip(known, printed, strict=False))
    )


class People:
    """The people of one text."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._everybody: list[Named] = []
        self._by_last: dict[str, list[Named]] = {}
        self._by_first: dict[str, list[Named]] = {}
        self._by_middle: dict[str, list[Named]] = {}
        self._by_known: dict[int, Named] = {}
        self._of: dict[tuple[int, int], Named] = {}

    def add(self, number: int, tokens: list[Token], mention: Mention) -> None:
        """A full name, in sentence `number`."""
        name = mention.words(tokens)
        first, last = plain(_given(name[0].text)), plain(_family(_without_suffix(name)[-1].text))
        person = self._by_known.get(mention.known) if mention.known is not None else None
        person = person or next((one for one in self._by_last.get(last, ()) if _same_first(one.first, first)), None)
        if person is None:
            person = self._new(first, last)
        elif len(first) > len(person.first):
            person.first = first
        if mention.known is not None:
            person.known = mention.known
            self._by_known[mention.known] = person
        for token in name[1:-1]:
            others = self._by_middle.setdefault(plain(token.text), [])
            if person not in others:
                others.append(person)
        person.full.append((number, mention))
        self._of[number, mention.first] = person

    def add_partial(self, number: int, tokens: list[Token], mention: Mention) -> None:
        """One word of a name, when all full names are there."""
        name = tokens[mention.first].text
        same = self._by_last.get(plain(_family(name)), [])
        if not same:
            # The first of two family names: Villaseca of Amparo Villaseca Ortúñez.
            same = self._by_middle.get(plain(_family(name)), [])
        if not same and not mention.has_office:
            same = [one for one in self._by_first.get(plain(name), ()) if len(one.first) > 1]
        person = same[0] if len(same) == 1 else None
        if not same and (mention.has_courtesy or mention.has_office):
            person = self._new("", plain(_family(name)))
            on_record = self._record.by_last(name)
            person.known = next(iter(on_record)) if len(on_record) == 1 else None
        if person is not None:
            person.partial.append((number, mention))
            self._of[number, mention.first] = person

    def _new(self, first: str, last: str) -> Named:
        person = Named(first, last)
        self._everybody.append(person)
        self._by_last.setdefault(last, []).append(person)
        self._by_first.setdefault(first, []).append(person)
        return person

    def of(self, number: int, mention: Mention) -> Named | None:
        return self._of.get((number, mention.first))

    def __iter__(self) -> Iterator[Named]:
        return iter(self._everybody)


def _without_suffix(name: list[Token]) -> list[Token]:
    while len(name) > 2 and plain(name[-1].text) in {"jr", "sr", "ii", "iii", "iv"}:
        name = name[:-1]
    return name


def _same_first(one: str, other: str) -> bool:
    return one == other or ((len(one) == 1 or len(other) == 1) and one[:1] == other[:1])


def is_one_of(person: Named, others: Sequence[Name]) -> bool:
    """Whether the text's name is one of these."""
    for other in others:
        if not other.words or plain(other.words[-1]) != person.last:
            continue
        if not person.first or _same_first(plain(other.words[0]), person.first):
            return True
    return False
