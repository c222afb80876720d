"""The sentence that a footnote belongs to."""

import pytest

from letters.sentences import citing_sentence

BODY = """We write about Ada Example.[^1] She was arrested on 3 May, Mr. Sample says,[^2] and has been held since. Her
lawyer was not let in.[^3][^4] *The court*, in the U.S. Embassy’s words, “was [closed](https://example.org/).”[^5]

> A paragraph of its own without an end[^6]

1. Release her now![^7]
"""


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("1", "We write about Ada Example."),
        ("2", "She was arrested on 3 May, Mr. Sample says, and has been held since."),
        ("3", "Her lawyer was not let in."),
        ("4", "Her lawyer was not let in."),
        ("5", "The court, in the U.S. Embassy’s words, “was closed.”"),
        ("6", "A paragraph of its own without an end"),
        ("7", "Release her now!"),
        ("8", ""),
    ],
)
def test_each_mark_has_its_sentence(number: str, sentence: str) -> None:
    assert citing_sentence(BODY, number) == sentence


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("Он был задержан в мае.[^1] Суд закрыт.", "Он был задержан в мае."),
        ("Նա ձերբակալվել է։[^1] Դատարանը փակ է։", "Նա ձերբակալվել է։"),
        ("First. Held by J. Q. Sample since 2020.[^1] Then.", "Held by J. Q. Sample since 2020."),
        ("Without any stop at all [^1] and more", "Without any stop at all and more"),
        ("[^1] A mark before its sentence.", "A mark before its sentence."),
        ("snake_case_name stays, _this_ is dressed.[^1]", "snake_case_name stays, this is dressed."),
    ],
)
def test_other_scripts_and_odd_shapes(body: str, sentence: str) -> None:
    assert citing_sentence(body, "1") == sentence


def test_a_long_paragraph_takes_no_long_time() -> None:
    body = "Mr. X. " * 20_000 + "end.[^1]"
    assert citing_sentence(body, "1").endswith("end.")
