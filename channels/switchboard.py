"""The switchboard: what a teammate does about a ticket reaches the person, whatever channel of this server they use."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable
from typing import Self

from sanic import Sanic

from channels.turns import Turns
from unstuck.settings import Settings, read
from unstuck.support.actor import Actor
from unstuck.support.board import Board
from unstuck.support.team_acts import Change, TeamActs


class Switchboard:
    """The channels of one server, by name. All teammates' acts go through it, so that writers take turns."""

    def __init__(self, settings: Settings) -> None:
        self.acts = TeamActs.from_settings(settings)
        self.board = Board.from_settings(settings)
        self._channels: dict[str, Turns] = {}
        self._refused: dict[str, Callable[[], bool]] = {}

    @classmethod
    def of(cls, app: Sanic, settings: Settings | None = None) -> Self:
        """The one of a server. Raises StoreError."""
        if not hasattr(app.ctx, "switchboard"):
            app.ctx.switchboard = cls(settings or read())
        found: Self = app.ctx.switchboard
        return found

    def connect(self, name: str, turns: Turns, is_refused: Callable[[], bool] = lambda: False) -> None:
        """Let what the team says reach a channel's people; `is_refused`: whether its messenger refuses the token."""
        self._channels[name] = turns
        self._refused[name] = is_refused

    @property
    def refused(self) -> list[str]:
        """The channels whose messengers do not accept their tokens: nobody is reached there until that is mended."""
        return [name for name, is_refused in self._refused.items() if is_refused()]

    async def act(self, number: str, act: Callable[[], Change | None]) -> Change | None:
        """Do something about a ticket, one of the functions of TeamActs, and show what it changes.

        A channel that is not on this server shows it when it next looks.

        Raises:
            TicketError: the ticket is not as it has to be.
            StoreError: a store does not answer; nothing has been done.
        """
        card = await to_thread(self.board.card, number)
        turns = self._channels.get(card.channel)
        return await (turns.act(card.conversation_id, act) if turns else to_thread(act))

    async def read(self, number: str, who: Actor, seq: int) -> None:
        """A teammate has read up to that message, and the person sees it. Raises TicketError, StoreError."""
        card = await to_thread(self.board.card, number)
        await to_thread(self.acts.mark_read, number, who, seq)
        if turns := self._channels.get(card.channel):
            await turns.read(card.conversation_id, seq)

    async def typing(self, number: str, name: str, on: bool) -> None:
        """Show the person that a teammate of that name writes. Raises TicketError, StoreError."""
        card = await to_thread(self.board.card, number)
        if turns := self._channels.get(card.channel):
            await turns.typing(card.conversation_id, on, name)
