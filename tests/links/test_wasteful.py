import pytest

from tests.links.wasteful import Waste, all_wastes


@pytest.mark.parametrize(
    "waste",
    [
        pytest.param(waste, marks=[pytest.mark.slow, pytest.mark.once] * waste.is_slow, id=str(waste))
        for waste in all_wastes()
    ],
)
def test_a_text_made_to_waste_time_is_read_to_its_end(waste: Waste) -> None:
    """One that is read in more than its length's time keeps the suite for minutes, or hours."""
    assert waste.read(waste.make(1_000_000)) is not None
