"""A wrong choice would put a letter in the mouth of somebody who never signed it: whoever is chosen is meant alone."""

from collections.abc import Callable
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from intake.matching.candidates import Likeness, Match
from intake.matching.known import Known
from intake.matching.titles import HeldOffice

DAY = date(2024, 4, 4)
SENATOR = HeldOffice("Senator", "Upper House of Examplia", True, "Democrat", "MA", "2019-01-03", "2025-01-03")
EARLIER = HeldOffice("Senator", "Upper House of Examplia", True, "Democrat", "MA", "1999-01-03", "2005-01-03")
MINISTER = HeldOffice("Minister of Fisheries", "Government of Examplia", start="2020", end="2026")

given_names = st.sampled_from(["Edward", "William", "Talín", "Anne-Marie", "Haroutioun", "Margaret", "José", "Kenneth"])
middle_names = st.sampled_from(["", "Quentin", "J.", "de la"])
family_names = st.sampled_from(["Orveshton", "O'Montclune", "Petrossian", "Thornquay", "Ruiz-Calle", "Šeremet"])
full_names = st.builds(lambda *parts: " ".join(filter(None, parts)), given_names, middle_names, family_names)
offices = st.lists(st.sampled_from([SENATOR, EARLIER, MINISTER]), max_size=2, unique=True)
people = st.tuples(full_names, offices)
titles = st.sampled_from(["", "Senator", "United States Senator", "Minister of Fisheries", "President", "Chair"])

NICKNAMES = {"Edward": "Ed", "William": "Bill", "Margaret": "Peggy", "Kenneth": "Ken"}


def _slip(name: str) -> str:
    return name[:-2] + name[-1] + name[-2]


# How a letter may print a name.
ways: st.SearchStrategy[Callable[[str], str]] = st.sampled_from(
    [
        lambda name: name,
        str.upper,
        lambda name: f"{name}, Jr.",
        lambda name: f"Dr. {name}",
        lambda name: f"{name[0]}. {name.split()[-1]}",
        lambda name: f"{name.split()[0]} {name.split()[-1]}",
        lambda name: f"{NICKNAMES.get(name.split()[0], name.split()[0])} {name.split()[-1]}",
        lambda name: f"{name.split()[-1]}, {' '.join(name.split()[:-1])}",
        lambda name: name.replace("í", "i").replace("é", "e").replace("Š", "S"),
        lambda name: name.split()[-1],
        _slip,
    ]
)


def known(*people: tuple[int, str, list[HeldOffice]]) -> Known:
    found = Known()
    for key, name, held in people:
        found.learn_person(key=key, name=name)
        for office in held:
            found.learn_office(key, office)
    return found


def key_of(match: Match) -> int | None:
    return match.chosen.key if match.chosen else None


@settings(max_examples=200, deadline=None)
@given(full_names, ways, offices, titles)
def test_of_two_who_are_equally_good_nobody_is_chosen_and_both_are_offered(name, way, held, title):
    alone = known((1, name, held)).person(way(name), on=DAY, title=title)
    both = known((1, name, held), (2, name, held)).person(way(name), on=DAY, title=title)

    assert both.chosen is None
    assert len(both.candidates) == 2 * len(alone.candidates)


@settings(max_examples=200, deadline=None)
@given(people, people, ways, titles)
def test_who_is_chosen_does_not_hang_on_the_order_of_the_record(person, other, way, title):
    printed = way(person[0])
    one = known((1, *person), (2, *other)).person(printed, on=DAY, title=title)
    turned = known((2, *other), (1, *person)).person(printed, on=DAY, title=title)

    assert one == turned


@settings(max_examples=200, deadline=None)
@given(people, people, ways, titles)
def test_a_rival_on_record_never_makes_somebody_certain_who_was_not(person, other, way, title):
    printed = way(person[0])
    alone = known((1, *person)).person(printed, on=DAY, title=title)
    beside = known((1, *person), (2, *other)).person(printed, on=DAY, title=title)

    assert key_of(beside) != 1 or key_of(alone) == 1


@settings(max_examples=200, deadline=None)
@given(full_names, full_names, ways, offices, titles)
def test_a_slip_or_an_office_that_contradicts_is_never_chosen(name, other, way, held, title):
    match = known((1, name, held), (2, other, [EARLIER])).person(way(name), on=DAY, title=title)

    assert match.chosen is None or match.chosen.likeness > Likeness.SLIP
    assert key_of(match) != 2
    assert match.chosen is None or match.chosen in match.candidates


@settings(max_examples=100, deadline=None)
@given(full_names, full_names, ways, titles)
def test_without_an_office_that_agrees_only_the_same_name_is_chosen(name, other, way, title):
    match = known((1, name, []), (2, other, [])).person(way(name), on=DAY, title=title)

    assert match.chosen is None or match.chosen.likeness >= Likeness.FOLDED
