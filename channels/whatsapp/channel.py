"""The WhatsApp channel of Rasa: one webhook, which writes down what arrives before it answers."""

from __future__ import annotations

import hashlib
import hmac
import logging
import re
import time
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.dialogue import Dialogue
from channels.messenger.input import MessengerInput
from channels.messenger.messenger import Messenger
from channels.messenger.unchecked import parse
from channels.whatsapp import updates
from channels.whatsapp.graph import Graph, file_hosts
from channels.whatsapp.service import WhatsAppService
from unstuck.errors import StoreError
from unstuck.observability import metrics
from unstuck.settings import Settings, variable

log = logging.getLogger(__name__)

MOST_BYTES = 3 * 2**20  # as much as WhatsApp delivers at once
SIGNATURE = "X-Hub-Signature-256"
NEEDED = ("whatsapp_token", "whatsapp_number", "whatsapp_secret", "whatsapp_verify_token")
_CHALLENGE = re.compile(r"[\w.-]{1,200}", re.ASCII)


class WhatsAppInput(MessengerInput):
    """Rasa's view of the channel. Without its settings it has no route at all."""

    NAME = "whatsapp"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The webhook. Raises StoreError."""
        blueprint = Blueprint(self.NAME)
        settings = self._settings
        if missing := [name for name in NEEDED if not getattr(settings, name)]:
            if len(missing) < len(NEEDED):
                log.error("WhatsApp is off: %s is not set, see docs/whatsapp.md.", variable(missing[0]))
            return blueprint
        graph = Graph(settings)
        service = WhatsAppService(graph, settings.whatsapp_template)
        dialogue = Dialogue(self.NAME, on_new_message, self._agent)
        messenger = Messenger(self.NAME, settings, dialogue, service, file_hosts(settings.whatsapp_api))
        _add(blueprint, settings, messenger)
        self._serve(blueprint, messenger, open=graph.open, introduce=service.introduce, close=graph.close)
        return blueprint


def sign(secret: str, body: bytes) -> str:
    """The signature of a body."""
    return f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"


def _add(blueprint: Blueprint, settings: Settings, messenger: Messenger) -> None:
    @blueprint.get("/webhook")
    async def verify(request: Request) -> HTTPResponse:
        """Meta asks once whether the address is the bot's, with a token that both know."""
        challenge = request.args.get("hub.challenge", "")
        is_known = _is_same(request.args.get("hub.verify_token", ""), settings.whatsapp_verify_token)
        if is_known and request.args.get("hub.mode") == "subscribe" and _CHALLENGE.fullmatch(challenge):
            return response.text(challenge)
        return response.empty(403)

    @blueprint.post("/webhook")
    async def receive(request: Request) -> HTTPResponse:
        if len(request.body) > MOST_BYTES:
            return response.empty(413)
        if not _is_same(request.headers.get(SIGNATURE, ""), sign(settings.whatsapp_secret, request.body)):
            return response.empty(401)
        update = parse(request.body)
        for failure in updates.failures(update, settings.whatsapp_number):
            metrics.ERRORS.labels("messenger_rejected").inc()
            log.error("WhatsApp tells of a failure: %s", failure)
        try:
            for lost in updates.undelivered(update, settings.whatsapp_number):
                await messenger.undelivered(lost.conversation_id, lost.seq, lost.reason)
            for arrival in updates.arrivals(update, settings.whatsapp_number, time.time()):
                await messenger.arrive(arrival)
        except StoreError as error:
            metrics.failed(error)
            log.error("%s", error.message)
            return response.empty(503)  # WhatsApp delivers all of it again
        return response.empty(200)


def _is_same(told: str, expected: str) -> bool:
    """Whether two texts are the same, compared in constant time."""
    return hmac.compare_digest(told.encode(errors="replace"), expected.encode())
