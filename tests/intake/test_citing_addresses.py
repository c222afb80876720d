"""Web addresses in running text, mended of what printing did to them."""

import pytest

from intake.citing import mend_addresses, read_body, read_note
from intake.citing.addresses import find
from intake.printed import Printed


def addresses(text: str) -> list[str]:
    return [found.address.text for found in find(Printed.of(text))]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("See <https://www.example.org/a/>.", "https://www.example.org/a/"),
        ("(https://example.org/a).", "https://example.org/a"),
        ("https://example.org/a, https", "https://example.org/a"),
        ("“https://example.org/a”", "https://example.org/a"),
        ("*https://example.org/a*", "https://example.org/a"),
        ("_https://example.org/a_", "https://example.org/a"),
        ("https://example.org/wiki/Held_(film)).", "https://example.org/wiki/Held_(film)"),
        ("https://example.org/a?b=[1]]", "https://example.org/a?b=[1]"),
        ("https://example.org/a?utm_source=x&amp;utm_medium=y;", "https://example.org/a?utm_source=x&utm_medium=y"),
        (r"https://example.org/TA-9\_EN.html", "https://example.org/TA-9_EN.html"),
        (r"[https://example.org/TA\_EN](https://example.org/TA_EN)", "https://example.org/TA_EN"),
        (r"[https://example.org/TA\\_EN](https://example.org/TA\_EN)", "https://example.org/TA_EN"),
        ('[The words](https://example.org/x_(y) "title")', "https://example.org/x_(y)"),
        ("www.example.org/a.", "https://www.example.org/a"),
        ("example.org/a/b", "https://example.org/a/b"),
        ("doi:10.1000/held.12.", "https://doi.org/10.1000/held.12"),
        ("https://example.org/a[^3]", "https://example.org/a"),
        ("https://example.org/a³", "https://example.org/a"),
        ("https://example.org/a<sup>3</sup>", "https://example.org/a"),
        ("https://example.org/վարդան։", "https://example.org/վարդան"),
        ("HTTPS://EXAMPLE.ORG/A", "HTTPS://EXAMPLE.ORG/A"),
    ],
)
def test_an_address_ends_where_the_sentence_goes_on(text: str, address: str) -> None:
    assert addresses(text) == [address]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (
            "https://example.org/news/held-without-\ncharge-in-the-capital. More",
            "/news/held-without-charge-in-the-capital",
        ),
        ("https://example.org/\nnews/2023/10/05/held, and", "/news/2023/10/05/held"),
        ("https://example.org/en/article/\n160803.", "/en/article/160803"),
        ("https://example.org/article/16\n0803.", "/article/160803"),
        ("https://example.org/doceo/docu\nment/TA-9_EN.html\nThe next", "/doceo/document/TA-9_EN.html"),
        ("https://example.org/a?id=\n12 (last", "/a?id=12"),
        ("https://example.org/a\n/b?c=d.", "/a/b?c=d"),
        ("https://example.org/rights-of-the-ca\nptured (last visited May 5, 2024)", "/rights-of-the-captured"),
        ("<https://example.org/held-wi\nthout-char\nge/>", "/held-without-charge/"),
        ("https://example\n.org/a", "/a"),
        ("https:\n//example.org/a", "/a"),
        ("https://example.org/report.\npdf and", "/report.pdf"),
        ("https://example.org/held-without- charge-in-the-capital", "/held-without-charge-in-the-capital"),
    ],
)
def test_a_line_break_in_its_midst_is_mended(text: str, address: str) -> None:
    assert addresses(text) == ["https://example.org" + address]


@pytest.mark.parametrize(
    "following",
    [
        "The report says",
        "and others",
        "2 Press Statement",
        "Nagorno-Karabakh is",
        "A/HRC/52/1",
        "(last visited",
        "*Title*",
        "5/10/2023",
        "accessed on",
        "and/or not",
        "https://example.org/b",
        "[^2]: Another note",
        "- an item",
    ],
)
def test_a_line_break_ends_the_address_when_a_sentence_follows(following: str) -> None:
    assert addresses(f"https://example.org/a\n{following}")[0] == "https://example.org/a"


