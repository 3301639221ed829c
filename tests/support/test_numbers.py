"""Ticket numbers as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck.errors import TicketError
from unstuck.support.numbers import number_of, row_of


@given(st.integers(1, 900_000))
def test_a_number_leads_back_to_its_row_however_it_is_written(row):
    number = number_of(row)
    for written in (number, number.lower(), f" {number} ", number.removeprefix("U-")):
        assert row_of(written) == row


def test_the_first_ticket_does_not_look_like_the_first():
    assert number_of(1) == "U-1001"


@pytest.mark.parametrize("text", ["", "U-", "U-12", "U-1001; DROP TABLE tickets", "١٠٠١", "-1001", "U-99999999999"])
def test_what_is_no_number_is_refused_with_the_way_to_all_tickets(text):
    with pytest.raises(TicketError, match="unstuck tickets list"):
        row_of(text)
