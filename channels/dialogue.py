"""Rasa, as a channel sees it: one turn in, the messages of that turn out, and what its tracker remembers of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NoReturn

from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.events import BotUttered, UserUttered

from channels.from_rasa import message_of
from unstuck.errors import StoreError
from unstuck.observability import metrics
from unstuck.wording.messages import Message, Trouble
from unstuck.wording.refusals import sentence

log = logging.getLogger(__name__)

TURN_SECONDS = 55  # Rasa's lock on a conversation ends after 60


class MemoryLost(StoreError):
    """The tracker's database does not answer."""


class Output(OutputChannel):
    """Takes what Rasa says, as messages of ours; each goes to `deliver` with the conversation it belongs to."""

    def __init__(self, channel: str, deliver: Callable[[str, Message], Awaitable[None]]) -> None:
        self._channel = channel
        self._deliver = deliver

    def name(self) -> str:
        """The channel's name, by which Rasa picks variants of responses."""
        return self._channel

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Take one message."""
        said = message_of(message)
        if said:
            await self._deliver(recipient_id, said)


class Dialogue:
    """The Rasa agent of this process for one channel.

    Args:
        channel: the channel's name.
        handle: what Rasa gave the channel to hand messages to.
        agent: gives the present agent; Rasa replaces it when a model is loaded.
    """

    def __init__(self, channel: str, handle: Callable[[UserMessage], Awaitable[Any]], agent: Callable[[], Any]) -> None:
        self._channel = channel
        self._handle = handle
        self._agent = agent

    async def turn(self, conversation_id: str, text: str, id: str, metadata: Mapping[str, Any]) -> list[Message]:
        """What the bot answers; when it fails, the sentence that says so.

        Raises:
            StoreError: the conversation's lock was lost or did not come free: the turn may not have been.
        """
        said: list[Message] = []

        async def collect(_: str, message: Message) -> None:
            said.append(message)

        message = UserMessage(
            text,
            Output(self._channel, collect),
            conversation_id,
            input_channel=self._channel,
            message_id=id,
            metadata=dict(metadata),
        )
        self._guard_the_memory()
        try:
            with metrics.TURN_SECONDS.labels(self._channel).time():
                await asyncio.wait_for(self._handle(message), TURN_SECONDS)
        except MemoryLost:
            metrics.TURNS.labels(self._channel, "memory_lost").inc()
            return [Trouble(sentence("channel_memory_lost"))]
        except StoreError:
            raise
        except Exception:
            log.exception("a turn of %s failed", self._channel)
            said = []
        metrics.TURNS.labels(self._channel, "ok" if said else "trouble").inc()
        return said or [Trouble(sentence("trouble"))]

    async def answer_in_tracker(self, conversation_id: str, id: str) -> list[Message] | None:
        """What the bot answered to message `id` before; None if the message never got through. Raises StoreError."""
        self._guard_the_memory()
        tracker = await self._agent().tracker_store.retrieve_full_tracker(conversation_id)
        events = list(tracker.events) if tracker else []
        places = [
            place for place, event in enumerate(events) if isinstance(event, UserUttered) and event.message_id == id
        ]
        if not places:
            return None
        said: list[Message] = []
        for event in events[places[-1] + 1 :]:
            if isinstance(event, UserUttered):
                break
            if isinstance(event, BotUttered) and (message := message_of(event.message())):
                said.append(message)
        return said or [Trouble(sentence("trouble"))]

    async def forget(self, conversation_id: str) -> None:
        """Erase the conversation's tracker."""
        agent = self._agent()
        async with agent.lock_store.lock(conversation_id):
            await _primary(agent.tracker_store).forget(conversation_id)

    def is_trained(self) -> bool:
        """Whether a model is loaded."""
        return bool(self._agent().is_ready())

    async def check_memory(self) -> None:
        """Raise SQLAlchemyError unless the tracker's database can be written to."""
        await asyncio.to_thread(_primary(self._agent().tracker_store).check)

    def action_server(self) -> tuple[str, Mapping[str, str]] | None:
        """The address of the action server, if there is one, and the headers of a call."""
        endpoint = self._agent().action_endpoint
        return (str(endpoint.url), endpoint.headers or {}) if endpoint else None

    def _guard_the_memory(self) -> None:
        """Let a failure of the tracker store end the turn.

        Rasa itself would go on with an empty memory, and save that when the store is back within the same turn.
        """
        self._agent().tracker_store._on_tracker_store_error = _give_up


def _give_up(error: Exception) -> NoReturn:
    log.error("the tracker store does not answer: %s", error)
    raise MemoryLost("tracker_unreachable", "The conversation's memory does not answer: please try again.") from error


def _primary(store: Any) -> Any:
    """The store that Rasa wraps into one that never fails."""
    return getattr(store, "_tracker_store", store)
