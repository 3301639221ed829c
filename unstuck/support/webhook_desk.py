"""The webhook desk: JSON to an address, signed, so that the receiver knows whose it is and that it is new."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import aiohttp

from unstuck.errors import DeskError
from unstuck.storage.database import now
from unstuck.support.desk_notice import DeskNotice, document

WINDOW_SECONDS = 300  # that a signature counts
SECONDS = 15  # for one delivery as a whole, however slowly the receiver answers
TRY_AGAIN = (408, 425, 429)  # the client errors that mean "not now" (RFC 9110, 8470 and 6585)


@dataclass(frozen=True)
class Webhook:
    """Posts to `url`, signed with `secret`."""

    url: str
    secret: str
    clock: Callable[[], datetime] = now
    name = "webhook"

    def deliver(self, told: DeskNotice) -> str:
        """Post one notice; the status as text. Raises DeskError `desk_refused`, `desk_failed`."""
        body = json.dumps(document(told)).encode()
        timestamp = str(int(self.clock().timestamp()))
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Unstuck",
            "Idempotency-Key": told.id,
            "Unstuck-Timestamp": timestamp,
            "Unstuck-Signature": f"v1={sign(self.secret, timestamp, body)}",
        }
        status = asyncio.run(self._post(body, headers))
        if 200 <= status < 300:
            return f"status {status}"
        refused = status < 500 and status not in TRY_AGAIN
        hint = " (redirects are not followed)" if 300 <= status < 400 else ""
        raise DeskError("desk_refused" if refused else "desk_failed", f"The webhook answered {status}{hint}.")

    async def _post(self, body: bytes, headers: dict[str, str]) -> int:
        limit = aiohttp.ClientTimeout(total=SECONDS)
        try:
            async with (
                aiohttp.ClientSession(timeout=limit) as session,
                session.post(self.url, data=body, headers=headers, allow_redirects=False) as answer,
            ):
                return answer.status
        except (TimeoutError, aiohttp.ClientError) as error:
            raise DeskError("desk_failed", f"The webhook did not answer ({type(error).__name__}).") from error


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """HMAC-SHA256 of the time and the body, in hex: who changes either, or sends it again later, is found out."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
