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
from channels.messenger.service import Arrival
from channels.refusals import sentence
from channels.slack import arrivals
from channels.slack.signature import is_signed
from unstuck.errors import StoreError

log = logging.getLogger(__name__)

MOST_BYTES = 1_000_000  # an event is a few kilobytes


def add(blueprint: Blueprint, secret: str, messenger: Messenger, me: Callable[[], str]) -> None:
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
            return await _take(request.body, request.headers.get("content-type", ""))
        except StoreError as error:
            log.error("%s", error.message)
            return response.empty(503)  # Slack delivers it again
        except (KeyError, TypeError, ValueError, AttributeError):
            # Delivering it again would not help, and Slack switches off an address that fails too often.
            log.warning("Slack delivered something of an unknown form", exc_info=True)
            return response.empty(200)

    async def _take(body: bytes, media_type: str) -> HTTPResponse:
        """Raises StoreError, and the errors of odd forms."""
        if media_type.startswith("application/json"):
            envelope = json.loads(body)
            if envelope.get("type") == "url_verification":
                return response.text(envelope["challenge"])
            return await _arrived(lambda: arrivals.event(envelope, me(), messenger.knows))
        form = dict(parse_qsl(body.decode()))
        if "payload" in form:
            payload: Mapping[str, Any] = json.loads(form["payload"])
            return await _arrived(lambda: arrivals.press(payload))
        if "command" not in form:
            return response.empty(200)
        await _arrived(lambda: arrivals.command(form))
        return response.json({"response_type": "ephemeral", "text": sentence("slack_answered")})

    async def _arrived(sort: Callable[[], Arrival | None]) -> HTTPResponse:
        arrival = await to_thread(sort)
        if arrival:
            await messenger.arrive(arrival)
        return response.empty(200)
