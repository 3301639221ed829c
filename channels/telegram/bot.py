"""The bot at Telegram: who it is, and its calls, whose errors are in the words of all messengers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

import aiohttp

from channels.messenger.patience import patiently
from channels.messenger.service import Gone, NotNow, Rejected, TokenRefused
from channels.telegram.bot_api import BotApi, TelegramError, Upload, wrong_token
from channels.telegram.commands import Me

log = logging.getLogger(__name__)

WHO_TRIES = 3  # to be told who the bot is, while Telegram waits for its answer
_GONE = ("chat not found", "user is deactivated", "group is deactivated", "PEER_ID_INVALID", "CHANNEL_PRIVATE")


class Bot:
    """One bot.

    Args:
        api: how it is reached.
    """

    def __init__(self, api: BotApi) -> None:
        self.api = api
        self.is_refused = False  # whether Telegram does not accept the token, as far as the last call has shown
        self._session: aiohttp.ClientSession | None = None
        self._me: Me | None = None
        self._asking: asyncio.Task[Me] | None = None

    async def open(self) -> None:
        """Get ready to make calls."""
        self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())

    async def close(self) -> None:
        """Make no more calls."""
        if self._session:
            await self._session.close()

    async def introduce(self) -> None:
        """Find out who the bot is; when Telegram does not know it or cannot be reached, the log says so, once."""
        try:
            self._me = await self._ask()
        except TelegramError as error:
            told = wrong_token() if error.is_about_the_token else error
            log.error("%s: %s", told.code, told.message)

    async def me(self) -> Me:
        """Who the bot is, asked once, by one of those who want to know. Raises NotNow, Gone, Rejected."""
        if self._me is None:
            if self._asking is None or self._asking.done():
                self._asking = asyncio.create_task(patiently(self._asked, WHO_TRIES))
            self._me = await asyncio.shield(self._asking)
        return self._me

    async def _asked(self) -> Me:
        try:
            return await self._ask()
        except TelegramError as error:
            raise translated(error) from None

    async def _ask(self) -> Me:
        """Who the bot is. Raises TelegramError."""
        found = await self.send("getMe", {})
        if not isinstance(found, Mapping) or not isinstance(found.get("id"), int):
            raise TelegramError("getMe does not tell who the bot is")
        return Me(found["id"], str(found.get("username")))

    async def call(self, method: str, values: Mapping[str, Any]) -> Any:
        """What a method returns. Raises NotNow, Gone, Rejected."""
        try:
            return await self.send(method, values)
        except TelegramError as error:
            raise translated(error) from None

    async def send(self, method: str, values: Mapping[str, Any], upload: tuple[str, Upload] | None = None) -> Any:
        """The same, with a file perhaps. Raises TelegramError."""
        assert self._session
        try:
            got = await self.api.call(self._session, method, values, upload)
        except TelegramError as error:
            self.is_refused = error.is_about_the_token
            raise
        self.is_refused = False
        return got


def translated(error: TelegramError) -> NotNow | Gone | Rejected:
    """A refusal of Telegram in the words that all messengers share."""
    if error.is_about_the_token:
        return TokenRefused(wrong_token().message)
    if error.may_pass:
        return NotNow(error.reason, error.retry_after)
    if error.status == 403 or any(reason in error.reason for reason in _GONE):
        return Gone(error.reason)
    return Rejected(error.reason)
