"""Word files: real notes, columns, tracked changes, boxes, heads and feet."""

from io import BytesIO

import docx as python_docx
import pytest

from intake.files import Kind, Unreadable, read
from intake.files.docx import read_docx
from tests.intake.word_files import SPACED, docx, field, note, p, r, table


def text_of(*body: str, **options) -> str:
    return read_docx(docx(*body, **options))[0].rstrip("\n")


def test_a_file_is_read_whole_in_a_process_of_its_own():
    reading = read("letter.docx", docx(p("Dear Secretary,", properties=SPACED), p("We write.")))
    assert (reading.kind, reading.text, reading.warnings) == (Kind.DOCX, "Dear Secretary,\n\nWe write.\n", ())


def test_what_another_program_saves_is_read():
    document = python_docx.Document()
    document.add_paragraph("Dear Secretary,")
    document.add_paragraph("We write about ").add_run("a case").italic = True
    held = BytesIO()
    document.save(held)
    assert read_docx(held.getvalue())[0] == "Dear Secretary,\n\nWe write about a case\n"


def test_footnotes_are_told_by_their_marks():
    body = p("He is held", note(7), " in the capital.", note(9))
    notes = {9: p(r("The Gazette", "<w:i/>"), " (2023)."), 7: p("<w:r><w:footnoteRef/></w:r>", " Rights Observer.")}
    assert text_of(body, footnotes=notes) == (
        "He is held[^1] in the capital.[^2]\n\n[^1]: Rights Observer.\n\n[^2]: *The Gazette* (2023)."
    )


def test_endnotes_beside_footnotes_have_numbers_of_their_own():
    made = text_of(p("One", note(2), " two", note(2, "endnote"), "."), footnotes={2: p("foot")}, endnotes={2: p("end")})
    assert made == "One[^1] two[^i].\n\n[^1]: foot\n\n[^i]: end"
    assert text_of(p("One", note(2, "endnote")), endnotes={2: p("end")}) == "One[^1]\n\n[^1]: end"


def test_a_note_of_several_paragraphs_is_one_note():
    assert text_of(p("One", note(2)), footnotes={2: p("first") + p("second")}).endswith("[^1]: first second")


def test_a_mark_without_its_note_is_left_out():
    assert text_of(p("One", note(5), "."), footnotes={2: p("first")}) == "One."


def test_tracked_changes_are_read_as_accepted():
    deleted = '<w:del w:id="1"><w:r><w:delText>free</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2">{r("held")}</w:ins>'
    moved = f'<w:moveFrom w:id="3">{r("gone")}</w:moveFrom><w:moveTo w:id="4">{r(" here")}</w:moveTo>'
    assert text_of(p("He is ", deleted, inserted, moved, ".")) == "He is held here."


def deleted(inner: str) -> str:
    return f'<w:del w:id="1">{inner}</w:del>'


def deleted_words(words: str) -> str:
    return deleted(f"<w:r><w:delText>{words}</w:delText></w:r>")


@pytest.mark.parametrize(
    "body",
    [
        p("He is ", deleted(r("SECRET")), "held."),
        p("He is held.", deleted(note(2))),
        p("He is held.", note(3)),
        p(deleted_words("SECRET"), properties="<w:rPr><w:del/></w:rPr>") + p("He is held."),
        p(f'<w:ins w:id="2">{deleted_words("SECRET")}{r("He is held.")}</w:ins>'),
        p(f'<w:hyperlink r:id="l1">{deleted_words("SECRET")}</w:hyperlink>', "He is held."),
        p(
            "He is held.",
            f"<w:r><w:pict><v:textbox><w:txbxContent>{p(deleted_words('SECRET'))}</w:txbxContent></v:textbox></w:pict></w:r>",
        ),
        p("He is held.", deleted(field('HYPERLINK "https://a.example"', "<w:r><w:delText>SECRET</w:delText></w:r>"))),
        table(("SECRET", "He is held.")).replace("<w:tc>", "<w:tc><w:tcPr><w:cellDel/></w:tcPr>", 1),
        p(f'<w:moveFrom w:id="4">{r("SECRET")}</w:moveFrom>', "He is held."),
    ],
    ids=["run", "note", "in a note", "paragraph", "insertion", "link", "box", "field", "cell", "moved"],
)
def test_what_was_deleted_never_appears(body):
    text = text_of(
        body, footnotes={2: p("SECRET"), 3: p("Gazette", deleted_words("SECRET"))}, links={"l1": "https://a.example"}
    )
    assert "He is held." in text
    assert "SECRET" not in text


def test_a_form_that_nobody_filled_in_says_nothing():
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    assert text_of(p(prompt.format(r("Click here")), "He."), prompt.format(p("Click here"))) == "He."


def test_a_link_that_leads_elsewhere_than_it_says_is_told():
    link = f'<w:hyperlink r:id="l1">{r("https://a.example/report")}</w:hyperlink>'
    text, warnings = read_docx(docx(p("One", note(2)), footnotes={2: p(link)}, links={"l1": "https://track.example/u"}))
    assert text == "One[^1]\n\n[^1]: https://a.example/report\n"
    assert "https://track.example/u" in warnings[0]


