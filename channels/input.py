"""Rasa's view of what its server serves, as far as it is the same for all channels and pages."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from rasa.core.channels.channel import InputChannel, OutputChannel
from sanic import Sanic

from channels.dialogue import Output
from channels.turns import Turns
from unstuck.settings import Settings, read
from unstuck.wording.messages import Message


class ServedInput(InputChannel):
    """Whatever Rasa's server serves, as the settings describe it; a subclass has its name, and makes the blueprint."""

    NAME: ClassVar[str]

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @classmethod
    def name(cls) -> str:
        """The name by which Rasa knows it."""
        return cls.NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> Self:
        """As the settings describe it; credentials.yml only names it. Raises SettingError."""
        return cls(read())


class ChannelInput(ServedInput):
    """A channel whose conversations are in the message log.

    Its name is the one that slots, tickets and variants of responses know it by. In its blueprint a subclass sets
    `_turns`, and `_app` when the server has started.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._turns: Turns | None = None
        self._app: Sanic | None = None

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
