from public.balance import PIECES, balance


def test_parties_are_pieces_by_size_and_those_without_are_counted_apart():
    shares = balance(["Harbour", "Lamp", "Harbour", "", "Lamp", "Harbour"])
    assert shares
    assert [(piece.party, piece.count, piece.start, piece.width) for piece in shares.pieces] == [
        ("Harbour", 3, "0.00%", "60.00%"),
        ("Lamp", 2, "60.00%", "40.00%"),
    ]
    assert (shares.known, shares.unknown) == (5, 1)


def test_the_smallest_of_many_parties_are_one_piece():
    shares = balance([f"Party {number}" for number in range(9) for _ in range(10 - number)])
    assert shares
    assert len(shares.pieces) == PIECES + 1
    assert shares.pieces[-1].party == ""
    assert shares.known == sum(range(2, 11))


def test_where_there_is_nothing_to_compare_there_is_no_balance():
    assert balance([]) is None
    assert balance(["", "", ""]) is None
    assert balance(["Harbour", ""]) is None
