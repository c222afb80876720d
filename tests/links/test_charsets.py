"""Character sets as pages really declare them: rightly, wrongly, late, and not at all."""

import codecs

import pytest

from links.network.charsets import CODECS, codec_of
from links.pages.reading import decode

RUSSIAN = "Азербайджан: суд продлил арест журналистки"
AZERBAIJANI_IN_CYRILLIC = "Бакы шәһәри"
AZERBAIJANI = "Həbs edilmiş jurnalist Şəhriyar Çıraqov"
ARMENIAN = "Հայաստան"


@pytest.mark.parametrize(
    ("body", "header", "text"),
    [
        (RUSSIAN.encode("cp1251"), "text/html; charset=windows-1251", RUSSIAN),
        (RUSSIAN.encode("cp1251"), "text/html; charset=CP1251", RUSSIAN),
        (RUSSIAN.encode("cp1251"), 'text/html; Charset="Windows-1251"', RUSSIAN),
        (RUSSIAN.encode("koi8-r"), "text/html; charset=koi8-r", RUSSIAN),
        (RUSSIAN.encode("iso8859-5"), "text/html; charset=iso-8859-5", RUSSIAN),
        ("Şişli, İstanbul, ığdır".encode("cp1254"), "text/html; charset=iso-8859-9", "Şişli, İstanbul, ığdır"),
        (AZERBAIJANI.encode(), "text/html; charset=utf8", AZERBAIJANI),
        (ARMENIAN.encode(), "text/html; charset=armscii-8", ARMENIAN),
        ("Français “cité”".encode("cp1252"), "text/html; charset=iso-8859-1", "Français “cité”"),
        ("Français “cité”".encode("cp1252"), "text/html; charset=us-ascii", "Français “cité”"),
        ("中国€".encode("gb18030"), "text/html; charset=gb2312", "中国€"),
        (RUSSIAN.encode("utf-16-le"), "text/html; charset=utf-16", RUSSIAN),
        (RUSSIAN.encode("utf-16-be"), "text/html; charset=utf-16be", RUSSIAN),
    ],
)
def test_the_header_is_believed_as_browsers_read_it(body: bytes, header: str, text: str) -> None:
    assert decode(body, header, may_declare=True) == text


def test_a_byte_order_mark_outweighs_the_header_and_the_header_the_page() -> None:
    declared = '<meta charset="koi8-r">'
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        body = mark + (declared + RUSSIAN).encode(name)
        assert decode(body, "text/html; charset=windows-1251", may_declare=True) == declared + RUSSIAN
    body = (declared + RUSSIAN).encode("cp1251")
    assert decode(body, "text/html; charset=windows-1251", may_declare=True) == declared + RUSSIAN


@pytest.mark.parametrize(
    "declaration",
    [
        "<meta charset=windows-1251>",
        "<META CHARSET='Windows-1251'>",
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
        "<head>" + "<link rel=stylesheet>" * 100 + '<meta charset="cp1251">',
    ],
    ids=["bare", "capitals", "http-equiv", "behind 1024 bytes"],
)
def test_the_page_is_believed_when_the_header_says_nothing(declaration: str) -> None:
    body = (declaration + RUSSIAN).encode("cp1251")
    for header in ("text/html", "text/html; charset=", "text/html; charset=unheard-of", "text/html; charset=utf-7"):
        assert decode(body, header, may_declare=True).endswith(RUSSIAN)


@pytest.mark.parametrize(
    "label", ["utf-7", "punycode", "unicode_escape", "idna", "rot13", "hex", "zlib", "utf-32", "x" * 40]
)
def test_labels_that_no_browser_believes_are_not_believed(label: str) -> None:
    assert codec_of(label) is None


@pytest.mark.parametrize("label", ["iso-2022-kr", "hz-gb-2312", "iso-2022-cn", "replacement"])
def test_what_browsers_replace_is_left_alone(label: str) -> None:
    assert codec_of(label) is None


def test_a_page_that_says_utf_16_and_can_be_read_so_far_is_utf_8() -> None:
    body = ('<meta charset="utf-16">' + AZERBAIJANI).encode()
    assert decode(body, "text/html", may_declare=True).endswith(AZERBAIJANI)


def test_a_page_that_says_nothing_is_utf_8_if_it_fits_and_western_if_not() -> None:
    assert decode(AZERBAIJANI_IN_CYRILLIC.encode(), "text/html") == AZERBAIJANI_IN_CYRILLIC
    # Cut in the middle of a character by our limit.
    assert decode(AZERBAIJANI.encode()[:-1] + "ş".encode()[:1], "text/html").startswith(AZERBAIJANI[:-1])
    assert decode("déjà vu".encode("cp1252"), "text/html") == "déjà vu"


def test_every_label_has_a_codec_that_takes_any_bytes() -> None:
    for label, name in CODECS.items():
        assert codec_of(f" {label.upper()} ") == name
        assert isinstance(bytes(range(256)).decode(name, "replace"), str)
