"""How far pages drift that stand, and pages that are something else now.

The figures that FAR rests on, least to greatest over six pages each of 60 to 3,000 words, in five scripts:
the same article with another day, other teasers and a hundred comments 0.32 to 1; one sentence in five rewritten 0.29
to 0.87; cut to half 0.15 to 0.57; cut to a third 0.09 to 0.39; another article on the same template, also ten times as
long, 0 to 0.15; the front page 0 to 0.14; a translation 0 to 0.14. The low ends are articles of 60 words on a template
without elements for its parts, where teasers make half of the page.
"""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from links.pages import drift
from links.pages.reading import main_text
from tests.links.drifting import CYRILLIC, HAN, LATIN, SCRIPTS, THAI, page, writer

SIZES = (60, 1000)
every_template = pytest.mark.parametrize("plain", [False, True], ids=["with elements", "plain"])
every_script = pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
every_size = pytest.mark.parametrize("size", SIZES)


def left(first: str, now: str) -> float:
    return drift.resemblance(drift.sketch(main_text(first)), drift.sketch(main_text(now), kept=drift.WIDE))


@every_script
@every_size
@every_template
def test_a_page_whose_day_teasers_counters_and_comments_change_has_not_drifted(script, size, plain):
    article, others = writer("one", script)(size), writer("others", script)
    first = page(article, teasers=[others(14) for _ in range(8)], plain=plain)
    now = page(
        article,
        day=77,
        teasers=[others(14) for _ in range(8)],
        comments=[others(40) for _ in range(100)],
        plain=plain,
    )
    assert left(first, now) >= drift.FAR + 0.1


@every_script
@every_template
def test_an_article_that_got_ten_times_as_long_has_not_drifted(script, plain):
    article, more = writer("one", script)(400), writer("more", script)
    assert left(page(article, plain=plain), page(f"{article} {more(4000)}", plain=plain)) > 0.85


@every_script
def test_an_article_with_one_sentence_in_five_rewritten_has_not_drifted(script):
    write, other = writer("one", script), writer("other", script)
    sentences = write(400).split(". ")
    rewritten = [sentence if number % 5 else other(14) for number, sentence in enumerate(sentences)]
    assert 0.6 < left(page(". ".join(sentences)), page(". ".join(rewritten))) < 0.95


@every_script
def test_what_was_taken_out_of_an_article_is_missed(script):
    sentences = writer("one", script)(400).split(". ")
    half = ". ".join(sentences[: len(sentences) // 2])
    tenth = ". ".join(sentences[: len(sentences) // 10])
    assert 0.35 < left(page(". ".join(sentences)), page(half)) < 0.65
    assert left(page(". ".join(sentences)), page(tenth)) < drift.FAR


@every_script
@every_size
@every_template
@pytest.mark.parametrize("growth", [1, 10])
def test_another_article_in_its_place_is_far_from_it(script, size, plain, growth):
    other = writer("other", script)
    first = page(writer("one", script)(size), teasers=[other(14) for _ in range(8)], plain=plain)
    now = page(other(size * growth), headline="Elsewhere", day=9, teasers=[other(14) for _ in range(8)], plain=plain)
    assert left(first, now) < drift.FAR - 0.04


@every_template
def test_the_front_page_in_its_place_is_far_from_it(plain):
    other = writer("other")
    now = page("", headline="Sample Press", teasers=[other(14) for _ in range(40)], plain=plain)
    assert left(page(writer("one")(400), plain=plain), now) < drift.FAR - 0.1


@pytest.mark.parametrize(("script", "now"), [(LATIN, CYRILLIC), (CYRILLIC, HAN), (HAN, THAI), (THAI, LATIN)])
def test_a_translation_is_far_from_the_first_text(script, now):
    assert left(page(writer("one", script)(400)), page(writer("one", now)(400))) < drift.FAR - 0.1


def test_case_spelling_of_characters_and_numbers_make_no_difference():
    rest = writer("one")(60)
    first = drift.sketch(f"On 3 March officers of the Examplia Office ﬁled 12,400 papers. {rest}")
    now = drift.sketch(f"ON 17 MARCH OFFICERS of the\nExamplia office filed 13,950 papers. {rest.upper()}")
    assert first == now


def test_a_text_of_few_words_is_judged_by_nothing_and_against_nothing():
    short, long = drift.sketch("Please wait. " * 3), drift.sketch(writer("one")(400))
    assert not drift.is_enough(short)
    assert not drift.is_enough(drift.sketch(""))
    assert drift.is_enough(drift.sketch(writer("one")(drift.MIN_WORDS + 10)))
    assert drift.resemblance(short, long) == drift.resemblance(long, short) == 1


def test_nothing_is_said_of_a_text_that_the_present_ones_sample_hardly_meets():
    first = drift.sketch(writer("one")(60))
    for kept in (64, 2048, 3000):
        assert drift.resemblance(first, drift.sketch(writer("two")(30_000), kept=kept)) == 1


def test_the_wider_sample_of_the_present_text_finds_a_short_article_in_a_long_page():
    article = writer("one")(60)
    now = f"{writer('two')(4000)} {article}"
    assert drift.resemblance(drift.sketch(article), drift.sketch(now, kept=drift.WIDE)) > 0.9


def test_a_sample_is_a_kilobyte_at_most_and_the_same_in_every_process():
    text = writer("one")(3000)
    sample = drift.sketch(text)
    assert len(sample) == 4 * (drift.KEPT + 1)
    program = "import sys; from links.pages.drift import sketch; sys.stdout.buffer.write(sketch(sys.stdin.read()))"
    again = subprocess.run([sys.executable, "-c", program], input=text.encode(), capture_output=True, check=True)
    assert again.stdout == sample
    # Samples are kept for years: another release must make the same ones.
    assert drift.sketch("a fixed text of a few words").hex() == "00000005035b45e109f61d032ced07ac85e59181b84f2ae1"


def test_a_sample_from_the_database_or_a_damaged_one_is_read_without_fuss():
    text = writer("one")(400)
    assert drift.resemblance(bytes(memoryview(drift.sketch(text))), drift.sketch(text)) == 1
    assert drift.resemblance(drift.sketch(text)[:-3], drift.sketch(text)) > 0.9
    assert drift.resemblance(b"", drift.sketch(text)) == 1


@given(st.text(st.characters(max_codepoint=127), max_size=300))
def test_plain_english_is_sampled_as_any_other_text_is(text):
    """It takes a quicker way, which one dash more bars."""
    assert drift.sketch(text) == drift.sketch(text + " \N{EM DASH}")
