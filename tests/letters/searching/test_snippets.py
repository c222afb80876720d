from letters.searching.snippets import Piece, highlighted, snippet, without_markup
from letters.searching.words import read_query


def hits(pieces) -> list[str]:
    return [piece.text for piece in pieces if piece.is_hit]


def test_what_was_found_is_marked_as_it_was_written():
    pieces = highlighted("The case of Erdoğan’s teachers", read_query("erdogan teach"))
    assert pieces == [
        Piece("The case of ", False),
        Piece("Erdoğan", True),
        Piece("’s ", False),
        Piece("teachers", True),
    ]


def test_a_phrase_is_marked_only_where_it_stands_whole():
    pieces = highlighted("a fair hearing, a fair trial", read_query('"fair trial"'))
    assert hits(pieces) == ["fair", "trial"]
    assert "".join(piece.text for piece in pieces) == "a fair hearing, a fair trial"


def test_the_place_with_the_most_of_what_was_asked_is_shown():
    text = "court " + "filler " * 100 + "the court heard the teacher " + "filler " * 100
    found = snippet(text, read_query("court teacher"))
    assert found is not None
    assert found.found == 2
    assert hits(found.pieces) == ["court", "teacher"]
    assert found.begins_amid
    assert found.ends_amid


def test_a_short_text_is_shown_whole():
    found = snippet("A teacher is held.", read_query("teacher"))
    assert found is not None
    assert not found.begins_amid
    assert not found.ends_amid
    assert "".join(piece.text for piece in found.pieces) == "A teacher is held."


def test_nothing_found_is_no_snippet():
    assert snippet("A teacher is held.", read_query("lawyer")) is None


def test_markup_is_left_out_and_what_looks_like_html_stays_text():
    text = without_markup("# Why\n\nWe *write*[^1] of [a page](https://example.org/x) and <b>this</b>.\n\n- one")
    assert text == "Why We write of a page and <b>this</b>. one"


def test_a_text_of_marks_alone_takes_no_time():
    for piece in ("[^1", "[a](", "*", "\\", "# ", "[" * 50):
        without_markup(piece * 20_000)
