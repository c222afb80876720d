"""Each part of `make bench` runs, at a size that says nothing; what it measures is never asserted."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.__main__ import PARTS, show

ROOT = Path(__file__).resolve().parents[2]
HEADINGS = {
    "pages": "page",
    "public": "page, ms",
    "reports": "what",
    "startup": "start",
    "checks": "what",
    "intake": "what",
    "retention": "what",
    "throughput": "farm, checker",
    "stamina": "100 links over 10 names",
    "politeness": "what",
    "workers": "every answer after",
    "wasteful": "who reads: what",
    "memory": "links in the record",
}


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.parametrize("part", PARTS)
def test_a_part_prints_its_table(part: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks", part, "--size", "tiny"],
        cwd=ROOT,
        # Other checkers are measured when they are there, but never fetched by a test.
        env={**os.environ, "BENCH_OFFLINE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ended.returncode == 0, ended.stderr
    lines = ended.stdout.splitlines()
    assert lines[:2] == ["", part]
    assert lines[2].startswith(HEADINGS[part])
    assert lines[4].strip(), "a row of figures"


def test_an_unknown_part_is_refused_with_its_name() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks", "pagse"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert "no such part: pagse" in ended.stderr


def test_a_table_is_aligned_and_a_remark_stands_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    show([("what", "s"), ("one", "1.0"), ("a remark that is longer than all",), ("another", "12.5")])
    assert capsys.readouterr().out.splitlines() == [
        "what        s",
        "-------  ----",
        "one       1.0",
        "a remark that is longer than all",
        "another  12.5",
    ]
