"""Who is suggested as held. A sentence a row: the text, and “name / description, name”. All people are invented."""

import pytest

from intake.detainees import KnownName, suggest
from intake.printed import Printed
from tests.intake.held_sentences import HELD, MORE_LANGUAGES, NOT_HELD, OTHER_LANGUAGES


def suggested(text: str, **options: object) -> str:
    """“name / description, name”, as in the tables."""
    found = suggest(Printed.of(text), **options)  # type: ignore[arg-type]
    return ", ".join(f"{one.name} / {one.description}" if one.description else str(one.name) for one in found)


@pytest.mark.parametrize(("text", "expected"), HELD)
def test_people_spoken_of_as_held_are_suggested_with_the_letters_own_description(text: str, expected: str) -> None:
    assert suggested(text) == expected


@pytest.mark.parametrize("text", NOT_HELD)
def test_people_of_whom_something_else_is_said_are_not_suggested(text: str) -> None:
    assert suggested(text) == ""


@pytest.mark.parametrize(("text", "expected"), OTHER_LANGUAGES + MORE_LANGUAGES)
def test_people_are_suggested_in_the_languages_letters_come_in(text: str, expected: str) -> None:
    assert suggested(text) == expected


def test_a_list_with_descriptions_before_and_behind_the_names_gives_each_his_own() -> None:
    text = (
        "In spring, current and former officials of the valley's council were detained, such as Oran "
        "Belt, former State "
        "Secretary; former Chairmen Ulo Harn, Viktor Sol, and Edo Marn; and Pia Rost, former Speaker of the Assembly, "
        "among others. Prosecutor General Kamo Drest indicated that this was only the beginning."
    )
    assert suggested(text) == (
        "Oran Belt / former State Secretary, Ulo Harn / former Chairman, Viktor Sol / former Chairman, "
        "Edo Marn / former Chairman, Pia Rost / former Speaker of the Assembly"
    )


def test_people_counted_first_and_named_in_the_next_sentences_are_suggested() -> None:
    text = (
        "Four people are held there. The first is the poet Narine Halab. She has lost weight.\n\n"
        "The others are the brothers Aram and Hayk Petrun, who printed her book, and the student Lilit Osk."
    )
    assert suggested(text) == "Narine Halab / poet, Aram Petrun, Hayk Petrun, Lilit Osk / student"


def test_items_below_a_sentence_on_those_responsible_are_not_suggested() -> None:
    text = "We ask for sanctions on those responsible for the arrests:\n\n- Vilan Estov, Minister\n- Raf Muril, judge\n"
    assert suggested(text) == ""
    assert suggested(
        text.replace("sanctions on those responsible for the arrests", "the release of the following")
    ) == ("Vilan Estov / Minister, Raf Muril / judge")


def test_signers_addressees_and_authors_are_left_out_by_any_form_of_their_names() -> None:
    text = "Edward J. Tolm and Talin Orvesh were arrested in 1999."
    assert suggested(text, not_held=("Edward Tolm",)) == "Talin Orvesh"
    assert suggested(text, not_held=("TOLM, Edward",)) == "Talin Orvesh"
    assert suggested(text, not_held=("Anna Tolm",)) == "Edward J. Tolm, Talin Orvesh"


def test_a_pronoun_does_not_mean_somebody_who_was_named_for_an_office() -> None:
    text = "Talin Orvesh taught in Orsk. We ask President Aldo Revin to see to {} release."
    assert suggested(text.format("his")) == "Talin Orvesh"
    assert suggested("We ask President Aldo Revin to see to his release.") == ""


@pytest.mark.parametrize(
    ("known", "text"),
    [
        ("Talin Orvesh", "We ask about Talin Orvesh."),
        ("Talín Örvesh", "We ask about TALIN ORVESH."),
        ("Talin Orvesh", "We ask about Talin A. Orvesh’s health."),
        ("Harutyun Petrosyan", "We ask about Haroutioun Petrossian."),
        ("Арам Петросян", "We ask about Aram Petrosyan."),
        ("Aram Petrosyan", "Просим за Арама Петросяна."),
        ("Արամ Պետրոսյան", "Արամ Պետրոսյանի մասին"),
        ("Orvesh, Talin", "We ask about Mr. Orvesh."),
        ("Talin Orvesh", "We ask about President Orvesh."),
        ("Talin Mary Orvesh", "We ask about Orvesh Talin."),
        ("Anne-Marie Orvesh", "We ask about Anne-Marie Orvesh."),
    ],
)
def test_a_known_detainee_is_recognised_by_any_form_of_the_name(known: str, text: str) -> None:
    (found,) = suggest(Printed.of(text), known=(KnownName(7, known, is_detainee=True),))
    assert found.known_as == 7


def test_a_known_person_who_is_no_detainee_must_be_spoken_of_as_held() -> None:
    known = (KnownName(7, "Talin Orvesh"),)
    assert suggest(Printed.of("We thank Talin Orvesh."), known=known) == ()
    (found,) = suggest(Printed.of("We ask for the release of Talin Orvesh."), known=known)
    assert found.known_as == 7


def test_of_two_known_people_with_one_name_none_is_chosen() -> None:
    known = (KnownName(7, "Talin Orvesh"), KnownName(8, "Talin B. Orvesh"))
    (found,) = suggest(Printed.of("We ask for the release of Talin Orvesh."), known=known)
    assert found.known_as is None
    (found,) = suggest(Printed.of("We ask for the release of Mr. Orvesh."), known=known)
    assert found.known_as is None


def test_english_namesakes_by_sound_are_two_people() -> None:
    known = (KnownName(7, "Luis Park", is_detainee=True),)
    assert suggest(Printed.of("We thank Louis Park."), known=known) == ()


def test_each_value_knows_where_it_stands_though_a_note_or_a_line_end_parts_it() -> None:
    text = "Police detained the editor Talin[^1] Or\nvesh and former Ministers Bren Maldo and Ilka Sten."
    body = Printed.of(text).sub(__import__("re").compile(r"\n"), "")
    first, second, third = suggest(body)
    assert [text[span.start : span.end] for span in first.name.spans] == ["Talin[^1] Or", "vesh"]
    assert str(first.name) == "Talin Orvesh"
    assert str(third.description) == "former Minister"
    assert [text[span.start : span.end] for span in third.description.spans] == ["former Ministers"]
    assert second.name.spans != third.name.spans


@pytest.mark.parametrize(
    "text",
    [
        "Talin Orvesh, " * 3000,
        "was arrested " * 3000,
        "A" * 50_000,
        "release of " * 4000,
        "Talin Orvesh and " * 3000 + "were detained",
        "[^1]" * 10_000,
        "| a | b |\n" * 4000,
        "- Talin Orvesh\n" * 3000,
        "](" * 20_000,
        "(" * 40_000,
        "'s " * 15_000,
        "",
        "\n",
    ],
)
def test_no_text_is_too_strange_to_be_read(text: str) -> None:
    assert isinstance(suggest(Printed.of(text)), tuple)
