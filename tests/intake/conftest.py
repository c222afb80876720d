"""What several tests of the intake begin with."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from django.test import Client

from intake.models import IncomingLetter
from tests import factories
from tests.intake.legislating import Entry, Import
from tests.intake.reviewing import hand_in


@pytest.fixture
def editor(client: Client) -> Client:
    """Somebody who types letters, signed in."""
    client.force_login(factories.staff("typist", groups=("Editor",)))
    return client


@pytest.fixture
def incoming(editor: Client) -> IncomingLetter:
    """A letter that waits for its review."""
    return hand_in(editor)


@pytest.fixture
def bring(tmp_path: Path) -> Import:
    """Writes the files, imports them, and returns the JSON document."""

    def run(*files: list[Entry]) -> dict[str, Any]:
        paths = []
        for number, entries in enumerate(files):
            path = tmp_path / f"legislators-{number}.yaml"
            path.write_text(yaml.dump(entries, Dumper=yaml.CSafeDumper, allow_unicode=True), encoding="utf-8")
            paths.append(str(path))
        out = StringIO()
        call_command("import_legislators", *paths, "--json", stdout=out)
        return json.loads(out.getvalue())

    return run
