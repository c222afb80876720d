"""Texts for fuzzing: letters that met with accidents, texts made of what means something to a reader of letters, and
long texts of one piece.
"""

import random
import re
from collections.abc import Callable

from hypothesis import strategies as st

from tests.intake.corpus import examples

TEXTS = [one.text for one in examples()]

# Stretches of text that mean something to a reader of letters, so that chance finds the places where rules meet.
PIECES = st.sampled_from(
    [
        *(
            "\n",
            "\n\n",
            "\n\n\n",
            "  ",
            "\t",
            "\f",
            "---",
            "\n---\n\n",
            "Page 1 of 2",
            "- ",
            "* ",
            "1. ",
            "# ",
            "> ",
            "|",
        ),
        *(
            "[^1]",
            "[^1]: ",
            "<sup>1</sup>",
            "<sup>1</sup> ",
            "¹",
            "¹ ",
            "[1]",
            "[1] ",
            "word.1",
            "1 ",
            "(1)",
            "\\*",
            "*",
            "†",
        ),
        *("Dear Secretary Vance,", "Dear Sir,", "Sehr geehrte Frau Lind,", "Madame,", "Уважаемый Иван Петрович!"),
        *("Sincerely,", "Respectfully,", "Mit freundlichen Grüßen", "Atentamente,", "С уважением,"),
        *("April 4, 2024", "3 février 2017", "Ostrel, June 14, 2014", "14.03.2018", "Sept. 19, 2023", "2024-02-30"),
        *("The Honorable Petra Vance", "H.E. Anton Sorokov", "Minister of Justice", "5 Assize Square", "Velgrad 1000"),
        *(
            "Re: Detention",
            "Objet : Détention",
            "CC: ",
            "To: ",
            "From: ",
            "Edward Hall",
            "(R-TN), ",
            "Beacon Rights Monitor",
        ),
        *(
            "ORGANIZATIONS",
            "INDIVIDUALS",
            "Id.",
            "Ibid.",
            "supra note 1",
            "Id. at 4",
            "; ",
            "*Title*, PRESS (Oct. 5, 2023), ",
        ),
        *(
            "https://x.example/a_b",
            "<https://x.example/a>",
            "[x](https://x.example/a\\_b)",
            "#:~:text=a%20b,c",
            "https://",
        ),
        *(
            "[https://perma.cc/AB12-CD34]",
            "“",
            "”",
            '"',
            "(",
            ")",
            "[",
            "]",
            "<",
            ">",
            "\\",
            "inde-\npendent",
            "oﬃcer",
            "\xad",
        ),
        *(
            "is held in prison",
            "was arrested",
            "the poet Narine Halabyan",
            "former mayor",
            "\u202e",
            "\ufeff",
            "\x00",
            "ѿ",
        ),
    ]
)
LETTERLIKE = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=60).map("".join)


Mutation = Callable[[random.Random, str], str]


def _without_a_line(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    del lines[chance.randrange(len(lines))]
    return "\n".join(lines)


def _with_lines_swapped(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def _with_a_line_twice(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    lines.insert(chance.randrange(len(lines)), chance.choice(lines))
    return "\n".join(lines)


def _cut_short(chance: random.Random, text: str) -> str:
    return text[: chance.randrange(len(text) + 1)]


def _without_its_beginning(chance: random.Random, text: str) -> str:
    return text[chance.randrange(len(text) + 1) :]


def _without_empty_lines(chance: random.Random, text: str) -> str:
    return re.sub(r"\n\n+", "\n", text)


def _with_empty_lines(chance: random.Random, text: str) -> str:
    return text.replace("\n", "\n\n")


def _with_a_page_break(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(["\f", "\n\n---\n\n", "\nPage 2 of 9\n", "\n\n2\n\n"]) + text[at:]


def _with_a_piece_moved(chance: random.Random, text: str) -> str:
    start = chance.randrange(len(text) + 1)
    end = min(len(text), start + chance.randrange(200))
    rest = text[:start] + text[end:]
    at = chance.randrange(len(rest) + 1)
    return rest[:at] + text[start:end] + rest[at:]


def _with_a_character_changed(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice("\t\n .,;:()[]<>*_\\¹1ﬁ\u00a0\u00ad\u200f\ud7ff😀#|") + text[at + 1 :]


def _with_windows_line_ends(chance: random.Random, text: str) -> str:
    return text.replace("\n", "\r\n")


MUTATIONS: list[Mutation] = [
    *(_without_a_line, _with_lines_swapped, _with_a_line_twice, _cut_short, _without_its_beginning),
    *(_without_empty_lines, _with_empty_lines, _with_a_page_break, _with_a_piece_moved),
    *(_with_a_character_changed, _with_windows_line_ends),
]


def mutated(seed: int) -> str:
    """A letter of the corpus after one to five accidents."""
    chance = random.Random(seed)
    text = chance.choice(TEXTS)
    for _ in range(chance.randint(1, 5)):
        text = chance.choice(MUTATIONS)(chance, text or "\n")
    return text


HOSTILE = {
    **{
        repr(piece): piece
        for piece in ("a", " ", "\n", "-", "[", "(", "<", "*", "1", ".", "—", "‘", '"', "\\", "|", "\t", "¹")
    },
    "lines": "word\n",
    "empty lines": "word\n\n",
    "capitals": "WORD WORD\n",
    "names": "Edward Hall\n",
    "offices": "Edward Hall\nMinister of Justice\n\n",
    "comma list": "Edward Hall (R-TN), ",
    "commas": "Hall, ",
    "salutations": "Dear Sir,\n\n",
    "closings": "Sincerely,\n\n",
    "dates": "April 4, 2024 ",
    "marks": "word<sup>1</sup> ",
    "superscripts": "word¹ ",
    "open brackets": "[^1",
    "notes": "[^1]: Id. at 4.\n\n",
    "plain notes": "1 Id.\n",
    "repeats": "*supra* note 1; ",
    "sources": "Hall, *Title*, PRESS (Oct. 5, 2023), https://x.example/a; ",
    "links": "[a](https://x.example/a\\_b) ",
    "addresses": "https://x.example/a_b ",
    "fragments": "https://x.example/#:~:text=a%20b,c ",
    "archives": "https://x.example [https://perma.cc/AB12-CD34] ",
    "page breaks": "word\n\n---\n\n",
    "pages": "Page 1 of 2\n\f",
    "hyphens": "inde-\n",
    "columns": "Edward Hall          Petra Vance\n",
    "tabs": "Edward Hall\tPetra Vance\n",
    "held": "the poet Narine Halabyan was arrested, ",
    "quotes": "“word ",
    "parentheses": "(word ",
    "emphasis": "*word ",
    "table": "| a | b |\n",
    "list": "- word\n",
    "spaces before a line's end": "word" + " " * 60 + "\n",
}
