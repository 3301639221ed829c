"""Slack's Web API, with its errors in the words that messengers share."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from channels.messenger.service import Gone, Handed, NotNow, Rejected, TokenRefused
from channels.slack.blocks import Block
from unstuck.errors import ChannelError
from unstuck.settings import Settings, variable
from unstuck.support.slack_desk import TRY_AGAIN

log = logging.getLogger(__name__)

SECONDS = 60  # for one call, with a picture of up to 10 MB in it

# Slack's error codes. Those of the token hold until somebody changes the setting; what is not listed never passes.
_TOKEN = {"invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"}
_GONE = {
    "account_inactive",
    "cannot_dm_bot",
    "channel_not_found",
    "ekm_access_denied",
    "is_archived",
    "not_in_channel",
    "user_disabled",
    "user_not_found",
    "user_not_in_channel",
    "user_not_visible",
    "users_not_found",
}
_HOST = re.compile(r"[a-z0-9.-]+(:\d+)?", re.IGNORECASE)


@dataclass(frozen=True)
class Destination:
    """Where to post: a channel, perhaps in one of its threads."""

    channel: str
    thread_ts: str | None = None


class _Client(AsyncWebClient):
    """Sends arguments in the body: in the address they would be in the logs of every proxy on the way."""

    async def api_call(self, api_method: str, *, params: dict | None = None, **more: Any) -> AsyncSlackResponse:
        """Call a method."""
        if params is not None:
            more |= {"http_verb": "POST", "data": params}
        return await super().api_call(api_method, **more)


class Api:
    """The calls that the channel needs, each of which may raise NotNow, Gone and Rejected."""

    def __init__(self, settings: Settings) -> None:
        self.token = settings.slack_token
        # Whoever calls is patient, so the client itself need not try again.
        self._client = _Client(token=self.token, base_url=settings.slack_api, retry_handlers=[])
        self._session: aiohttp.ClientSession | None = None
        self.is_refused = False

    async def open(self) -> None:
        """Use one session for all calls from now on."""
        limit = aiohttp.ClientTimeout(total=SECONDS)
        self._session = aiohttp.ClientSession(timeout=limit, cookie_jar=aiohttp.DummyCookieJar())
        self._client.session = self._session

    async def close(self) -> None:
        """Close the session."""
        if self._session:
            await self._session.close()

    async def who_am_i(self) -> str:
        """The bot's own user id."""
        with self._understood():
            return str((await self._client.auth_test())["user_id"])

    async def post(self, destination: Destination, text: str, blocks: list[Block]) -> None:
        """Post a message."""
        with self._understood():
            await self._client.chat_postMessage(
                channel=destination.channel,
                thread_ts=destination.thread_ts,
                text=text,
                blocks=blocks,
                unfurl_links=False,
                unfurl_media=False,
            )

    async def whisper(self, user: str, destination: Destination, text: str) -> None:
        """Post what only one person sees."""
        with self._understood():
            await self._client.chat_postEphemeral(
                channel=destination.channel, thread_ts=destination.thread_ts, user=user, text=text
            )

    async def change(self, channel: str, ts: str, text: str, blocks: list[Block]) -> None:
        """Put something else in the place of a message."""
        with self._understood():
            await self._client.chat_update(channel=channel, ts=ts, text=text, blocks=blocks)

    async def upload(self, destination: Destination, file: Handed, comment: str) -> None:
        """Post a file."""
        with self._understood():
            await self._client.files_upload_v2(
                channel=destination.channel,
                thread_ts=destination.thread_ts,
                content=file.data,
                filename=file.filename,
                title=file.filename,
                alt_txt=file.alt,
                initial_comment=comment or None,
            )

    async def file(self, id: str) -> Mapping[str, Any]:
        """What there is to know about a file."""
        with self._understood():
            found: Any = (await self._client.files_info(file=id))["file"]
            return found

    async def open_direct(self, user: str) -> str:
        """The channel of the direct messages with a person."""
        with self._understood():
            channel: Any = (await self._client.conversations_open(users=user))["channel"]
            return str(channel["id"])

    async def name_of(self, user: str) -> str:
        """How a person is called in the workspace; it takes the scope `users:read`."""
        with self._understood():
            found: Mapping[str, Any] = (await self._client.users_info(user=user)).get("user") or {}
        profile = found.get("profile") or {}
        names = (profile.get("display_name"), profile.get("real_name"), found.get("real_name"), found.get("name"))
        return next((str(name) for name in names if name), "")

    async def locale_of(self, user: str) -> str:
        """The language that a person has set, as in `pt-BR`; it takes the scope `users:read`."""
        with self._understood():
            # By hand, for the client itself would send the word True, which is no value that Slack knows.
            asked = {"user": user, "include_locale": "true"}
            answer = await self._client.api_call("users.info", http_verb="GET", params=asked)
            found: Mapping[str, Any] = answer.get("user") or {}
        return str(found.get("locale") or "")

    async def show_home(self, user: str, view: Block) -> None:
        """Show the app's Home tab to a person."""
        with self._understood():
            await self._client.views_publish(user_id=user, view=view)

    @contextmanager
    def _understood(self) -> Generator[None]:
        try:
            yield
        except SlackApiError as error:
            raise self._meaning(error.response) from error
        except (TimeoutError, SlackRequestError, aiohttp.ClientError, OSError) as error:
            raise NotNow(error.__class__.__name__) from error
        self.is_refused = False

    def _meaning(self, answer: Any) -> ChannelError:
        """An unhappy answer in our words; one that is no JSON has no code, and comes from something in between."""
        data = getattr(answer, "data", None)
        data = data if isinstance(data, dict) else {}
        status = getattr(answer, "status_code", 0)
        code = str(data.get("error") or f"status {status}")
        if code in _TOKEN and not self.is_refused:
            self.is_refused = True
            log.error(
                "Slack does not accept %s (%s): set it to the app's bot token, as docs/slack.md says. "
                "Until then, what people send waits.",
                variable("slack_token"),
                code,
            )
        if code in _GONE:
            return Gone(code)
        if code in _TOKEN:
            return TokenRefused(code)
        if code in {*TRY_AGAIN} or status == 429 or status >= 500 or "error" not in data:
            return NotNow(code, _seconds(getattr(answer, "headers", {})))
        needed = data.get("needed")
        return Rejected(f"{code}: {needed}" if needed else code)


def file_hosts(api: str) -> Callable[[str, str], bool]:
    """Whether a scheme and a host with its port are Slack's, for files: the API's own host, and those below it."""
    own = urlsplit(api)

    def allowed(scheme: str, host: str) -> bool:
        is_below = host == own.netloc or host.endswith(f".{own.netloc}")
        return scheme == own.scheme and is_below and bool(_HOST.fullmatch(host))

    return allowed


def _seconds(headers: Mapping[str, str]) -> float | None:
    """How long Slack asks to wait. Header names are written in either case."""
    asked = headers.get("Retry-After") or headers.get("retry-after") or ""
    return float(asked) if asked.isdigit() else None
