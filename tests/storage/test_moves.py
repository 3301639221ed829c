"""Moves: a chat is known by its first id, however often it gets another."""

from unstuck.storage.moves import Moves


def test_a_chat_keeps_its_first_id(database):
    moves = Moves(database, "telegram")
    assert moves.first("-1") == "-1"
    for _ in range(2):
        moves.keep("-1", "-1001")
    assert (moves.first("-1001"), moves.first("-1")) == ("-1", "-1")
    moves.keep("-1001", "-1002")
    assert moves.first("-1002") == "-1"
    assert Moves(database, "other").first("-1001") == "-1001"
