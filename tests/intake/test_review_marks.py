"""Where the fields stand in the original text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from intake.parsed import ParsedCitation, ParsedFootnote, ParsedLetter, ParsedSignatory, Span, Value
from intake.review.marks import Places, Stretch, field_spans, stretches


def value(text: str, within: str) -> Value:
    start = text.index(within)
    return Value(within, (Span(start, start + len(within)),))


def told(text: str, **spans: list[tuple[int, int]]) -> list[tuple[str, str]]:
    where = {name: [Span(*pair) for pair in pairs] for name, pairs in spans.items()}
    return [(piece.text, piece.field) for piece in stretches(text, where)]


def test_the_closest_field_comes_first():
    pieces = stretches("a note by Ada", {"text": [Span(0, 13)], "author": [Span(10, 13)]})
    assert pieces == [Stretch("a note by ", ("text",)), Stretch("Ada", ("author", "text"))]
    assert [piece.is_close for piece in pieces] == [False, True]


def test_a_value_that_a_page_break_parts_is_marked_on_both_sides():
    assert told("half---half", body=[(0, 4), (7, 11)]) == [("half", "body"), ("---", ""), ("half", "body")]


def test_words_that_went_nowhere_are_left_over_and_punctuation_is_not():
    left = {text: Stretch(text).is_left_over for text in ("WASHINGTON, DC", " \n", "</sup>, ", "---")}
    assert left == {"WASHINGTON, DC": True, " \n": False, "</sup>, ": False, "---": False}


def test_room_left_for_ink_is_shown_as_one_empty_line():
    assert Stretch("Sincerely,\n\n \n\n\nAda\nSenator").shown == "Sincerely,\n\nAda\nSenator"


@settings(max_examples=60)
@given(
    st.text(max_size=60),
    st.dictionaries(
        st.sampled_from(["body", "date", "footnotes-0-text"]),
        st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=4),
    ),
)
def test_no_character_is_lost_whatever_the_spans(text, spans):
    where = {name: [Span(*pair) for pair in pairs] for name, pairs in spans.items()}
    pieces = stretches(text, where)
    assert "".join(piece.text for piece in pieces) == text
    assert {name for piece in pieces for name in piece.fields} <= spans.keys()


def test_rows_are_named_as_the_page_names_them_and_rows_left_out_are_not_marked():
    text = "Ada Bo https://x.example/ Ada"
    parsed = ParsedLetter(
        signatories=(
            ParsedSignatory(name=value(text, "Ada")),
            ParsedSignatory(name=Value("Ada", (Span(26, 29),))),
            ParsedSignatory(name=value(text, "Bo")),
        ),
        footnotes=(ParsedFootnote(citations=(ParsedCitation(printed_url=value(text, "https://x.example/")),)),),
    )
    places = Places(addressees=(), signatures=(0, None, 1), footnotes=(0,), mentions=())
    pieces = stretches(text, field_spans(parsed, places))
    marked = {piece.field: piece.text for piece in pieces if piece.fields}
    assert marked == {
        "signatures-0-person": "Ada",
        "signatures-1-person": "Bo",
        "footnotes-0-citations-0-url": "https://x.example/",
    }
