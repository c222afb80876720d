"""`Id.`, `Ibid.`, `supra`: which earlier source is meant."""

import pytest

from intake.citing import doubts, read_note, resolve
from intake.printed import Printed

ROE = "Jane Roe, *Held*, VALLEY TIMES (Oct. 5, 2023), https://example.org/a"
WATCH = "Meridian Rights Watch, *World Report* (2024), https://example.org/b"


def resolved(*notes: str) -> list[list[tuple[str, int, str]]]:
    read = [(str(number), read_note(Printed.of(note))) for number, note in enumerate(notes, 1)]
    return [[(c.same_as.text, c.same_as_index, c.pinpoint.text) for c in note] for note in resolve(read)]


@pytest.mark.parametrize(
    "printed",
    [
        "Id. at 4.",
        "*Id.* at 4.",
        "See id. at 4.",
        "Ibid., at 4",
        "Ibidem, at 4.",
        "Ebd., at 4",
        "Там же, at 4",
        "ibid at 4",
    ],
)
def test_the_source_cited_last_is_meant(printed: str) -> None:
    assert resolved(ROE, printed)[1] == [("1", 0, "4")]


def test_behind_a_note_with_several_sources_the_last_of_them_is_meant() -> None:
    assert resolved(f"{ROE}; {WATCH}", "Id.", "Id. at 2.")[1:] == [[("1", 1, "")], [("1", 1, "2")]]


def test_within_a_note_the_source_before_is_meant() -> None:
    assert resolved(f"{ROE}. *Id.* at 5.")[0] == [("", 0, ""), ("1", 0, "5")]


def test_a_note_without_a_source_is_passed_over() -> None:
    assert resolved(ROE, "Names have been changed.", "Id.")[2] == [("1", 0, "")]


@pytest.mark.parametrize(
    ("printed", "index"),
    [
        ("Roe, *supra* note 1, at 7.", 0),
        ("See Roe, supra n. 1, at 7", 0),
        ("Meridian Rights Watch, supra note 1, at 7", 1),
        ("MRW, supra note 1, at 7", 1),
        ("*World Report*, supra note 1, at 7", 1),
        ("Roe (n 1) at 7", 0),
        ("Roe, op. cit., at 7", 0),
        ("Roe, siehe oben Fn. 1, at 7", 0),
        ("Roe, note 1 above, at 7", 0),
    ],
)
def test_the_name_before_supra_tells_which_source_of_that_note(printed: str, index: int) -> None:
    assert resolved(f"{ROE}; {WATCH}", "https://example.org/c", printed)[2] == [("1", index, "7")]


def test_a_note_named_without_an_author_means_all_of_its_sources() -> None:
    assert resolved(f"{ROE}; {WATCH}", "See supra note 1.")[1] == [("1", 0, ""), ("1", 1, "")]


def test_several_notes_can_be_meant() -> None:
    assert resolved(ROE, WATCH, "See supra notes 1-2.")[2] == [("1", 0, ""), ("2", 0, "")]


def test_a_repeat_and_a_new_source_can_stand_in_one_note() -> None:
    assert resolved(ROE, f"Id.; see also {WATCH}")[1] == [("1", 0, ""), ("", 0, "")]


@pytest.mark.parametrize("printed", ["Id.", "See supra note 9.", "Poe, supra note 1", "Poe, op. cit."])
def test_a_repeat_of_nothing_known_is_doubted_not_guessed(printed: str) -> None:
    notes = [("2", read_note(Printed.of(f"{ROE}; {WATCH}"))), ("3", read_note(Printed.of(printed)))]
    notes = notes[1:] if printed == "Id." else notes
    assert resolve(notes)[-1] == ()
    [doubt] = doubts(notes)
    assert doubt.startswith("Note 3: ")


def test_id_behind_a_doubtful_repeat_is_doubtful_too() -> None:
    notes = [
        ("1", read_note(Printed.of(ROE))),
        ("2", read_note(Printed.of("See supra note 9."))),
        ("3", read_note(Printed.of("Id."))),
    ]
    assert resolve(notes)[1:] == [(), ()]
    assert len(doubts(notes)) == 2


def test_a_repeat_keeps_nothing_of_a_source_of_its_own() -> None:
    [repeat] = read_note(Printed.of("Roe, supra note 1, at 7"))
    assert not any((repeat.author, repeat.title, repeat.publisher, repeat.published, repeat.url, repeat.quote))
