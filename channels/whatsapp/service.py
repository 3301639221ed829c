"""WhatsApp's own manners, for the part that messengers share."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

from channels.messenger.patience import TRIES, patiently
from channels.messenger.posting import Posting
from channels.messenger.service import (
    Closed,
    Gone,
    Handed,
    Left,
    NotNow,
    Pressed,
    Rejected,
    Remote,
    Said,
    Sent,
    Typed,
    Voice,
)
from channels.whatsapp import rendering, updates
from channels.whatsapp.graph import Graph
from channels.whatsapp.rendering import Post
from unstuck.settings import variable
from unstuck.storage.inbox import Arrival
from unstuck.storage.message_log import Entry
from unstuck.wording.refusals import sentence

log = logging.getLogger(__name__)

NONE: Mapping[str, str] = {}
WINDOW_SECONDS = 24 * 3600 - 60  # for a day after the person's last message anything may be sent, then only a template


class WhatsAppService:
    """One number.

    Args:
        graph: how it is reached.
        template: name and language of what asks a person to write first, `name/en_US`; empty for none.
        clock: the present, in seconds since 1970.
    """

    typing_seconds = 20.0
    one_place = True

    def __init__(self, graph: Graph, template: str, clock: Callable[[], float] = time.time) -> None:
        self._graph = graph
        self._template = template
        self._clock = clock
        self._posting = Posting()

    @property
    def is_refused(self) -> bool:
        """Whether Meta does not accept the token."""
        return self._graph.is_refused

    async def introduce(self) -> None:
        """Try the settings; wrong ones are told of in the log."""
        try:
            await patiently(self._graph.check, TRIES)
        except (NotNow, Rejected, Gone, Closed) as error:
            log.warning("WhatsApp could not be asked for the number: %s", error.message)

    async def understand(self, arrival: Arrival) -> Said | None:
        """What an arrival says. Raises NotNow, Rejected, ChannelError."""
        body = arrival.body
        kind = body["kind"]
        if kind == updates.OPENED:
            return None
        if kind == updates.VOICE:
            return Sent((Voice(body["name"]),), body["caption"])
        if kind == updates.UNREAD:
            return Sent((Left(body["name"], sentence("channel_not_read")),), body["caption"])
        if kind == updates.PRESS:
            return Pressed(*rendering.button(body["button"]))
        if kind == updates.FILE:
            hint = sentence("whatsapp_send_as_file") if body["photo"] else None
            return Sent((await self._remote(body),), body["caption"], hint)
        return Typed(body["text"])

    async def send(self, address: Mapping[str, Any], entry: Entry, files: tuple[Handed, ...]) -> None:
        """Post one message; when it takes several posts, a later try goes on with the one that failed."""
        try:
            if self._clock() - address["at"] > WINDOW_SECONDS:
                raise Closed("the day after their last message is over")
            posts = rendering.posts(entry, files)
            mark = {"biz_opaque_callback_data": updates.mark(entry)}
            await self._posting.post(entry, posts, lambda post: self._post(address, post, mark))
        except Closed:
            await self._invite(address)
            raise

    async def typing(self, address: Mapping[str, Any]) -> None:
        """Show that the person's message was read, and for 25 seconds that the bot is typing."""
        shown = {"typing_indicator": {"type": "text"}}
        await self._graph.send({"status": "read", "message_id": address["message"], **shown})

    async def _invite(self, address: Mapping[str, Any]) -> None:
        """Ask a person to write first, in the only form that is allowed then. Raises NotNow, Gone."""
        if not self._template:
            log.warning("Somebody is written to when they write next: %s is not set.", variable("whatsapp_template"))
            return
        name, _, language = self._template.partition("/")
        try:
            await self._to(address, "template", {"name": name, "language": {"code": language}})
        except Rejected as error:
            log.error("%s cannot be sent: %s", variable("whatsapp_template"), error.message)

    async def _post(self, address: Mapping[str, Any], post: Post, mark: Mapping[str, str]) -> None:
        """One post; a file that WhatsApp does not take as a document goes out as a picture."""
        if post.file is None:
            await self._to(address, post.type, post.content, mark)
            return
        uploaded = {"id": await self._graph.upload(post.file)}
        try:
            await self._to(address, post.type, {**post.content, **uploaded}, mark)
        except Rejected:
            caption = {name: value for name, value in post.content.items() if name == "caption"}
            await self._to(address, "image", {**caption, **uploaded}, mark)

    async def _to(
        self, address: Mapping[str, Any], type: str, content: Mapping[str, Any], mark: Mapping[str, str] = NONE
    ) -> None:
        to = {"to": address["phone"]} if address["phone"] else {"recipient": address["user"]}
        await self._graph.send({"recipient_type": "individual", **to, "type": type, type: content, **mark})

    async def _remote(self, body: Mapping[str, Any]) -> Remote:
        """Where a file is. Raises NotNow, Rejected."""
        found = await self._graph.media(body["id"])
        size = found.get("file_size")
        return Remote(
            str(found.get("url") or ""), body["name"], size if isinstance(size, int) else None, self._graph.headers
        )
