"""The parser against letters in all the shapes they come in: tests/intake/letters/README.md."""

import re
from functools import cache
from pathlib import Path

import pytest

from intake.parsed import ParsedLetter
from intake.parsing import parse
from tests.intake.corpus import LETTERS, NOTHING_READ, Example, examples, record
from tests.intake.scoring import CITATION, LISTS, SINGLE, TARGET, Finding, differences, scores, table

EXAMPLES = {example.name: example for example in examples()}
FIELDS = [
    "is_letter",
    *SINGLE,
    "body",
    *(f"{name}.{field}" for name, fields in LISTS.items() for field in fields),
    *("footnotes.number", "footnotes.text"),
    *(f"citations.{field}" for field in CITATION),
]
# The one letter from the world, which the project does not carry.
SENATE = Path(__file__).parents[2].parent / "shared" / "letters" / "senate-2024-04-04.md"


@cache
def letter(name: str) -> ParsedLetter:
    """A letter of the corpus as it is read: once for all the tests here."""
    return parse(EXAMPLES[name].text)


@cache
def found_in(name: str) -> list[Finding]:
    return differences(EXAMPLES[name].expected, record(letter(name)))


def told(findings: list[Finding]) -> str:
    return "\n".join(str(finding) for finding in findings if not finding.is_hit)


@pytest.mark.parametrize("field", FIELDS)
def test_each_field_is_read_as_a_person_reads_it(field):
    findings = [finding for name in EXAMPLES for finding in found_in(name) if finding.field == field]

    score = scores(findings)[field]

    assert score.precision >= TARGET, told(findings)
    assert score.recall >= TARGET, told(findings)


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_letter_is_read_badly_as_a_whole(name):
    findings = found_in(name)

    assert sum(finding.is_hit for finding in findings) >= 0.9 * len(findings), told(findings)


@pytest.mark.parametrize("name", EXAMPLES)
def test_letters_are_told_from_other_texts(name):
    assert letter(name).is_letter == bool(EXAMPLES[name].expected["body"])


def test_the_corpus_is_large_enough_and_every_letter_has_its_record():
    letters = [path for path in LETTERS.iterdir() if path.suffix not in {".json", ".md"} or path.name[0].isdigit()]

    assert len(EXAMPLES) >= 35
    assert {path.stem for path in letters} == {Path(name).stem for name in EXAMPLES}


def test_a_missing_item_does_not_make_those_behind_it_wrong():
    expected = dict(EXAMPLES["16-forty-signatories.md"].expected)
    given = {**expected, "signatories": expected["signatories"][1:], "warnings": []}

    score = scores(differences(expected, given))["signatories.name"]

    assert (score.expected, score.given, score.hits) == (40, 39, 39)


def test_what_is_invented_costs_precision_and_what_is_missed_costs_recall():
    expected = EXAMPLES["27-undated.txt"].expected
    given = {**expected, "date": "2020-01-01", "salutation": None}

    by_field = scores(differences(expected, given))

    assert by_field["date"].precision == 0
    assert by_field["salutation"].recall == 0
    assert "* date" in table(by_field)
    assert all(score.hits == score.expected for field, score in by_field.items() if field not in {"date", "salutation"})


def test_a_letter_of_which_nothing_is_read_has_no_hits():
    assert not any(
        finding.is_hit for name in EXAMPLES for finding in differences(EXAMPLES[name].expected, NOTHING_READ)
    )


def _senate_body(text: str) -> str:
    """The body as it stands in the file, less its two blocks of notes: the project does not carry its sentences."""
    body = text[text.index("Blinken,") + len("Blinken,") : text.index("Sincerely,")]
    body = re.sub(r"\s+---\n\n(?:<sup>\d+</sup> [^\n]+\n\n)+", " ", body)
    return re.sub(r"<sup>(\d+)</sup>", r"[^\1]", body).strip()


def _source(title: str, publisher: str, published: str, url: str, **more: str) -> dict[str, str | None]:
    return dict.fromkeys(CITATION) | {"title": title, "publisher": publisher, "published": published, "url": url} | more


