"""What a run remembers stays within its bound."""

from reports.recent import Recent


def test_the_oldest_is_let_go_of_and_what_is_put_in_again_keeps_its_turn() -> None:
    known = Recent[str, int | None](2)
    known["a"], known["b"] = 1, None
    known["a"] = 3
    assert dict(known) == {"a": 3, "b": None}
    known["c"] = 4
    assert dict(known) == {"b": None, "c": 4}
