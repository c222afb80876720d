"""What a page is about, told from what stands around it; and that no page loses everything."""

import pytest

from links.pages.reading import main_text, texts_of, visible_text

STORY = "The court of Examplia heard the case of Sample Person on Monday and put it off again. " * 8
TEASER = "Read also what the weather of Examplia will be like on all days of the coming week. "


def about(html: str) -> str:
    return main_text(f"<!doctype html><html><body>{html}</body></html>")


@pytest.mark.parametrize(
    "around",
    [
        "<nav>{}</nav>",
        "<header><p>{}</p></header>",
        "<footer>{}</footer>",
        "<aside>{}</aside>",
        '<div role="navigation"><div>{}</div></div>',
        "<div role=complementary>{}</div>",
        "<section id='comments'><ol><li>{}</li></ol></section>",
        '<div class="wide related-posts dark">{}</div>',
        "<ul role=menu><li>{}</li></ul>",
        "<form><label>{}</label></form>",
    ],
)
@pytest.mark.parametrize("story", ["<p>{}</p>", "<main>{}</main>", "<article>{}</article>", "<div role=main>{}</div>"])
def test_what_stands_around_the_story_is_left_out(around, story):
    aside, told = around.format(TEASER), story.format(STORY)
    for html in (aside + told, told + aside, aside + told + aside):
        assert "court of Examplia" in about(html)
        assert "weather" not in about(html)


@pytest.mark.parametrize(
    "inside", ["<aside>{}</aside>", "<nav>{}</nav>", "<form>{}</form>", "<div id=comments>{}</div>"]
)
def test_so_is_what_stands_in_the_middle_of_it(inside):
    html = about(f"<main><p>{STORY}</p>{inside.format(TEASER)}<p>The end.</p></main>")
    assert "weather" not in html
    assert html.endswith("The end.")


def test_an_articles_own_head_is_part_of_it():
    assert "A day in court" in about(f"<article><header><h1>A day in court</h1></header>{STORY}</article>")


def test_a_long_article_is_chosen_before_the_lists_beside_it_in_main():
    teasers = f"<ul><li>{TEASER}</li></ul>" * 4
    assert "weather" not in about(f"<main><article>{STORY}</article>{teasers}</main>")


def test_a_list_of_articles_is_read_whole():
    cards = "".join(f"<article>Card {number}. {TEASER}</article>" for number in range(9))
    assert all(f"Card {number}." in about(f"<nav>Menu</nav><main>{cards}</main>") for number in range(9))


def test_of_several_long_articles_none_is_taken_for_the_page():
    text = about("<main>" + "".join(f"<article>Part {number}. {STORY}</article>" for number in range(3)) + "</main>")
    assert all(f"Part {number}." in text for number in range(3))


@pytest.mark.parametrize(
    "html",
    [
        "<nav>Menu<p>{}</p>",
        "<aside><p>{}</p></aside>",
        "<div id=comments><p>{}</p></div>",
        "<main></main><div><form><nav>{}</nav></form></div>",
        "<footer><div>{}",
        "{}",
    ],
)
def test_a_page_whose_elements_lie_or_are_not_closed_is_read_whole(html):
    page = html.format(STORY)
    assert main_text(page) == visible_text(page) != ""


@pytest.mark.parametrize("html", ["<nav>{}<main>{}</main>", "<form><nav>{}</nav><div>{}</div></form>"])
def test_the_story_is_found_behind_an_unclosed_menu_and_in_a_form_around_the_whole_page(html):
    text = about(html.format(TEASER, STORY))
    assert "court of Examplia" in text
    assert "weather" not in text


def test_crossed_and_doubled_ends_close_no_more_than_they_opened():
    html = f"</main></nav><main><p>{STORY}</div></nav><aside>{TEASER}</main></aside><p>{TEASER}</p>"
    assert "court of Examplia" in about(html)
    assert "weather" not in about(html)


def test_an_empty_main_and_an_empty_page():
    assert main_text("") == ""
    assert "court of Examplia" in about(f"<main><p>Wait.</p></main><div>{STORY}</div>")


def test_a_main_that_holds_little_of_the_page_is_not_believed():
    notice = f"<main><p>{TEASER * 4}</p></main>"
    assert "court of Examplia" in about(f"{notice}<div>{STORY * 4}</div>")
    assert "court of Examplia" in about(f"<article>{TEASER * 4}</article><div>{STORY * 4}</div>")


def test_a_text_without_spaces_is_as_much_of_a_story():
    story = "法院在星期一審理了這個案件並且再次推遲了它" * 12
    assert about(f"<nav>菜單菜單菜單</nav><main>{story}</main>") == story


@pytest.mark.parametrize(
    "html", [f"<p>{STORY}</p>", f"<nav>a&amp;<b>b</b></nav><main>x<svg>no</svg>{STORY}<!-- c --></main>"]
)
def test_one_pass_gives_the_same_visible_text(html):
    assert texts_of(html) == (visible_text(html), main_text(html))
