import pytest

from letters.searching.spelling import skeleton
from letters.searching.words import MAX_TERMS, Term, name_lines, read_query, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Recep Erdoğan", ["recep", "erdogan"]),
        ("İLHAM Əliyev", ["ilham", "aliyev"]),
        ("l’État, c’est", ["l", "etat", "c", "est"]),
        ("Орен Бальцу", ["oren", "baltsu"]),
        ("e\u0301tat", ["etat"]),
        ("ﬁle no. 12/7", ["file", "no", "12", "7"]),
        ("snake_case", ["snake", "case"]),
        (" — … ?", []),
        ("", []),
    ],
)
def test_text_is_taken_for_small_latin_words(text, words):
    assert words_of(text) == words


def test_what_was_typed_is_words_and_phrases_of_which_the_last_may_be_only_begun():
    terms = read_query('erdogan "fair  trial" pris')
    assert [(term.words, term.is_prefix) for term in terms] == [
        (("erdogan",), False),
        (("fair", "trial"), False),
        (("pris",), True),
    ]


@pytest.mark.parametrize("quoted", ['"fair trial"', "“fair trial”", "„fair trial“", "«fair trial»"])
def test_quotation_marks_of_all_sorts_hold_words_together(quoted):
    assert read_query(quoted) == [Term(("fair", "trial"))]


def test_a_mark_that_is_not_closed_yet_leaves_the_last_word_open():
    assert read_query('"fair tri') == [Term(("fair", "tri"), is_prefix=True)]


def test_one_letter_is_no_beginning_of_a_word():
    assert not read_query("a")[0].is_prefix


@pytest.mark.parametrize("text", ["", "  ", '"', '""', "“ ”", "%", "\\", "& | !", "'", ":*", "<->", "*"])
def test_marks_alone_ask_for_nothing(text):
    assert read_query(text) == []


def test_a_question_without_end_is_cut():
    assert len(read_query(" ".join(f"word{number}" for number in range(100)))) == MAX_TERMS


def test_a_name_is_found_by_what_people_type_for_it():
    assert {"o brien", "obrien"} <= set(name_lines("O’Brien"))
    assert {"muller", "mueller"} <= set(name_lines("Müller"))
    sounds = {line for line in name_lines("Harutyunyan") if line.startswith("0")}
    assert sounds & set(name_lines("Haroutiounian"))
    assert sounds & set(name_lines("Арутюнян"))
    assert not {line for line in name_lines("Louis Smith") if line.startswith("0")}


def test_a_skeleton_survives_slips_in_vowels_and_doubled_letters():
    assert skeleton("erdogan") == skeleton("erdoggen") == "rdgn"
