"""Updates: what Telegram delivers, cut down to what is needed; what is of no use is left out, and never kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from channels.messenger.unchecked import of as _of
from channels.messenger.unchecked import text as _text
from unstuck.storage.inbox import Arrival

_GROUPS = ("group", "supergroup")
# What a person may send that holds neither words nor a picture. An animation comes with a document of its own.
_MEDIA = ("animation", "audio", "paid_media", "sticker", "story", "video", "video_note", "voice")
_UNREAD = (*_MEDIA, "checklist", "contact", "dice", "game", "location", "poll", "venue")
SPOKEN = ("voice", "video_note")
_MOST_ID = 2**63
# Telegram's own users: for administrators who do not show who they are, for those who speak as a channel, and itself,
# by which it also posts what a channel says into the group that belongs to it.
ADMINISTRATORS, _FOR_A_CHANNEL, _TELEGRAM = 1087968824, 136817688, 777000


@dataclass(frozen=True)
class FileNote:
    """A file of Telegram; `size` in bytes, if it is told; a `photo` has been compressed anew by the app."""

    id: str
    name: str
    size: int | None
    photo: bool


@dataclass(frozen=True)
class Note:
    """A message.

    `text` is its text or caption; `answers_bot` the id of the bot that it replies to, if it does; `unread` whether it
    holds something that nobody here can read, and `kind` what that is, or the name of its file; `language` that of the
    person's app; `mention` the bot's name, where nothing else was said.
    """

    message: int
    text: str
    edited: bool
    in_group: bool
    answers_bot: int | None
    file: FileNote | None
    unread: bool
    mention: str = ""
    kind: str = ""
    language: str = ""


@dataclass(frozen=True)
class Press:
    """A pressed button. `titles` are those of its message by what they send; None if Telegram does not tell."""

    query: str
    data: str
    user: int
    message: int
    titles: Mapping[str, str] | None


def arrival(update: object, bot: str) -> Arrival | None:
    """What an update brings; None for what no bot has to answer.

    In a group nothing is taken that does neither reply to a bot nor hold an @: it is none of this bot's business.

    Args:
        update: as it was delivered, checked by nobody.
        bot: the bot's id, so that another bot's updates are not taken for its own.
    """
    number = _id(_of(update, "update_id"))
    if number is None:
        return None
    if query := _of(update, "callback_query"):
        return _of_press(query, number, bot)
    for kind in ("message", "edited_message"):
        if message := _of(update, kind):
            return _of_message(message, kind == "edited_message", number, bot)
    return None


def read(body: Mapping[str, Any]) -> Note | Press:
    """What `arrival` put into an arrival's body."""
    if "press" in body:
        return Press(**body["press"])
    note = dict(body["note"])
    return Note(**note | {"file": note["file"] and FileNote(**note["file"])})


def message_number(key: str | None) -> int | None:
    """The message that an arrival's first key belongs to; None for a key that is no message's."""
    number = (key or "").rpartition("-")[2]
    return int(number) if number.isdecimal() else None


def _of_message(message: object, edited: bool, update: int, bot: str) -> Arrival | None:
    where = _where(message, _of(message, "from"))
    text = _text(_of(message, "text")) or _text(_of(message, "caption"))
    unread = next((kind for kind in _UNREAD if _of(message, kind)), None)
    file = None if unread else _file(message)
    if where is None or not (text or file or unread):
        return None
    replied = _of(_of(message, "reply_to_message"), "from")
    answers_bot = _id(_of(replied, "id")) if _of(replied, "is_bot") is True else None
    if where.in_group and answers_bot is None and "@" not in text:
        return None
    language = _text(_of(_of(message, "from"), "language_code"))
    note = Note(where.message, text, edited, where.in_group, answers_bot, file, bool(unread))
    if unread:
        kind = unread if unread in SPOKEN else _text(_of(_of(message, unread), "file_name")) or unread
        note = replace(note, kind=kind, language=language)
    return _arrival(where, where.message, update, bot, {"note": asdict(note), "language": language})


