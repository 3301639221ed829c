"""Groups: what of all that people say there is for the bot, and where a group is that has got another id."""

from __future__ import annotations

import logging
from asyncio import to_thread
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from channels.telegram import rendering, updates
from channels.telegram.bot import Bot
from channels.telegram.commands import Me
from channels.telegram.updates import Press, read
from unstuck.errors import ChannelError
from unstuck.storage.inbox import Arrival
from unstuck.storage.moves import Moves

log = logging.getLogger(__name__)


class Groups:
    """The groups that one bot is in.

    Args:
        bot: the bot.
        moves: groups that have another id now.
    """

    def __init__(self, bot: Bot, moves: Moves) -> None:
        self._bot = bot
        self._moves = moves
        self._moved: dict[int, int] = {}  # the new ids of groups that became supergroups

    def now(self, chat: int) -> int:
        """The id that a chat has now."""
        return self._moved.get(chat, chat)

    async def select(self, arrival: Arrival) -> Arrival | None:
        """What of an arrival is for the bot, without its name; None for what people say to each other in a group.

        Only what this returns may be written down. Raises NotNow, Gone, Rejected: nobody can tell just now, since the
        bot's own name is not known yet.
        """
        said = read(arrival.body)
        if arrival.address["chat"] >= 0:  # a private chat; groups have ids below zero
            return arrival
        user = arrival.address["user"]
        if isinstance(said, Press):
            if user == updates.ADMINISTRATORS or not await self._for_administrators(arrival.address, said):
                return await self._at_home(arrival, user)
            pressed = {"press": {**arrival.body["press"], "user": updates.ADMINISTRATORS}}
            return await self._at_home(replace(arrival, body=pressed), updates.ADMINISTRATORS)
        me = await self._bot.me() if "@" in said.text else Me(self._bot.api.bot, "")
        if not me.is_meant(said):
            return None
        text = me.without_mention(said.text)
        note = replace(said, text=text, mention="" if text else said.text)
        return await self._at_home(replace(arrival, body={"note": asdict(note)}), user)

    async def moved(self, before: int, after: int) -> None:
        """A group has another id from now on; its conversations stay what they are. Raises StoreError."""
        self._moved[before] = after
        await to_thread(self._moves.keep, str(before), str(after))

    async def _at_home(self, arrival: Arrival, user: int) -> Arrival:
        """What a group says, by the id that the group had at first. Raises StoreError."""
        first = await to_thread(self._moves.first, str(arrival.address["chat"]))
        return updates.at_home(arrival, int(first), user)

    async def _for_administrators(self, address: Mapping[str, Any], press: Press) -> bool:
        """Whether a button is for the administrators who do not show who they are, and one of them pressed it."""
        found = rendering.button(press.data)
        if found is None or found[0] != updates.ADMINISTRATORS:
            return False
        try:
            member = await self._bot.call("getChatMember", {"chat_id": address["chat"], "user_id": press.user})
        except ChannelError as error:
            log.info("getChatMember: %s", error.message)
            return False
        return isinstance(member, Mapping) and member.get("status") in ("creator", "administrator")
