"""What is refused of a ticket is one sentence that names it and says what to do."""

import re

import pytest

from unstuck.support import refusals


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (refusals.closed("U-1001"), "ticket_closed"),
        (refusals.closed_already("U-1001"), "ticket_closed"),
        (refusals.is_open("U-1001"), "ticket_open"),
        (refusals.other_open("U-1001"), "ticket_other_open"),
        (refusals.held("U-1001", "Ann"), "ticket_held"),
        (refusals.not_yours("U-1001", "Ann"), "ticket_not_yours"),
        (refusals.not_yours("U-1001", ""), "ticket_not_yours"),
        (refusals.no_way_back("U-1001"), "ticket_no_way_back"),
        (refusals.unknown("U-1001"), "ticket_unknown"),
    ],
)
def test_it_says_of_which_ticket_what_is_so_and_what_to_do(error, code):
    assert error.code == code
    assert re.fullmatch(r"[^:\n]*\bU-1001\b[^:\n]*: [^\n]+[a-z`]\.?", error.message)


def test_who_holds_it_is_named_and_where_nobody_does_that_is_said():
    assert refusals.not_yours("U-1001", "Ann").message.startswith("Ann holds U-1001")
    assert refusals.not_yours("U-1001", "").message.startswith("Nobody holds U-1001")
