import io
import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DataError, OperationalError, connection

from intake.importing import Ending, Importer
from intake.matching.known import Known
from letters.models import Letter, Source
from links.models import Link
from people.models import Detention, Organization, Person
from tests import factories as make
from tests.intake.drafting import NOW, address_of

pytestmark = pytest.mark.django_db

LETTER = """\
LEAGUE OF EXAMPLIA

4 High Street, Clairval

January 15, 2026

The Honorable Mira Lorrimar
Minister of Justice
Ministry of Justice
12 Court Road
Clairval

Re: The case of a shepherd

Dear Minister Lorrimar,

We write to you about a shepherd from the valley of Sixmile. Nadim Orvesh was arrested on 10 February and has been \
held ever since in the border post.[^1] His family has asked at every office in Clairval where he is held.

We ask you to release Nadim Orvesh, or to tell his family why he may not go home.

Sincerely,

Oren Vale
Chair

Lena Marsh
Secretary

[^1]: Sample Press, *A shepherd is held* (Feb. 12, 2025), <https://news.example.org/shepherd>.
"""
NO_LETTER = "Ingredients: two eggs, flour, a pinch of salt. Mix, and bake for an hour.\n"


def wrote(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def run(*arguments: str) -> tuple[str, str, bool]:
    """Standard output, standard error, and whether the command failed."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_letter", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        return out.getvalue(), f"{err.getvalue()}{error}", True
    return out.getvalue(), err.getvalue(), False


def imported(text: str, *, publish: bool = False):
    return Importer(known=Known.load(), clock=lambda: NOW, publish=publish).import_file("a.txt", text.encode())


def test_a_file_becomes_a_draft(tmp_path):
    out, _, failed = run(wrote(tmp_path, "a.txt", LETTER))
    assert not failed
    letter = Letter.objects.get()
    assert (letter.status, letter.date, letter.created_by) == ("draft", date(2026, 1, 15), None)
    assert (letter.issuer.name, letter.subject) == ("LEAGUE OF EXAMPLIA", "The case of a shepherd")
    assert [str(to.person) for to in letter.addressees.all()] == ["Mira Lorrimar"]
    assert [str(signature.person) for signature in letter.signatures.all()] == ["Oren Vale", "Lena Marsh"]
    assert address_of(Source.objects.get()) == "https://news.example.org/shepherd"
    assert f"/admin/letters/letter/{letter.pk}/change/" in out
    assert "2 signatories" in out
    assert "2026" in letter.internal_note
    assert "a.txt" in letter.internal_note


def test_a_dry_run_records_nothing_and_tells_what_was_read(tmp_path):
    out, _, failed = run("--dry-run", wrote(tmp_path, "a.txt", LETTER))
    assert not failed
    assert "Mira Lorrimar" in out
    assert not Letter.objects.exists()
    assert not Person.objects.exists()
    assert not Link.objects.exists()


def test_a_dry_run_without_a_database_tells_what_was_read(tmp_path):
    def unprepared(execute, sql, params, many, context):
        raise OperationalError("no such table")

    with connection.execute_wrapper(unprepared):
        out, err, failed = run("--dry-run", wrote(tmp_path, "a.txt", LETTER))
    assert not failed
    assert "nothing on record is compared with" in err
    assert "Read: 2026-01-15, LEAGUE OF EXAMPLIA, to Mira Lorrimar; 2 signatories" in out


def test_json_is_one_object_for_one_file_and_an_array_for_several(tmp_path):
    a, b = wrote(tmp_path, "a.txt", LETTER), wrote(tmp_path, "b.txt", LETTER.replace("15, 2026", "16, 2026"))
    one = json.loads(run("--dry-run", "--json", a)[0])
    assert (one["file"], one["date"], one["detainees"][0]["name"]) == (a, "2026-01-15", "Nadim Orvesh")
    assert one["footnotes"][0]["citations"][0]["url"] == "https://news.example.org/shepherd"
    both = json.loads(run("--dry-run", "--json", a, b)[0])
    assert both == [one, {**one, "file": b, "date": "2026-01-16"}]


def test_a_dry_run_and_an_import_print_the_same_json(tmp_path):
    a = wrote(tmp_path, "a.txt", LETTER)
    assert run("--dry-run", "--json", a)[0] == run("--json", a)[0]
    assert Letter.objects.count() == 1


def test_a_file_that_fails_does_not_stop_the_others(tmp_path):
    good, later = wrote(tmp_path, "a.txt", LETTER), wrote(tmp_path, "b.txt", LETTER.replace("15, 2026", "16, 2026"))
    broken = tmp_path / "c.pdf"
    broken.write_bytes(b"%PDF-1.7 and nothing more")
    missing, folder = str(tmp_path / "missing.txt"), str(tmp_path)
    out, err, failed = run("--json", good, missing, folder, str(broken), later)
    assert failed
    assert [bool(one["date"]) for one in json.loads(out)] == [True, False, False, False, True]
    assert all(one["warnings"] for one in json.loads(out)[1:4])
    assert "missing.txt: The file cannot be read" in err
    assert f"{folder}: This is a folder." in err
    assert "3 of 5 files were not imported" in err
    assert Letter.objects.count() == 2


def test_a_text_that_is_no_letter_is_warned_of_in_a_dry_run_and_refused_without(tmp_path):
    path = wrote(tmp_path, "recipe.txt", NO_LETTER)
    out, _, failed = run("--dry-run", "--json", path)
    assert not failed
    assert json.loads(out)["warnings"]
    _, err, failed = run(path)
    assert failed
    assert "does not look like a letter" in err
    assert not Letter.objects.exists()


def test_a_letter_that_is_recorded_is_refused_with_its_address(tmp_path):
    path = wrote(tmp_path, "a.txt", LETTER)
    run(path)
    letter = Letter.objects.get()
    _, err, failed = run(path)
    assert failed
    assert f"/admin/letters/letter/{letter.pk}/change/" in err
    assert Letter.objects.count() == 1
    out, _, failed = run("--dry-run", "--json", path)
    assert not failed
    assert any(f"number {letter.pk}" in warning for warning in json.loads(out)["warnings"])


def test_a_run_that_broke_off_is_completed_by_running_it_again(tmp_path):
    files = [wrote(tmp_path, f"{day}.txt", LETTER.replace("15, 2026", f"{day}, 2026")) for day in (11, 12, 13, 14)]
    run(*files[:2])
    _, err, failed = run(*files)
    assert failed
    assert "2 of 4 files were not imported" in err
    assert Letter.objects.count() == 4


def test_the_same_letter_twice_in_one_run_is_recorded_once(tmp_path):
    a, b = wrote(tmp_path, "a.txt", LETTER), wrote(tmp_path, "b.txt", LETTER)
    _, err, failed = run(a, b)
    assert failed
    assert f"{b}: This letter is recorded already" in err
    assert Letter.objects.count() == 1


def test_who_came_with_one_letter_is_recognised_in_the_next(tmp_path):
    run(*(wrote(tmp_path, f"{day}.txt", LETTER.replace("15, 2026", f"{day}, 2026")) for day in (11, 12)))
    assert (Letter.objects.count(), Person.objects.count()) == (2, 3)
    assert Organization.objects.count() == 2
    assert Source.objects.count() == 1


def test_an_ambiguous_name_becomes_a_new_person_and_is_told(tmp_path):
    namesakes = [make.person(name="Oren Vale"), make.person(name="Oren Vale")]
    done = imported(LETTER)
    signer = done.letter.signatures.select_related("person").first().person
    assert signer not in namesakes
    assert all(f"number {person.pk}" in done.letter.internal_note for person in namesakes)


def test_only_who_is_on_record_as_detained_is_recorded_as_a_detainee():
    done = imported(LETTER)
    assert not done.letter.mentions.exists()
    assert "Nadim Orvesh" in done.letter.internal_note
    assert not Person.objects.filter(name="Nadim Orvesh").exists()
    prisoner = make.person(name="Nadim Orvesh")
    free = imported(LETTER.replace("15, 2026", "16, 2026"))
    assert not free.letter.mentions.exists()
    Detention.objects.create(person=prisoner)
    done = imported(LETTER.replace("15, 2026", "17, 2026"))
    assert [mention.person for mention in done.letter.mentions.all()] == [prisoner]


def test_a_source_that_cannot_be_recorded_leaves_the_note_and_a_warning():
    done = imported(LETTER.replace("news.example.org", f"{'news.' * 60}example.org"))
    note = done.letter.footnotes.get()
    assert "A shepherd is held" in note.text
    assert not note.citations.exists()
    assert "kept as a note" in done.letter.internal_note


def test_publish_opens_a_letter_without_doubts(tmp_path):
    out, _, failed = run("--publish", wrote(tmp_path, "a.txt", LETTER))
    assert not failed
    assert Letter.objects.published().count() == 1
    assert "Published" in out


def test_publish_keeps_a_letter_with_an_ambiguous_name_as_a_draft(tmp_path):
    make.person(name="Oren Vale")
    make.person(name="Oren Vale")
    out, _, failed = run("--publish", wrote(tmp_path, "a.txt", LETTER))
    assert not failed
    assert not Letter.objects.published().exists()
    assert "Not published, but kept as a draft" in out
    assert "Oren Vale" in out


def test_publish_says_what_a_letter_lacks():
    alone = LETTER.replace("Oren Vale\nChair\n\nLena Marsh\nSecretary\n", "")
    start, end = alone.index("The Honorable"), alone.index("Re:")
    done = imported(alone[:start] + alone[end:], publish=True)
    assert done.ending is Ending.SAVED
    assert "neither an addressee nor a signatory" in done.held_back


def test_publish_keeps_a_letter_that_was_read_with_a_warning_as_a_draft(tmp_path):
    """Nobody looked over it: who signed may have been missed, and the public would read it so."""
    unsigned = wrote(tmp_path, "a.txt", LETTER.replace("Oren Vale\nChair\n\nLena Marsh\nSecretary\n", ""))
    out, err, failed = run("--publish", "--json", unsigned)
    assert not failed
    assert Letter.objects.get().status == "draft"
    assert json.loads(out)["warnings"] == ["No signatory was found. Enter who signed."]
    assert f"{unsigned}: Not published, but kept as a draft: No signatory was found." in err


def test_a_letter_without_a_date_is_refused_and_leaves_nothing():
    done = imported(LETTER.replace("January 15, 2026\n\n", ""))
    assert done.ending is Ending.FAILED
    assert "no date" in done.failure
    assert not Letter.objects.exists()
    assert not Organization.objects.exists()


def test_standard_input_is_a_file_called_by_a_hyphen(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(LETTER.encode())))
    out, _, failed = run("--json", "-")
    assert not failed
    assert json.loads(out)["file"] == "-"
    assert Letter.objects.count() == 1
    assert run("-", "-")[2]


def test_a_fault_of_the_program_costs_one_file_alone(tmp_path):
    """A database that refuses what no check foresaw stands for any of them."""

    def refuse(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "letters_letter"') and "first" in str(params):
            raise DataError("not this one")
        return execute(sql, params, many, context)

    a = wrote(tmp_path, "a.txt", LETTER.replace("a shepherd\n", "the first\n"))
    b = wrote(tmp_path, "b.txt", LETTER)
    with connection.execute_wrapper(refuse):
        _, err, failed = run(a, b)
    assert failed
    assert f"{a}: A fault in this program" in err
    assert Letter.objects.count() == 1


def test_many_letters_take_few_queries_each(django_assert_max_num_queries):
    importer = Importer(known=Known.load(), clock=lambda: NOW)
    importer.import_file("a.txt", LETTER.encode())
    with django_assert_max_num_queries(24):
        importer.import_file("b.txt", LETTER.replace("15, 2026", "16, 2026").encode())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("publish", [False, True])
def test_somebody_deleted_during_a_run_fails_the_letter_that_names_them_and_no_other(publish):
    importer = Importer(known=Known.load(), clock=lambda: NOW, publish=publish)
    importer.import_file("a.txt", LETTER.encode())
    Letter.objects.all().delete()
    Person.objects.all().delete()
    later = LETTER.replace("15, 2026", "16, 2026")
    for _ in range(2):
        failed = importer.import_file("b.txt", later.encode())
        assert failed.ending is Ending.FAILED
        assert "othing of it was kept" in failed.failure
        assert not Letter.objects.exists()
    for name in ("Mira Lorrimar", "Oren Vale", "Lena Marsh"):
        later = later.replace(name, name[::-1].title())
    assert importer.import_file("c.txt", later.encode()).letter
