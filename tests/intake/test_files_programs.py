"""PDFs as different programs draw the same letter: what one of them does, and the others do not."""

from dataclasses import replace

import pytest
from playwright.sync_api import Browser

from intake.files import read
from intake.files.pdf import read_pdf
from intake.files.pdf.drawn import Glyph
from intake.files.pdf.letters import as_read
from intake.files.pdf.rows import rows_of
from intake.files.pdf.sheets import type_of
from intake.parsing import parse
from tests.intake.corpus import record
from tests.intake.presses import LEFT, Press

SIZE, WIDE = 10.0, 5.0


def set_in_a_row(text: str, *, gap: float = 0.0, at: float = 72.0, **look) -> list[Glyph]:
    """The letters, all of one width; a space is drawn as nothing, `gap` wide."""
    glyphs, x = [], at
    for letter in text:
        if letter != " ":
            glyphs.append(Glyph(letter, x, x + WIDE, 100.0, SIZE, **look))
        x += gap if letter == " " else WIDE
    return glyphs


def text_of(glyphs: list[Glyph]) -> str:
    return "\n".join(row.text for row in rows_of(glyphs))


def test_each_letter_of_a_ligature_counts():
    # LibreOffice: one glyph that says "ff", and PDFium gives both letters the place of the whole.
    start, end = set_in_a_row("A"), set_in_a_row("airs", at=82)
    ligature = [Glyph(letter, 77.0, 82.0, 100.0, SIZE) for letter in "ff"]
    assert text_of([*start, *ligature, *end]) == "Affairs"


def test_bold_type_that_is_faked_by_printing_twice_counts_once():
    once = set_in_a_row("Affairs")
    assert text_of(once + [replace(glyph, x0=glyph.x0 + 0.3, x1=glyph.x1 + 0.3) for glyph in once]) == "Affairs"


@pytest.mark.parametrize(
    ("letters", "read_as"),
    [("g˘", "ğ"), ("s¸", "ş"), ("˘g", "ğ"), ("´e", "é"), ("ı´", "í"), ("x¸", "x¸"), ("1¸", "1¸")],
)
def test_accents_that_are_drawn_over_letters_are_put_on_them(letters, read_as):
    drawn = [Glyph(letter, 77.0 + number / 100, 82.0, 100.0, SIZE) for number, letter in enumerate(letters)]
    assert "".join(glyph.text for glyph in as_read(drawn)) == read_as


@pytest.mark.parametrize(
    ("drawn", "read_as"),
    [("well\u2212known", "well-known"), ("a.example/\u02dcroe", "a.example/~roe"), ("well\u2011known", "well-known")],
)
def test_signs_that_stand_for_hyphens_and_tildes(drawn, read_as):
    assert text_of(set_in_a_row(drawn)) == read_as


def test_a_minus_sign_stays():
    assert text_of(set_in_a_row("at \u22125", gap=3.0)) == "at \u22125"


def test_a_line_that_is_stretched_is_no_row_of_columns():
    (row,) = rows_of(set_in_a_row("This line is set full", gap=2.5 * SIZE))
    assert [segment.text for segment in row.segments] == ["This line is set full"]
    uneven = set_in_a_row("Jane Roe", gap=3) + set_in_a_row("John Doe", gap=3, at=300)
    assert [segment.text.strip() for segment in rows_of(uneven)[0].segments] == ["Jane Roe", "John Doe"]


def test_a_space_that_takes_no_room_is_none():
    glyphs = set_in_a_row("have")
    glyphs.insert(3, Glyph(" ", glyphs[2].x1, glyphs[2].x1 + 3, 100.0, SIZE))
    assert text_of(glyphs) == "have"


@pytest.mark.parametrize(
    ("name", "weight", "is_bold"),
    [("ABCDEF+Times-Roman", 695, False), ("Times-Bold", 400, True), ("F1", 700, True), ("F2", 400, False)],
)
def test_a_fonts_weight_is_believed_only_where_its_name_says_nothing(name, weight, is_bold):
    assert type_of(name, 0, weight)[1] is is_bold