def test_paragraphs_whose_parting_was_deleted_are_one():
    assert text_of(p("He is ", properties="<w:rPr><w:del/></w:rPr>"), p("held.")) == "He is held."


def test_a_deleted_row_of_a_table_is_out():
    rows = table(("Jane Roe", "Chair"), ("John Doe", "Head")).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>", 1)
    assert "Jane" not in text_of(rows)
    assert "John Doe" in text_of(rows)


def test_hidden_text_is_out():
    assert text_of(p("He is held.", r(" Protected witness: X.", "<w:vanish/>"))) == "He is held."
    shown = '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
    assert text_of(p("He.", r("secret", '<w:rStyle w:val="H"/>')), styles=shown) == "He."
    whole = '<w:style w:type="paragraph" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
    seen = r("He.", '<w:vanish w:val="0"/>')
    assert text_of(p("secret", seen, properties='<w:pStyle w:val="H"/>'), styles=whole) == "He."


def test_lines_of_an_address_stay_lines_where_no_space_is_left_between_them():
    body = [p("The Honorable Jane Roe"), p("Secretary"), p("1 Example Street"), p(""), p("Dear Secretary,")]
    assert text_of(*body) == "The Honorable Jane Roe\nSecretary\n1 Example Street\n\nDear Secretary,"
    assert text_of(p("Jane Roe", "<w:r><w:br/></w:r>", "Secretary")) == "Jane Roe\nSecretary"


def test_space_that_a_style_leaves_parts_paragraphs():
    styles = (
        '<w:style w:type="paragraph" w:styleId="N" w:default="1"><w:pPr><w:spacing w:after="160"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="T"><w:basedOn w:val="N"/>'
        "<w:pPr><w:contextualSpacing/></w:pPr></w:style>"
    )
    tight = '<w:pStyle w:val="T"/>'
    assert text_of(p("One"), p("Two"), styles=styles) == "One\n\nTwo"
    assert text_of(p("One", properties=tight), p("Two", properties=tight), styles=styles) == "One\nTwo"


def test_long_paragraphs_without_space_are_parted_all_the_same():
    long = "We write about the detention of the lawyer Samuel Sample, who has been held since May without any charge."
    assert text_of(p(long), p(long)) == f"{long}\n\n{long}"


@pytest.mark.parametrize("ruled", [False, True])
def test_addressees_in_a_table_are_read_one_after_the_other(ruled):
    cells = table(("Jane Roe|Secretary|1 Street", "John Doe|Minister"))
    assert text_of(cells) == "Jane Roe\nSecretary\n1 Street\n\nJohn Doe\nMinister"


def test_signers_in_a_table_whose_lines_are_rows_are_read_block_by_block():
    cells = table(("Jane Roe", "John Doe"), ("Chair", "Head"), ("", ""), ("Ada Poe", "Max Moe"), ("Member", "Deputy"))
    assert text_of(cells) == "Jane Roe\nChair\n\nJohn Doe\nHead\n\nAda Poe\nMember\n\nMax Moe\nDeputy"
    both = table(("Jane Roe|Chair", "John Doe|Head"), ("Ada Poe|Member", "Max Moe|Deputy"))
    assert text_of(both) == text_of(cells)


def test_a_table_with_ruled_lines_is_read_across():
    cells = table(("Jane Roe", "Rights Observer", "Examplia"), ("John Doe", "Desk", "Samplovia"), ruled=True)
    assert text_of(cells) == "Jane Roe, Rights Observer, Examplia\nJohn Doe, Desk, Samplovia"


def test_a_table_of_labels_is_read_across():
    assert text_of(table(("To:", "Jane Roe"), ("Re:", "Samuel Sample"))) == "To: Jane Roe\nRe: Samuel Sample"


def test_a_table_in_a_table_is_read_once():
    inner = f"<w:tbl><w:tr><w:tc>{table(('Jane Roe',))}{p('Chair')}</w:tc></w:tr></w:tbl>"
    assert text_of(inner) == "Jane Roe\n\nChair"


def test_columns_made_with_tabs_are_read_one_after_the_other():
    tab = "<w:r><w:tab/></w:r>"
    body = [p("Jane Roe", tab, tab, "John Doe"), p("Chair", tab, tab, tab, "Head")]
    assert text_of(*body) == "Jane Roe\nChair\n\nJohn Doe\nHead"
    assert text_of(p("Re:", tab, "Samuel Sample")) == "Re: Samuel Sample"
    assert text_of(p(tab, tab, "Sincerely,")) == "Sincerely,"


def test_links_are_kept():
    link = f'<w:hyperlink r:id="l1">{r("the report")}</w:hyperlink>'
    short = f'<w:hyperlink r:id="l1">{r("https://observer.example/re…")}</w:hyperlink>'
    coded = field(' HYPERLINK "https://observer.example/b" ', r("here"))
    made = text_of(p("See ", link, ", ", short, " and ", coded, "."), links={"l1": "https://observer.example/report"})
    assert made == (
        "See [the report](https://observer.example/report), <https://observer.example/report> "
        "and [here](https://observer.example/b)."
    )


