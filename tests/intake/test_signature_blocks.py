"""Who signs, in the shapes that signature blocks come in: the lines below a closing, and whom a person reads there."""

import pytest

from intake.parsing import parse

LETTER = """Open Harbour Foundation

2 June 2020

Ms. Ottilie Grant
Administrator
Agency for Relief Abroad

Dear Ms. Grant:

We write about the diver Milo Trent. We ask you to help him as you have helped others.

Sincerely,

"""

# The block, and of each signatory: name, title, organization, party, state.
BLOCKS: dict[str, tuple[str, list[tuple[str, ...]]]] = {
    "names above their bodies": (
        "Ewa Brandl\nUniversity of Lisborne\n\nCedric Fontaine\nMuseum of the Book\n",
        [("Ewa Brandl", "", "University of Lisborne"), ("Cedric Fontaine", "", "Museum of the Book")],
    ),
    "bodies in brackets": (
        "Ada Quigley (Beacon Rights Monitor)\nHenrik Bloch (Harbour Press Council)\nMireille Tasson (novelist)\n",
        [
            ("Ada Quigley", "", "Beacon Rights Monitor"),
            ("Henrik Bloch", "", "Harbour Press Council"),
            ("Mireille Tasson", "novelist"),
        ],
    ),
    "three columns of names": (
        "Ada Quigley              Henrik Bloch             Mireille Tasson\n"
        "Winifred Oakes           Cornelius Vane           Tabitha Moor\n",
        [
            *[("Ada Quigley",), ("Winifred Oakes",), ("Henrik Bloch",), ("Cornelius Vane",)],
            *[("Mireille Tasson",), ("Tabitha Moor",)],
        ],
    ),
    "dashes": (
        "Ada Quigley – Director, Beacon Rights Monitor\nHenrik Bloch – President, Harbour Press Council\n"
        "Mireille Tasson – Lawyer\n",
        [
            ("Ada Quigley", "Director", "Beacon Rights Monitor"),
            ("Henrik Bloch", "President", "Harbour Press Council"),
            ("Mireille Tasson", "Lawyer"),
        ],
    ),
    "signed by hand, in columns, with districts below": (
        "/s/                                  /s/\nADA QUIGLEY                          HENRIK BLOCH\n"
        "Member of Congress                   Member of Congress\n(CA-03)                              (TX-07)\n",
        [
            ("ADA QUIGLEY", "Member of Congress", "", "", "CA-03"),
            ("HENRIK BLOCH", "Member of Congress", "", "", "TX-07"),
        ],
    ),
    "a heading, some with an office": (
        "The undersigned members of the Human Rights Committee:\nAda Quigley, Chair\nHenrik Bloch\n"
        "Mireille Tasson, Rapporteur\nDr Winifred Oakes\n",
        [("Ada Quigley", "Chair"), ("Henrik Bloch",), ("Mireille Tasson", "Rapporteur"), ("Winifred Oakes",)],
    ),
    "states below in columns": (
        "Ada Quigley                Henrik Bloch\nU.S. Senator               U.S. Senator\n"
        "Texas                      Ohio\n",
        [("Ada Quigley", "U.S. Senator", "", "", "Texas"), ("Henrik Bloch", "U.S. Senator", "", "", "Ohio")],
    ),
    "for whom, above the names, in columns": (
        "For Beacon Rights Monitor                    For Harbour Press Council\n"
        "Ada Quigley                                  Henrik Bloch\n"
        "Director                                     President\n",
        [("Ada Quigley", "Director", "Beacon Rights Monitor"), ("Henrik Bloch", "President", "Harbour Press Council")],
    ),
    "for whom, above all of them": (
        "For the Relief Society:\n\nAda Quigley, Chair\nHenrik Bloch, Treasurer\n",
        [("Ada Quigley", "Chair", "Relief Society"), ("Henrik Bloch", "Treasurer", "Relief Society")],
    ),
    "persons and bodies with bullets, a remark below": (
        "- Ada Quigley, Beacon Rights Monitor\n- Freedom Watch\n- Rob Larch, journalist\n\n"
        "This letter was drafted with the help of a friend. For more, write to info@harbour.example.\n",
        [("Ada Quigley", "", "Beacon Rights Monitor"), ("Freedom Watch",), ("Rob Larch", "journalist")],
    ),
    "ranks, parties and states": (
        "Senator Ada Quigley (D-MA)\nSenator Henrik Bloch (R-TX)\nRepresentative Mireille Tasson (CA-12)\n",
        [
            ("Ada Quigley", "Senator", "", "D", "MA"),
            ("Henrik Bloch", "Senator", "", "R", "TX"),
            ("Mireille Tasson", "Representative", "", "", "CA-12"),
        ],
    ),
    "one office for all, in one sentence": (
        "Senators Ada Quigley (D-MA), Henrik Bloch, Jr. (R-TX), and Rosa Marsh (I-ME)\n",
        [
            ("Ada Quigley", "Senator", "", "D", "MA"),
            ("Henrik Bloch, Jr.", "Senator", "", "R", "TX"),
            ("Rosa Marsh", "Senator", "", "I", "ME"),
        ],
    ),
    "groups in brackets": (
        "Joris van Steen (CPL), Silvio Terralta (IND), Nikos Lavra (W&L), Otto Reling (Forward)\n",
        [
            ("Joris van Steen", "", "", "CPL"),
            ("Silvio Terralta", "", "", "IND"),
            ("Nikos Lavra", "", "", "W&L"),
            ("Otto Reling", "", "", "Forward"),
        ],
    ),
    "bodies in one sentence": (
        "Signed by: Guild of Jurists; Freedom Watch; Beacon Rights Monitor; and Reporters' Aid.\n",
        [("Guild of Jurists",), ("Freedom Watch",), ("Beacon Rights Monitor",), ("Reporters' Aid",)],
    ),
    "who signs for a body": (
        "Student Council of Eastmere College\nrepresented by Lotte Brandvold, Speaker\n",
        [("Lotte Brandvold", "Speaker", "Student Council of Eastmere College")],
    ),
    "marks of notes behind names": (
        "Ada Quigley*\nHenrik Bloch**\n\n* Former minister of health.\n** Chair of the Nurses' League.\n",
        [("Ada Quigley",), ("Henrik Bloch",)],
    ),
}


@pytest.mark.parametrize("block", BLOCKS)
def test_a_signature_block_is_read_as_a_person_reads_it(block):
    text, expected = BLOCKS[block]

    signers = parse(LETTER + text).signatories

    read = [(s.name.text, s.title.text, s.organization.text, s.party.text, s.state.text) for s in signers]
    assert read == [(*one, *("",) * (5 - len(one))) for one in expected]
