import ada_url
import pytest

from links.network.urls import parsed_url

_PARTS = ("href", "protocol", "username", "password", "host", "hostname", "port", "pathname", "search", "hash")


@pytest.mark.parametrize(
    "url", ["http://user:word@EXAMPLE.org:8080/a/../b?c=d#e", "https://example.org", "http://0x7f.1/", "http://[::1]/x"]
)
def test_an_address_is_taken_apart_once_as_the_standard_says(url: str) -> None:
    parsed, plain = parsed_url(url), ada_url.URL(url)
    for _ in range(2):
        assert [getattr(parsed, part) for part in _PARTS] == [getattr(plain, part) for part in _PARTS]
    assert parsed_url(url) is parsed


def test_what_is_shared_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        parsed_url("https://example.org/a").pathname = "/b"
    assert parsed_url("https://example.org/a").href == "https://example.org/a"


@pytest.mark.parametrize("url", ["", "example.org", "http://", "http://exa mple.org/", "http://\ud800/"])
def test_what_is_no_address_is_none_each_time(url: str) -> None:
    for _ in range(2):
        with pytest.raises(ValueError):  # noqa: PT011 the parser's own, without words
            parsed_url(url)
