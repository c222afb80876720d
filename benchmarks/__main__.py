"""`make bench`: prints what the pages cost, how long a start takes, and how fast links are checked.

Each figure is of this machine at this moment: compare figures of one run, not of two machines.
"""

import argparse

from benchmarks import checks, pages, startup

PARTS = {"pages": pages.run, "startup": startup.run, "checks": checks.run}


def show(rows: list[tuple[str, ...]]) -> None:
    """Prints rows, of which the first holds the headings, as an aligned table."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for number, row in enumerate(rows):
        cells = [
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("  ".join(cells).rstrip())
        if number == 0:
            print("  ".join("-" * width for width in widths))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all of them by default")
    chosen = parser.parse_args().parts or list(PARTS)
    unknown = set(chosen) - PARTS.keys()
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    for name in chosen:
        print(f"\n{name}")
        show(PARTS[name]())


if __name__ == "__main__":
    main()
