"""The data folder holds drafts, password hashes and confidential details: nobody else on the machine looks inside."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from advocacy import env

ROOT = Path(__file__).resolve().parents[2]


def mode_of(folder: Path) -> int:
    return stat.S_IMODE(folder.stat().st_mode)


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A folder that somebody else owns."""
    if os.geteuid():
        return Path("/usr")
    folder = tmp_path / "foreign"
    folder.mkdir()
    os.chown(folder, 12345, 12345)
    folder.chmod(0o755)
    return folder


def test_a_new_folder_is_its_owners_alone(tmp_path):
    env.private_folder(tmp_path / "a" / "data")
    assert mode_of(tmp_path / "a" / "data") == 0o700


@pytest.mark.parametrize(("found", "left"), [(0o755, 0o700), (0o777, 0o700), (0o750, 0o700), (0o500, 0o500)])
def test_a_folder_that_is_there_is_narrowed_and_never_widened(tmp_path, found, left):
    tmp_path.chmod(found)
    env.private_folder(tmp_path)
    mode = mode_of(tmp_path)
    tmp_path.chmod(0o700)
    assert mode == left


def test_a_folder_of_somebody_else_is_left_as_it_is(foreign):
    before = mode_of(foreign)
    env.private_folder(foreign)
    assert mode_of(foreign) == before


def test_a_folder_that_the_whole_machine_shares_is_left_as_it_is(tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    env.private_folder(shared)
    assert mode_of(shared) == 0o1777


@pytest.mark.parametrize("exists", [True, False])
def test_the_settings_shut_the_data_folder_at_every_start(tmp_path, exists):
    folder = tmp_path / "data"
    if exists:
        folder.mkdir()
        folder.chmod(0o755)
    subprocess.run(
        [sys.executable, "-c", "import advocacy.settings"],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(folder), "SECRET_KEY": "s" * 50},
        check=True,
    )
    assert mode_of(folder) == 0o700


def test_a_file_system_that_keeps_no_modes_stops_nothing(tmp_path, monkeypatch):
    tmp_path.chmod(0o755)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("modes are not kept here")

    monkeypatch.setattr(Path, "chmod", refuse)
    env.private_folder(tmp_path)
    env.private_folder(tmp_path / "new")
    assert mode_of(tmp_path / "new") == 0o700
