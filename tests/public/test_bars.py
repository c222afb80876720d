from hypothesis import given
from hypothesis import strategies as st

from public.bars import bars


def test_the_highest_bar_fills_the_drawing_and_none_stands_for_nothing():
    drawn = bars([0, 2, 4])
    assert [bar.height for bar in drawn] == ["0.00%", "50.00%", "100.00%"]
    assert [bar.top for bar in drawn] == ["100.00%", "50.00%", "0.00%"]
    assert bars([0, 0])[0].height == "0.00%"
    assert bars([]) == []


@given(st.lists(st.integers(0, 10**6), max_size=60))
def test_bars_lie_beside_each_other_within_the_drawing_and_the_least_is_seen(counts):
    end = 0.0
    for count, bar in zip(counts, bars(counts), strict=True):
        at, width, height = (float(value.rstrip("%")) for value in (bar.at, bar.width, bar.height))
        assert end <= at
        end = at + width
        assert end <= 100
        assert (height > 1) is (count > 0)
