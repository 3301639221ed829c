"""The Bot API of Telegram, as far as it is needed: one call, its errors, and what the webhook is known by.

The token is part of every address, so no exception that may hold one leaves this module, and of the addresses only that
of a file, which has to be fetched.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import aiohttp

from unstuck.errors import ServerError, SettingError
from unstuck.settings import Settings, variable

WEBHOOK = "/webhooks/telegram/webhook"  # where Telegram delivers, on the Rasa server
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
UPDATES = ("message", "edited_message", "callback_query")  # what is asked for

SECONDS = 20  # for one call; a file of 50 MB, the most that a bot may send, goes up in that time at 20 Mbit/s
_TOO_MANY = 429
_WRONG_TOKEN = (401, 404)  # of another bot or revoked; not like a token at all
_PLAIN_PATH = re.compile(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)*", re.ASCII)


class TelegramError(ServerError):
    """Telegram did not do what it was asked to.

    Args:
        reason: what it said, or how the connection failed.
        status: its error code; 0 when there was no answer that can be read.
        retry_after: seconds to wait, if it says so.
        moved_to: the new id of a group that has become a supergroup.
    """

    def __init__(
        self, reason: str, status: int = 0, retry_after: float | None = None, moved_to: int | None = None
    ) -> None:
        if status:
            super().__init__("telegram_refused", f"Telegram does not take it ({reason}): see to that and try again.")
        else:
            super().__init__("telegram_unreachable", f"Telegram cannot be reached ({reason}): try again in a while.")
        self.reason = reason
        self.status = status
        self.retry_after = retry_after
        self.moved_to = moved_to

    @property
    def may_pass(self) -> bool:
        """Whether the same call may succeed later."""
        return self.status in (_TOO_MANY, *_WRONG_TOKEN) or not 400 <= self.status < 500

    @property
    def is_about_the_token(self) -> bool:
        """Whether Telegram knows no bot with this token."""
        return self.status in _WRONG_TOKEN


@dataclass(frozen=True)
class Upload:
    """A file that is sent along."""

    data: bytes = field(repr=False)
    filename: str


@dataclass(frozen=True)
class BotApi:
    """The methods of one bot, at `base`, with its `token`."""

    base: str
    token: str = field(repr=False)

    @classmethod
    def from_settings(cls, settings: Settings) -> BotApi:
        """As the settings say."""
        return cls(settings.telegram_api.rstrip("/"), settings.telegram_token)

    @property
    def bot(self) -> int:
        """The bot's id, with which its token begins; 0 where it does not."""
        id = self.token.partition(":")[0]
        return int(id) if id.isascii() and id.isdigit() else 0

    async def call(
        self,
        session: aiohttp.ClientSession,
        method: str,
        values: Mapping[str, Any],
        upload: tuple[str, Upload] | None = None,
    ) -> Any:
        """What a method returns; `upload` is a file and the field it belongs to. Raises TelegramError."""
        address = f"{self.base}/bot{quote(self.token, safe=':')}/{method}"
        body: dict[str, Any] = {"data": _form(values, *upload)} if upload else {"json": dict(values)}
        limit = aiohttp.ClientTimeout(total=SECONDS)
        try:
            async with session.post(address, timeout=limit, allow_redirects=False, **body) as got:
                status, text = got.status, await got.text()
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            raise TelegramError(error.__class__.__name__) from None
        return _result(status, text)

    def file(self, path: object) -> str:
        """The address of a file by the path that getFile told; only plain names, on this host. Raises TelegramError."""
        if isinstance(path, str) and _PLAIN_PATH.fullmatch(path):
            return f"{self.base}/file/bot{quote(self.token, safe=':')}/{path}"
        raise TelegramError("a file is not where files are", 400)


def webhook_secret(settings: Settings) -> str:
    """What Telegram has to send with each update: the setting, or else made of the token and UNSTUCK_SECRET."""
    if settings.telegram_secret:
        return settings.telegram_secret
    return hmac.new(settings.telegram_token.encode(), f"webhook|{settings.secret}".encode(), hashlib.sha256).hexdigest()


def wrong_token() -> SettingError:
    """The error for a token that Telegram does not know."""
    name = variable("telegram_token")
    return SettingError("telegram_token_wrong", f"Telegram knows no bot by {name}: set it to what @BotFather gave you.")


def _form(values: Mapping[str, Any], name: str, file: Upload) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)  # the name as it is, and not as in an address
    for key, value in values.items():
        form.add_field(key, value if isinstance(value, str) else json.dumps(value))
    form.add_field(name, file.data, filename=file.filename, content_type="application/octet-stream")
    return form


def _result(status: int, text: str) -> Any:
    """The result in an answer. Raises TelegramError."""
    try:
        answer = json.loads(text)
        if status == 200 and answer["ok"] is True:
            return answer["result"]
        told = answer.get("parameters") or {}
        reason, code = str(answer.get("description") or f"status {status}"), int(answer.get("error_code") or status)
        seconds, moved_to = told.get("retry_after"), told.get("migrate_to_chat_id")
        raise TelegramError(reason, code, seconds and float(seconds), moved_to and int(moved_to))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        raise TelegramError(f"an answer that cannot be read, status {status}", 0 if status < 400 else status) from None
