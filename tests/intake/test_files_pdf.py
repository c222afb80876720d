"""PDFs by geometry: columns, notes at page feet, running heads, paragraphs, links."""

import pytest
from reportlab.lib.pagesizes import landscape, letter

from intake.files import Kind, read
from intake.files.inline import Piece, written
from intake.files.pdf import read_pdf
from intake.files.pdf.joining import Words, joined
from tests.intake.pdf_letters import joint_letter, senate_letter, two_addressees
from tests.intake.presses import LEFT, Press

LONG = (
    "We write about the detention of the lawyer Samuel Sample, who has been held since May 2016 in the capital without "
    "any charge, and whose family has not been told by anybody where he is or how he fares."
)


def text_of(press: Press) -> str:
    return read_pdf(press.done())["text"].rstrip("\n")


def test_a_file_is_read_whole_in_a_process_of_its_own():
    press = Press()
    press.paragraph(LONG)
    reading = read("letter.pdf", press.done())
    assert (reading.kind, reading.text, reading.pages, reading.warnings) == (Kind.PDF, LONG + "\n", 1, ())
    assert not reading.is_recognised


def test_a_letter_over_two_sheets_with_notes_at_their_feet():
    text = read_pdf(senate_letter())["text"]
    assert text.startswith(
        "Senate of Examplia\nEXAMPLETON, EX 20510\n\nApril 4, 2024\n\nThe Honorable Anton Brinkley\n"
        "Secretary of Foreign Affairs\nForeign Office of Examplia\n2201 C Street, NW\nExampleton, EX 20520\n\n"
        "Dear Secretary Brinkley,\n\nWe are"
    )
    assert "current and former leaders of the Valley’s government were detained, among" in text
    assert "“dire situation”[^1] in the region" in text
    assert "Sincerely,\n\nEdward J. Marquez\nSenator of Examplia\n\nWilliam Castile\n" in text
    notes = text[text.index("[^1]: ") :].rstrip("\n").split("\n\n")
    assert [note[:6] for note in notes] == [f"[^{number}]: " for number in range(1, 6)]
    assert notes[0].endswith("https://www.fo.example/press-statements/call-for-calm-in-the-upper-valley-of-samplovia/.")
    assert notes[1].startswith("[^2]: *Return Must Be Possible*, Rights Observer (Oct. 5, 2023), https://observer.")


def test_running_heads_and_page_numbers_are_out_and_signers_in_columns_in_order():
    read_ = read_pdf(joint_letter())
    assert "Page" not in read_["text"]
    assert "Joint letter on" not in read_["text"]
    assert read_["warnings"] == [
        "Left out, since it belongs to the paper and not to the letter: “Joint letter on prisoners in Examplia”"
    ]
    assert read_["text"].endswith(
        "Respectfully,\n\nJane Roe\nExecutive Director\nRights Observer\n\nJohn Doe\nPresident\nLawyers for "
        "Prisoners\n\nMary Major\nSecretary General\nSamplovia Solidarity\n\nRichard Miles\nDirector of Advocacy\n"
        "Freedom Desk\n\nAda Example\nChair\nExamplia Writers’ Union\n"
    )


def test_addressees_side_by_side_are_read_one_after_the_other():
    assert (
        "2014\n\nThe Honorable Anton Brinkley\nSecretary of Foreign Affairs\nForeign Office\n2201 C Street, NW\n\n"
        "The Honorable Lloyd Osten\nSecretary of Defense\n1000 Defense Pentagon\n\nDear Secretaries"
    ) in read_pdf(two_addressees())["text"]


def test_labels_before_their_words_are_no_column():
    press = Press()
    for label, words in (("To:", "Jane Roe"), ("From:", "John Doe"), ("Re:", "Samuel Sample")):
        y = press.y
        press.line(label, y=y)
        press.line(words, x=180)
    press.gap(20)
    press.paragraph(LONG)
    assert text_of(press).startswith("To:    Jane Roe\nFrom:    John Doe\nRe:    Samuel Sample\n\n")


