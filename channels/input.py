"""Rasa's view of a channel, as far as it is the same for all of them."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from rasa.core.channels.channel import InputChannel, OutputChannel
from sanic import Sanic

from channels.answering import Turns
from channels.dialogue import Output
from unstuck.settings import Settings, read
from unstuck.wording.messages import Message


class ChannelInput(InputChannel):
    """A channel whose conversations are in the message log.

    A subclass has the name that slots, tickets and variants of responses know it by, and makes the blueprint, in which
    it sets `_turns`, and `_app` when the server has started.
    """

    NAME: ClassVar[str]

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._turns: Turns | None = None
        self._app: Sanic | None = None

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return cls.NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> Self:
        """The channel as the settings describe it; credentials.yml only names it. Raises SettingError."""
        return cls(read())

    def get_output_channel(self) -> OutputChannel | None:
        """For what the bot says of its own accord: it is written down and shown; None while the channel is off."""
        turns = self._turns
        if turns is None:
            return None

        async def say(conversation_id: str, message: Message) -> None:
            await turns.say(conversation_id, [message])

        return Output(self.NAME, say)

    def _agent(self) -> Any:
        """Rasa's agent, which is loaded before the server takes its first request."""
        assert self._app is not None
        return self._app.ctx.agent
