"""Rendering: a message of the bot as calls of the Bot API. All is escaped; labels between ** are bold, links links."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from channels.messenger.buttons import button_id
from channels.messenger.service import Handed
from channels.messenger.text import labelled, linked, listed, pieces
from channels.telegram.bot_api import Upload
from unstuck.storage.message_log import Entry

MOST_TEXT = 4096  # UTF-16 units of one message, after its formatting has been read
MOST_CAPTION = 1024
CHOSEN = "-"  # what the button sends that shows the choice: nothing
_DATA = re.compile(r"(\d{1,20}):(\d{1,9}\.\d{1,4})", re.ASCII)


@dataclass(frozen=True)
class Post:
    """One call; `plain` is what to send instead where Telegram does not take the formatting."""

    method: str
    values: Mapping[str, Any]
    plain: Mapping[str, Any] | None = None
    upload: tuple[str, Upload] | None = None


def posts(entry: Entry, files: tuple[Handed, ...], user: int) -> list[Post]:
    """The calls that show one message.

    Args:
        entry: the message.
        files: what goes with it.
        user: the person who may press its buttons.
    """
    parts = pieces(listed(entry.message.text), MOST_TEXT)
    shown = []
    for part in parts:
        more = {"link_preview_options": {"is_disabled": True}}
        if entry.message.buttons and part is parts[-1]:
            more["reply_markup"] = keyboard(entry, user)
        values = {"text": html(part), "parse_mode": "HTML", **more}
        shown.append(Post("sendMessage", values, plain={"text": linked(labelled(part, r"\1")), **more}))
    for file in files:
        caption = "".join(pieces(file.alt, MOST_CAPTION)[:1])
        shown.append(Post("sendDocument", {"caption": caption}, upload=("document", Upload(file.data, file.filename))))
    return shown


def html(text: str) -> str:
    """The text for `parse_mode` HTML."""
    return linked(labelled(escape(text, quote=False), r"<b>\1</b>"), r'<a href="\2">\1</a>')


def keyboard(entry: Entry, user: int) -> dict[str, Any]:
    """The message's buttons, one a row, for one person."""
    rows = [(button.title, f"{user}:{button_id(entry, button)}") for button in entry.message.buttons]
    return {"inline_keyboard": [[{"text": title, "callback_data": data}] for title, data in rows]}


def pressed_keyboard(title: str | None) -> dict[str, Any]:
    """What takes the place of the buttons: the one that was chosen, which does nothing any more."""
    return {"inline_keyboard": [[{"text": f"✓ {title}", "callback_data": CHOSEN}]] if title else []}


def button(data: str) -> tuple[int, str] | None:
    """Whose button it is, and its id; None for what `keyboard` never made."""
    found = _DATA.fullmatch(data)
    return (int(found[1]), found[2]) if found else None