def test_a_table_with_ruled_lines_is_read_across():
    press = Press()
    for name, organization in (("Jane Roe", "Observer"), ("John Doe", "Desk"), ("Ada Poe", "Union"), ("Max", "Club")):
        y = press.y
        press.canvas.line(LEFT, press.height - y + 12, 500, press.height - y + 12)
        press.line(name, y=y)
        press.line(organization, x=300)
        press.gap(4)
    assert "Jane Roe    Observer\nJohn Doe    Desk" in text_of(press)


def test_running_text_in_two_columns():
    press = Press()
    for left, right in ((LEFT, 290.0), (320.0, 540.0)):
        press.y = 72
        press.paragraph(f"{'Left' if left == LEFT else 'Right'} column. " + LONG * 2, left=left, right=right)
    text = text_of(press)
    assert text.startswith("Left column. We write about the detention of the lawyer Samuel")
    assert "\n\nRight column. We write about" in text
    assert len(text.split("\n\n")) == 2


@pytest.mark.parametrize(
    ("lines", "made"),
    [
        (("an arbitrary arrest, arbi-", "trary it is"), "an arbitrary arrest, arbitrary it is"),
        (("a well-known man, well-", "known here"), "a well-known man, well-known here"),
        (("in the Upper-", "Samplovia region"), "in the Upper-Samplovia region"),
        (("held in incommuni-", "cado detention"), "held in incommuni-\ncado detention"),
        (("held in incommuni\u00ad", "cado detention"), "held in incommunicado detention"),
        (("both pre-", "and post-war laws"), "both pre- and post-war laws"),
        (("see https://a.example/one-", "two/three."), "see https://a.example/one-two/three."),
        (("see https://a.example/one", "two-three/four."), "see https://a.example/onetwo-three/four."),
        (("see https://a.example/one", "and write"), "see https://a.example/one\nand write"),
        (("see https://a.example/one,", "and write"), "see https://a.example/one, and write"),
    ],
)
def test_words_and_addresses_broken_at_a_lines_end_are_joined_where_that_is_sure(lines, made):
    pieces = joined([[Piece(line)] for line in lines], Words.of(lines))
    assert "".join(piece.text for piece in pieces) == made


def test_ligatures_are_letters():
    assert written([Piece("We a\ufb03rm the of\ufb01ce")]) == "We affirm the office"


def test_first_lines_that_are_indented_begin_paragraphs():
    press = Press()
    for _ in range(3):
        press.paragraph(LONG, first=24, after=0)
    assert text_of(press) == f"{LONG}\n\n{LONG}\n\n{LONG}"


def test_a_hanging_list_is_no_run_of_paragraphs():
    press = Press()
    for number in (1, 2):
        y = press.y
        press.line(f"{number}.", x=90, y=y)
        press.paragraph(LONG, left=108, after=0)
    assert text_of(press) == f"1. {LONG}\n\n2. {LONG}"


def test_a_quotation_with_margins_of_its_own_is_one_paragraph():
    press = Press()
    press.paragraph(LONG)
    press.paragraph(LONG * 2, left=120, right=470)
    press.paragraph(LONG)
    assert text_of(press) == f"{LONG}\n\n{LONG * 2}\n\n{LONG}"


def test_a_link_gives_the_address_that_is_printed_short_or_broken():
    whole = "https://observer.example/news/2023/10/05/a-very-long-address-that-goes-on"
    press = Press()
    press.paragraph(LONG)
    press.line(f'See <a href="{whole}">https://observer.example/news/…</a> and <a href="{whole}">the report</a>.')
    press.gap(20)
    press.line(
        f'As was reported in the summer of that year by all of them at <a href="{whole}">https://observer.example/n</a>'
    )
    press.line(f'<a href="{whole}">ews/2023/10/05/a-very-long-address-that-goes-on</a>.')
    text = text_of(press)
    assert f"See <{whole}> and [the report]({whole})." in text
    assert f"at <{whole}>." in text


def test_a_link_that_covers_half_of_a_broken_address_does_not_cut_it():
    press = Press()
    press.paragraph(LONG)
    half = "https://observer.example/news/2023/"
    press.line(f'As was reported in the summer of that year by all others at <a href="{half}">{half}</a>')
    press.line("a-long-address/that-goes-on.html.")
    assert "at https://observer.example/news/2023/a-long-address/that-goes-on.html." in text_of(press)


