"""Letters imported in one run, and each in a run of its own: the record is the same."""

import io
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from benchmarks import letters
from letters.models import Letter, Source
from links.models import Link, Passage
from people.models import Organization, Person
from tests import factories as make

pytestmark = pytest.mark.django_db


def files_in(folder: Path) -> list[str]:
    """Letters that share signers, addressees, bodies and sources, and two that are refused: the last are one letter."""
    texts = [letters.letter(number, characters=900, signers=12, per_note=200) for number in (1, 61, 2, 122, 3)]
    texts += [texts[0].replace("Minister of Justice", "Deputy Minister"), texts[1], texts[1], "Two eggs, and flour."]
    files = [folder / f"{number}.md" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text)
    return [str(file) for file in files]


def run(*files: str) -> None:
    with suppress(CommandError):
        call_command("import_letter", *files, stdout=io.StringIO(), stderr=io.StringIO())


def begin_anew() -> None:
    """A record of two namesakes, who may both be the addressee of two of the letters."""
    for model in (Letter, Source, Passage, Link, Person, Organization):
        model.objects.all().delete()
    for _ in range(2):
        make.person(name=letters.name(1))


def record() -> dict[str, list[Any]]:
    """All that an import writes, without keys and times; what is numbered stays in the order in which it was made."""
    return {
        "people": list(Person.objects.order_by("pk").values_list("name", "slug", "sort_name")),
        "bodies": list(Organization.objects.order_by("pk").values_list("name", "slug")),
        "links": sorted(Link.objects.values_list("url", "host__name", "state")),
        "passages": sorted(Passage.objects.values_list("link__url", "kind", "text")),
        "sources": sorted(Source.objects.values_list("link__url", "title", "author", "publisher", "published_on")),
        "letters": [whole(letter) for letter in Letter.objects.order_by("pk")],
    }


def whole(letter: Letter) -> dict[str, object]:
    return {
        "own": (letter.date, letter.issuer.slug, letter.subject, letter.slug, letter.salutation, letter.body),
        "to": list(letter.addressees.order_by("order").values_list("person__slug", "organization__slug", "role")),
        "by": list(letter.signatures.order_by("order").values_list("person__slug", "office_as_printed")),
        "named": list(letter.mentions.order_by("order").values_list("person__slug", "description")),
        "notes": list(
            letter.footnotes.order_by("position", "citations__order").values_list(
                "number",
                "text",
                "citations__source__link__url",
                "citations__passage__text",
                "citations__text_fragment",
                "citations__pinpoint",
            )
        ),
    }


def test_one_run_of_many_letters_records_what_as_many_runs_record(tmp_path):
    files = files_in(tmp_path)
    begin_anew()
    for name in files:
        run(name)
    one_by_one = record()
    assert len(one_by_one["letters"]) >= 5
    assert [name for name, *_ in one_by_one["people"]].count(letters.name(1)) > 2
    begin_anew()
    run(*files)
    assert record() == one_by_one
