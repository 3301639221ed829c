"""The team in a messenger: what somebody does about a ticket where tickets are told reaches the person."""

from __future__ import annotations

import re
from asyncio import to_thread
from collections.abc import Awaitable, Callable, Sequence

from channels import from_people
from channels.messenger.service import Act, ByTeam, Left, Remote, Voice
from channels.switchboard import Switchboard
from unstuck.errors import TicketError
from unstuck.storage.attachments import Attachment
from unstuck.storage.inbox import Arrival
from unstuck.support.phase import Reason
from unstuck.wording.messages import File, Message
from unstuck.wording.refusals import sentence

Fetch = Callable[[str, Sequence[Remote | Left | Voice]], Awaitable[tuple[list[Attachment], list[str]]]]

_UNFIT = re.compile(r"[^\w-]+", re.ASCII)
MOST_KEY = 70  # of the 80 that the message log takes, so that each file has a key of its own


class TeamSide:
    """Does what the team wants.

    Args:
        switchboard: reaches the person.
        fetch: gives files of the messenger, kept for a conversation, and why others are not.
    """

    def __init__(self, switchboard: Switchboard, fetch: Fetch) -> None:
        self._switchboard = switchboard
        self._fetch = fetch

    async def do(self, arrival: Arrival, said: ByTeam) -> str | None:
        """Do it, once for each arrival; the sentence that whoever did it has to be told, if any.

        Raises:
            ChannelError: a text or a file is refused, or cannot be had.
            StoreError: nothing of it, or a part, has been done: doing it again does the rest.
        """
        try:
            if said.act is Act.CLOSE:
                await self._close(said)
                return sentence("team_has_closed", number=said.number)
            if said.act is Act.NOTE:
                await to_thread(self._switchboard.acts.note, said.number, said.who, said.text)
                return None
            return await self._reply(arrival, said)
        except TicketError as error:
            return error.message

    async def _close(self, said: ByTeam) -> None:
        acts = self._switchboard.acts
        await self._switchboard.act(said.number, lambda: acts.close(said.number, said.who, Reason.SOLVED))

    async def _reply(self, arrival: Arrival, said: ByTeam) -> str | None:
        card = await to_thread(self._switchboard.board.card, said.number)
        messages: list[Message] = [from_people.typed(said.text).shown] if said.text or not said.files else []
        kept, left = await self._fetch(card.conversation_id, said.files)
        for file in kept:
            alt = sentence("team_file_alt", filename=file.filename)
            messages.append(File(attachment=file.id, filename=file.filename, alt=alt))
        for number, message in enumerate(messages, 1):
            await self._say(said, f"{_UNFIT.sub('-', f'slack-{arrival.keys[0]}')[:MOST_KEY]}-{number}", message)
        return "\n".join(left) or None

    async def _say(self, said: ByTeam, key: str, message: Message) -> None:
        acts = self._switchboard.acts
        await self._switchboard.act(said.number, lambda: acts.reply(said.number, said.who, key, message))