def test_a_link_in_a_note_is_kept():
    link = f'<w:hyperlink r:id="l1">{r("https://a.example/x")}</w:hyperlink>'
    made = text_of(p("One", note(2)), footnotes={2: p(link, ".")}, links={"l1": "https://a.example/x"})
    assert made.endswith("[^1]: <https://a.example/x>.")


def box(inner: str) -> str:
    held = f"<wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx>"
    return f"<w:drawing><wp:inline><a:graphic>{held}</a:graphic></wp:inline></w:drawing>"


def test_a_text_box_is_read_once_though_it_is_there_twice():
    old = f"<w:pict><v:textbox><w:txbxContent>{p('RIGHTS OBSERVER')}</w:txbxContent></v:textbox></w:pict>"
    new = box(p("RIGHTS OBSERVER"))
    choice = f"<mc:Choice>{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>"
    both = f"<mc:AlternateContent>{choice}</mc:AlternateContent>"
    assert text_of(p(f"<w:r>{both}</w:r>", "Dear Secretary,")) == "RIGHTS OBSERVER\n\nDear Secretary,"
    assert text_of(p(f"<w:r>{old}</w:r>", "Dear Secretary,")) == "RIGHTS OBSERVER\n\nDear Secretary,"


def test_a_letterhead_in_the_head_of_the_first_page_is_read_and_later_heads_are_not():
    text, warnings = read_docx(
        docx(
            p("Dear Secretary,"),
            heads={"first": p("SENATE OF EXAMPLIA"), "default": p("Secretary Roe")},
            feet={"default": p("Page ", field(" PAGE ", r("1"))), "first": p("1 Street, observer.example")},
            is_first_other=True,
        )
    )
    assert text == "SENATE OF EXAMPLIA\n\nDear Secretary,\n"
    assert [warning.rsplit("“")[-1] for warning in warnings] == ["Secretary Roe”", "1 Street, observer.example”"]


def test_a_head_that_counts_pages_is_no_letterhead():
    running = p("Joint letter, page ", field("PAGE", r("1")))
    text, warnings = read_docx(docx(p("Dear Secretary,"), heads={"default": running}))
    assert text == "Dear Secretary,\n"
    assert len(warnings) == 1


def test_numbers_that_word_counts_are_written():
    level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    numbering = (
        '<w:abstractNum w:abstractNumId="3">'
        + level.format(0, "decimal", "%1.")
        + level.format(1, "lowerLetter", "%1.%2)")
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num>'
    )

    def item(text: str, deep: int) -> str:
        return p(text, properties=f'<w:numPr><w:ilvl w:val="{deep}"/><w:numId w:val="1"/></w:numPr>')

    made = text_of(
        item("Free him", 0), item("at once", 1), item("for good", 1), item("Tell us", 0), numbering=numbering
    )
    assert made == "1. Free him\n1.a) at once\n1.b) for good\n2. Tell us"


def test_the_strict_form_of_the_format_is_read():
    from tests.intake.word_files import R, W

    strict = {
        W: "http://purl.oclc.org/ooxml/wordprocessingml/main",
        R: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    import zipfile

    plain = zipfile.ZipFile(BytesIO(docx(p("He is held", note(2)), footnotes={2: p("Gazette")})))
    files = {name: plain.read(name).decode() for name in plain.namelist()}
    for usual, other in strict.items():
        files = {name: text.replace(usual, other) for name, text in files.items()}
    from tests.intake.word_files import zipped

    assert read_docx(zipped({name: text.encode() for name, text in files.items()}))[0] == (
        "He is held[^1]\n\n[^1]: Gazette\n"
    )


ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;">' % ((97 + n,) + (96 + n,) * 8) for n in range(1, 20))
    + b"]><x>&t;</x>"
)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (docx(p("x"), parts={"word/document.xml": ENTITIES}), "entities"),
        (docx(p("x"), parts={"word/document.xml": ENTITIES.decode().encode("utf-16")}), "entities"),
        (docx(p("x"), parts={"word/document.xml": b"<w:document"}), "broken"),
        (docx(p("x"), parts={"word/document.xml": b""}), "broken"),
        (docx(p("x"), parts={"word/document.xml": b"<a/>"}), "no document"),
        (lambda: docx(p("x"), parts={"word/document.xml": b" " * 60_000_000}), "unpacks to far more"),
        (docx(p("x"))[:-200], "broken"),
    ],
    ids=["entities", "entities in UTF-16", "cut short", "empty", "other XML", "bomb", "half a file"],
)
def test_a_harmful_or_broken_file_is_refused(data, words):
    with pytest.raises(Unreadable, match=words):
        read_docx(data() if callable(data) else data)


def test_paragraphs_nested_without_end_are_refused():
    deep = "<w:sdt>" * 50_000 + "</w:sdt>" * 50_000
    with pytest.raises(Unreadable, match="broken"):
        read("letter.docx", docx(deep))
