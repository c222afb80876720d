"""Words that say "not found" are looked for by cues first: none of those may be missed for that."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from links.judging.sayings import ALTERNATIVES, may_say_lost, says_lost
from links.pages.likeness import compared

_ANY_OF = re.compile("|".join(ALTERNATIVES), re.IGNORECASE)


@pytest.mark.parametrize("pattern", ALTERNATIVES)
def test_whatever_says_so_holds_a_cue(pattern: str) -> None:
    @settings(max_examples=20)
    @given(st.from_regex(re.compile(pattern, re.IGNORECASE)))
    def holds_one(words: str) -> None:
        if _ANY_OF.search(compared(words)):
            assert says_lost(words)
            assert may_say_lost(f"Example News\n{words}\nContact")

    holds_one()


@pytest.mark.parametrize("words", ["SƏHİFƏ TAPILMADI", "SAYFA BULUNAMADI", "Página no disponible: YA NO EXISTE"])
def test_capitals_of_any_language_hold_it_as_well(words: str) -> None:
    assert says_lost(words)


@pytest.mark.parametrize("words", ["The court heard the case on Monday.", "Der Prozess wurde vertagt", ""])
def test_other_words_do_not(words: str) -> None:
    assert not may_say_lost(words)
    assert not says_lost(words)
