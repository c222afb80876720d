import re

import pytest
from django.utils import translation

from letters.markup import note_id, render_body, render_note


def html(text: str, *notes: str) -> str:
    return render_body(text, notes=notes).html


def test_a_mark_links_to_its_note_and_can_be_linked_back_to():
    body = render_body("Evidence.[^1]", notes=["1"])
    assert '<a id="mark-1-1" href="#note-1"' in body.html
    assert body.marks == {"1": ["mark-1-1"]}


def test_a_mark_is_read_aloud_in_the_language_of_the_page():
    with translation.override("fr"):
        assert 'lang="fr" aria-label="Note 1">1</a>' in html("Evidence.[^1]", "1")
    with translation.override("ru"):
        assert 'lang="ru" aria-label="Сноска 1">1</a>' in html("Evidence.[^1]", "1")


def test_two_references_to_one_note_have_ids_of_their_own():
    body = render_body("One[^1] and two[^1] and three[^2].", notes=["1", "2"])
    assert body.marks == {"1": ["mark-1-1", "mark-1-2"], "2": ["mark-2-1"]}
    assert body.html.count('href="#note-1"') == 2


def test_a_mark_without_a_note_stays_plain_text():
    assert html("Nothing behind this.[^9]", "1") == "<p>Nothing behind this.[^9]</p>\n"


@pytest.mark.parametrize("text", [r"\[^1]", "`[^1]`"])
def test_an_escaped_mark_and_one_in_code_are_left_as_typed(text):
    assert render_body(text, notes=["1"]).marks == {}


def test_a_line_that_looks_like_a_definition_does_not_swallow_the_mark():
    body = render_body("Words.[^1]\n\n[^1]: https://pages.example/a", notes=["1"])
    assert len(body.marks["1"]) == 2


@pytest.mark.parametrize("number", ["*", "†", "iv", "1a", "é"])
def test_every_mark_a_footnote_may_have_gets_a_plain_id(number):
    body = render_body(f"Words[^{number}]", notes=[number])
    assert note_id(number).isascii()
    assert f'href="#{note_id(number)}"' in body.html


def test_different_marks_have_different_ids():
    numbers = ["*", "**", "2a", "†", "1", "11", "_", "é", "e"]
    assert len({note_id(number) for number in numbers}) == len(numbers)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "<javascript:alert(1)>",
        "[x](&#106;avascript:alert(1))",
        '[x](https://pages.example/ "onmouseover=alert(1)")',
        '[x](https://pages.example/"onmouseover="alert(1))',
        "![x](https://pages.example/pixel.gif)",
        "<iframe src=https://pages.example></iframe>",
        "<style>p{}</style>",
        "[^1<script>]",
        '# <a href="javascript:x">x</a>',
    ],
)
def test_nothing_that_could_run_or_load_comes_through(text):
    for made in (html(text, "1"), render_note(text)):
        tags = " ".join(re.findall(r"<[^>]*>", made)).lower()
        for tag in ("<script", "<img", "<svg", "<iframe", "<style"):
            assert tag not in tags
        for scheme in ("javascript:", "data:", "vbscript:"):
            assert f'href="{scheme}' not in tags
        assert " onmouseover=" not in re.sub(r'title="[^"]*"', "", tags)
        assert " onerror=" not in tags


@pytest.mark.parametrize("address", ["https://a.example/b?c=d", "http://a.example/", "mailto:desk@a.example"])
def test_web_and_mail_links_are_made_and_marked_as_leading_outside(address):
    assert f'<a href="{address}" rel="nofollow noopener external">x</a>' in html(f"[x]({address})")


@pytest.mark.parametrize("address", ["/admin/", "admin/", "//a.example/", "#top", "ftp://a.example/"])
def test_other_links_stay_text(address):
    assert "<a" not in html(f"[x]({address})")


def test_headings_begin_below_the_page_title_and_skip_no_level():
    assert html("#### A\n\n###### B\n\n# C") == "<h2>A</h2>\n<h3>B</h3>\n<h2>C</h2>\n"


def test_nul_characters_are_dropped():
    assert html("a\x00b") == "<p>ab</p>\n"


def test_a_note_keeps_emphasis_and_paragraphs():
    assert render_note("*Title*, 1\n\nMore") == "<p><em>Title</em>, 1</p><p>More</p>"


def test_a_note_that_begins_like_a_list_is_printed_as_it_is():
    assert render_note("1. See above") == "<p>1. See above</p>"


def test_a_mark_in_a_note_stays_text():
    assert render_note("See note [^1]") == "<p>See note [^1]</p>"


def test_an_empty_text_is_nothing():
    assert html("") == ""
    assert render_note("") == ""
