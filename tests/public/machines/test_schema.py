"""The schema is valid, says all there is, and is true: what it allows is asked, what comes is held against it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from drf_spectacular.validation import validate_schema

from letters.models import Letter
from public import asking
from public.api import documentation, reference
from tests.public.world import detainee_of, rich_letter, signatory_of, source_of

ROOT = Path(__file__).resolve().parents[3]


def test_the_schema_is_valid_openapi():
    schema = documentation.schema()
    assert schema["openapi"].startswith("3.1")
    validate_schema(schema)


@pytest.mark.django_db
def test_the_schema_states_licence_and_generator(client):
    response = client.get("/api/v1/schema/")
    assert response["Content-Type"] == "application/vnd.oai.openapi+json; version=3.1"
    info = response.json()["info"]
    assert info["license"] == {"name": "CC-BY-4.0", "url": "https://spdx.org/licenses/CC-BY-4.0.html"}
    assert info["x-generator"] == "Advocacy letters 0.1.0"


def test_the_version_is_the_projects():
    import tomllib

    from public.site import VERSION

    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == VERSION


@pytest.mark.parametrize(
    ("name", "filters"),
    [
        ("letters", asking.AskedLetters),
        ("people", asking.AskedPeople),
        ("detainees", asking.AskedDetainees),
        ("sources", asking.AskedSources),
    ],
)
def test_every_filter_of_the_pages_is_a_parameter(name, filters):
    described = {one["name"] for one in documentation.schema()["paths"][f"/api/v1/{name}/"]["get"]["parameters"]}
    assert described == {*filters.base_filters, "limit", "cursor"}


def test_choices_that_the_code_knows_are_named():
    parameters = documentation.schema()["paths"]["/api/v1/letters/"]["get"]["parameters"]
    (kind,) = [one for one in parameters if one["name"] == "kind"]
    assert kind["schema"]["enum"] == [*Letter.Kind.values, ""]


@pytest.mark.django_db
def test_the_page_for_people_shows_all_of_the_schema(client):
    page = client.get("/api/v1/docs/").content.decode()
    schema = documentation.schema()
    for address in schema["paths"]:
        assert f"<code>{address}</code>" in page
    for shape in reference.shapes(schema):
        assert f'id="shape-{shape.name}"' in page
        for line in shape.fields:
            assert f"<code>{line.name}</code>" in page
            assert line.kind, (shape.name, line.name)
    assert " style=" not in page
    assert "<script>" not in page


@pytest.mark.django_db(transaction=True)
def test_the_page_for_people_works_under_the_policy(live_server, browser, settings):
    settings.BASE_URL = live_server.url
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{live_server.url}/api/v1/docs/")
    page.click("#try")
    page.click("#operations-letters-list_letters .opblock-summary-control")
    page.click("#operations-letters-list_letters .execute")
    page.wait_for_selector(".live-responses-table .response-col_status >> text=200")
    page.close()
    assert complaints == []


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_whatever_the_schema_allows_is_answered_as_it_says(live_server, settings, tmp_path):
    settings.BASE_URL = live_server.url
    letter = rich_letter()
    known = {
        "letters/{slug}": letter.slug,
        "people/{slug}": signatory_of(letter).slug,
        "detainees/{slug}": detainee_of(letter).slug,
        "sources/{id}": source_of(letter).pk,
    }
    config = tmp_path / "schemathesis.toml"
    config.write_text(
        "\n".join(
            f'[[operations]]\ninclude-name = "GET /api/v1/{path}/"\n'
            f'parameters = {{ "path.{path.partition("{")[2][:-1]}" = {json.dumps(key)} }}\n'
            for path, key in known.items()
        )
    )
    program = Path(sys.executable).with_name("schemathesis")
    asked = [str(program), "--config-file", str(config), "run", f"{live_server.url}/api/v1/schema/"]
    how = ["--phases", "examples,coverage,fuzzing", "--max-examples", "60", "--continue-on-failure", "--no-color"]
    found = subprocess.run([*asked, *how], cwd=tmp_path, capture_output=True, text=True, timeout=900, check=False)
    assert found.returncode == 0, found.stdout[-20_000:] + found.stderr
    assert "Selected: 8/8" in found.stdout
