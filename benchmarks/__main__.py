"""`make bench`: prints what the pages cost, how long a start takes, and how fast links are checked.

Each figure is of this machine at this moment: compare figures of one run, not of two machines.
"""

import argparse
import os
import sys
import tempfile
from importlib import import_module

import django

PARTS = ("pages", "startup", "checks")
Row = tuple[str, ...]


def show(rows: list[Row]) -> None:
    """Prints rows, of which the first holds the headings, as an aligned table."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for number, row in enumerate(rows):
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
    chosen = parser.parse_args().parts or PARTS
    unknown = sorted(set(chosen) - set(PARTS))
    if unknown:
        parser.error(f"no such part: {', '.join(unknown)}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advocacy.settings")
    with tempfile.TemporaryDirectory() as folder:
        # Nothing of what is measured touches the data of this checkout.
        os.environ["DATA_DIR"] = folder
        django.setup()
        for name in chosen:
            print(f"\n{name}", flush=True)
            # Each part reads models, which need Django to be set up first.
            show(import_module(f"benchmarks.{name}").run(progress=_tell))


def _tell(words: str) -> None:
    if sys.stderr.isatty():
        print(f"  … {words}", file=sys.stderr)


if __name__ == "__main__":
    main()
