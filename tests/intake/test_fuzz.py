"""Any text at all: the parser never fails, loses no word, and can show where everything stood that it read."""

import gc
import random
import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from intake.parsed import NOTHING, ParsedLetter, Span, Value
from intake.parsing import parse
from intake.parsing.reading import MOST_LINES
from tests.intake.accidents import HOSTILE, LETTERLIKE, TEXTS, mutated
from tests.intake.faithful import check, lost_words, values

LONG = 200_000


@settings(max_examples=60)
@given(st.one_of(st.text(max_size=400), LETTERLIKE))
@example("")
@example("\n")
@example("\ufeff")
@example("[^1]: ")
@example("[^1]")
@example("Dear Sir,")
@example("Sincerely,")
def test_no_text_breaks_the_parser_or_loses_a_word(text):
    check(text)


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_no_word_of_the_corpus_is_lost_and_every_value_stands_where_it_says(number):
    check(TEXTS[number])


@pytest.mark.parametrize("seed", range(25))
def test_a_letter_that_met_with_accidents_keeps_its_words(seed):
    check(mutated(seed))


@pytest.mark.parametrize("text", ["·", "•  ", "- ", "1.", "·\n\n·"])
def test_a_mark_with_nothing_behind_it_begins_no_item(text):
    assert check(text).body.text.split() == text.split()


@pytest.mark.parametrize("seed", range(12))
def test_words_put_anywhere_in_a_letter_are_kept(seed):
    """Words that occur nowhere else: here a word that stands in the letter twice cannot hide one that was lost."""
    chance = random.Random(seed)
    parts = re.split(r"(?<=[a-zа-я,.]) (?=[a-zA-Zа-яА-Я])", chance.choice(TEXTS))
    planted = ["".join(chance.choices("bdfgklmnprstvz", k=9)) for _ in range(5)]
    for word in planted:
        parts.insert(chance.randrange(len(parts) + 1), word)

    letter = check(" ".join(parts))

    kept = " ".join([*(value.text for _, value in values(letter)), *letter.warnings])
    assert all(word in kept.casefold() for word in planted)


@pytest.mark.slow
@pytest.mark.once
def test_a_long_campaign_of_accidents(record_property):
    for seed in range(1000, 4000):
        try:
            check(mutated(seed))
        except Exception as fault:
            raise AssertionError(f"mutated({seed})") from fault
    record_property("told", "3000 mutated letters")


@pytest.mark.slow
@pytest.mark.once
@settings(max_examples=1500)
@given(LETTERLIKE)
def test_a_long_campaign_of_texts_made_of_the_pieces_of_letters(text):
    check(text)


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.parametrize("name", HOSTILE)
def test_a_long_text_of_one_piece_is_read_to_its_end(name, record_property):
    """The targets are for `make bench`, which reads these texts too; here a text that stalls the parser is seen."""
    piece = HOSTILE[name]
    text = "Dear Sir,\n\n" + piece * (LONG // len(piece)) + "\n\nSincerely,\n\nEdward Hall\n"

    started = time.perf_counter()
    parse(text)

    record_property("told", f"{time.perf_counter() - started:.2f} s")


@pytest.mark.slow
@pytest.mark.once
def test_a_long_text_made_of_all_letters_is_read_and_keeps_its_words(record_property):
    text = "\n\n".join(TEXTS)
    text = (text * (LONG // len(text) + 1))[:LONG]

    started = time.perf_counter()
    check(text)

    record_property("told", f"{time.perf_counter() - started:.2f} s with the checks")


def test_a_text_of_more_lines_than_any_letter_is_kept_whole_and_says_so():
    line = "Dear Sir,\n"

    letter = parse(line * MOST_LINES)
    longer = check(line * MOST_LINES + "Talin Orvesh is held.")

    assert not any(f"{MOST_LINES:,} lines" in warning for warning in letter.warnings)
    assert longer.body.text == line * MOST_LINES + "Talin Orvesh is held."
    assert [f"{MOST_LINES:,} lines" in warning for warning in longer.warnings] == [True]
    assert not longer.is_letter
    assert not longer.salutation


def test_the_search_for_unused_objects_goes_on_after_a_letter():
    parse("Dear Sir,")
    assert gc.isenabled()

    gc.disable()
    try:
        parse("Dear Sir,")
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_check_sees_a_lost_word_a_span_outside_the_text_and_a_value_that_is_not_printed():
    """The yardstick itself."""
    text = "Lost words"
    assert lost_words(ParsedLetter(source=text, body=Value("words", (Span(5, 10),)))) == {"lost"}
    assert not lost_words(ParsedLetter(source=text, body=Value("words", (Span(5, 10),)), warnings=("Left over: Lost",)))
    assert dict(values(ParsedLetter(place=Value("Ostrel", (Span(0, 6),)))))["place"].text == "Ostrel"
    assert dict(values(ParsedLetter()))["date"] is NOTHING
