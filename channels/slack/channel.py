"""The Slack channel of Rasa: everything below `/webhooks/slack`."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from sanic import Blueprint

from channels.dialogue import Dialogue
from channels.messenger.input import MessengerInput
from channels.messenger.messenger import Messenger
from channels.messenger.patience import TRIES, patiently
from channels.messenger.service import Gone, NotNow, Rejected
from channels.slack import webhook
from channels.slack.api import Api, file_hosts
from channels.slack.desk_threads import SlackThreads
from channels.slack.service import SlackService
from unstuck.settings import Settings, variable
from unstuck.storage.outbox import Outbox

log = logging.getLogger(__name__)


class SlackInput(MessengerInput):
    """Rasa's view of the channel."""

    NAME = "slack"

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._api = Api(settings)
        self._service = SlackService(self._api)
        self._me = ""

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes; none without the settings. Raises StoreError."""
        blueprint = Blueprint("slack_webhook")
        settings = self._settings
        if not (settings.slack_token and settings.slack_signing_secret):
            if settings.slack_token:
                log.error("Slack is off: %s is not set, see docs/slack.md.", variable("slack_signing_secret"))
            return blueprint
        dialogue = Dialogue(self.NAME, on_new_message, self._agent)
        service, hosts = self._service, file_hosts(settings.slack_api)
        messenger = Messenger(self.NAME, settings, dialogue, service, hosts, service.language)
        threads = SlackThreads(settings.desk_slack_channel, Outbox.from_settings(settings, queue="slack"))
        webhook.add(blueprint, settings.slack_signing_secret, messenger, lambda: self._me, threads)
        self._serve(blueprint, messenger, open=self._api.open, introduce=self._introduce, close=self._api.close)
        return blueprint

    async def settle(self) -> None:
        """Wait until everything that arrived has been answered, delivered and shown."""
        if self._messenger:
            await self._messenger.settle()
        await self._service.settle()

    async def _introduce(self) -> None:
        """Try the token, so that a wrong one is told of at the start, once, and not at the first message."""
        try:
            self._me = await patiently(self._asked, TRIES)
        except (NotNow, Rejected, Gone) as error:
            if not self._api.is_refused:  # or else that has been said
                log.warning("Slack could not be asked who the bot is: %s", error.message)

    async def _asked(self) -> str:
        """Who the bot is; a token that is not accepted is not tried again. Raises NotNow, Rejected, Gone."""
        try:
            return await self._api.who_am_i()
        except NotNow as error:
            if self._api.is_refused:
                raise Rejected(error.message) from error
            raise
