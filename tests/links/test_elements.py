"""A page's parts are read off its tags, hostile ones included."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from links.pages.elements import Refresh, attributes_of, elements_of, has_mount, refresh_of


def test_the_parts_of_a_page_are_found() -> None:
    found = elements_of(
        "<head><title><h1>no</h1></title><meta http-equiv=refresh content='5; url=/a&amp;b'>"
        "<link rel='canonical nofollow' href='/c'></head><!-- <input type=password> -->"
        "<H1 class=x>A <b>story</b></H1><h2>Of May</h2><h2> </h2><script src=/d.js></script>"
        "<script>'<h1>no</h1><iframe src=/no>'</script><noscript><h1>no</h1>Needs JavaScript</noscript>"
        "<iframe src='//e.example/f'></iframe><input type='PASSWORD'><template><frameset></template>"
    )
    assert (found.headings, found.sources) == (["A story", "Of May"], ["/d.js", "//e.example/f"])
    assert (found.refresh, found.canonical) == (Refresh(5, "/a&b"), "/c")
    assert found.noscript.split() == ["no", "Needs", "JavaScript"]
    assert found.has_script
    assert found.has_frame
    assert found.has_media
    assert found.has_password
    assert not found.has_frameset


def test_data_for_search_engines_is_no_script() -> None:
    assert not elements_of('<script type="application/ld+json">{}</script>').has_script


@pytest.mark.parametrize("markup", ['<div class="x" id="root">', "<div id=app >", "<app-root>", "<body ng-app='x'>"])
def test_the_places_where_apps_draw_are_known(markup: str) -> None:
    assert has_mount(markup)
    assert not has_mount(markup.replace("root", "story").replace("app", "story"))


@pytest.mark.parametrize(
    ("content", "refresh"),
    [
        ("0;url=/a", Refresh(0, "/a")),
        (" 3 ; URL = '/a b' ", Refresh(3, "/a b")),
        ("0.5,/a", Refresh(0, "/a")),
        ("1 /a", Refresh(1, "/a")),
        ("60", None),
        ("0;url=", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_refresh_is_read_as_browsers_do(content: str, refresh: Refresh | None) -> None:
    assert refresh_of(content) == refresh


@given(st.text())
def test_no_text_is_too_odd(text: str) -> None:
    elements_of(text)
    attributes_of(text)
    refresh_of(text)
    has_mount(text)
