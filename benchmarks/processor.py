"""Processor time as Linux counts it, of a program and all it started."""

import os
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def seconds_of(pid: int) -> float:
    """So far: its own, that of what it started and waited for, and that of what still runs."""
    # Behind the name, which may hold anything, the fields 3 to the last; 14 to 17 are the times.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / _TICKS + sum(map(seconds_of, children_of(pid)))


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
