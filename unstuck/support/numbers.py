"""The numbers of tickets, as people know them: `U-1001` is the first."""

import re

from unstuck.errors import TicketError

FIRST_NUMBER = 1001
_NUMBER = re.compile(r"(?:U-)?(\d{4,9})", re.ASCII | re.IGNORECASE)


def number_of(id: int) -> str:
    """The number of a ticket's row."""
    return f"U-{id + FIRST_NUMBER - 1}"


def row_of(number: str) -> int:
    """The row of a ticket's number, with or without its `U-`. Raises TicketError `ticket_unknown`."""
    digits = _NUMBER.fullmatch(number.strip())
    if not digits:
        raise unknown(number)
    return int(digits[1]) - FIRST_NUMBER + 1


def unknown(number: str) -> TicketError:
    """The error for a number that no ticket has."""
    return TicketError("ticket_unknown", f"There is no ticket {number}: `unstuck tickets list` shows all of them.")