def test_a_link_that_leads_elsewhere_than_it_says_is_told():
    press = Press()
    press.line('See <a href="https://track.example/u?x">https://a.example/report</a>.')
    done = read_pdf(press.done())
    assert done["text"] == "See https://a.example/report.\n"
    assert "https://track.example/u?x" in done["warnings"][0]


def test_raised_digits_without_a_note_stay_raised_and_ordinals_do_not():
    press = Press()
    press.line("Held<sup>1</sup> on the 4<sup>th</sup> of May.")
    assert text_of(press) == "Held<sup>1</sup> on the 4th of May."


def test_notes_that_begin_anew_on_each_page_are_counted_through():
    press = Press()
    cases = ("The first. " + LONG, "The second one. " + LONG)
    for number, case in enumerate(cases, 1):
        press.paragraph(f"{case}<sup>1</sup>")
        press.y = 700
        press.rule()
        press.paragraph(f"<sup>1</sup> Gazette {number} (2023).", size=8)
        press.sheet()
    assert text_of(press) == (f"{cases[0]}[^1]\n\n{cases[1]}[^2]\n\n[^1]: Gazette 1 (2023).\n\n[^2]: Gazette 2 (2023).")


def test_a_note_goes_on_at_the_foot_of_the_next_page():
    press = Press()
    press.paragraph(f"{LONG}<sup>1</sup>")
    press.y = 700
    press.rule()
    press.line("<sup>1</sup> Rights Observer, A Long Title That Does Not End", size=8)
    press.sheet()
    press.paragraph(LONG)
    press.y = 700
    press.rule()
    press.line("on this page (2023).", size=8)
    assert text_of(press).endswith("[^1]: Rights Observer, A Long Title That Does Not End on this page (2023).")


def test_notes_of_the_texts_size_below_a_ruled_line():
    press = Press()
    press.paragraph(f"{LONG}<sup>1</sup> {LONG}<sup>2</sup>")
    press.gap(40)
    press.rule()
    press.paragraph("1 Gazette (2023).", after=0)
    press.paragraph("2 Herald (2024).")
    assert text_of(press).endswith("fares.[^2]\n\n[^1]: Gazette (2023).\n\n[^2]: Herald (2024).")


def test_signs_are_marks_too():
    press = Press()
    press.paragraph(f"{LONG}<sup>*</sup>")
    press.y = 700
    press.line("* A short note.", size=8)
    assert text_of(press) == f"{LONG}[^*]\n\n[^*]: A short note."


def test_the_head_of_later_pages_is_out():
    press = Press()
    press.line("Secretary Roe")
    press.line("April 4, 2024")
    press.gap(20)
    press.paragraph(LONG)
    press.sheet()
    press.lines("Secretary Roe", "Page 2", "April 4, 2024")
    press.gap(30)
    press.paragraph(LONG)
    done = read_pdf(press.done())
    assert done["text"] == f"Secretary Roe\nApril 4, 2024\n\n{LONG}\n\n{LONG}\n"
    assert len(done["warnings"]) == 2


def test_small_print_at_the_papers_foot_is_out_and_said():
    press = Press()
    press.paragraph(LONG)
    press.y = 760
    press.centred("1 Example Street, Exampleton, observer.example", size=7)
    done = read_pdf(press.done())
    assert done["text"] == f"{LONG}\n"
    assert "1 Example Street" in done["warnings"][0]


def test_type_is_kept_in_running_text_and_not_in_names():
    press = Press()
    press.line("<b>Jane Roe</b>, <i>Chair</i>")
    press.gap(20)
    press.paragraph(f"As <i>The Gazette</i> says, {LONG} <b>Free him.</b>")
    assert text_of(press) == f"Jane Roe, Chair\n\nAs *The Gazette* says, {LONG} **Free him.**"


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_sheet_that_lies_is_turned(turned):
    press = Press()
    press.line("Dear Secretary,")
    press.paragraph(LONG)
    upright = read_pdf(press.done())["text"]
    # reportlab swaps the sides of a page that it turns.
    lying = Press(pagesize=letter)
    canvas = lying.canvas
    # What is drawn against the turn of the page is read as it is looked at.
    canvas.setPageRotation(turned)
    canvas.rotate({90: 90, 180: 180, 270: -90}[turned])
    canvas.translate(*{90: (0, -792), 180: (-612, -792), 270: (-612, 0)}[turned])
    lying.width, lying.height = letter
    lying.line("Dear Secretary,")
    lying.paragraph(LONG)
    assert read_pdf(lying.done())["text"] == upright


