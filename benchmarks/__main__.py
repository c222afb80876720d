"""`make bench`: prints what the pages cost, how long a start takes, how letters are read and recorded, and how links
are checked under load.

Each figure is of this machine at this moment: compare figures of one run, not of two machines.
"""

import argparse
import os
import sys
import tempfile
import time
from importlib import import_module

import django

PARTS = (
    "pages",
    "public",
    "startup",
    "checks",
    "intake",
    "retention",
    "reports",
    "throughput",
    "stamina",
    "politeness",
    "workers",
    "memory",
    "wasteful",
)
SIZES = ("tiny", "usual", "full")
Row = tuple[str, ...]


def show(rows: list[Row]) -> None:
    """Prints rows, of which the first holds the headings, as an aligned table; a row of one cell is a remark."""
    widths = [max(len(row[column]) for row in rows if len(row) > 1) for column in range(len(rows[0]))]
    for number, row in enumerate(rows):
        if len(row) == 1:
            print(row[0])
            continue
        cells = [
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("  ".join(cells).rstrip())
        if number == 0:
            print("  ".join("-" * width for width in widths))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all of them by default")
    parser.add_argument(
        "--size",
        choices=SIZES,
        default="usual",
        help="usual: all parts in a quarter of an hour; full: an hour or two; tiny: says nothing, shows that it runs",
    )
    parser.add_argument(
        "--only", default="", metavar="WORDS", help="of the part public: pages with these words in their name"
    )
    given = parser.parse_args()
    chosen = given.parts or PARTS
    unknown = sorted(set(chosen) - set(PARTS))
    if unknown:
        parser.error(f"no such part: {', '.join(unknown)}")
    if given.only and "public" not in chosen:
        parser.error("--only chooses among the pages of the part public; name that part, too")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advocacy.settings")
    with tempfile.TemporaryDirectory() as folder:
        # Nothing of what is measured touches the data of this checkout.
        os.environ["DATA_DIR"] = folder
        django.setup()
        for name in chosen:
            print(f"\n{name}", flush=True)
            began = time.perf_counter()
            # Each part reads models, which need Django to be set up first.
            only = {"only": given.only} if name == "public" else {}
            show(import_module(f"benchmarks.{name}").run(progress=_tell, size=given.size, **only))
            print(f"({time.perf_counter() - began:.0f} s)", flush=True)


def _tell(words: str) -> None:
    if sys.stderr.isatty():
        print(f"  … {words}", file=sys.stderr)


if __name__ == "__main__":
    main()
