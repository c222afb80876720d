import pytest

from links.passages import Directive, look_for_directives, look_for_quote, parse_directives, worst
from links.vocabulary import PassageResult

PAGE = (
    "The Committee’s report\nOn 5 October the court — sitting in closed session — extended the detention.\n"
    "The population of the region has fallen. Families “have not been told” where they are held.\n"
    "The court will sit again in May."
)
PRESENT, MISSING, NOT_CHECKABLE = PassageResult.PRESENT, PassageResult.MISSING, PassageResult.NOT_CHECKABLE


@pytest.mark.parametrize(
    ("printed", "directives"),
    [
        ("text=one", [Directive("one")]),
        ("#anchor:~:text=one,two", [Directive("one", "two")]),
        ("text=before-,one,two,-after", [Directive("one", "two", "before", "after")]),
        ("text=before-,one", [Directive("one", prefix="before")]),
        ("text=one,-after&text=three", [Directive("one", suffix="after"), Directive("three")]),
        ("text=a%2Cb%2Dc%26d", [Directive("a,b-c&d")]),
        ("text=One%20%20TWO", [Directive("one two")]),
        ("text=a%2", [Directive("a%2")]),
        ("text=%E2%80", [Directive("\ufffd")]),
        ("text=one,two,three", [Directive("one,two,three")]),
        ("text=", []),
        ("other=one", []),
        ("", []),
    ],
)
def test_directives_are_read_as_the_standard_says(printed: str, directives: list[Directive]) -> None:
    assert parse_directives(printed) == directives


@pytest.mark.parametrize(
    ("printed", "result"),
    [
        ("text=the%20court", PRESENT),
        ("text=THE%20COMMITTEE'S%20REPORT", PRESENT),
        ("text=session%20-%20extended", PRESENT),
        ('text="have%20not%20been%20told"', PRESENT),
        ("text=On%205%20October,detention.", PRESENT),
        ("text=detention,On%205%20October", MISSING),
        ("text=the%20court,session", PRESENT),
        ("text=the-,court", PRESENT),
        ("text=october-,court", MISSING),
        ("text=the%20court,-will%20sit", PRESENT),
        ("text=the%20court,-was", MISSING),
        ("text=the,the%20court,-will", PRESENT),
        ("text=popul", MISSING),
        ("text=population%20of.have", MISSING),
        ("text=the%20court&text=families", PRESENT),
        ("text=the%20court&text=absent", MISSING),
        ("text=", NOT_CHECKABLE),
    ],
)
def test_fragments_are_looked_for_in_the_visible_text(printed: str, result: PassageResult) -> None:
    assert look_for_directives(printed, PAGE) == result


@pytest.mark.parametrize(
    ("quote", "result"),
    [
        ("extended the detention", PRESENT),
        ("“extended the\n  detention.”", PRESENT),
        ("The court … extended the detention", PRESENT),
        ("[t]he population of the region [...] where they are held", PRESENT),
        ("where they are held ... the population", MISSING),
        ("the court extended", MISSING),
        ("…", NOT_CHECKABLE),
    ],
)
def test_quotations_are_looked_for_with_their_omissions(quote: str, result: PassageResult) -> None:
    assert look_for_quote(quote, PAGE) == result


def test_words_match_whole_but_scripts_without_spaces_match_anywhere() -> None:
    assert look_for_quote("tent", "the content") == MISSING
    assert look_for_quote("人权", "关于人权的报告") == PRESENT
    assert look_for_quote("Մարդու իրավունքներ", "Մարդու իրավունքներ։") == PRESENT


def test_a_page_that_could_not_be_read_to_its_end_is_not_said_to_lack_the_words() -> None:
    assert look_for_quote("absent", PAGE, incomplete=True) == NOT_CHECKABLE
    assert look_for_quote("the court", PAGE, incomplete=True) == PRESENT
    assert look_for_quote("the court", None) == NOT_CHECKABLE
    assert look_for_quote("the court", "") == NOT_CHECKABLE


@pytest.mark.parametrize("printed", ["#/story/12:~:text=the court", "#!story:~:text=gone&text=the court"])
def test_words_on_a_page_behind_a_route_cannot_be_looked_for(printed: str) -> None:
    assert look_for_directives(printed, PAGE) == NOT_CHECKABLE


def test_the_worst_of_several_results_is_told() -> None:
    assert worst([]) == PassageResult.NOT_ASKED
    assert worst([PRESENT, NOT_CHECKABLE]) == NOT_CHECKABLE
    assert worst([PRESENT, MISSING, NOT_CHECKABLE]) == MISSING