def test_a_short_letter_of_more_paragraphs_than_lines_keeps_its_paragraphs():
    long = (
        "We write about the lawyer Samuel Sample, who has been held since May in the capital without any charge, alone."
    )
    press = Press()
    parts = ["Dear Secretary,", long, "We ask for his release.", "We await your answer.", "Sincerely,", "Jane Roe"]
    for part in parts:
        press.paragraph(part, after=11)
    assert read_pdf(press.done())["text"].rstrip("\n").split("\n\n") == parts


def test_bullets_that_are_drawn_and_not_written():
    press = Press()
    for words in ("to release him;", "to let him see a lawyer."):
        press.canvas.circle(LEFT + 4, press.height - press.y + 3.5, 2, stroke=0, fill=1)
        press.line(words, x=LEFT + 20)
    assert read_pdf(press.done())["text"] == "• to release him;\n• to let him see a lawyer.\n"


def test_an_address_that_is_broken_leads_nowhere_else():
    whole = "https://north-zeitung.example/a-report"
    press = Press()
    press.line(f'<a href="{whole}">https://north-</a>')
    press.line(f'<a href="{whole}">zeitung.example/a-report</a>')
    assert read_pdf(press.done())["warnings"] == []


LETTER = """Senate of Examplia

EXAMPLETON, EX 20510

April 4, 2024

The Honorable Anton Brinkley
Secretary of Foreign Affairs
Foreign Office of Examplia
Exampleton, EX 20520

Re: Detention of Samuel Sample

Dear Secretary Brinkley,

We write about the lawyer Samuel Sample, who has been held without charge in the capital since May 2013.[^1] His \
family has not been told where he is, and the court that should have ruled on his detention has put it off three times.

We urge you:

- to ask for his release;
- to have his case raised by the embassy.

Sincerely,

Edward J. Marquez
Senator of Examplia

William Castile
Senator of Examplia

[^1]: Rights Observer, *A Lawyer Held* (Oct. 5, 2023), <https://observer.example/news/2023/10/05/a-lawyer-held>.
"""
PAGE = """<!doctype html><meta charset=utf-8>
<style>body { font: 12pt/1.3 serif } p { margin: 0 0 11pt; text-align: justify } .n { font-size: 9pt }</style>
<p style="text-align: center; font-size: 16pt">Senate of Examplia</p><p>EXAMPLETON, EX 20510</p><p>April 4, 2024</p>
<p>The Honorable Anton Brinkley<br>Secretary of Foreign Affairs<br>Foreign Office of Examplia<br>
Exampleton, EX 20520</p>
<p>Re: Detention of Samuel Sample</p><p>Dear Secretary Brinkley,</p>
<p>We write about the lawyer Samuel Sample, who has been held without charge in the capital since May
2013.<sup>1</sup> His family has not been told where he is, and the court that should have ruled on his detention has
put it off three times.</p>
<p>We urge you:</p>
<ul><li>to ask for his release;<li>to have his case raised by the embassy.</ul><p>Sincerely,</p>
<table style="width: 100%"><tr><td>Edward J. Marquez<br>Senator of Examplia
<td>William Castile<br>Senator of Examplia</table>
<hr style="width: 30%; margin-left: 0">
<p class=n><sup>1</sup> Rights Observer, <i>A Lawyer Held</i> (Oct. 5, 2023),
<a href="https://observer.example/news/2023/10/05/a-lawyer-held">
https://observer.example/news/2023/10/05/a-lawyer-held</a>.
"""


def test_a_page_that_a_browser_prints_gives_the_record_of_the_same_letter_as_text(browser: Browser):
    tab = browser.new_page()
    tab.set_content(PAGE)
    printed = tab.pdf(format="Letter", margin={"top": "1in", "right": "1in", "bottom": "1in", "left": "1in"})
    tab.close()

    assert record(parse(read("letter.pdf", printed).text)) == record(parse(LETTER))
