"""Telegram's own manners: what an update says, and how an answer is posted."""

from __future__ import annotations

import asyncio
import logging
from asyncio import to_thread
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

import aiohttp

from channels import from_people
from channels.messenger.fetching import found
from channels.messenger.patience import patiently
from channels.messenger.posting import Posting
from channels.messenger.service import (
    Commanded,
    Gone,
    Handed,
    Left,
    NotNow,
    Pressed,
    Rejected,
    Remote,
    Said,
    Sent,
    TokenRefused,
    Voice,
)
from channels.telegram import commands, rendering, updates
from channels.telegram.bot_api import BotApi, TelegramError, Upload, wrong_token
from channels.telegram.commands import Self
from channels.telegram.rendering import Post
from channels.telegram.updates import FileNote, Note, Press, message_number, read
from unstuck.errors import ChannelError
from unstuck.storage.inbox import Arrival
from unstuck.storage.message_log import Entry, MessageLog
from unstuck.storage.moves import Moves
from unstuck.wording.refusals import refuse, sentence

log = logging.getLogger(__name__)

WHO_TRIES = 3  # to be told who the bot is, while Telegram waits for its answer
MOST_BYTES = 20 * 2**20  # a bot is given no larger files
_GONE = ("chat not found", "user is deactivated", "group is deactivated", "PEER_ID_INVALID", "CHANNEL_PRIVATE")


class TelegramService:
    """One bot.

    Args:
        api: how it is reached.
        message_log: what has been said; an edited message is compared with it.
        moves: groups that have another id now.
    """

    typing_seconds = 4.0
    one_place = False

    def __init__(self, api: BotApi, message_log: MessageLog, moves: Moves) -> None:
        self._api = api
        self._message_log = message_log
        self._moves = moves
        self._session: aiohttp.ClientSession | None = None
        self._self: Self | None = None
        self._asking: asyncio.Task[Self] | None = None
        # The new ids of groups that became supergroups.
        self._moved: dict[int, int] = {}
        self._posting = Posting()
        self.is_refused = False

    async def open(self) -> None:
        """Get ready to make calls."""
        self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())

    async def close(self) -> None:
        """Make no more calls."""
        if self._session:
            await self._session.close()

    async def introduce(self) -> None:
        """Find out who the bot is; when Telegram does not know it or cannot be reached, the log says so, once."""
        try:
            self._self = await self._ask()
        except TelegramError as error:
            told = wrong_token() if error.is_about_the_token else error
            log.error("%s: %s", told.code, told.message)

    def allows(self, scheme: str, host: str) -> bool:
        """Whether files may be fetched from there: only from the Bot API's own host."""
        return f"{scheme}://{host}" == self._api.base

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
        me = await self._me() if "@" in said.text else Self(self._api.bot, "")
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
            member = await self._call("getChatMember", {"chat_id": address["chat"], "user_id": press.user})
        except ChannelError as error:
            log.info("getChatMember: %s", error.message)
            return False
        return isinstance(member, Mapping) and member.get("status") in ("creator", "administrator")

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
        await self._call("sendChatAction", {**where, "action": "typing"})

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
            where = {"chat_id": self._chat(address), "message_id": press.message}
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
            await self._call(method, values)
        except ChannelError as error:
            log.info("%s: %s", method, error.message)

    async def _remote(self, file: FileNote) -> Remote:
        """Where a file is. Raises ChannelError `telegram_file_too_large`, Rejected."""
        too_large = refuse("telegram_file_too_large", megabytes=MOST_BYTES // 2**20)
        if (file.size or 0) > MOST_BYTES:
            raise too_large
        try:
            found = await self._send("getFile", {"file_id": file.id})
            path = found.get("file_path") if isinstance(found, Mapping) else None
            return Remote(self._api.file(path), file.name or "file", file.size)
        except TelegramError as error:
            raise too_large if "file is too big" in error.reason else _translated(error) from None

    async def _post(self, address: Mapping[str, Any], post: Post) -> None:
        """One post: once more to where the group has moved, and once more as plain text. Raises Gone, Rejected."""
        values = post.values
        while True:
            try:
                await self._send(post.method, {**self._where(address), **values}, post.upload)
                return
            except TelegramError as error:
                if error.moved_to and address["chat"] not in self._moved:
                    await self.moved(address["chat"], error.moved_to)
                elif post.plain and values is not post.plain and "entities" in error.reason:
                    values = post.plain
                else:
                    raise _translated(error) from None

    async def _me(self) -> Self:
        """Who the bot is, asked once, by one of those who want to know. Raises NotNow, Gone, Rejected."""
        if self._self is None:
            if self._asking is None or self._asking.done():
                self._asking = asyncio.create_task(patiently(self._asked, WHO_TRIES))
            self._self = await asyncio.shield(self._asking)
        return self._self

    async def _asked(self) -> Self:
        try:
            return await self._ask()
        except TelegramError as error:
            raise _translated(error) from None

    async def _ask(self) -> Self:
        """Who the bot is. Raises TelegramError."""
        found = await self._send("getMe", {})
        if not isinstance(found, Mapping) or not isinstance(found.get("id"), int):
            raise TelegramError("getMe does not tell who the bot is")
        return Self(found["id"], str(found.get("username")))

    async def _call(self, method: str, values: Mapping[str, Any]) -> Any:
        try:
            return await self._send(method, values)
        except TelegramError as error:
            raise _translated(error) from None

    async def _send(self, method: str, values: Mapping[str, Any], upload: tuple[str, Upload] | None = None) -> Any:
        """One call. Raises TelegramError."""
        assert self._session
        try:
            got = await self._api.call(self._session, method, values, upload)
        except TelegramError as error:
            self.is_refused = error.is_about_the_token
            raise
        self.is_refused = False
        return got

    def _chat(self, address: Mapping[str, Any]) -> int:
        chat: int = address["chat"]
        return self._moved.get(chat, chat)

    def _where(self, address: Mapping[str, Any]) -> dict[str, Any]:
        """The chat, and in a group the topic and the message to reply to."""
        where: dict[str, Any] = {"chat_id": self._chat(address)}
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


def _translated(error: TelegramError) -> NotNow | Gone | Rejected:
    """A refusal of Telegram in the words that all messengers share."""
    if error.is_about_the_token:
        return TokenRefused(wrong_token().message)
    if error.may_pass:
        return NotNow(error.reason, error.retry_after)
    if error.status == 403 or any(reason in error.reason for reason in _GONE):
        return Gone(error.reason)
    return Rejected(error.reason)
