"""Signed things: the session that a browser keeps, and the links to files. Both run out.

Not by itsdangerous: its age is a matter of the check, not of the token, and the last sign of its base64 can be changed
without notice.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from unstuck.wording.refusals import refuse

_TOKEN = re.compile(r"(web-[0-9a-f]{32})\.(\d{1,12})\.([0-9a-f]{64})", re.ASCII)


@dataclass(frozen=True)
class Signer:
    """Signs with one key, and checks; `clock` gives seconds since 1970."""

    key: bytes
    clock: Callable[[], float] = time.time

    def session(self, conversation_id: str, seconds: float) -> str:
        """The token of a conversation, good for so long."""
        until = self._until(seconds)
        return f"{conversation_id}.{until}.{self._sign('session', conversation_id, until)}"

    def conversation_id(self, token: Any) -> str:
        """The conversation that a token opens. Raises ChannelError `web_session_invalid`."""
        parts = _TOKEN.fullmatch(token) if isinstance(token, str) else None
        if parts and self._holds("session", *parts.groups()):
            return parts[1]
        raise refuse("web_session_invalid")

    def conversation_of(self, person: str, number: int) -> str:
        """The conversation of a person that a page has identified; the next `number` is for when one was deleted."""
        return f"web-{self._sign('person', person, number)[:32]}"

    def link(self, attachment: str, seconds: float) -> tuple[int, str]:
        """Until when the link to an attachment is good, and its signature."""
        until = self._until(seconds)
        return until, self._sign("file", attachment, until)

    def check_link(self, attachment: str, until: str, signature: str) -> None:
        """Raises ChannelError `web_link_expired` for a link that is forged or has run out."""
        if not (re.fullmatch(r"\d{1,12}", until, re.ASCII) and self._holds("file", attachment, until, signature)):
            raise refuse("web_link_expired")

    def _until(self, seconds: float) -> int:
        return int(self.clock() + seconds)

    def _holds(self, purpose: str, name: str, until: str, signature: str) -> bool:
        right = hmac.compare_digest(self._sign(purpose, name, until).encode(), signature.encode())
        return right and int(until) > self.clock()

    def _sign(self, purpose: str, name: str, until: object) -> str:
        return hmac.new(self.key, f"{purpose}|{name}|{until}".encode(), hashlib.sha256).hexdigest()


def is_identified(secret: str, person: str, signature: str) -> bool:
    """Whether the server of a page, which shares the secret, has signed that its visitor is this person."""
    right = hmac.new(secret.encode(), person.encode(), hashlib.sha256).hexdigest()
    return bool(secret and person) and hmac.compare_digest(right.encode(), signature.encode())


def new_conversation() -> str:
    """An id that nobody can guess: 128 random bits."""
    return f"web-{secrets.token_hex(16)}"
