"""Telegram's own manners: what an update says, and how an answer is posted."""

from __future__ import annotations

import logging
from asyncio import to_thread
from collections.abc import Mapping
from typing import Any

from channels import from_people
from channels.messenger.fetching import found
from channels.messenger.posting import Posting
from channels.messenger.service import Commanded, Handed, Left, Pressed, Remote, Said, Sent, Voice
from channels.telegram import commands, rendering, updates
from channels.telegram.bot import Bot, translated
from channels.telegram.bot_api import TelegramError
from channels.telegram.groups import Groups
from channels.telegram.rendering import Post
from channels.telegram.updates import FileNote, Note, Press, message_number, read
from unstuck.errors import ChannelError
from unstuck.storage.inbox import Arrival
from unstuck.storage.message_log import Entry, MessageLog
from unstuck.wording.refusals import refuse, sentence

log = logging.getLogger(__name__)

MOST_BYTES = 20 * 2**20  # a bot is given no larger files


class TelegramService:
    """One bot.

    Args:
        bot: how it is reached.
        groups: that it is in.
        message_log: what has been said; an edited message is compared with it.
    """

    typing_seconds = 4.0
    one_place = False

    def __init__(self, bot: Bot, groups: Groups, message_log: MessageLog) -> None:
        self._bot = bot
        self._groups = groups
        self._message_log = message_log
        self._posting = Posting()

    @property
    def is_refused(self) -> bool:
        """Whether Telegram does not accept the token."""
        return self._bot.is_refused

    def allows(self, scheme: str, host: str) -> bool:
        """Whether files may be fetched from there: only from the Bot API's own host."""
        return f"{scheme}://{host}" == self._bot.api.base

    async def understand(self, arrival: Arrival) -> Said | None:
        """What an update says. A pressed button is acknowledged, and shows that it was chosen.

        Raises:
            ChannelError: it holds nothing that can be worked with, or too large a file.
        """
        said = read(arrival.body)
        if isinstance(said, Press):
            return await self._pressed(arrival.address, said)
        text = said.text
        if arrival.address["user"] < 0:
            raise refuse("telegram_as_channel")
        if said.edited and not await to_thread(self._is_corrected, arrival.conversation_id, said, text):
            return None
        if said.unread:
            return Sent((_unread(said),), text)
        if file := said.file:
            hint = sentence("telegram_send_as_file") if file.photo else None
            return Sent((await found(file.name or "file", lambda: self._remote(file)),), text, hint)
        return commands.words(text) if text else Commanded(said.mention, "greet")

    async def send(self, address: Mapping[str, Any], entry: Entry, files: tuple[Handed, ...]) -> None:
        """Post one message; when it takes several posts, a later try goes on with the one that failed."""
        posts = rendering.posts(entry, files, address["user"])
        await self._posting.post(entry, posts, lambda post: self._post(address, post))

    async def typing(self, address: Mapping[str, Any]) -> None:
        """Show for five seconds that the bot is typing."""
        where = self._where({**address, "reply_to": None})
        await self._bot.call("sendChatAction", {**where, "action": "typing"})

    def _is_corrected(self, conversation_id: str, note: Note, text: str) -> bool:
        """Whether an edited text is to be answered: it is the last that this person said, and reads differently now.

        One that was not taken before its correction, being too long or not meant for the bot, counts as new.
        """
        if note.file or note.unread:
            return False
        last = self._message_log.last_said(conversation_id)
        if last is None:
            return True
        known = message_number(last.client_id)
        if known != note.message:
            return known is not None and known < note.message
        return from_people.typed(text).shown.text != last.message.text

    async def _pressed(self, address: Mapping[str, Any], press: Press) -> Pressed | None:
        found = rendering.button(press.data)
        if found is None:
            done = press.data == rendering.CHOSEN
            await self._answer(press, None if done else sentence("channel_button_unknown"))
            return None
        owner, name = found
        if owner != press.user:
            await self._answer(press, sentence("channel_button_of_another"))
            return None
        await self._answer(press)
        title = (press.titles or {}).get(press.data)
        if press.titles is None or title is not None:
            where = {"chat_id": self._groups.now(address["chat"]), "message_id": press.message}
            chosen = rendering.pressed_keyboard(title)
            await self._acknowledge("editMessageReplyMarkup", {**where, "reply_markup": chosen})
        return Pressed(name, title)

    async def _answer(self, press: Press, notice: str | None = None) -> None:
        """End the button's waiting, with a notice that only the one who pressed it sees."""
        values = {"callback_query_id": press.query}
        await self._acknowledge("answerCallbackQuery", values | ({"text": notice} if notice else {}))

    async def _acknowledge(self, method: str, values: Mapping[str, Any]) -> None:
        """A call that is only a courtesy: what the button wants is done even if it fails."""
        try:
            await self._bot.call(method, values)
        except ChannelError as error:
            log.info("%s: %s", method, error.message)

    async def _remote(self, file: FileNote) -> Remote:
        """Where a file is. Raises ChannelError `telegram_file_too_large`, Rejected."""
        too_large = refuse("telegram_file_too_large", megabytes=MOST_BYTES // 2**20)
        if (file.size or 0) > MOST_BYTES:
            raise too_large
        try:
            found = await self._bot.send("getFile", {"file_id": file.id})
            path = found.get("file_path") if isinstance(found, Mapping) else None
            return Remote(self._bot.api.file(path), file.name or "file", file.size)
        except TelegramError as error:
            raise too_large if "file is too big" in error.reason else translated(error) from None

    async def _post(self, address: Mapping[str, Any], post: Post) -> None:
        """One post: once more to where the group has moved, and once more as plain text. Raises Gone, Rejected."""
        values = post.values
        while True:
            try:
                await self._bot.send(post.method, {**self._where(address), **values}, post.upload)
                return
            except TelegramError as error:
                if error.moved_to and self._groups.now(address["chat"]) == address["chat"]:
                    await self._groups.moved(address["chat"], error.moved_to)
                elif post.plain and values is not post.plain and "entities" in error.reason:
                    values = post.plain
                else:
                    raise translated(error) from None

    def _where(self, address: Mapping[str, Any]) -> dict[str, Any]:
        """The chat, and in a group the topic and the message to reply to."""
        where: dict[str, Any] = {"chat_id": self._groups.now(address["chat"])}
        if address["topic"]:
            where["message_thread_id"] = address["topic"]
        if address["reply_to"]:
            where["reply_parameters"] = {"message_id": address["reply_to"], "allow_sending_without_reply": True}
        return where


def _unread(note: Note) -> Left | Voice:
    """What nobody here can read, by its name or kind."""
    if note.kind in updates.SPOKEN:
        return Voice(note.kind.replace("_", " "), note.language)
    return Left(note.kind.replace("_", " "), sentence("channel_not_read"))
