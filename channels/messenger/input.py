"""Rasa's view of a messenger, as far as it is the same for all of them."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from rasa.core.channels.channel import InputChannel, OutputChannel
from sanic import Sanic

from channels.dialogue import Output
from channels.messenger.messenger import Messenger
from unstuck.settings import Settings, read
from unstuck.wording.messages import Message

Self = TypeVar("Self", bound="MessengerInput")


class MessengerInput(InputChannel):
    """A messenger's channel; without its settings it is off, and has no route at all.

    A subclass has the name that slots, tickets and variants of responses know it by, and makes the blueprint, in which
    it sets `_messenger`, and `_app` when the server has started.
    """

    NAME: ClassVar[str]

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._messenger: Messenger | None = None
        self._app: Sanic | None = None

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return cls.NAME

    @classmethod
    def from_credentials(cls: type[Self], credentials: dict[str, Any] | None) -> Self:
        """The channel as the settings describe it; credentials.yml only names it. Raises SettingError."""
        return cls(read())

    def get_output_channel(self) -> OutputChannel | None:
        """For what the bot says of its own accord; None while the channel is off."""
        messenger = self._messenger
        if messenger is None:
            return None

        async def say(conversation_id: str, message: Message) -> None:
            await messenger.turns.say(conversation_id, [message])

        return Output(self.NAME, say)

    def _agent(self) -> Any:
        """Rasa's agent, which is loaded before the server takes its first request."""
        assert self._app is not None
        return self._app.ctx.agent
