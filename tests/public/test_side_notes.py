import pytest

from public.side_notes import MOST, STEP, TALLEST, Printed, breadth, height_beside

PARAGRAPH = "We write about people who are held for what they wrote. " * 8
SHORT = [60, 40]


def body(*marks: int, paragraphs: int = 3) -> str:
    parts = [f"{PARAGRAPH}[^{mark}]" for mark in marks] or [PARAGRAPH]
    return "\n\n".join([*parts, *[PARAGRAPH] * paragraphs])


def notes(*lines: list[int]) -> list[Printed]:
    return [Printed(str(place), of_note) for place, of_note in enumerate(lines, start=1)]


def test_short_notes_of_a_long_letter_stand_beside_it():
    assert height_beside(body(1, 2, 3), notes(SHORT, SHORT, SHORT), signatories=2) == 0


def test_notes_somewhat_longer_than_the_letter_make_the_sheet_taller():
    height = height_beside(body(1, 2, paragraphs=2), notes([400] * 2, [400]), signatories=1)
    assert height
    assert height % STEP == 0
    assert height <= TALLEST


def test_notes_much_longer_than_the_letter_stay_below():
    assert height_beside("One[^1].", notes([5000]), signatories=1) is None


def test_a_note_at_the_letters_end_needs_room_below_its_mark():
    early = height_beside("One[^1].\n\n" + body(paragraphs=6), notes([700]), signatories=0)
    late = height_beside(body(paragraphs=6) + "\n\nOne[^1].", notes([700]), signatories=0)
    assert early == 0
    assert late


@pytest.mark.parametrize("numbers", [[], ["2"], ["1", "3"], ["i"], ["*"], [str(n) for n in range(1, MOST + 2)]])
def test_notes_that_the_style_sheet_cannot_hang_stay_below(numbers):
    printed = [Printed(number, [1]) for number in numbers]
    assert height_beside(body(paragraphs=400), printed, signatories=0) is None


def test_a_note_that_nothing_refers_to_hangs_below_the_one_before():
    assert height_beside(body(1), notes(SHORT, SHORT), signatories=0) == 0


def test_broad_letters_count_twice():
    assert breadth("ab") == 2
    assert breadth("中文") == 4
    assert breadth("Երկիր") == 5
