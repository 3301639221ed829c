"""Discord's HTTP API, as far as it is needed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from channels.messenger.rest import Rest
from channels.messenger.service import Gone, Handed, NotNow, Rejected, TokenRefused
from channels.messenger.unchecked import of
from unstuck.errors import ChannelError
from unstuck.settings import Settings, variable

FILES = {("https", "cdn.discordapp.com"), ("https", "media.discordapp.net")}  # where Discord keeps what people send

# Codes of https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
_GONE = {10003, 10013, 50001, 50007, 50013, 50278}
_NEITHER = "https://github.com/"  # Discord asks each bot for the address of its project; it is shown to nobody


class Api(Rest):
    """The calls, each of which may raise NotNow, Gone and Rejected."""

    def __init__(self, settings: Settings) -> None:
        trouble = f"Discord does not accept {variable('discord_token')} (%s): see docs/discord.md."
        headers = {"Authorization": f"Bot {settings.discord_token}", "User-Agent": f"DiscordBot ({_NEITHER}, 1)"}
        super().__init__(settings.discord_api, headers, trouble)

    async def gateway(self) -> str:
        """The address of the gateway."""
        found = of(await self._call("GET", "gateway/bot"), "url")
        if not isinstance(found, str):
            raise NotNow("an answer without the gateway's address")
        return found

    async def me(self) -> str:
        """The bot's own id."""
        return str(of(await self._call("GET", "users/@me"), "id"))

    async def post(self, channel: str, message: Mapping[str, Any], file: Handed | None = None) -> None:
        """Post a message, perhaps with a file."""
        path = f"channels/{channel}/messages"
        if file is None:
            await self._call("POST", path, json=message)
            return
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("payload_json", json.dumps(message))
        form.add_field("files[0]", file.data, filename=file.filename, content_type="application/octet-stream")
        await self._call("POST", path, data=form)

    async def answer(self, interaction: str, token: str, callback: Mapping[str, Any]) -> None:
        """Acknowledge a pressed button, within three seconds."""
        await self._call("POST", f"interactions/{interaction}/{token}/callback", json=callback)

    async def typing(self, channel: str) -> None:
        """Show for ten seconds that the bot is typing."""
        await self._call("POST", f"channels/{channel}/typing")

    async def since(self, channel: str, message: str) -> list[Any]:
        """What has been said in a channel after a message, oldest first; a hundred messages at the most."""
        found: list[Any] = await self._call("GET", f"channels/{channel}/messages?after={message}&limit=100", kind=list)
        return found[::-1]

    def _meaning(self, status: int, answer: object, seconds: float | None) -> ChannelError:
        code, waits = of(answer, "code"), of(answer, "retry_after")
        reason = f"{code} {of(answer, 'message')}" if code else f"status {status}"
        if status == 429:
            return NotNow(reason, float(waits) if isinstance(waits, int | float) else seconds)
        if status == 401:
            self._tell(reason)
            return TokenRefused(reason)
        if status >= 500 or not status >= 400:
            return NotNow(reason, seconds)
        return Gone(reason) if code in _GONE else Rejected(reason)


def file_hosts(api: str) -> Callable[[str, str], bool]:
    """Whether a scheme and a host with its port are Discord's, for files: its own, or the API's."""
    own = urlsplit(api)

    def allowed(scheme: str, host: str) -> bool:
        return (scheme, host) in FILES | {(own.scheme, own.netloc)}

    return allowed