@pytest.mark.parametrize(
    "text", ["A/HRC/52/1", "and/or", "e.g./x", "a@example.org/b", "U.S./U.K.", "https://", "www. x"]
)
def test_what_is_no_address_is_none(text: str) -> None:
    assert addresses(text) == []


def test_two_addresses_that_touch_are_two() -> None:
    assert addresses("https://example.org/a,https://example.org/b[https://perma.cc/AB12-CD34]") == [
        "https://example.org/a",
        "https://example.org/b",
        "https://perma.cc/AB12-CD34",
    ]


def test_mending_takes_out_the_breaks_of_addresses_and_nothing_else() -> None:
    text = Printed.of("A line\nwith https://example.org/held-\nwithout-charge and\nmore.")
    mended = mend_addresses(text)
    assert mended.text == "A line\nwith https://example.org/held-without-charge and\nmore."
    assert mend_addresses(mended).text == mended.text
    assert [text.text[place] for place in mended.origins] == list(mended.text)


def test_a_value_knows_where_its_address_stands_on_both_lines() -> None:
    text = "See https://example.org/held-\nwithout-charge."
    [citation] = read_note(Printed.of(text))
    assert "".join(text[span.start : span.end] for span in citation.url.spans) == citation.url.text


def test_the_text_fragment_is_told_apart_and_decoded() -> None:
    [citation] = read_note(
        Printed.of("https://example.org/a#part:~:text=pre-,They%20were,released,-post&text=at%20last.")
    )
    assert citation.url.text == "https://example.org/a#part"
    assert citation.text_fragment.text == "text=pre-,They%20were,released,-post&text=at%20last"
    assert citation.quote.text == "They were … released … at last"


@pytest.mark.parametrize(
    "damaged",
    [
        "#:~:text=of.have%20fled",
        "#~:text=of.have%20fled",
        "#:~text=of.have%20fled",
        "%23:~:text=of.have%20fled",
        "#:\\~:text=of.have%20fled",
        ":~:text=of.have%20fled",
        "#:text=of.have%20fled",
        "#:~:text=of.ha\nve%20fled",
    ],
)
def test_a_damaged_fragment_is_still_no_part_of_the_address(damaged: str) -> None:
    [citation] = read_note(Printed.of(f"<https://example.org/a{damaged}>"))
    assert (citation.url.text, citation.quote.text) == ("https://example.org/a", "of.have fled")


@pytest.mark.parametrize(
    ("note", "url", "archive"),
    [
        ("https://example.org/a [https://perma.cc/AB12-CD34].", "https://example.org/a", "https://perma.cc/AB12-CD34"),
        (
            "https://example.org/a, archived at https://archive.ph/AbCdE",
            "https://example.org/a",
            "https://archive.ph/AbCdE",
        ),
        (
            "https://web.archive.org/web/20231005120000/https://example.org/a",
            "https://example.org/a",
            "https://web.archive.org/web/20231005120000/https://example.org/a",
        ),
        (
            "https://web.archive.org/web/20231005/http:/example.org/a (archived from https://example.org/a)",
            "https://example.org/a",
            "https://web.archive.org/web/20231005/http:/example.org/a",
        ),
        (
            "https://example.org/a; archived at perma.cc/AB12-CD34",
            "https://example.org/a",
            "https://perma.cc/AB12-CD34",
        ),
        ("https://perma.cc/AB12-CD34", "https://perma.cc/AB12-CD34", ""),
    ],
)
def test_a_copy_goes_with_the_page_it_is_a_copy_of(note: str, url: str, archive: str) -> None:
    [citation] = read_note(Printed.of(note))
    assert (citation.url.text, citation.archive_url.text) == (url, archive)


def test_the_body_gives_its_addresses_and_invents_no_titles() -> None:
    body = 'The [list](https://example.org/list) of the "Held" (2023), and https://example.org/b [https://perma.cc/AB12-CD34].'
    first, second = read_body(Printed.of(body))
    assert (first.url.text, first.title.text) == ("https://example.org/list", "")
    assert (second.url.text, second.archive_url.text) == ("https://example.org/b", "https://perma.cc/AB12-CD34")
