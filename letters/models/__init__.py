from letters.models.followup import Ask, Reply
from letters.models.footnote import Citation, Footnote, Source
from letters.models.letter import Letter
from letters.models.parties import Addressee, Mention, Signature
from letters.models.public_source import PublicSource
from letters.models.search import (
    FacetChange,
    FacetValue,
    KnownWord,
    LetterFacet,
    NameWord,
    PublicChange,
    PublicRevision,
    SearchEntry,
    SourceText,
    Touched,
)

__all__ = [
    "Addressee",
    "Ask",
    "Citation",
    "FacetChange",
    "FacetValue",
    "Footnote",
    "KnownWord",
    "Letter",
    "LetterFacet",
    "Mention",
    "NameWord",
    "PublicChange",
    "PublicRevision",
    "PublicSource",
    "Reply",
    "SearchEntry",
    "Signature",
    "Source",
    "SourceText",
    "Touched",
]
