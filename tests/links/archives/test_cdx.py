import json
from datetime import UTC, datetime

import pytest

from links.archives.cdx import Row, rows
from links.archives.wayback import Malformed

NAMES = ["timestamp", "original", "statuscode", "mimetype", "digest"]
WHEN = datetime(2024, 4, 4, 12, tzinfo=UTC)


def answer(*table: object) -> bytes:
    return json.dumps(list(table)).encode()


@pytest.mark.parametrize("body", [b"[]", b"", b"\n", answer(NAMES)])
def test_no_rows_are_no_captures(body):
    assert rows(body) == []


def test_fields_are_known_by_their_names_and_not_by_their_places():
    table = [["digest", "original", "timestamp"], ["D", "https://a.example/", "20240404120000"]]
    assert rows(answer(*table)) == [Row(WHEN, "https://a.example/", None)]


@pytest.mark.parametrize(("status", "read"), [("200", 200), ("-", None), ("", None), ("x", None)])
def test_a_revisit_has_no_status_of_its_own(status, read):
    assert rows(answer(NAMES, ["20240404120000", "https://a.example/", status, "", ""]))[0].status == read


@pytest.mark.parametrize(
    "odd", [["20240404"], "text", None, 7, [1, 2, 3, 4, 5], ["2024", "u", "200", "", ""], {"timestamp": "x"}]
)
def test_an_odd_row_is_left_out(odd):
    right = ["20240404120000", "https://a.example/", "200", "", ""]
    assert len(rows(answer(NAMES, odd, right))) == 1


def test_a_resumption_key_is_no_capture():
    right = ["20240404120000", "https://a.example/", "200", "", ""]
    assert len(rows(answer(NAMES, right, [], ["org,example)/+20240404120000"]))) == 1


@pytest.mark.parametrize(
    "body", [b"<html>", b"{}", b"[[", b'["timestamp"]', b"[[1]]", b'[["a"]]', b"\xff\xfe", b"[" * 99999]
)
def test_what_is_no_table_is_malformed(body):
    with pytest.raises(Malformed):
        rows(body)
