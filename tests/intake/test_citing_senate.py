"""The five notes of the one real letter: every source perfect. Skipped where the letter is not at hand."""

import re
from pathlib import Path

import pytest

from intake.citing import read_note
from intake.printed import Printed
from letters.samples.senate import SENATE_LETTER

LETTER = Path(__file__).parents[3] / "shared" / "letters" / "senate-2024-04-04.md"
NOTE = re.compile(r"^<sup>(\d)</sup> (.+)$", re.MULTILINE)


@pytest.mark.skipif(not LETTER.exists(), reason="the letter is not at hand")
def test_the_notes_of_the_senate_letter_are_read_as_the_sample_records_them() -> None:
    read = {number: read_note(Printed.of(text)) for number, text in NOTE.findall(LETTER.read_text(encoding="utf-8"))}
    for note in SENATE_LETTER.notes:
        cited = [cite.document for cite in note.cites]
        found = read[note.number]
        assert [
            (c.author.text, c.title.text, c.publisher.text.casefold(), c.published.text, c.url.text) for c in found
        ] == [(d.author, d.title, d.publisher.casefold(), d.published_on, d.url) for d in cited]
    damaged = read["4"][1]
    assert damaged.quote.text == "The ethnic Armenian population of.have fled west to Armenia"
    assert damaged.printed_url.text.endswith("#:~:text=" + damaged.text_fragment.text.removeprefix("text="))
