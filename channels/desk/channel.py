"""A help desk of somebody else's as a channel of Rasa, so that its server serves it: `/team/api/tickets/…`.

Whoever shares `UNSTUCK_DESK_SECRET` speaks for the team; the webhook of the same secret tells what the person says.
"""

from __future__ import annotations

import hmac
import json
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels import from_people
from channels.http.answers import failure
from channels.input import ChannelInput
from channels.switchboard import Switchboard
from unstuck.errors import UnstuckError
from unstuck.support.actor import Actor
from unstuck.support.webhook_desk import WINDOW_SECONDS, sign
from unstuck.wording.messages import Message
from unstuck.wording.refusals import refuse

PREFIX = "/team/api"
MOST_BYTES = 20_000  # a message has 2000 characters at most
LONGEST_NAME = 100
_FIELDS = {"id", "ticket", "name", "text"}
_STAMP = re.compile(r"\d{1,12}", re.ASCII)


@dataclass(frozen=True)
class Reply:
    """What somebody answers at another desk: the ticket, who it is, and an id by which it counts once."""

    id: str
    ticket: str
    name: str
    message: Message


class DeskInput(ChannelInput):
    """Rasa's view of it. Without the secret there is no route."""

    NAME = "desk"

    def url_prefix(self) -> str:
        """Where it lives, below no `/webhooks`."""
        return PREFIX

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The route. Raises StoreError."""
        blueprint = Blueprint("desk")
        settings = self._settings
        if not settings.desk_secret:
            return blueprint

        @blueprint.post("/tickets/<number:str>/messages")
        async def reply(request: Request, number: str) -> HTTPResponse:
            stamp, signature = (request.headers.get(f"unstuck-{name}", "") for name in ("timestamp", "signature"))
            if len(request.body) > MOST_BYTES:
                return response.empty(413)
            if not is_signed(settings.desk_secret, stamp, signature, request.body, time.time()):
                return response.empty(401)
            try:
                said = read(request.body, number)
                switchboard = Switchboard.of(request.app, settings)
                who = Actor(f"desk-{said.name}"[:80], said.name)
                key = f"desk-{said.id}"
                change = await switchboard.act(number, lambda: switchboard.acts.reply(number, who, key, said.message))
            except UnstuckError as error:
                return failure(error)
            return response.json({"taken": bool(change and change.entries)})

        return blueprint


def is_signed(secret: str, stamp: str, signature: str, body: bytes, now: float) -> bool:
    """Whether a body was signed with the secret in the last five minutes, as the webhook signs (docs/hand-off.md)."""
    if not _STAMP.fullmatch(stamp) or abs(now - int(stamp)) > WINDOW_SECONDS:
        return False
    return hmac.compare_digest(f"v1={sign(secret, stamp, body)}".encode(), signature.encode(errors="replace"))


def read(body: bytes, number: str) -> Reply:
    """What a body says; docs/reply.schema.json is its schema.

    The ticket stands in it as well, so that nobody can send it to another one again.

    Raises:
        ChannelError: `channel_bad_request`, `channel_empty_message`, `channel_message_too_long`.
    """
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        raise refuse("channel_bad_request") from None
    if not isinstance(data, Mapping) or set(data) != _FIELDS or data["ticket"] != number:
        raise refuse("channel_bad_request")
    name = from_people.typed(data["name"]).shown.text
    if len(name) > LONGEST_NAME or "\n" in name:
        raise refuse("channel_bad_request")
    return Reply(from_people.client_id(data["id"]), number, name, from_people.typed(data["text"]).shown)