def test_text_drawn_lying_without_the_page_being_turned_is_read():
    press = Press(pagesize=landscape(letter))
    press.canvas.rotate(90)
    press.canvas.translate(0, -792)
    press.width, press.height = letter
    press.line("Dear Secretary,")
    press.gap(20)
    press.paragraph(LONG)
    assert text_of(press) == f"Dear Secretary,\n\n{LONG}"


def test_words_across_the_page_are_out_and_said():
    press = Press()
    press.paragraph(LONG)
    press.canvas.rotate(45)
    press.canvas.drawString(300, 0, "CONFIDENTIAL DRAFT")
    done = read_pdf(press.done())
    assert done["text"] == f"{LONG}\n"
    assert "CONFIDENTIAL DRAFT" in done["warnings"][0]


def test_a_heading_in_spaced_letters_is_words():
    press = Press()
    press.canvas.setFont("Times-Roman", 14)
    press.canvas.drawString(LEFT, press.height - 72, "SENATE OF EXAMPLIA", charSpace=5)
    press.y = 110
    press.paragraph(LONG)
    assert text_of(press).startswith("SENATE OF EXAMPLIA\n\n")


def test_a_running_row_may_hold_the_pages_number_but_notes_that_differ_in_other_numbers_are_none():
    cases = [f"{number} case. {LONG}" for number in ("The first", "The second", "A third")]
    address = "See https://gazette.example/article/{}."
    press = Press()
    for page, case in enumerate(cases, 1):
        press.line(f"Joint letter, page {page} of 3, on prisoners", y=40, size=8)
        press.paragraph(f"{case}<sup>{page}</sup>")
        press.y = 700
        press.rule()
        press.paragraph(f"<sup>{page}</sup> Rights Observer, A Title (2023).", size=8, after=0)
        press.paragraph(address.format(1600 + page), size=8, after=0)
        press.sheet()
    done = read_pdf(press.done())
    marked = [f"{case}[^{page}]" for page, case in enumerate(cases, 1)]
    notes = [f"[^{page}]: Rights Observer, A Title (2023). {address.format(1600 + page)}" for page in (1, 2, 3)]
    assert done["text"] == "\n\n".join(marked + notes) + "\n"
    assert len(done["warnings"]) == 3


def test_notes_that_only_differ_in_their_marks_are_no_running_rows():
    press = Press()
    for page, case in enumerate(("The first. ", "The second one. "), 1):
        press.paragraph(f"{case}{LONG}<sup>{page}</sup>")
        press.line(f"<sup>{page}</sup> Id.", y=700, size=8)
        press.sheet()
    assert text_of(press).endswith("\n\n[^1]: Id.\n\n[^2]: Id.")


def test_last_rows_that_end_in_numbers_which_do_not_count_the_pages_stay():
    press = Press()
    for case, annex in (("The first. ", 4), ("The second one. ", 9)):
        press.paragraph(case + LONG)
        press.line(f"Annex {annex}", y=700)
        press.sheet()
    assert "Annex 4" in (text := text_of(press))
    assert "Annex 9" in text


def test_a_body_in_double_space_below_an_address_in_single_space():
    press = Press()
    press.lines("Jane Roe", "Secretary", "1 Example Street")
    press.gap(24)
    for words in press.broken(LONG * 2, 468, 0, 11):
        press.line(words)
        press.gap(12)
    press.gap(14)
    press.line("Sincerely,")
    assert text_of(press) == f"Jane Roe\nSecretary\n1 Example Street\n\n{LONG * 2}\n\nSincerely,"
