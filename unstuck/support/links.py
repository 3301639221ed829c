"""Links that are sent out: into a ticket, for the team."""

import hashlib
import hmac


def ticket_path(number: str, key: bytes) -> str:
    """The path that opens a ticket's conversation for whoever is signed in to the team's page."""
    return f"/team/tickets/{number}?sign={_sign(number, key)}"


def is_ticket_path(number: str, sign: str, key: bytes) -> bool:
    """Whether a path was made here, and not by somebody who tries out numbers."""
    return hmac.compare_digest(_sign(number, key).encode(), sign.encode())


def _sign(number: str, key: bytes) -> str:
    return hmac.new(key, f"ticket|{number}".encode(), hashlib.sha256).hexdigest()
