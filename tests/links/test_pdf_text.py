"""Words broken at line ends, and lines that head and foot the pages."""

import pytest

from links.pages.pdf_reader import is_readable
from links.pages.pdf_text import both_readings, joined
from links.passages import fold


@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\u2011", "\u00ad"])
@pytest.mark.parametrize("end", ["\n", " \n", "\n   "])
def test_a_word_broken_at_a_lines_end_is_whole_again(hyphen, end):
    assert "in detention since" in both_readings(f"in deten{hyphen}{end}tion since")


def test_a_hyphen_that_belongs_to_the_word_stays_too_when_nothing_tells():
    both = both_readings("a well-\nknown man")
    assert "a wellknown man" in both
    assert "a well-known man" in both


def test_the_rest_of_the_text_tells_which_it_is():
    assert both_readings("a well-known man, a well-\nknown case") == "a well-known man, a well-known case"
    assert both_readings("detention, and deten-\ntion") == "detention, and detention"


@pytest.mark.parametrize(
    ("broken", "mended"), [("1945-\n1950", "1945-1950"), ("Examplia-\nSamplovia", "Examplia-Samplovia")]
)
def test_names_and_numbers_keep_their_hyphen(broken, mended):
    assert both_readings(broken) == mended


def test_capitals_throughout_are_a_word_like_any_other():
    assert "DETENTION" in both_readings("DETEN-\nTION")


def test_a_dash_between_words_is_left_alone():
    text = "he said -\nand went; one -- \ntwo"
    assert both_readings(text) == text


def test_ligatures_are_folded_when_words_are_compared():
    assert "the officer filed a conflicting" in fold(both_readings("the oﬃcer ﬁled a con-\nﬂicting report"))


def test_running_heads_and_page_numbers_do_not_stand_between_words():
    pages = [f"Sample Report 2026\nwords of page {number}\nthat go on\n{number}" for number in range(1, 6)]
    text = joined(pages)
    assert text.startswith("Sample Report 2026\nwords of page 1\nthat go on\nwords of page 2\nthat go on\nwords")
    assert text.endswith("that go on")


def test_lines_that_are_the_same_on_two_pages_are_no_running_heads():
    pages = ["The same line\none", "The same line\ntwo", "Another\nthree", "A fourth\nfour", "A fifth\nfive"]
    assert joined(pages).count("The same line") == 2
    assert joined(["A line\none", "A line\ntwo"]).count("A line") == 2


def test_pages_without_text_do_no_harm():
    assert joined([]) == joined(["", " \n "]) == both_readings("") == ""


def test_codes_in_place_of_letters_are_not_readable():
    assert is_readable("Words, “quoted” — and слова\n\tմեկ")
    assert is_readable("")
    assert not is_readable("\x01\x02\x03 \x04\x05 words")
    assert not is_readable("\ue000\ue001\ue002 words of text")
    assert not is_readable("\ufffd\ufffd words")
