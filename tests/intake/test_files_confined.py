"""Files that mean harm: what they do, they do to a process of its own, which is bounded and ends."""

import subprocess
import sys

import pytest

from intake.files import Kind, Unreadable, confined, read
from tests.intake import hostile

# Longer than any machine takes for what these tests ask for.
PATIENCE_SECONDS = 60


def test_the_page_that_the_harm_is_added_to_is_read():
    assert read("letter.pdf", hostile.page()).text == "Dear Secretary,\n"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (hostile.with_script(opens=True), r"carries a program \(JavaScript\)"),
        (hostile.with_script(opens=False), r"carries a program \(JavaScript\)"),
        (hostile.with_a_file_inside(), "carries other files"),
        (hostile.pages_in_a_circle(), "is broken"),
        (hostile.lying_about_its_size, "is broken"),
    ],
    ids=["a script when it opens", "a named script", "a file inside", "pages in a circle", "a false size"],
)
def test_harm_that_can_be_seen_is_refused_in_a_sentence(data, words):
    with pytest.raises(Unreadable, match=words):
        read("letter", data() if callable(data) else data)


def told(program: str) -> str:
    """What a Python program says that knows this project's packages."""
    done = subprocess.run(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, timeout=PATIENCE_SECONDS, check=True
    )
    return done.stdout.strip()


def test_telling_what_a_file_is_comes_to_an_end():
    # A pattern that tries all ways to part these comments would not.
    program = "from intake.files.kinds import kind_of; print(kind_of('letter', b'<!---->' * 1100 + b'Dear Secretary,'))"
    assert told(program) == "text"


@pytest.mark.parametrize(
    "door", ["open('/etc/hostname')", "socket.socket()", "os.pipe()"], ids=["a file", "a connection", "a pipe"]
)
def test_the_reader_of_pdfs_can_open_nothing(door):
    opened = f"try:\n    {door}\nexcept OSError:\n    print('closed')\nelse:\n    print('open')"
    before = "import os, socket\nfrom intake.files.confined_reader import close_doors\n"
    assert told(before + opened) == "open"
    assert told(before + "close_doors()\n" + opened) == "closed"


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.parametrize(
    "data",
    [hostile.drawings_in_drawings, lambda: hostile.packed_a_thousandfold(900)],
    ids=["drawings in drawings", "a stream packed a thousandfold"],
)
def test_a_pdf_that_unpacks_to_more_than_there_is_ends_its_reader_alone(data):
    with pytest.raises(Unreadable, match=r"broken, or it asks for more memory|was not read within"):
        read("letter.pdf", data())


@pytest.mark.slow
@pytest.mark.once
def test_a_file_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setitem(confined._SECONDS, Kind.DOCX, 2)
    with pytest.raises(Unreadable, match="not read within 2 seconds"):
        read("letter.docx", hostile.many_paragraphs())


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.parametrize("piece", ["<p>x", "<a href=#x>1</a>"])
def test_a_page_of_millions_of_elements_is_refused(piece):
    page = "<html>" + piece * (19 * 1024 * 1024 // len(piece))
    with pytest.raises(Unreadable):
        read("page.html", page.encode())
