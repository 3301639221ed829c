"""Events: what Discord's gateway tells, cut down to what is needed; what people say to each other is left out unkept.

A direct message belongs to the person's own conversation. In a server the bot listens where it is mentioned or replied
to, of all else Discord hides the words, and everybody has a conversation of their own in each channel or thread.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from channels.messenger.unchecked import items, of, text
from unstuck.storage.inbox import Arrival

MESSAGE, PRESS = "message", "press"

_ID = re.compile(r"\d{1,20}", re.ASCII)
_SPOKEN = (0, 19)  # a message and a reply; the others tell of joins, pins and the like
_COMPONENT = 3  # of the types of interactions
_VOICE = 1 << 13  # in the flags of a message
_UNREAD = ("sticker_items", "poll", "message_snapshots")
_REFERENCE = re.compile(r"<(@[!&]?|#|a?:)([\w]+)(?::\d+)?>", re.ASCII)


def message(said: object, me: str) -> Arrival | None:
    """The arrival that a message is; None if it is not a person's, or in a server not for the bot.

    Args:
        said: as the gateway or a channel's history has it, checked by nobody.
        me: the bot's own id.
    """
    author, channel, id = of(said, "author"), _id(of(said, "channel_id")), _id(of(said, "id"))
    user = _id(of(author, "id"))
    if not (user and channel and id) or user == me or of(author, "bot") or of(said, "webhook_id"):
        return None
    if of(said, "type") not in _SPOKEN:
        return None
    in_server = bool(of(said, "guild_id"))
    mentioned = {_id(of(one, "id")) for one in items(of(said, "mentions"))}  # with a reply, who is replied to
    if in_server and me not in mentioned:
        return None
    files = [_file(one) for one in items(of(said, "attachments"))]
    flags = of(said, "flags")
    body = {
        "kind": MESSAGE,
        "text": _plain(text(of(said, "content")), me, items(of(said, "mentions"))),
        "files": [one for one in files if one["url"]],
        "voice": isinstance(flags, int) and bool(flags & _VOICE),
        "unread": [kind.replace("_items", "") for kind in _UNREAD if of(said, kind)],
    }
    return _arrival(id, user, channel, id, in_server, body)


def press(interaction: object) -> Arrival | None:
    """The arrival that a pressed button or a choice of a menu is; None for other interactions."""
    data, shown = of(interaction, "data"), of(interaction, "message")
    user = _id(of(of(of(interaction, "member"), "user") or of(interaction, "user"), "id"))
    id, channel, token = _id(of(interaction, "id")), _id(of(interaction, "channel_id")), text(of(interaction, "token"))
    if of(interaction, "type") != _COMPONENT or not (user and id and channel and token and _id(of(shown, "id"))):
        return None
    chosen = text(next(iter(items(of(data, "values"))), None)) or text(of(data, "custom_id"))
    body = {"kind": PRESS, "interaction": id, "token": token, "chosen": chosen, "title": _titles(shown).get(chosen)}
    body["language"] = text(of(interaction, "locale"))
    return _arrival(id, user, channel, _id(of(shown, "id")), bool(of(interaction, "guild_id")), body)


def _arrival(id: str, user: str, channel: str, reply_to: str, in_server: bool, body: Mapping[str, Any]) -> Arrival:
    address = {"channel": channel, "user": user, "message": reply_to, "server": in_server, "last": id}
    return Arrival((id,), f"discord-{channel}-{user}" if in_server else f"discord-{user}", address, body)


def _file(attachment: object) -> dict[str, Any]:
    size = of(attachment, "size")
    name = text(of(attachment, "filename")) or "file"
    return {"name": name, "url": text(of(attachment, "url")), "size": size if isinstance(size, int) else None}


def _titles(shown: object) -> dict[str, str]:
    """What stands on the buttons and options of a message, by what they send."""
    parts = [part for row in items(of(shown, "components")) for part in items(of(row, "components"))]
    options = [option for part in parts for option in items(of(part, "options"))]
    buttons = {text(of(part, "custom_id")): text(of(part, "label")) for part in parts if of(part, "label")}
    return buttons | {text(of(option, "value")): text(of(option, "label")) for option in options}


def _plain(content: str, me: str, mentions: list[Any]) -> str:
    """What a person typed, in plain words: a mention of the bot is left out, others are names."""
    names = {_id(of(one, "id")): text(of(one, "global_name")) or text(of(one, "username")) for one in mentions}

    def words(found: re.Match[str]) -> str:
        kind, target = found.groups()
        if kind.startswith("@"):
            return "" if target == me else f"@{names.get(target) or 'somebody'}"
        return "#channel" if kind == "#" else f":{target}:"

    return _REFERENCE.sub(words, content).strip(" ,:\n")


def _id(value: object) -> str:
    return value if isinstance(value, str) and _ID.fullmatch(value) else ""
