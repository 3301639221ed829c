"""The one address that Slack calls: what comes is checked, written down, and acknowledged at once."""

from __future__ import annotations

import json
import logging
import time
from asyncio import to_thread
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.messenger.messenger import Messenger
from channels.slack import arrivals
from channels.slack.desk_threads import SlackThreads
from channels.slack.signature import is_signed
from unstuck.errors import StoreError
from unstuck.observability import metrics
from unstuck.storage.inbox import Arrival
from unstuck.wording.refusals import sentence

log = logging.getLogger(__name__)

MOST_BYTES = 1_000_000  # an event is a few kilobytes


def add(blueprint: Blueprint, secret: str, messenger: Messenger, me: Callable[[], str], desk: SlackThreads) -> None:
    """Put the routes into the blueprint; `me` gives the bot's own user id, as far as it is known."""

    @blueprint.get("/")
    async def health(request: Request) -> HTTPResponse:
        return response.json({"status": "ok"})

    @blueprint.post("/webhook")
    async def webhook(request: Request) -> HTTPResponse:
        stamp, signature = (request.headers.get(f"x-slack-{name}") for name in ("request-timestamp", "signature"))
        if len(request.body) > MOST_BYTES:
            return response.empty(413)
        if not is_signed(secret, stamp, signature, request.body, time.time()):
            return response.empty(401)
        try:
            arrival, answer = await to_thread(read, request.body, request.headers.get("content-type", ""))
            if arrival:
                await messenger.arrive(arrival)
        except StoreError as error:
            metrics.failed(error)
            log.error("%s", error.message)
            return response.empty(503)  # Slack delivers it again
        return answer

    def read(body: bytes, media_type: str) -> tuple[Arrival | None, HTTPResponse]:
        """What a body holds, and the answer to it. Raises StoreError."""
        try:
            if media_type.startswith("application/json"):
                return read_event(json.loads(body))
            return read_form(dict(parse_qsl(body.decode())), desk)
        except (KeyError, TypeError, ValueError, AttributeError):
            # Delivering it again would not help, and Slack switches off an address that fails too often.
            log.warning("Slack delivered something of an unknown form", exc_info=True)
            return None, response.empty(200)

    def read_event(envelope: Mapping[str, Any]) -> tuple[Arrival | None, HTTPResponse]:
        if envelope.get("type") == "url_verification":
            return None, response.text(envelope["challenge"])
        return arrivals.event(envelope, me(), messenger.knows, messenger.asked, desk), response.empty(200)


def read_form(form: Mapping[str, str], desk: SlackThreads) -> tuple[Arrival | None, HTTPResponse]:
    """A pressed button or a command, and the answer to it."""
    if "command" in form:
        told = {"response_type": "ephemeral", "text": sentence("slack_answered")}
        return arrivals.command(form, desk), response.json(told)
    return arrivals.press(json.loads(form["payload"])) if "payload" in form else None, response.empty(200)
