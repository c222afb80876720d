"""Letters read in another process: the same as here, in order, each failure with its own file."""

import multiprocessing

import pytest

from intake import files
from intake.ahead import MEANWHILE, read_letter, readings, workers_for
from intake.detainees import KnownName
from tests.intake.reviewing import LETTER, SHORT

KNOWN = (KnownName(7, "Tiberius Quillfeather"),)
TEXTS = {"a.txt": SHORT.encode(), "b.md": LETTER.encode(), "broken.pdf": b"%PDF-1.7 and nothing more"}


def bytes_of(name: str) -> bytes:
    if name not in TEXTS:
        raise FileNotFoundError(2, "No such file", name)
    return TEXTS[name]


def what_is_read(names, *, workers):
    found: list[tuple[str, object]] = []
    for name, read in readings(names, data_of=bytes_of, known=KNOWN, workers=workers):
        try:
            found.append((name, read()))
        except (OSError, files.Unreadable) as error:
            found.append((name, type(error)))
    return found


def test_what_another_process_reads_is_what_this_one_reads():
    names = ["a.txt"] * MEANWHILE + ["a.txt", "missing.txt", "broken.pdf", "b.md", "a.txt"]
    there = what_is_read(names, workers=1)
    assert there == what_is_read(names, workers=0)
    there = there[MEANWHILE:]
    assert [what for _, what in there][1:3] == [FileNotFoundError, files.Unreadable]
    first = read_letter("a.txt", TEXTS["a.txt"], KNOWN)
    assert there[0] == ("a.txt", first)
    assert first[1].detainees[0].known_as == 7


def test_a_reader_that_is_killed_loses_no_letter():
    found: list[tuple[str, str]] = []
    names = ["a.txt"] * (MEANWHILE + 6)
    for name, read in readings(names, data_of=bytes_of, known=KNOWN, workers=1):
        if len(found) == MEANWHILE:
            read()
            children = multiprocessing.active_children()
            assert children
            for child in children:
                child.kill()
        found.append((name, read()[1].date.text))
    assert found == [("a.txt", "2026-03-12")] * len(names)


@pytest.mark.parametrize("few", [1, 29])
def test_a_few_letters_are_read_where_they_are_recorded(few):
    assert workers_for(few) == 0
