"""What stands above the salutation, in the shapes that letters' heads come in, and what a person reads there."""

import pytest

from intake.parsing import parse

LETTER = """

We write about the diver Milo Trent, who has been held in Karsk since May. We ask you to help him.

Sincerely,

Ada Quigley
Director
"""

# The head; who writes; about what; of each addressee: honorific, name, title, organization, address.
HEADS: dict[str, tuple[str, tuple[str, str], list[tuple[str, ...]]]] = {
    "a letterhead in one line, ranks before names": (
        "OPEN HARBOUR FOUNDATION • 12 Quay Street • Eastmere, MU 20777 • 555-201-0142\n\n2 June 2020\n\n"
        "Secretary of State Dinah Osei\n410 Concord Avenue\nAlderton\n\n"
        "Administrator Ottilie Grant\nAgency for Relief Abroad\n\nDear Secretary Osei and Administrator Grant:",
        ("OPEN HARBOUR FOUNDATION", ""),
        [
            ("", "Dinah Osei", "Secretary of State", "", "410 Concord Avenue\nAlderton"),
            ("", "Ottilie Grant", "Administrator", "Agency for Relief Abroad", ""),
        ],
    ),
    "a block of labels, offices before names": (
        "To:      The President of the Republic of Karvania, H.E. Mr. Ilias Morvan\n"
        "         The Minister of Justice, Ms. Renata Kolb\nCopy:    The Ombudsman\n"
        "From:    Open Harbour Foundation\nDate:    2 June 2020\nSubject: Milo Trent\n\nYour Excellencies,",
        ("Open Harbour Foundation", "Milo Trent"),
        [
            ("H.E. Mr.", "Ilias Morvan", "The President of the Republic of Karvania", "", ""),
            ("Ms.", "Renata Kolb", "The Minister of Justice", "", ""),
            ("", "", "The Ombudsman", "", ""),
        ],
    ),
    "bodies alone, in care of somebody": (
        "Open Harbour Foundation\n12 Quay Street\nEastmere, MU 20777\n\nVia email and post\n\nJune 2, 2020\n\n"
        "Board of Directors\nLarkfield Cables, Inc.\nc/o Corporate Secretary\n900 Foundry Way\nEastmere, MU 20777\n\n"
        "To the Board of Directors:",
        ("Open Harbour Foundation", ""),
        [
            (
                "",
                "",
                "",
                "Board of Directors, Larkfield Cables, Inc.",
                "c/o Corporate Secretary\n900 Foundry Way\nEastmere, MU 20777",
            )
        ],
    ),
    "one line an addressee": (
        "2 June 2020\nRef: OHF/20/114\n\nHis Excellency Mr. Ilias Morvan, President of the Republic\n"
        "Her Excellency Ms. Renata Kolb, Minister of Justice\n\nRe: Milo Trent\n\nExcellencies:",
        ("", "Milo Trent"),
        [
            ("His Excellency Mr.", "Ilias Morvan", "President of the Republic", "", ""),
            ("Her Excellency Ms.", "Renata Kolb", "Minister of Justice", "", ""),
        ],
    ),
    "a table": (
        "| **The Honorable Dinah Osei** | **The Honorable Warren Beck** |\n| --- | --- |\n"
        "| Secretary of External Affairs | Secretary of the Treasury |\n| Alderton, MU 20415 | Alderton, MU 20401 |\n\n"
        "June 2nd, 2020\n\nDear Secretary Osei and Secretary Beck,",
        ("", ""),
        [
            ("The Honorable", "Dinah Osei", "Secretary of External Affairs", "", "Alderton, MU 20415"),
            ("The Honorable", "Warren Beck", "Secretary of the Treasury", "", "Alderton, MU 20401"),
        ],
    ),
    "the date below the address": (
        "The Right Honourable Oswin Carrow, M.P.\nPrime Minister\n10 King Alfred Street\nMarlbridge\nMB1 2AH\n\n"
        "By email: correspondence@parliament.example\n\nTuesday, 2 June 2020\n\nDear Prime Minister:",
        ("", ""),
        [("The Right Honourable", "Oswin Carrow", "Prime Minister", "", "10 King Alfred Street\nMarlbridge\nMB1 2AH")],
    ),
    "a title right below the letterhead": (
        "COALITION FOR PRISONERS ABROAD\nJOINT LETTER ON THE CASE OF MILO TRENT\n\n"
        "The Hon. Dinah Osei, Secretary of External Affairs\nJune 2, 2020\n\nDear Secretary Osei,",
        ("COALITION FOR PRISONERS ABROAD", "JOINT LETTER ON THE CASE OF MILO TRENT"),
        [("The Hon.", "Dinah Osei", "Secretary of External Affairs", "", "")],
    ),
    "a private sender's address": (
        "Mrs Anna Voss\n14 Orchard Road\nMarlbridge\nMB4 4QT\n\n2nd June 2020\n\n"
        "The Editor\nMarlbridge Herald\n5 Press Lane\nMarlbridge\n\nDear Editor,",
        ("", ""),
        [("", "", "The Editor", "Marlbridge Herald", "5 Press Lane\nMarlbridge")],
    ),
    "no punctuation behind the salutation, the subject below it": (
        "2 June 2020\n\nThe Rt Hon Oswin Carrow MP\nPrime Minister\n\nDear Prime Minister\n\nDetention of Milo Trent",
        ("", "Detention of Milo Trent"),
        [("The Rt Hon", "Oswin Carrow", "Prime Minister", "", "")],
    ),
}


@pytest.mark.parametrize("head", HEADS)
def test_a_letters_head_is_read_as_a_person_reads_it(head):
    text, about, expected = HEADS[head]

    letter = parse(text + LETTER)

    assert letter.date.text == "2020-06-02"
    assert (letter.issuer.text, letter.subject.text) == about
    parts = [(r.honorific, r.name, r.title, r.organization, r.address) for r in letter.recipients]
    assert [tuple(part.text for part in one) for one in parts] == expected
    assert letter.body.text.startswith("We write about the diver")
