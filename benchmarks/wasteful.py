"""How the time to read a text made to waste it grows with the text: twice as long should take twice the time.

The ratio is of processor time, the least of several readings at either length; 4 would be quadratic.
"""

import time
from collections.abc import Callable

from tests.links.wasteful import Waste, all_wastes

SIZES = {"tiny": 2_000, "usual": 250_000, "full": 500_000}
_READINGS = 3


def run(progress: Callable[[str], object] = lambda words: None, size: str = "usual") -> list[tuple[str, ...]]:
    """The headings, then a row for each kind of text, the worst growth first."""
    length = SIZES[size]
    rows = []
    for waste in all_wastes():
        progress(str(waste))
        short, long = _seconds(waste, length), _seconds(waste, 2 * length)
        rows.append((long / short, str(waste), long))
    rows.sort(reverse=True)
    told = [(what, f"{seconds * 1000:.0f}", f"{growth:.1f} x") for growth, what, seconds in rows]
    return [("who reads: what", f"{2 * length:,} characters, ms", "twice as long takes"), *told]


def _seconds(waste: Waste, length: int) -> float:
    text = waste.make(length)
    best = float("inf")
    for _ in range(_READINGS):
        began = time.process_time()
        waste.read(text)
        best = min(best, time.process_time() - began)
    return max(best, 1e-6)
