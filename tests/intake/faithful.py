"""What must hold of whatever the parser makes of any text: every value stands where it says, and no word is lost."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from intake.parsed import ParsedLetter, Value
from intake.parsing import parse

# Written otherwise than printed: dates are ISO 8601, a resolved repeat names a note, a fragment's text is decoded.
REWRITTEN = {"date", "published", "same_as", "quote", "url", "archive_url"}
# What only says what stands beside it, and page furniture.
_LABELS = """
    re ref subject betreff betr objet objeto asunto oggetto konu тема date from to cc bcc copy copies kopie copie copia
    page seite of de von via notes note endnotes footnotes references sources signed signatories signatures
    organizations organisations individuals institutions encl by for on behalf the sup name position title organization
    http https www id ibid supra at see also and et und
"""
LABELS = frozenset(re.findall(r"\w+", _LABELS))
# What nobody sees, and the parser leaves out of the words it stands in.
_UNSEEN = re.compile("[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1b\x1f\x7f]")
_SINGULAR = re.compile(r"(?<=[a-z])(?:men|ies)\b")
_PARTED = re.compile(r"([^\W\d_]{2,})[-‐]\s*\n\s*([^\W\d_]{2,})")
_WORD = re.compile(r"[^\W\d_]{2,}")


def values(found: object, name: str = "") -> Iterator[tuple[str, Value]]:
    """Each value in a letter with the name of its field."""
    if isinstance(found, Value):
        yield name, found
    elif is_dataclass(found):
        for part in fields(found):
            yield from values(getattr(found, part.name), part.name)
    elif isinstance(found, tuple):
        for part in found:
            yield from values(part, name)


def letters_of(text: str) -> str:
    """Only the letters, so that what printing did to them (ligatures, hyphens, line ends, marks) does not count."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalpha())


def words_of(text: str) -> set[str]:
    joined = re.sub(r"[-‐]\s*\n\s*", "", _UNSEEN.sub("", unicodedata.normalize("NFKC", text)))
    return {word.casefold() for word in _WORD.findall(joined)}


def lost_words(letter: ParsedLetter) -> set[str]:
    """Words of the input that neither a value nor a warning has."""
    kept = set(LABELS)
    for text in (*(value.text for _, value in values(letter)), *letter.warnings):
        kept |= words_of(text)
    lost = words_of(letter.source) - kept
    # A word that a line end parted may stand as two, or be joined; what the spans cover is not lost.
    covered = ["" if _UNSEEN.match(char) else "\n" for char in letter.source]
    for span in (span for _, value in values(letter) for span in value.spans):
        covered[span.start : span.end] = letter.source[span.start : span.end]
    lost -= words_of("".join(covered))
    return {word for word in lost if not _is_parted(word, letter.source, kept)}


def _is_parted(word: str, source: str, kept: set[str]) -> bool:
    """Whether the word only comes of joining two lines that a page's foot stands between, and both halves are kept."""
    for first, second in _PARTED.findall(source):
        halves = first.casefold(), second.casefold()
        if "".join(halves) == word and halves[1] in kept and any(one.startswith(halves[0]) for one in kept):
            return True
    return False


def _as_one(plural: re.Match[str]) -> str:
    return {"men": "man", "ies": "y"}[plural[0]]


def check(text: str) -> ParsedLetter:
    letter = parse(text)
    assert letter.source == text
    for name, value in values(letter):
        assert value.text or not value.spans, name
        assert value.text == value.text.strip(), name
        for span in value.spans:
            assert 0 <= span.start < span.end <= len(text), (name, value)
        if name not in REWRITTEN:
            # A span ends with its line, or within a word from which something unseen was left out.
            spans = [text[span.start : span.end] for span in value.spans]
            printed = "".join(spans)
            # An address printed without its scheme gets one.
            said = value.text.removeprefix("https://") if name == "printed_url" else value.text
            if name == "description":
                # Where one plural is said of several people, each has it in the singular.
                said, printed = (_SINGULAR.sub(_as_one, one) for one in (said, printed))
                spans = [printed]
            assert set(words_of(said)) <= words_of(printed) | words_of("\n".join(spans)) or letters_of(
                said
            ) in letters_of(printed), (
                name,
                value.text,
                printed,
            )
    assert not lost_words(letter), lost_words(letter)
    if not letter.is_letter:
        assert letter.warnings
    return letter
