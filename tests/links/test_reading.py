import pytest
from hypothesis import given
from hypothesis import strategies as st

from links.network.charsets import CODECS
from links.pages.reading import decode, fingerprint, folded, read_page, visible_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>one</p><p>two", "one\ntwo"),
        ("<p>o<b>n</b>e <i>two</i>", "one two"),
        ("one<br>two<hr>three", "one\ntwo\nthree"),
        ("<td>one<td>two", "one\ntwo"),
        ("<p title='a > b'>one", "one"),
        ("one<!-- <p>two</p> -->three", "onethree"),
        ("one<script>if (a < b) '</p>'</script>two", "one\ntwo"),
        ("one<style>p {}", "one"),
        ("<noscript>one</noscript>two", "two"),
        ("<noscript>one two", "one two"),
        ("caf&eacute; &lt;b&gt; &#8217;", "café <b> ’"),
        ("a &#" + "9" * 6000 + "; b", "a \ufffd b"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("<scripted>one</scripted>", "one"),
        ("a\x00b\ud800c", "ab?c"),
        ("one<a href='x", "one"),
        ("", ""),
    ],
)
def test_what_a_reader_sees_is_read(markup: str, text: str) -> None:
    assert visible_text(markup) == text


@given(st.text(max_size=300))
def test_a_text_as_it_is_read_has_no_white_space_to_fold(markup: str) -> None:
    page = read_page(f"<p>{markup}<nav>{markup}</nav>".encode("utf-8", "replace"), "text/html; charset=utf-8")
    assert page.text is not None
    assert all(line == folded(line) != "" for line in page.text.split("\n") if page.text)
    assert page.fingerprint == fingerprint(page.text)


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("Մեղրի".encode(), "text/html", "Մեղրի"),
        ("Привет".encode("cp1251"), "text/html; charset=windows-1251", "Привет"),
        (b'<meta charset="koi8-r">' + "Привет".encode("koi8-r"), "text/html", "Привет"),
        (b'<meta charset="utf-16">' + "é".encode(), "text/html", "é"),
        ("é".encode("utf-16"), "text/html", "é"),
        ("“é”".encode("cp1252"), "text/html; charset=ISO-8859-1", "“é”"),
        ("国家é“”".encode("gb18030"), "text/html; charset=gb2312", "国家é“”"),
        (b'<meta charset="GB2312">' + "镕".encode("gbk"), "text/html", "镕"),
        ("①髙".encode("cp932"), "text/html; charset=Shift_JIS", "①髙"),
        ("①".encode("cp932"), "text/html; charset=x-sjis", "①"),
        ("똠방".encode("cp949"), "text/html; charset=euc-kr", "똠방"),
        ("똠방".encode("cp949"), "text/html; charset=ks_c_5601-1987", "똠방"),
        ("“ไทย”".encode("cp874"), "text/html; charset=TIS-620", "“ไทย”"),
        ("Привет".encode("cp1251"), "text/html; charset=x-cp1251", "Привет"),
        ("Привет".encode("mac-cyrillic"), "text/html; charset=x-mac-cyrillic", "Привет"),
        ("שלום".encode("iso8859-8"), "text/html; charset=iso-8859-8-i", "שלום"),
        ("“ığ”".encode("cp1254"), "text/html; charset=iso-8859-9", "“ığ”"),
        ("香港".encode("big5hkscs"), "text/html; charset=Big5", "香港"),
        ("é".encode("utf-16-le"), "text/html; charset=utf-16", "é"),
        ("é".encode("utf-16-be"), "text/html; charset=UTF-16BE", "é"),
        (b'<meta charset="x-user-defined">' + "é".encode("cp1252"), "text/html", "é"),
        ("“é”".encode("cp1252"), "text/html; charset=us-ascii", "“é”"),
        ("é".encode(), "text/html; charset=nonsense", "é"),
        (b"plain", "text/html; charset=punycode", "plain"),
        (b"plain", "text/html; charset=hex", "plain"),
        (b"\xff\xfe\xfa", "text/html", "\ufffd"),
    ],
)
def test_character_sets_are_believed_when_they_can_be(body: bytes, content_type: str, text: str) -> None:
    assert read_page(body, content_type).text == text


def test_every_label_of_the_standard_is_read_by_a_codec_that_exists() -> None:
    for label, name in CODECS.items():
        assert label == label.lower()
        assert decode(b"plain", f"text/html; charset={label}") == b"plain".decode(name, "replace")


def test_other_kinds_of_content_are_not_read_as_text() -> None:
    assert read_page(b"%PDF-1.7", "application/pdf").text is None
    assert read_page(b"one<p>", "").text is None
    assert read_page(b"<!DOCTYPE html><p>one", "").text == "one"
    assert read_page(b"a <b> c", "text/plain").text == "a <b> c"


def test_the_fingerprint_tells_other_words_not_other_markup() -> None:
    one, same, other = (
        read_page(body, "text/html").fingerprint for body in (b"<p>One two", b"<div>one\n two</div>", b"<p>three")
    )
    assert one == same != other


@given(st.binary(max_size=300), st.text(max_size=40))
def test_hostile_bytes_are_read_without_a_fault_and_can_be_stored(body: bytes, content_type: str) -> None:
    page = read_page(body, f"text/html; charset={content_type}")
    assert "\x00" not in (page.text or "") + page.title
    (page.text or "").encode()
    decode(body, content_type, may_declare=True)


@pytest.mark.parametrize(
    "start", ["<html>", "\n<!-- made by\nhand --><div>", "\ufeff <p>", "<TABLE width=1>", "<br>", "<!doctype html>"]
)
def test_a_page_that_says_nothing_of_its_type_is_told_by_its_beginning(start: str) -> None:
    page = read_page(f"{start}Words that stand here.".encode(), "")
    assert (page.text or "").strip() == "Words that stand here."
    assert read_page(b"Words, and then " + start.encode(), "").text is None
