"""Discord's own manners, for the part that messengers share."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from channels.discord import events, rendering
from channels.discord.api import Api
from channels.discord.rendering import Post
from channels.messenger.posting import Posting
from channels.messenger.service import Commanded, Handed, Left, Pressed, Remote, Said, Sent, Typed, Voice
from unstuck.errors import ChannelError
from unstuck.storage.inbox import Arrival
from unstuck.storage.message_log import Entry
from unstuck.wording.refusals import sentence

log = logging.getLogger(__name__)

# Types of answers to an interaction.
_SAY, _NOTHING, _CHANGE = 4, 6, 7
_ONLY_TO_THEM = 1 << 6


class DiscordService:
    """One bot.

    Args:
        api: how it is reached.
    """

    typing_seconds = 8.0
    one_place = False

    def __init__(self, api: Api) -> None:
        self._api = api
        self._posting = Posting()

    @property
    def is_refused(self) -> bool:
        """Whether Discord does not accept the token."""
        return self._api.is_refused

    async def understand(self, arrival: Arrival) -> Said | None:
        """What an arrival says; a pressed button is acknowledged, and shows that it was chosen."""
        body = arrival.body
        if body["kind"] == events.PRESS:
            return await self._pressed(arrival.address["user"], body)
        if not (body["files"] or body["unread"]):
            return Typed(body["text"]) if body["text"] else Commanded("@", "greet")  # a mention and nothing else
        files: list[Remote | Left | Voice] = [Left(name, sentence("channel_not_read")) for name in body["unread"]]
        for file in body["files"]:
            remote = Remote(file["url"], file["name"], file["size"])
            files.append(Voice(file["name"]) if body["voice"] else remote)
        return Sent(tuple(files), body["text"])

    async def send(self, address: Mapping[str, Any], entry: Entry, files: tuple[Handed, ...]) -> None:
        """Post one message; when it takes several posts, a later try goes on with the one that failed."""
        posts = rendering.posts(entry, files, address["user"])
        await self._posting.post(entry, posts, lambda post: self._post(address, post))

    async def typing(self, address: Mapping[str, Any]) -> None:
        """Show for ten seconds that the bot is typing."""
        await self._api.typing(address["channel"])

    async def _post(self, address: Mapping[str, Any], post: Post) -> None:
        """One post; in a server as a reply to the person's message."""
        replied = {"message_reference": {"message_id": address["message"], "fail_if_not_exists": False}}
        await self._api.post(address["channel"], {**post.message, **(replied if address["server"] else {})}, post.file)

    async def _pressed(self, user: str, body: Mapping[str, Any]) -> Pressed | None:
        found = rendering.choice(body["chosen"])
        if found is None:
            await self._acknowledge(body, {"type": _NOTHING})
            return None
        owner, name = found
        if owner != user:
            told = {"content": sentence("channel_button_of_another"), "flags": _ONLY_TO_THEM}
            await self._acknowledge(body, {"type": _SAY, "data": told})
            return None
        await self._acknowledge(body, {"type": _CHANGE, "data": {"components": rendering.pressed(body["title"])}})
        return Pressed(name)

    async def _acknowledge(self, body: Mapping[str, Any], callback: Mapping[str, Any]) -> None:
        """Only a courtesy: what the button wants is done even if it fails."""
        try:
            await self._api.answer(body["interaction"], body["token"], callback)
        except ChannelError as error:
            log.info("an acknowledgement: %s", error.message)
