"""Rendering: a message of the bot as Discord's Markdown and components. Limits are those of Discord's reference."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from channels.messenger.buttons import button_id
from channels.messenger.service import Handed
from channels.messenger.text import listed, pieces, shortened, units
from unstuck.storage.message_log import Entry
from unstuck.wording.refusals import sentence

MOST_TEXT = 2000
MOST_ALT = 1024
LABEL = 80
OPTION = 100
IN_ROW, ROWS, OPTIONS = 5, 5, 25
NO_PREVIEWS = 1 << 2  # in the flags of a message
_ROW, _BUTTON, _MENU = 1, 2, 3  # types of components
_PLAIN, _CHOSEN = 2, 3  # styles of buttons: grey, green
_PARTS = re.compile(r"\*\*(.+?)\*\*")
_SIGNS = re.compile(r"([\\*_~`|<>\[\]@#])")
_CHOICE = re.compile(r"(\d{1,20}):(\d{1,9}\.\d{1,4})", re.ASCII)

Component = dict[str, Any]


@dataclass(frozen=True)
class Post:
    """One message of Discord, perhaps with a file."""

    message: Mapping[str, Any]
    file: Handed | None = None


def posts(entry: Entry, files: tuple[Handed, ...], user: str) -> list[Post]:
    """The posts that show one message.

    Args:
        entry: the message.
        files: what goes with it.
        user: the person who may press its buttons.
    """
    cut = pieces(listed(entry.message.text), MOST_TEXT, lambda piece: units(marked(piece)))
    parts = [marked(piece) for piece in cut]
    contents: list[dict[str, Any]] = [{"content": part} for part in parts]
    if rows := _rows(entry, user):
        *contents, last = contents or [{"content": sentence("channel_choose")}]
        sets = [rows[start : start + ROWS] for start in range(0, len(rows), ROWS)]
        contents += [
            (last if shown is sets[0] else {"content": sentence("channel_more")}) | {"components": shown}
            for shown in sets
        ]
    shown = [Post(_sent(entry, number, content)) for number, content in enumerate(contents)]
    for number, file in enumerate(files, len(shown)):
        described = {"id": 0, "filename": file.filename, "description": shortened(file.alt, MOST_ALT)}
        shown.append(Post(_sent(entry, number, {"attachments": [described]}), file))
    return shown


def marked(text: str) -> str:
    """The text as Discord's Markdown; nothing in it can become a link, a spoiler or a mention."""
    shown = []
    for number, part in enumerate(_PARTS.split(text)):
        safe = _SIGNS.sub(r"\\\1", part)
        shown.append(f"**{safe}**" if number % 2 else safe)
    return "".join(shown)


def choice(data: str) -> tuple[str, str] | None:
    """Whose button it is, and its id; None for what `posts` never made."""
    found = _CHOICE.fullmatch(data)
    return (found[1], found[2]) if found else None


def pressed(title: str | None) -> list[Component]:
    """What takes the place of the buttons: the one that was chosen, which does nothing any more."""
    if not title:
        return []
    shown = {"type": _BUTTON, "style": _CHOSEN, "label": shortened(f"✓ {title}", LABEL)}
    return [_row([shown | {"custom_id": "-", "disabled": True}])]


def _rows(entry: Entry, user: str) -> list[Component]:
    """Buttons while they fit into one message, menus otherwise."""
    offered = [(button.title, f"{user}:{button_id(entry, button)}") for button in entry.message.buttons]
    if len(offered) > IN_ROW * ROWS:
        menus = [offered[start : start + OPTIONS] for start in range(0, len(offered), OPTIONS)]
        return [_row([_menu(menu, number)]) for number, menu in enumerate(menus)]
    buttons = [
        {"type": _BUTTON, "style": _PLAIN, "label": shortened(title, LABEL), "custom_id": data}
        for title, data in offered
    ]
    return [_row(buttons[start : start + IN_ROW]) for start in range(0, len(buttons), IN_ROW)]


def _menu(offered: list[tuple[str, str]], number: int) -> Component:
    options = [{"label": shortened(title, OPTION), "value": data} for title, data in offered]
    return {"type": _MENU, "custom_id": f"menu-{number}", "options": options}


def _row(components: list[Component]) -> Component:
    return {"type": _ROW, "components": components}


def _sent(entry: Entry, number: int, content: Mapping[str, Any]) -> dict[str, Any]:
    """With what it is known by: a post that is tried again is then posted once."""
    # The time as well: who was forgotten begins again at the first number.
    named = f"{entry.conversation_id}|{entry.seq}|{entry.at.timestamp()}|{number}"
    nonce = sha256(named.encode()).hexdigest()[:25]
    calls = {"parse": [], "replied_user": True}
    return {**content, "flags": NO_PREVIEWS, "allowed_mentions": calls, "nonce": nonce, "enforce_nonce": True}
