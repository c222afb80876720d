"""The catalogues of words: nothing is missing, doubtful or damaged, and what pages read is what translators wrote."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings

from tests.servers import require

ROOT = Path(settings.BASE_DIR)
OTHERS = [code for code, _ in settings.LANGUAGES if code != "en"]
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")
_MARKUP = re.compile(r"<[^>]*>")


def catalogue(language: str, root: Path = ROOT) -> Catalog:
    with (root / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def messages(language: str, root: Path = ROOT) -> list[Message]:
    return [message for message in catalogue(language, root) if message.id]


def strings(value: str | Sequence[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def key(message: Message) -> tuple[str | None, tuple[str, ...]]:
    return message.context, tuple(strings(message.id))


@pytest.mark.parametrize("language", OTHERS)
def test_no_word_is_missing_or_doubtful(language):
    assert not catalogue(language).obsolete
    for message in messages(language):
        assert all(strings(message.string)), message.id
        assert not message.fuzzy, message.id


@pytest.mark.parametrize(("language", "forms"), [("hy", 2), ("fr", 2), ("ru", 4)])
def test_each_number_has_its_form(language, forms):
    assert catalogue(language).num_plurals == forms
    counted = [message for message in messages(language) if message.pluralizable]
    assert counted
    for message in counted:
        assert len(strings(message.string)) == forms, message.id


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_filled_in_and_marked_up_is_kept(language):
    for message in messages(language):
        for pattern in (_PLACEHOLDER, _MARKUP):
            wanted = sorted(pattern.findall(strings(message.id)[-1]))
            for one in strings(message.string):
                assert sorted(pattern.findall(one)) == wanted, message.id
        for one in strings(message.string):
            original = strings(message.id)[0]
            assert (one[:1].isspace(), one[-1:].isspace()) == (original[:1].isspace(), original[-1:].isspace()), one


@pytest.mark.parametrize("language", OTHERS)
def test_pages_read_what_translators_wrote(language):
    with (ROOT / "locale" / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        made = {key(message): strings(message.string) for message in read_mo(file) if message.id}
    assert made == {key(message): strings(message.string) for message in messages(language)}, "run `make messages`"


def test_all_catalogues_have_the_same_words():
    assert len({frozenset(map(key, messages(language))) for language in OTHERS}) == 1


@pytest.mark.slow
@pytest.mark.once
def test_the_catalogues_have_all_words_of_the_code(tmp_path):
    require("xgettext", package="gettext")
    for name in ("advocacy", "public", "intake", "reports", "letters", "people", "links", "templates", "locale"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "manage.py", tmp_path)
    told = subprocess.run(
        ["make", "--dry-run", "--old-file=.venv/dev.stamp", "messages"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    gathering = shlex.split(next(part for part in told.replace("\\\n", " ").splitlines() if "makemessages" in part))
    subprocess.run([sys.executable, *gathering[1:]], cwd=tmp_path, check=True, capture_output=True)
    for language in OTHERS:
        assert set(map(key, messages(language, tmp_path))) == set(map(key, messages(language))), "run `make messages`"
