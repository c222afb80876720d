import json

from intake.jsonform import form
from intake.parsed import Kind, ParsedDetainee, ParsedLetter, Value
from tests.intake.drafting import citation, note, parsed, recipient, signatory


def test_the_form_is_the_contracts_to_the_letter():
    letter = parsed(
        date="2024-04-04",
        issuer="Senate of Examplia",
        subject="",
        recipients=(
            recipient(
                "Anton Blake",
                honorific="The Honorable",
                title="Secretary of State",
                organization="Department of State",
                address="1 C Street, NW\nClairval, DC 20520",
            ),
        ),
        salutation="Dear Secretary Blake",
        body="We write.[^1]",
        closing="Sincerely",
        footnotes=(
            note("1", citation("https://example.org/a#:~:text=b", title="A page", published="2023-09-19"), text="See."),
        ),
        signatories=(signatory("Edward J. Marker", title="Senator"), signatory("League", kind=Kind.ORGANIZATION)),
        detainees=(ParsedDetainee(name=Value("Nadim Orvesh"), description=Value("shepherd")),),
    )
    assert json.dumps(form("a.md", letter, warnings=["Look."])) == json.dumps(
        {
            "file": "a.md",
            "date": "2024-04-04",
            "place": None,
            "issuer": "Senate of Examplia",
            "subject": None,
            "recipients": [
                {
                    "name": "Anton Blake",
                    "honorific": "The Honorable",
                    "title": "Secretary of State",
                    "organization": "Department of State",
                    "address": "1 C Street, NW\nClairval, DC 20520",
                    "copy": False,
                }
            ],
            "salutation": "Dear Secretary Blake",
            "body": "We write.[^1]",
            "footnotes": [
                {
                    "number": "1",
                    "text": "See.",
                    "citations": [
                        {
                            "author": None,
                            "title": "A page",
                            "publisher": None,
                            "published": "2023-09-19",
                            "url": "https://example.org/a",
                            "archive_url": None,
                            "quote": None,
                            "pinpoint": None,
                            "same_as": None,
                        }
                    ],
                }
            ],
            "signatories": [
                {
                    "name": "Edward J. Marker",
                    "kind": "person",
                    "title": "Senator",
                    "organization": None,
                    "party": None,
                    "state": None,
                },
                {
                    "name": "League",
                    "kind": "organization",
                    "title": None,
                    "organization": None,
                    "party": None,
                    "state": None,
                },
            ],
            "detainees": [{"name": "Nadim Orvesh", "description": "shepherd"}],
            "warnings": ["Look."],
        }
    )


def test_what_a_letter_does_not_say_is_null_or_empty():
    said = form("b.pdf", ParsedLetter(), warnings=())
    lists = {"recipients", "footnotes", "signatories", "detainees", "warnings"}
    assert {name for name, value in said.items() if value == []} == lists
    assert {name for name, value in said.items() if value is None} == said.keys() - lists - {"file"}
