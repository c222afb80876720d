"""Whatever a note is, it is read: no crash, no address lost or doubled, no value that is not printed there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.citing import doubts, mend_addresses, read_body, read_note, resolve
from intake.citing.addresses import find
from intake.printed import Printed

PIECES = st.sampled_from(
    [
        "See ",
        "see also ",
        "Id.",
        "supra note 3",
        "; ",
        ", ",
        ". ",
        " and ",
        "\n",
        "\n\n",
        "*",
        '"',
        "“",
        "”",
        "(",
        ")",
        "[",
        "]",
        "Jane Roe",
        "Roe, J.",
        "VALLEY TIMES",
        "Title of It",
        "(Oct. 5, 2023)",
        "2023",
        "p. 12",
        "¶ 4",
        "last visited ",
        "| ",
        "https://perma.cc/AB12-CD34",
        "https://web.archive.org/web/20231005120000/https://example.org/w",
        "<",
        ">",
        "](",
        "\\_",
        "U.N. Doc. A/HRC/52/1",
        "22 U.S.C. § 2304",
        "#:~:text=a%20b",
        "-",
        "'",
        "’",
        "\ue000",
        "\u200b",
        "é",
        " ",
        "the press.",
    ]
)
NOTES = st.lists(PIECES | st.text(max_size=8), max_size=40).map("".join)


@given(NOTES)
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_as_a_note(text: str) -> None:
    note = Printed.of(text)
    citations = read_note(note)
    notes = [("1", citations), ("2", citations)]
    assert len(resolve(notes)) == 2
    doubts(notes)
    read_body(note)
    for citation in citations:
        for value in (citation.author, citation.title, citation.publisher, citation.pinpoint):
            assert all(0 <= span.start < span.end <= len(text) for span in value.spans)
            printed = "".join(text[span.start : span.end] for span in value.spans)
            assert (
                set(value.text.split()) <= set(printed.replace("\u200b", "").split())
                or not value.text.isascii()
                or "<" in text
            )


ADDRESSES = st.lists(
    st.builds(
        "https://site{}.example/{}".format,
        st.integers(0, 99),
        st.sampled_from(["", "a/b-c", "x_(y)", "p?q=1;r=2&s", "é"]),
    ),
    min_size=1,
    max_size=5,
    unique=True,
)
BETWEEN = st.sampled_from(
    [
        "; ",
        ", ",
        ". ",
        ", and ",
        " ",
        "; *A Title; or Two*, Valley Watch (2023), ",
        '. See also Jane Roe, "Held," ',
        "\n\n",
        " (Oct. 5, 2023); ",
        " (last visited May 5, 2024); ",
        ", at 4; Id. at 5; ",
        " [",
        "] (see ",
        ") ",
    ]
)


@given(ADDRESSES, st.data())
@settings(max_examples=60, deadline=None)
def test_every_address_of_a_note_comes_out_in_exactly_one_citation(addresses: list[str], data: st.DataObject) -> None:
    text = "".join(data.draw(BETWEEN) + address for address in addresses) + data.draw(BETWEEN)
    for read in (read_note, read_body):
        assert [citation.url.text for citation in read(Printed.of(text)) if citation.url] == addresses


@given(NOTES)
@settings(max_examples=40, deadline=None)
def test_mending_changes_no_address_and_takes_out_white_space_alone(text: str) -> None:
    mended = mend_addresses(Printed.of(text))
    assert "".join(mended.text.split()) == "".join(text.split())
    assert [f.address.text for f in find(mended)] == [f.address.text for f in find(Printed.of(text))]


HOSTILE = [
    "(",
    '"x", ',
    "a; ",
    "https://a.b/c ",
    "](https://a.b/(",
    "<https://",
    "A/",
    "Oct. 5, ",
    "1 A. ",
    "See x; ",
    "Roe, J., ",
    "*a ",
]


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.parametrize("unit", HOSTILE)
def test_a_hostile_text_stalls_nothing(unit: str) -> None:
    # Quadratic work on so many characters would outlast any patience; linear work is done in a second or two.
    text = Printed.of(unit * (400_000 // len(unit)))
    read_note(text)
    read_note(text[:15_000])
