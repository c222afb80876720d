import json

import pytest

from links.archives.availability import closest
from links.archives.wayback import Malformed

FOUND = {"status": "200", "available": True, "url": "http://web.archive.org/web/20240404120000/https://a.example/"}


def answer(snapshots: object) -> bytes:
    return json.dumps({"url": "https://a.example/", "archived_snapshots": snapshots}).encode()


def test_the_closest_capture_is_named():
    assert closest(answer({"closest": FOUND})) == FOUND["url"]


@pytest.mark.parametrize(
    "snapshots",
    [
        {},
        [],
        {"closest": None},
        {"closest": []},
        {"closest": {**FOUND, "available": False}},
        {"closest": {**FOUND, "status": "404"}},
        {"closest": {**FOUND, "url": 7}},
        {"closest": {"available": True}},
    ],
)
def test_none_is_named(snapshots):
    assert closest(answer(snapshots)) is None


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"{}", b'{"archived_snapshots": 1}', b'{"archived'])
def test_another_answer_is_malformed(body):
    with pytest.raises(Malformed):
        closest(body)
