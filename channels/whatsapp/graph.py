"""Meta's Graph API, as far as WhatsApp needs it, with its errors in the words that messengers share.

Three calls; the libraries for it bring a web server and a model of everything that a business can do there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

import aiohttp
import filetype

from channels.messenger.rest import Rest
from channels.messenger.service import Closed, Gone, Handed, NotNow, Rejected, TokenRefused
from unstuck.errors import ChannelError
from unstuck.settings import Settings, variable

FILES = ("https", "lookaside.fbsbx.com")  # where WhatsApp keeps what people send

# Codes of https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes. Those of the settings hold until
# somebody changes something at Meta or here; what is not listed never passes.
_LATER = {1, 2, 4, 80007, 130429, 131000, 131016, 131048, 131056, 131057, 133004, 135000}
_SETTINGS = {0, 3, 10, 33, 190, *range(200, 300), 368, 131005, 131031, 131042, 131045, 133010}
_GONE = {130497, 131021, 131026, 131030, 131050}
_CLOSED = {131047}
_PAIR_LIMIT = 131056  # too many to one person: one in six seconds is always taken
_PAIR_SECONDS = 6.0
_UNKNOWN_TYPE = "application/octet-stream"


class Graph(Rest):
    """The calls for one number, each of which may raise NotNow, Gone, Rejected and Closed."""

    def __init__(self, settings: Settings) -> None:
        names = f"{variable('whatsapp_token')} for {variable('whatsapp_number')}"
        trouble = f"WhatsApp does not accept {names} (%s): see docs/whatsapp.md. Until then, what people send waits."
        super().__init__(settings.whatsapp_api, {"Authorization": f"Bearer {settings.whatsapp_token}"}, trouble)
        self._number = settings.whatsapp_number

    async def check(self) -> None:
        """Ask for the number, which tells whether the settings fit."""
        await self._call("GET", f"{self._number}?fields=id")

    async def send(self, message: Mapping[str, Any]) -> None:
        """Post a message, or that one was read."""
        await self._call("POST", f"{self._number}/messages", json={"messaging_product": "whatsapp", **message})

    async def upload(self, file: Handed) -> str:
        """The id of a file that can be sent from now on."""
        guess = filetype.guess(file.data[:4096])
        form = aiohttp.FormData()
        form.add_field("messaging_product", "whatsapp")
        kind = guess.mime if guess else _UNKNOWN_TYPE
        form.add_field("type", kind)
        form.add_field("file", file.data, filename="file", content_type=kind)
        return str(_field(await self._call("POST", f"{self._number}/media", data=form), "id"))

    async def media(self, id: str) -> Mapping[str, Any]:
        """Where a file is that a person sent, and how large."""
        found: Mapping[str, Any] = await self._call("GET", f"{quote(id, safe='')}?phone_number_id={self._number}")
        return found

    def _meaning(self, status: int, answer: object, seconds: float | None) -> ChannelError:
        """An unhappy answer in our words; one without a code comes from something in between."""
        error = answer.get("error") if isinstance(answer, Mapping) else None
        code = error.get("code") if isinstance(error, Mapping) else None
        if not isinstance(code, int):
            return NotNow(f"status {status}", seconds)
        reason = f"{code} {error.get('message', '') if isinstance(error, Mapping) else ''}".strip()
        if code in _CLOSED:
            return Closed(reason)
        if code in _GONE:
            return Gone(reason)
        if code in _SETTINGS or status == 401:
            self._tell(reason)
            return TokenRefused(reason, seconds)
        if code in _LATER or status == 429 or status >= 500:
            return NotNow(reason, _PAIR_SECONDS if code == _PAIR_LIMIT and seconds is None else seconds)
        return Rejected(reason)


def file_hosts(api: str) -> Callable[[str, str], bool]:
    """Whether a scheme and a host with its port are WhatsApp's, for files: its own, or the API's."""
    own = urlsplit(api)

    def allowed(scheme: str, host: str) -> bool:
        return (scheme, host) in (FILES, (own.scheme, own.netloc))

    return allowed


def _field(answer: Any, name: str) -> Any:
    """A field that an answer must have. Raises NotNow."""
    if not isinstance(answer, Mapping) or name not in answer:
        raise NotNow(f"an answer without {name}")
    return answer[name]
