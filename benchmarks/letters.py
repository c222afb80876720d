"""Letters of any length for measuring, in Markdown; the same at each run. People, bodies, addresses are invented."""

import random
from datetime import date, timedelta

from tests.intake.accidents import HOSTILE

_GIVEN = [
    "Mira",
    "Talin",
    "Bren",
    "Ilka",
    "Oru",
    "Vigen",
    "Rada",
    "Karo",
    "Edo",
    "Pia",
    "Ulo",
    "Nadia",
    "Igor",
    "Vera",
    "Emre",
    "Hana",
    "Omid",
    "Lea",
    "Dora",
    "Sena",
]
_FAMILY_START = ["Or", "Hal", "Ven", "Tor", "Mal", "Kas", "Dre", "Sol", "Pel", "Mar", "Bel", "Ris", "Gan", "Lum", "Fer"]
_FAMILY_END = [
    "vesh",
    "den",
    "mark",
    "lund",
    "stad",
    "ino",
    "wick",
    "ral",
    "tov",
    "ben",
    "sek",
    "dahl",
    "mer",
    "kin",
    "ford",
]
_WORDS = [
    "the",
    "of",
    "a",
    "council",
    "district",
    "report",
    "court",
    "season",
    "people",
    "office",
    "letter",
    "order",
    "review",
    "without",
    "under",
    "between",
    "hearing",
    "record",
    "statement",
    "commission",
    "family",
    "region",
    "village",
    "officer",
    "river",
    "market",
    "public",
    "has",
    "been",
    "were",
    "and",
    "for",
    "that",
    "with",
    "their",
    "from",
    "which",
    "this",
    "into",
    "after",
    "before",
    "since",
]
_BODIES = ("Orlan Herald", "Meridian Watch", "The Evening Lamp", "Harbor Legal Center", "Assembly of Examplia")
_LINE = 5  # sentences in a paragraph


def name(number: int) -> str:
    """The name of person `number`; some four thousand are distinct."""
    given = _GIVEN[number % len(_GIVEN)]
    rest = number // len(_GIVEN)
    family = _FAMILY_START[rest % len(_FAMILY_START)] + _FAMILY_END[rest // len(_FAMILY_START) % len(_FAMILY_END)]
    return f"{given} {family}"


def letter(number: int, *, characters: int, signers: int = 8, per_note: int = 750) -> str:
    """Letter `number`, of about so many characters; a note with two sources to so many characters of it."""
    chance = random.Random(number)
    notes = max(1, characters // per_note)
    body_length = characters - notes * 260
    paragraphs, length, given = [], 0, 0
    while length < body_length or given < notes:
        sentences = []
        for _ in range(_LINE):
            words = " ".join(chance.choices(_WORDS, k=chance.randint(10, 22)))
            given_by_now = min(notes, round(notes * (length + 1) / max(body_length, 1)) + 1)
            mark = ""
            if given < given_by_now:
                given += 1
                mark = f"[^{given}]"
            sentences.append(f"{words.capitalize()}.{mark}")
            length += len(sentences[-1]) + 1
        held = name(chance.randrange(2_000))
        sentences.append(f"{held}, a teacher from Orlan, was arrested on {chance.randint(1, 28)} May 2020.")
        paragraphs.append(" ".join(sentences))
        length += len(sentences[-1])
    day = date(2010, 1, 1) + timedelta(days=number % 5_000)
    signed = "\n\n".join(f"{name(chance.randrange(400))}  \nMember of the Assembly" for _ in range(signers))
    return "\n\n".join(
        [
            "# Assembly of Examplia",
            "ORLAN, EX 10001",
            f"{day:%B} {day.day}, {day.year}",
            f"The Honorable {name(number % 60)}  \nMinister of Justice  \nMinistry of Justice  \n2 Court Lane  \n"
            "Orlan, EX 10002",
            f"Re: People held in district {number}",
            "Dear Minister,",
            *paragraphs,
            "Sincerely,",
            signed,
            *(_note(number, mark, chance) for mark in range(1, given + 1)),
        ]
    )


def _note(number: int, mark: int, chance: random.Random) -> str:
    # Two of three sources are cited by other letters as well.
    own, shared = f"{number}-{mark}", str(chance.randrange(3_000))
    key = own if mark % 3 == 0 else shared
    return (
        f"[^{mark}]: {name(chance.randrange(300))}, *A Report on District {key}*, {_BODIES[mark % len(_BODIES)]} "
        f"(Oct. {mark % 28 + 1}, 2009), <https://herald{len(key)}.example.org/2009/{key}#:~:text=the%20court>; "
        f"*Statement {shared}*, MERIDIAN WATCH (Sept. 1, 2009), https://watch.example.org/statements/{shared}."
    )


def hostile(characters: int) -> dict[str, str]:
    """Texts made to be slow to read, by what is odd in them."""
    pieces = {
        "no spaces": "A",
        "brackets": "[^1](",
        "marks of notes": "[^1] ",
        "bullets": "- ",
        "names alone": "Talin Orvesh, ",
        "a sentence without an end": "Talin Orvesh was arrested and ",
        "open addresses": "https://a.example/",
        "open quotes": "“the ",
        "colons": "held: ",
        "empty rows": "| | |\n",
        "line ends": "-\n",
        "digits": "1 ",
        "Id.": "[^1]: Id.\n\n",
        "semicolons": "see id.; ",
        "dates": "April 4, 2024\n",
        "salutations": "Dear Minister,\n\n",
        "closings": "Sincerely,\n\n",
    }
    bare = {what: (piece * (characters // len(piece) + 1))[:characters] for what, piece in pieces.items()}
    return bare | {
        f"{what} in a letter": f"Dear Sir,\n\n{piece * (characters // len(piece))}\n\nSincerely,\n\nEdward Hall\n"
        for what, piece in HOSTILE.items()
    }


def legislators(count: int) -> str:
    """A list of so many legislators, in the form of unitedstates/congress-legislators."""
    entries = []
    for number in range(count):
        given, family = name(number).split()
        terms = "".join(_term(number, term) for term in range(1 + number % 6))
        entries.append(
            f"- id:\n    bioguide: {chr(65 + number % 26)}{number:06}\n    govtrack: {number}\n"
            f"  name:\n    first: {given}\n    middle: {chr(65 + number % 26)}.\n    last: {family}\n"
            f"    official_full: {given} {chr(65 + number % 26)}. {family}\n"
            f"  bio:\n    birthday: '1950-01-{number % 28 + 1:02}'\n    gender: F\n  terms:\n{terms}"
        )
    return "".join(entries)


def _term(number: int, term: int) -> str:
    year = 1990 + 2 * term
    return (
        f"  - type: rep\n    start: '{year}-01-03'\n    end: '{year + 2}-01-03'\n    state: WA\n"
        f"    district: {number % 10 + 1}\n    party: Democrat\n"
    )
