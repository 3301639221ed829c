"""What a channel shows its people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from unstuck.storage.message_log import Entry


class Display(Protocol):
    """Where a channel's people see the conversation."""

    async def show(self, entries: Sequence[Entry]) -> None:
        """Show new messages of one conversation, in their order; one that is known by its number is not new."""

    async def typing(self, conversation_id: str, on: bool, by: str | None = None) -> None:
        """Show that the bot is working on an answer, or the teammate of that name writes one; or no longer."""

    async def read(self, conversation_id: str, seq: int) -> None:
        """Show that somebody of the team has read up to the message with that number."""
