"""Rendering: a message of the bot as calls of the Bot API. Everything is escaped; labels between ** are bold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from channels.messenger.service import Handed, button_id
from channels.telegram.bot_api import Upload
from unstuck.storage.message_log import Entry

MOST_TEXT = 4096  # UTF-16 units of one message, after its formatting has been read
MOST_CAPTION = 1024
CHOSEN = "-"  # what the button sends that shows the choice: nothing
_LABEL = re.compile(r"\*\*(.+?)\*\*")
_BULLET = re.compile(r"^- ", re.MULTILINE)
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
    parts = split(_BULLET.sub("• ", entry.message.text), MOST_TEXT)
    shown = []
    for part in parts:
        more = {"link_preview_options": {"is_disabled": True}}
        if entry.message.buttons and part is parts[-1]:
            more["reply_markup"] = keyboard(entry, user)
        values = {"text": html(part), "parse_mode": "HTML", **more}
        shown.append(Post("sendMessage", values, plain={"text": _LABEL.sub(r"\1", part), **more}))
    for file in files:
        caption = "".join(split(file.alt, MOST_CAPTION)[:1])
        shown.append(Post("sendDocument", {"caption": caption}, upload=("document", Upload(file.data, file.filename))))
    return shown


def html(text: str) -> str:
    """The text for `parse_mode` HTML."""
    return _LABEL.sub(r"<b>\1</b>", escape(text, quote=False))


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


def split(text: str, most: int) -> list[str]:
    """The text in pieces of up to `most` UTF-16 units, cut where it hurts least and never inside a label."""
    pieces = []
    while len(head := _fitting(text, most)) < len(text):
        half = len(head) // 2  # a paragraph that ends before would leave too short a message
        places = (("\n\n", half), ("\n", half), (". ", half), (" ", 1))
        cut = next((place for mark, least in places if (place := _last(head, mark, least))), len(head))
        pieces.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*pieces, text] if text else pieces


def _fitting(text: str, most: int) -> str:
    """The longest beginning of so many UTF-16 units."""
    return text.encode("utf-16-le", "replace")[: most * 2].decode("utf-16-le", "ignore")


def _last(text: str, mark: str, least: int) -> int:
    """Behind the last such mark, at `least` or later, that stands in no label; 0 if there is none."""
    place = text.rfind(mark, least)
    while place >= 0:
        end = place + len(mark)
        if text[:end].count("**") % 2 == 0:
            return end
        place = text.rfind(mark, least, place)
    return 0