def _of_press(query: object, update: int, bot: str) -> Arrival | None:
    message = _of(query, "message")
    where = _where(message, _of(query, "from"))
    if where is None:
        return None
    press = Press(_text(_of(query, "id")), _text(_of(query, "data")), where.user, where.message, _titles(message))
    asked = _id(_of(_of(message, "reply_to_message"), "message_id"))
    return _arrival(
        where,
        asked or where.message,
        update,
        bot,
        {"press": asdict(press), "language": _text(_of(_of(query, "from"), "language_code"))},
    )


@dataclass(frozen=True)
class _Where:
    """Whose message it is, and where; `topic` is a thread of a group that has them."""

    chat: int
    user: int
    message: int
    in_group: bool
    topic: int | None


def _where(message: object, sender: object) -> _Where | None:
    """Where it belongs; None if nobody speaks there, or not in a private chat or a group."""
    chat, message_id, user = _of(message, "chat"), _id(_of(message, "message_id")), _speaker(message, sender)
    chat_id, kind = _id(_of(chat, "id")), _of(chat, "type")
    if chat_id is None or message_id is None or user is None or kind not in (*_GROUPS, "private", None):
        return None
    topic = _id(_of(message, "message_thread_id")) if _of(message, "is_topic_message") is True else None
    return _Where(chat_id, user, message_id, kind in _GROUPS, topic)


def _speaker(message: object, sender: object) -> int | None:
    """Who speaks: a person, the administrators of a group, or a channel by its own id, which is below zero.

    None for all other bots, for Telegram itself, and for what a channel posts into the group that belongs to it.
    """
    user, stands_for = _id(_of(sender, "id")), _id(_of(_of(message, "sender_chat"), "id"))
    if user == _TELEGRAM or _of(message, "is_automatic_forward") is True:
        return None
    if user == ADMINISTRATORS and stands_for == _id(_of(_of(message, "chat"), "id")):
        return user
    if user == _FOR_A_CHANNEL:
        return stands_for if stands_for and stands_for < 0 else None
    return None if _of(sender, "is_bot") is True else user


def moved(update: object) -> tuple[int, int] | None:
    """The id that a group had and the one that it has now, where an update tells of that."""
    message = _of(update, "message")
    here = _id(_of(_of(message, "chat"), "id"))
    before, after = _id(_of(message, "migrate_from_chat_id")), _id(_of(message, "migrate_to_chat_id"))
    if here is None or (before is None and after is None):
        return None
    return (before, here) if before is not None else (here, after or here)


def at_home(found: Arrival, first: int, user: int) -> Arrival:
    """The arrival as a group's conversation with `user`, by the id that the group had at first."""
    return replace(found, conversation_id=f"telegram-{first}-{user}", address={**found.address, "user": user})


def _arrival(where: _Where, reply_to: int, update: int, bot: str, body: Mapping[str, Any]) -> Arrival:
    keys = (f"{bot}-{update}-{where.message}", f"{bot}-{update}")
    address = {"chat": where.chat, "user": where.user, "topic": where.topic}
    if where.in_group:
        conversation_id = f"telegram-{where.chat}-{where.user}"
        return Arrival(keys, conversation_id, address | {"reply_to": reply_to}, body)
    return Arrival(keys, f"telegram-{where.chat}", address | {"reply_to": None}, body)


def _file(message: object) -> FileNote | None:
    document, sizes = _of(message, "document"), _of(message, "photo")
    if found := _text(_of(document, "file_id")):
        return FileNote(found, _text(_of(document, "file_name")), _id(_of(document, "file_size")), photo=False)
    known = [size for size in sizes if _text(_of(size, "file_id"))] if isinstance(sizes, list) else []
    if not known:
        return None
    largest = max(known, key=lambda size: (_id(_of(size, "width")) or 0) * (_id(_of(size, "height")) or 0))
    return FileNote(_of(largest, "file_id"), "photo.jpg", _id(_of(largest, "file_size")), photo=True)


def _titles(message: object) -> dict[str, str] | None:
    rows = _of(_of(message, "reply_markup"), "inline_keyboard")
    if not isinstance(rows, list):
        return None
    buttons = [button for row in rows if isinstance(row, list) for button in row]
    return {_text(_of(button, "callback_data")): _text(_of(button, "text")) for button in buttons}


def _id(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _MOST_ID else None
