"""Which field a warning is about."""

import pytest

from intake.review.pointing import field_of

VALUES = {
    "signatures-0-person": "Ada Example",
    "signatures-1-person": "Bo Sample",
    "mentions-0-person": "Ada Example",
    "footnotes-3-citations-0-url": "https://x.example/a",
}
NOTES = {"4": "footnotes-3-text", "*": "footnotes-4-text"}


@pytest.mark.parametrize(
    ("warning", "field"),
    [
        ("“Bo Sample” stands twice, and is entered once.", "signatures-1-person"),
        ("The detainee “Ada Example” is printed without a name.", "mentions-0-person"),
        ("The address “https://x.example/a” cannot be opened.", "footnotes-3-citations-0-url"),
        ("Note 4 cites nothing that could be read.", "footnotes-3-text"),
        ("Footnote “*” has no mark in the text.", "footnotes-4-text"),
        ("Note 9 is called for, but not there.", "footnotes"),
        ("No date was found.", "date"),
        ("The signature block could not be read.", "signatures"),
        ("No addressee was found.", "addressees"),
        ("The letterhead names no body.", "issuer"),
        ("Something is odd.", "body"),
        ("“" * 500, "body"),
    ],
)
def test_a_warning_is_about_what_it_quotes_or_names(warning, field):
    assert field_of(warning, values=VALUES, notes=NOTES) == field
