"""Whether many links are checked as fast at the end as at the start: the rate of each tenth."""

from collections.abc import Callable

from benchmarks.stand import Row, stand

# Links, over so many names.
SIZES = {"tiny": (100, 10), "usual": (50_000, 500), "full": (200_000, 2_000)}


def run(progress: Callable[[str], object] = lambda words: None, size: str = "usual") -> list[Row]:
    """The headings, then the rate in each tenth of the links, and the last beside the first."""
    links, names = SIZES[size]
    with stand() as on:
        on.set_workers(2)
        progress(f"checking {links:,} links over {names} names")
        on.seed_evenly(links, over=names)
        course = on.drain()
    rates = course.rates()
    rows: list[Row] = [(f"{links:,} links over {names} names, two workers", "links/s")]
    rows += [(f"tenth {number}", f"{rate:,.0f}") for number, rate in enumerate(rates, start=1)]
    # The first tenth holds the start, the last the end, when some hosts are done: neither is the steady state.
    halves = [sum(rates[1:5]) / 4, sum(rates[5:9]) / 4]
    return [
        *rows,
        ("all", f"{course.rate:,.0f}"),
        ("tenths 6 to 9 beside 2 to 5", f"{halves[1] / halves[0]:.2f} x"),
    ]
