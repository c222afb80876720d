from collections.abc import Iterator

import pytest

from tests.archive import LocalArchive, archive_of_a_test


@pytest.fixture
def archive(settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalArchive]:
    with archive_of_a_test(settings, monkeypatch) as running:
        yield running
