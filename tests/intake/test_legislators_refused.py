"""Lists of legislators that cannot be imported, and imports that are broken off."""

import json
from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command

from intake.legislators.recording import import_legislators
from intake.legislators.roster import read_roster
from people.models import Organization, Person
from tests import factories
from tests.intake.legislating import entry, term

pytestmark = pytest.mark.django_db


GOOD = yaml.safe_dump([entry("T900007")])


def _without(part: str) -> str:
    broken = entry()
    del broken[part]
    return yaml.safe_dump([broken])


# Nine lines that say a name of a thousand million parts.
BOMB = "- name: {official_full: &a0 [x, x]}\n  id: {bioguide: T1}\n  terms: [1]\n" + "".join(
    f"- name: {{official_full: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]}}\n  id: {{bioguide: T1}}\n  terms: [1]\n"
    for n in range(1, 10)
)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "not a list of legislators"),
        ("just: a mapping", "not a list of legislators"),
        ('{"results": []}', "not a list of legislators"),
        ("- a: [\n- b", "not valid YAML: line"),
        ("- !!python/object/apply:os.system [echo]", "not valid YAML"),
        ("\x00\x01\x02", "not valid YAML"),
        ("- 5", "entry 1 (without a name): it is not a mapping"),
        (_without("id"), "entry 1 (Adela Q. Thornquay): id is missing"),
        (_without("name"), "entry 1 (without a name): name is missing"),
        (_without("terms"), "terms is missing"),
        (yaml.safe_dump([entry(ids={"bioguide": "", "govtrack": None})]), "id has none of bioguide"),
        (yaml.safe_dump([entry(name={"last": ""})]), "name.last is missing"),
        (yaml.safe_dump([entry(name={"last": "x" * 80})]), "last is not plausible"),
        (yaml.safe_dump([entry(name={"last": ["x"]})]), "last is not a text"),
        (yaml.safe_dump([entry(terms=[term("king", "2001-01-03", "2003-01-03")])]), "unknown type 'king'"),
        (yaml.safe_dump([entry(terms=[term("sen", "2001-01-03", "soon")])]), "end is not a date: 'soon'"),
        (yaml.safe_dump([entry(terms=[term("sen", "2001-01-03", "2000-01-03")])]), "ends (2000-01-03) before"),
        (yaml.safe_dump([entry(terms=[term("sen", "2001-01-03", "2003-01-03", state="")])]), "a term has no state"),
        (yaml.safe_dump([entry(terms=[{"type": "sen", "state": "VT"}])]), "start is missing"),
        (yaml.safe_dump([{**entry(), "terms": ["sen"]}]), "a term is not a mapping"),
        (yaml.safe_dump([{**entry(), "other_names": ["Adele"]}]), "other_names"),
        (BOMB, "name.first or name.last is missing"),
        ("[" * 50_000, "nested deeper"),
        ("- " * 50_000 + "x", "nested deeper"),
        ("".join(" " * n + "a:\n" for n in range(2_000)), "nested deeper"),
    ],
)
def test_a_broken_file_is_refused_whole_with_what_is_wrong(tmp_path, content, words):
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text(GOOD, encoding="utf-8")
    bad.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        call_command("import_legislators", str(good), str(bad), stdout=StringIO())
    assert words in str(refused.value)
    assert "bad.yaml" in str(refused.value)
    assert str(refused.value).endswith("Nothing was imported.")
    assert not Person.objects.exists()


def test_an_import_that_is_stopped_in_the_middle_keeps_nothing(tmp_path):
    path = tmp_path / "legislators.yaml"
    path.write_text(yaml.safe_dump([entry(f"T{900000 + n}") for n in range(3)]), encoding="utf-8")

    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_legislators(read_roster(path), now=factories.NOW, progress=stop)
    assert not Person.objects.exists()
    assert not Organization.objects.exists()


def test_a_file_that_is_not_there_is_told_of(tmp_path):
    with pytest.raises(CommandError, match=r"cannot be read \(No such file or directory\)"):
        call_command("import_legislators", str(tmp_path / "none.yaml"), stdout=StringIO())


def test_the_first_of_many_problems_are_told(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text("- 5\n" * 300, encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        call_command("import_legislators", str(path), stdout=StringIO())
    assert "300 entries are not understood" in str(refused.value)
    assert "entry 10 " in str(refused.value)
    assert "… and 290 more" in str(refused.value)


def test_a_list_as_json_is_read_as_well(tmp_path):
    path = tmp_path / "legislators.json"
    path.write_text(json.dumps([entry()]), encoding="utf-8")
    call_command("import_legislators", str(path), stdout=StringIO())
    assert Person.objects.get().name == "Adela Q. Thornquay"


def test_people_are_told_to_a_reader(tmp_path):
    path = tmp_path / "legislators.yaml"
    path.write_text(GOOD, encoding="utf-8")
    out = StringIO()
    call_command("import_legislators", str(path), stdout=out)
    assert out.getvalue().splitlines() == [
        "legislators.yaml: 1 people",
        "People: 1 created, 0 adopted, 0 updated, 0 unchanged",
        "Offices: 1 created, 0 updated, 0 removed, 0 unchanged",
        "Organizations made: United States Senate",
    ]