SENATE_SOURCES = [
    [
        _source(
            "Call for End of Hostilities in Nagorno-Karabakh",
            "U.S. Department of State",
            "2023-09-19",
            "https://www.state.gov/call-for-end-of-hostilities-in-nagorno-karabakh/",
        )
    ],
    [
        _source(
            "The Humanitarian Situation in Nagorno-Karabakh",
            "U.S. Department of State",
            "2023-08-31",
            "https://www.state.gov/the-humanitarian-situation-in-nagorno-karabakh/",
        )
    ],
    [
        _source(
            "Guarantee Right to Return to Nagorno Karabakh",
            "Human Rights Watch",
            "2023-10-05",
            "https://www.hrw.org/news/2023/10/05/guarantee-right-return-nagorno-karabakh",
        )
    ],
    [
        _source(
            "Situation in Nagorno-Karabakh After Azerbaijan's Attack and the Continuing Threats Against Armenia",
            "European Parliament",
            "2023-10-05",
            "https://www.europarl.europa.eu/doceo/document/TA-9-2023-0356_EN.html",
        ),
        _source(
            "Ethnic Cleansing Is Happening in Nagorno-Karabakh. How Can the World Respond?",
            "Council on Foreign Relations",
            "2023-10-04",
            "https://www.cfr.org/article/ethnic-cleansing-happening-nagorno-karabakh-how-can-world-respond",
            author="David J. Scheffer",
            quote="The ethnic Armenian population of.have fled west to Armenia",
        ),
    ],
    [
        _source(
            "UN Team in Nagorno-Karabakh, a First in 30 Years, as Ethnic Armenians Flee",
            "AL JAZEERA",
            "2023-10-01",
            "https://www.aljazeera.com/news/2023/10/1/"
            "un-team-in-nagorno-karabakh-a-first-in-30-years-as-ethnic-armenians-leave",
        ),
        _source(
            "Baku Issues 300-Person 'Most Wanted' List for Artsakh Officials",
            "HETQ.AM",
            "2023-10-02",
            "https://hetq.am/en/article/160803",
        ),
    ],
]


@pytest.mark.skipif(not SENATE.exists(), reason="the Senate letter is not at hand")
def test_the_senate_letter_is_read_without_a_fault():
    text = SENATE.read_text(encoding="utf-8")
    notes = dict(re.findall(r"^<sup>(\d+)</sup> (.+)$", text, flags=re.MULTILINE))
    signer = {"kind": "person", "title": "United States Senator", "organization": None, "party": None, "state": None}
    expected = {
        "date": "2024-04-04",
        "place": None,
        "issuer": "United States Senate",
        "subject": None,
        "salutation": "Dear Secretary Blinken",
        "recipients": [
            {
                "name": "Antony Blinken",
                "honorific": "The Honorable",
                "title": "U.S. Secretary of State",
                "organization": "U.S. Department of State",
                "address": "2201 C Street, NW\nWashington, DC 20520",
                "copy": False,
            }
        ],
        "body": _senate_body(text),
        "footnotes": [
            {"number": number, "text": notes[number], "citations": SENATE_SOURCES[int(number) - 1]} for number in notes
        ],
        "signatories": [
            {"name": name, **signer} for name in ("Edward J. Markey", "Bill Cassidy", "Thom Tillis", "Gary C. Peters")
        ],
        "detainees": [
            {"name": "Ruben Vardanyan", "description": "former State Minister"},
            {"name": "Arkadi Ghukasyan", "description": "former President"},
            {"name": "Bako Sahakyan", "description": "former President"},
            {"name": "Arayik Harutyunyan", "description": "former President"},
            {"name": "Davit Babayan", "description": "former Minister of Foreign Affairs"},
            {"name": "Davit Ishkhanyan", "description": "former Speaker of the Parliament"},
        ],
    }

    findings = differences(expected, record(parse(text)))

    assert len(findings) > 60
    assert all(finding.is_hit for finding in findings), told(findings)


def test_an_example_is_a_letter_beside_its_record(tmp_path):
    (tmp_path / "README.md").write_text("No letter.")
    (tmp_path / "01-short.txt").write_text("Dear Sir,")
    (tmp_path / "01-short.json").write_text("{}")

    assert list(examples(tmp_path)) == [Example(tmp_path / "01-short.txt")]
