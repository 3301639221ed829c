"""What is refused of a ticket, and the sentence that says what to do about it."""

from unstuck.errors import TicketError
from unstuck.support.numbers import unknown as unknown  # the same name, for who refuses


def closed(number: str) -> TicketError:
    """It is closed."""
    return TicketError("ticket_closed", f"{number} is closed: open it again first.")


def closed_already(number: str) -> TicketError:
    """It was to be closed again."""
    return TicketError("ticket_closed", f"{number} is closed already: there is nothing to do.")


def is_open(number: str) -> TicketError:
    """It is open, and was to be opened again."""
    return TicketError("ticket_open", f"{number} is open already: there is nothing to do.")


def other_open(number: str) -> TicketError:
    """The person has another one by now."""
    return TicketError("ticket_other_open", f"The person of {number} has a newer open ticket: answer there.")


def held(number: str, name: str) -> TicketError:
    """Somebody else holds it."""
    return TicketError("ticket_held", f"{name} holds {number}: take it over from them, or leave it to them.")


def not_yours(number: str, name: str) -> TicketError:
    """Whoever gives it away does not hold it."""
    whose = f"{name} holds {number}" if name else f"Nobody holds {number}"
    return TicketError("ticket_not_yours", f"{whose}: take it over first.")


def no_way_back(number: str) -> TicketError:
    """The person deleted the conversation, or came over REST."""
    return TicketError("ticket_no_way_back", f"Nothing reaches the person of {number} any more: close it.")


def fix_unknown(fix: str) -> TicketError:
    """No such fix in the case's article."""
    return TicketError("fix_unknown", f"There is no fix {fix} in the article of this case: choose one of its list.")
