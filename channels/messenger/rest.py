"""A messenger's HTTP API: calls with one session, and what an unhappy answer means in the words of all messengers."""

from __future__ import annotations

import json
import logging
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

import aiohttp

from channels.messenger.service import NotNow
from unstuck.errors import ChannelError

log = logging.getLogger(__name__)

SECONDS = 60  # for one call, with a picture of up to 10 MB in it


class Rest(ABC):
    """The API at `base`; a subclass has its calls, and says by `_meaning` what an answer that is no success means.

    Args:
        base: its address.
        headers: what opens it.
        trouble: what to log, once, when the settings do not fit, with `%s` for the messenger's reason.
    """

    def __init__(self, base: str, headers: Mapping[str, str], trouble: str) -> None:
        self._base = base.rstrip("/")
        self.headers = dict(headers)
        self._trouble = trouble
        self.is_refused = False
        self._session: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        """Use one session for all calls from now on."""
        limit = aiohttp.ClientTimeout(total=SECONDS)
        self._session = aiohttp.ClientSession(timeout=limit, cookie_jar=aiohttp.DummyCookieJar(), headers=self.headers)

    async def close(self) -> None:
        """Close the session."""
        if self._session:
            await self._session.close()

    async def _call(self, method: str, path: str, kind: type = dict, **body: Any) -> Any:
        """What a call returns, of this kind; None for nothing. Raises NotNow, and what `_meaning` makes of it."""
        assert self._session
        try:
            async with self._session.request(method, f"{self._base}/{path}", allow_redirects=False, **body) as got:
                status, waits, text = got.status, got.headers.get("Retry-After", ""), await got.text()
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            raise NotNow(error.__class__.__name__) from None
        if status == 204:
            return None
        try:
            answer = json.loads(text)
        except (ValueError, RecursionError):
            raise NotNow(f"status {status}, no JSON") from None
        if status in (200, 201) and isinstance(answer, kind):
            self.is_refused = False
            return answer
        raise self._meaning(status, answer, float(waits) if waits.isascii() and waits.isdigit() else None)

    @abstractmethod
    def _meaning(self, status: int, answer: object, seconds: float | None) -> ChannelError:
        """The error that an unhappy answer is; `seconds` is how long it asks to wait."""

    def _tell(self, reason: str) -> None:
        """Say once what somebody has to see to."""
        if not self.is_refused:
            self.is_refused = True
            log.error(self._trouble, reason)
