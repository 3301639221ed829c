"""Rendering: a message of the bot as posts of the Cloud API. Limits are those of Meta's reference of messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from channels.messenger.buttons import button_id
from channels.messenger.service import Handed
from channels.messenger.text import labelled, linked, listed, pieces, shortened, units
from unstuck.storage.message_log import Entry
from unstuck.wording.messages import Button
from unstuck.wording.refusals import sentence

MOST_TEXT = 4096  # of a text, and of what stands above a list
MOST_ABOVE_BUTTONS = 1024
MOST_CAPTION = 1024
BUTTONS = 3  # in one message
BUTTON_TITLE = 20
ROWS = 10  # in one list
ROW_TITLE = 24
ROW_DESCRIPTION = 72
MOST_ID = 200  # of a row; a button may have 256
_BETWEEN = "|"  # in the id of a button: its place, and what stands on it


@dataclass(frozen=True)
class Post:
    """One post: its type, and its content; `file` is uploaded first, and the content then names it."""

    type: str
    content: Mapping[str, Any]
    file: Handed | None = None


def posts(entry: Entry, files: tuple[Handed, ...]) -> list[Post]:
    """The posts that show one message: text, its buttons below the last piece, and files."""
    parts = pieces(listed(entry.message.text), MOST_TEXT, lambda piece: units(marked(piece)))
    shown = []
    if entry.message.buttons:
        *parts, last = parts or [sentence("channel_choose")]
        shown = _choices(entry, last)
    texts = [Post("text", {"body": marked(part), "preview_url": False}) for part in parts]
    return [*texts, *shown, *(_document(file) for file in files)]


def marked(text: str) -> str:
    """The text in WhatsApp's markup. It has no way to make a link or to call people, so nothing is escaped."""
    return linked(labelled(text, r"*\1*"))


def button(id: str) -> tuple[str, str | None]:
    """The id of a button as `button_id` made it, and what stood on it."""
    name, between, title = id.partition(_BETWEEN)
    return name, title if between else None


def _choices(entry: Entry, text: str) -> list[Post]:
    """Up to three short choices are buttons, all others lists of up to ten rows."""
    offered = entry.message.buttons
    titles = {choice.title for choice in offered}
    short = all(units(title) <= BUTTON_TITLE for title in titles) and len(titles) == len(offered) <= BUTTONS
    if short and units(marked(text)) <= MOST_ABOVE_BUTTONS:
        replies = [{"type": "reply", "reply": {"id": _id(entry, one), "title": one.title}} for one in offered]
        return [_interactive("button", text, {"buttons": replies})]
    lists = [offered[start : start + ROWS] for start in range(0, len(offered), ROWS)]
    return [_list(entry, text if rows is lists[0] else sentence("channel_more"), rows) for rows in lists]


def _list(entry: Entry, text: str, offered: tuple[Button, ...]) -> Post:
    choose = sentence("channel_choose")
    rows = [{"id": _id(entry, one), **_row(one.title)} for one in offered]
    action = {"button": shortened(choose, BUTTON_TITLE), "sections": [{"title": choose, "rows": rows}]}
    return _interactive("list", text, action)


def _row(title: str) -> dict[str, str]:
    """A title that is too long for its line stands whole in the line below."""
    if units(title) <= ROW_TITLE:
        return {"title": title}
    return {"title": shortened(title, ROW_TITLE), "description": shortened(title, ROW_DESCRIPTION)}


def _interactive(kind: str, text: str, action: Mapping[str, Any]) -> Post:
    return Post("interactive", {"type": kind, "body": {"text": marked(text)}, "action": action})


def _id(entry: Entry, choice: Button) -> str:
    """The title goes with it: a press of a button from before the database was lost is then known as one."""
    name = button_id(entry, choice)
    full = f"{name}{_BETWEEN}{choice.title}"
    return full if units(full) <= MOST_ID else name


def _document(file: Handed) -> Post:
    """A document, which WhatsApp leaves as it is; of a picture it would make a smaller one."""
    caption = "".join(pieces(file.alt, MOST_CAPTION)[:1])
    return Post("document", {"filename": file.filename} | ({"caption": caption} if caption else {}), file)
