"""Addresses as printed become one normalised form, or are refused with a sentence for the person who typed them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from links.addresses import MAX_LENGTH, BadAddress, parse


@pytest.mark.parametrize(
    ("printed", "normalised"),
    [
        ("https://news.example.org", "https://news.example.org/"),
        ("  https://news.example.org/a  ", "https://news.example.org/a"),
        ("<https://news.example.org/a>", "https://news.example.org/a"),
        ("HTTPS://News.Example.ORG/A", "https://news.example.org/A"),
        ("https://news.example.org:443/a", "https://news.example.org/a"),
        ("http://news.example.org:80/a", "http://news.example.org/a"),
        ("https://news.example.org:8443/a", "https://news.example.org:8443/a"),
        ("https://news.example.org/a/../b/./c", "https://news.example.org/b/c"),
        ("https://news.example.org.:443/a", "https://news.example.org/a"),
        ("https://news.example.org/a#part", "https://news.example.org/a"),
        ("https://news.example.org/a#", "https://news.example.org/a"),
        ("https://news.example.org/a?x=1&y=2#:~:text=word", "https://news.example.org/a?x=1&y=2"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("https://news.example.org/a\\b", "https://news.example.org/a/b"),
    ],
)
def test_an_address_is_normalised_as_a_browser_would(printed, normalised):
    assert parse(printed).url == normalised


@pytest.mark.parametrize(
    ("printed", "says"),
    [
        ("", "Enter the address"),
        ("   ", "Enter the address"),
        ("news.example.org/story", "begin with https"),
        ("ftp://news.example.org/", "begin with https"),
        ("javascript:alert(1)", "begin with https"),
        ("data:text/html,hello", "begin with https"),
        ("file:///etc/passwd", "begin with https"),
        ("mailto:desk@news.example.org", "begin with https"),
        ("https://", "not an address"),
        ("https://news.example.org:99999/", "not an address"),
        ("https://[::1/", "not an address"),
        ("https://news .example.org/", "space or a line break"),
        ("https://news.example.org/two\nlines", "space or a line break"),
        ("https://news.example.org/\x00", "space or a line break"),
        ("https://user:secret@news.example.org/", "user name or password"),
        ("https://user@news.example.org/", "user name or password"),
        ("https://news.example.org/" + "a" * MAX_LENGTH, f"longer than {MAX_LENGTH}"),
    ],
)
def test_what_is_no_cited_page_is_refused_with_a_sentence(printed, says):
    with pytest.raises(BadAddress, match=says):
        parse(printed)


@pytest.mark.parametrize(
    ("printed", "directive"),
    [
        ("https://a.example/#:~:text=one%20two", "text=one%20two"),
        ("https://a.example/#part:~:text=a,b&text=c", "text=a,b&text=c"),
        ("https://a.example/#part", ""),
        ("https://a.example/#:~:unknown=1", ""),
        ("https://a.example/", ""),
    ],
)
def test_the_text_directive_is_kept_apart_as_printed(printed, directive):
    assert parse(printed).text_directive == directive


def test_the_host_is_a_name_without_its_final_dot():
    assert parse("https://News.Example.org./a").host == "news.example.org"


@given(st.text(max_size=300))
def test_any_text_is_parsed_or_refused_and_never_fails(text):
    try:
        address = parse(text)
    except BadAddress:
        return
    assert parse(address.url).url == address.url
    assert address.url.isascii()
    assert address.url.startswith(("http://", "https://"))
