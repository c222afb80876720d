"""HTML pages: what a reader sees of them, with notes, lists, tables and links."""

import pytest

from intake.files import Kind, Unreadable, read
from intake.files.html import read_html


def text_of(body: str) -> str:
    return read_html(f"<!doctype html><html><body>{body}</body></html>".encode())[0].rstrip("\n")


def test_a_page_is_read_whole_in_a_process_of_its_own():
    page = "<!doctype html><html><head><title>x</title></head><body><p>Dear Secretary,<p>We write.</body></html>"
    reading = read("letter.html", page.encode())
    assert (reading.kind, reading.text) == (Kind.HTML, "Dear Secretary,\n\nWe write.\n")


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>one()</script>",
        "<style>p {color: red}</style>",
        "<nav>Home</nav>",
        "<p hidden>secret</p>",
        '<p style="display: none">secret</p>',
        '<span style="color:red; visibility:hidden">secret</span>',
        "<template>secret</template>",
        "<noscript>secret</noscript>",
        "<del>secret</del>",
        "<!-- secret -->",
        "<select><option>secret</select>",
        "<datalist><option>secret</datalist>",
        '<p style="opacity:0">secret</p>',
        '<p style="position: absolute; left: -9999px">secret</p>',
        "<style>.x, #y > b { color: red; display: none }</style><p class=x>secret</p>",
        "<style>/* p {} */ @media print { p { color: red } } #y b { display: none }</style><p id=y><b>secret</b></p>",
    ],
)
def test_what_no_reader_sees_is_out(hidden):
    assert text_of(f"<p>He is held.</p>{hidden}<p>Free him.</p>") == "He is held.\n\nFree him."


def test_what_is_hidden_on_some_media_only_is_read():
    assert text_of("<style>@media print { p { display: none } }</style><p>He is held.</p>") == "He is held."
    assert text_of("<style>p:unknown( { display: none }</style><p>He is <q>held</q>.</p>") == "He is “held”."


def test_only_the_letter_of_a_page_is_read():
    assert text_of("<header>Site</header><main><p>He is held since May.</p></main><footer>Imprint</footer>") == (
        "He is held since May."
    )


def test_notes_that_links_lead_to():
    made = text_of(
        '<p>He is held<sup><a href="#fn1" id="fnref1">1</a></sup> there.<sup id="r2">[<a href="#fn2">2</a>]</sup></p>'
        '<ol><li id="fn1"><p><i>Gazette</i> (2023), <a href="https://a.example/">https://a.example/</a>. '
        '<a href="#fnref1">↩</a></p></li><li id="fn2"><a href="#r2">^</a> Second.</li></ol>'
    )
    assert made == ("He is held[^1] there.[^2]\n\n[^1]: *Gazette* (2023), <https://a.example/>.\n\n[^2]: Second.")


def test_notes_as_word_saves_them():
    made = text_of(
        '<p class=MsoNormal>Held<a href="#_ftn1" name="_ftnref1"><span><sup>[1]</sup></span></a> there.</p><hr>'
        '<div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1"><sup>[1]</sup></a> Gazette.</p></div>'
    )
    assert made == "Held[^1] there.\n\n[^1]: Gazette."


def test_a_link_to_a_heading_is_no_note():
    assert text_of('<p>See <a href="#s">1</a>.</p><h2 id="s">Background</h2><p>Text.</p>') == (
        "See 1.\n\nBackground\n\nText."
    )


def test_raised_digits_without_a_note_stay_raised():
    assert text_of("<p>Held<sup>1</sup> on the 4<sup>th</sup>.</p>") == "Held<sup>1</sup> on the 4th."


def test_lines_lists_and_paragraphs():
    assert text_of("<p>Jane Roe<br>Secretary</p><div>1 Street</div><div>Town</div><ul><li>one<li>two</ul><p>End") == (
        "Jane Roe\nSecretary\n\n1 Street\nTown\n\n- one\n- two\n\nEnd"
    )
    assert text_of("<ol start=3><li>three<li>four</ol>") == "3. three\n4. four"
    assert text_of("<p>One<br><br>Two") == "One\n\nTwo"
    assert text_of("<p class=MsoNormal>Jane</p><p class=MsoNormal>Chair</p><p class=MsoNormal>&nbsp;</p><p>x") == (
        "Jane\nChair\n\nx"
    )
    assert text_of("<pre>Jane Roe\nChair</pre>") == "Jane Roe\nChair"


def test_columns_of_a_table():
    side = "<table><tr><td>Jane<br>Chair</td><td>John<br>Head</td></tr></table>"
    assert text_of(side) == "Jane\nChair\n\nJohn\nHead"
    data = "<table border=1><tr><td>Jane</td><td>Chair</td></tr><tr><td>John</td><td>Head</td></tr></table>"
    assert text_of(data) == "Jane, Chair\nJohn, Head"


def test_links():
    page = (
        '<p>See <a href="https://a.example/x">a report</a> and <a href="https://a.example/long/path">a.example/lo…</a>.'
    )
    assert text_of(page) == "See [a report](https://a.example/x) and <https://a.example/long/path>."
    assert text_of('<p><a href="mailto:a@b.example">a@b.example</a> <a href="#top">up</a>') == "a@b.example up"


def test_a_link_that_leads_elsewhere_than_it_says_is_told():
    text, warnings = read_html(b'<p>See <a href="https://track.example/u?x">https://a.example/report</a>.')
    assert text == "See https://a.example/report.\n"
    assert "https://track.example/u?x" in warnings[0]


@pytest.mark.parametrize(
    "data",
    [
        '<html><meta charset="windows-1251"><p>Господин президент'.encode("cp1251"),
        "<html><p>Господин президент".encode("utf-16"),
        "\ufeff<html><meta charset=koi8-r><p>Господин президент".encode(),
        '<html><meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>Господин президент'.encode(
            "koi8-r"
        ),
        "<html><p>Господин президент".encode(),
    ],
    ids=["windows-1251", "UTF-16", "mark before meta", "KOI8-R", "UTF-8"],
)
def test_the_character_set_is_the_one_the_page_says(data):
    assert read_html(data)[0] == "Господин президент\n"


@pytest.mark.parametrize("tag", ["div", "b", "table", "ul", "sup"])
def test_pages_nested_without_end_are_refused(tag):
    with pytest.raises(Unreadable, match="nested far deeper"):
        read_html(("<html><body>" + f"<{tag}>" * 100_000 + "He is held.").encode())


def test_elements_whose_end_is_left_out_are_no_nesting():
    assert text_of("<p>He is held.<br>" * 3000).count("He is held.") == 3000


def test_a_page_without_words_is_refused():
    with pytest.raises(Unreadable, match="No text"):
        read("page.html", b"<html><body><script>x()</script></body></html>")
