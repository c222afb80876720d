"""Citations to take away, with titles and names that would break out of their format if they could."""

import json
import re
from datetime import date

import pytest
from django.test import override_settings
from django.urls import reverse

from letters.models import Addressee
from public.cite.bibtex import bibtex
from public.cite.csl import csl
from public.cite.plain import plain
from public.cite.record import CitedLetter, Name, one_line
from public.cite.ris import ris
from tests import factories as make

HOSTILE = [
    "Plain",
    r"50% of {braces} & $dollars$ #1 a_b ~ ^ \input{/etc/passwd}",
    "}\n@article{evil, title={x}",
    "Line\r\nER  - \r\nTY  - BOOK\x00\x1b",
    "Ünïcödé Երկիր 中文 رسالة",
    "}" * 50,
    '"quotes", and commas',
    "x" * 300,
]


def letter_called(title: str) -> CitedLetter:
    return CitedLetter(
        key="2024-04-04-sample",
        title=one_line(title),
        kind="joint letter",
        date=date(2024, 4, 4),
        place=one_line(title),
        language="en",
        issuer=one_line(title),
        authors=[Name(family=one_line(title), given="Edward J."), Name(literal=one_line(title))],
        recipients=[Name(family="Blake", given="Anna")],
        address="https://letters.example.org/letters/2024-04-04-sample/",
        site="Advocacy letters",
    )


def braces(text: str) -> list[int]:
    """How deep within braces each place of a BibTeX text is; TeX counts those that no backslash stands before."""
    depth, depths = 0, []
    for char in re.sub(r"\\.", "..", text):
        depth += (char == "{") - (char == "}")
        depths.append(depth)
    return depths


@pytest.mark.parametrize("title", HOSTILE)
def test_a_bibtex_entry_is_one_entry_whatever_the_title_holds(title):
    text = bibtex(letter_called(title))
    depths = braces(text)
    assert min(depths) == 0
    assert depths[-1] == 0
    # The one brace that closes at the outermost is the last character but the line end.
    assert depths.index(0, text.index("{")) == len(text) - 2
    assert text.count("@") == 1
    for line in text.splitlines()[1:-1]:
        assert re.fullmatch(r"  [a-z]+ = (?:\{.*\}|[a-z]{3}),", line), line


def test_bibtex_keeps_letters_and_escapes_what_tex_would_act_on():
    text = bibtex(letter_called(HOSTILE[1]))
    assert r"50\% of \{braces\} \& \$dollars\$ \#1 a\_b \textasciitilde{} \textasciicircum{}" in text
    assert r"\textbackslash{}input" in text
    assert "Երկիր 中文" in bibtex(letter_called(HOSTILE[4]))


def test_a_body_and_a_name_with_and_in_it_stay_one_author():
    entry = letter_called("Letter")
    both = CitedLetter(
        **{
            **{name: getattr(entry, name) for name in CitedLetter.__slots__},
            "authors": [Name(literal="Truth and Light"), Name(family="Fish and Chips", given="Jo")],
        }
    )
    assert "author = {{Truth and Light} and {Fish and Chips}, Jo}" in bibtex(both)


@pytest.mark.parametrize("title", HOSTILE)
def test_a_ris_record_is_one_record_whatever_the_title_holds(title):
    lines = ris(letter_called(title)).split("\r\n")
    assert lines[0] == "TY  - PCOMM"
    assert lines[-2:] == ["ER  - ", ""]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert [line[:2] for line in lines].count("TY") == 1
    assert [line[:2] for line in lines].count("ER") == 1
    assert "\x00" not in "".join(lines)


@pytest.mark.parametrize("title", HOSTILE)
def test_csl_keeps_the_title_as_it_is(title):
    [item] = csl(letter_called(title))
    assert item["title"] == one_line(title)
    assert item["issued"] == {"date-parts": [[2024, 4, 4]]}
    assert item["recipient"] == [{"family": "Blake", "given": "Anna"}]


def test_one_sentence_names_the_first_of_many():
    entry = letter_called("On prisoners")
    facts = {name: getattr(entry, name) for name in CitedLetter.__slots__}
    many = CitedLetter(**{**facts, "issuer": "Senate", "authors": [Name(family=f"F{n}", given="A") for n in range(5)]})
    assert plain(many) == (
        "A F0 and 4 others (Senate), “On prisoners”, joint letter to Anna Blake, 4 April 2024. "
        "Advocacy letters, https://letters.example.org/letters/2024-04-04-sample/"
    )


@pytest.mark.django_db
@override_settings(BASE_URL="https://letters.example.org")
def test_a_published_letter_is_cited_by_its_lead_signer_first(client):
    issuer = make.organization(name="Senate of Examplia")
    letter = make.letter(published=True, issuer=issuer, subject='<script>alert(1)</script> "x"', date=date(2024, 4, 4))
    make.signature(letter, person=make.person(name="Adela Thornquay"), order=1)
    make.signature(letter, person=make.person(name="Corvin Haldrane"), order=2, is_lead=True)
    make.addressee(letter, organization=make.organization(name="Ministry of Doors"))
    make.addressee(letter, role=Addressee.Role.COPY, organization=make.organization(name="Office of Copies"))
    response = client.get(reverse("letter-cite-json", args=[letter.slug]))
    [item] = json.loads(response.content)
    assert [author["family"] for author in item["author"]] == ["Haldrane", "Thornquay"]
    assert item["recipient"] == [{"literal": "Ministry of Doors"}]
    assert item["title"] == letter.subject
    assert item["URL"] == f"https://letters.example.org{letter.get_absolute_url()}"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["letter-cite-json", "letter-cite-bib", "letter-cite-ris"])
def test_citations_are_files_and_only_of_what_is_published(client, name, django_assert_num_queries):
    letter = make.letter(published=True)
    for _ in range(5):
        make.signature(letter)
    with django_assert_num_queries(3):
        response = client.get(reverse(name, args=[letter.slug]))
    assert response.status_code == 200
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment")
    assert "html" not in response["Content-Type"]
    for status in ("draft", "in_review"):
        assert client.get(reverse(name, args=[make.letter(status=status).slug])).status_code == 404
