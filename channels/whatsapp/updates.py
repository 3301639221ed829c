"""Updates: what WhatsApp delivers, cut down to what is needed.

A person is known by the id that WhatsApp gives them for this business, and by the phone number where it gives none: who
has a user name may have no number here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from channels.messenger.unchecked import items, of, text
from unstuck.storage.inbox import Arrival
from unstuck.storage.message_log import Entry

TEXT, FILE, PRESS, VOICE, UNREAD, OPENED = "text", "file", "press", "voice", "unread", "opened"

# WhatsApp delivers again for seven days. What is older was sent by somebody else who has seen it, or is of no use.
OLDEST = timedelta(days=7)

_FILES = ("image", "document")
# What nobody expects an answer to; every other kind that is not read here gets a sentence.
_SILENT = ("reaction", "system", "revoke", "ephemeral", "request_welcome")
_USER = re.compile(r"[A-Z]{2}\.[A-Za-z0-9.]{1,140}", re.ASCII)
_PHONE = re.compile(r"\d{5,20}", re.ASCII)
_ID = re.compile(r"[!-~]{1,512}")
_MARK = re.compile(r"(?P<seq>\d{1,9})[.](?P<conversation_id>whatsapp-[!-~]{1,200})", re.ASCII)
_SECONDS = re.compile(r"\d{1,12}", re.ASCII)


def arrivals(update: object, number: str, now: float) -> list[Arrival]:
    """What people have sent to one of the business's numbers, in its order; nothing of what no bot has to answer.

    Args:
        update: as it was delivered, checked by nobody.
        number: the id of the number.
        now: the present, in seconds since 1970.
    """
    found = []
    for value in _values(update, number):
        users = {text(of(one, "wa_id")): of(one, "user_id") for one in items(of(value, "contacts"))}
        for message in items(of(value, "messages")):
            if arrival := _arrival(message, users, now):
                found.append(arrival)
    return found


def failures(update: object, number: str) -> list[str]:
    """What WhatsApp tells that it could not do, as code and title: who it was for is left out."""
    told = []
    for value in _values(update, number):
        for holder in (value, *items(of(value, "statuses"))):
            told += _reasons(holder)
    return told


@dataclass(frozen=True)
class Undelivered:
    """A message that WhatsApp took and could not deliver: its conversation, its number there, and why."""

    conversation_id: str
    seq: int
    reason: str


def mark(entry: Entry) -> str:
    """What goes along with a message, and comes back with what WhatsApp tells of it."""
    return f"{entry.seq}.{entry.conversation_id}"


def undelivered(update: object, number: str) -> list[Undelivered]:
    """The messages that could not be delivered, of those that carry a mark."""
    found = []
    for value in _values(update, number):
        for status in items(of(value, "statuses")):
            marked = _MARK.fullmatch(text(of(status, "biz_opaque_callback_data")))
            if of(status, "status") == "failed" and marked:
                why = ", ".join(_reasons(status)) or "no reason told"
                found.append(Undelivered(marked["conversation_id"], int(marked["seq"]), why))
    return found


def _reasons(holder: object) -> list[str]:
    return [f"{of(error, 'code')} {text(of(error, 'title'))}" for error in items(of(holder, "errors"))]


def _values(update: object, number: str) -> Iterator[object]:
    """What an update tells of the messages of one of the business's numbers."""
    for entry in items(of(update, "entry")):
        for change in items(of(entry, "changes")):
            value = of(change, "value")
            if of(change, "field") == "messages" and text(of(of(value, "metadata"), "phone_number_id")) == number:
                yield value


def _arrival(message: object, users: Mapping[str, object], now: float) -> Arrival | None:
    """The arrival that a message is; None if it is not a person's own, too old, or needs no answer."""
    phone, id, at = (text(of(message, name)) for name in ("from", "id", "timestamp"))
    user = text(of(message, "from_user_id")) or text(users.get(phone))
    phone = phone if _PHONE.fullmatch(phone) else ""
    user = user if _USER.fullmatch(user) else ""
    if not (phone or user) or not _ID.fullmatch(id) or not _SECONDS.fullmatch(at) or of(message, "group_id"):
        return None
    if int(at) < now - OLDEST.total_seconds():
        return None
    body = _body(message)
    if body is None:
        return None
    address = {"phone": phone, "user": user, "message": id, "at": int(at)}
    return Arrival((id,), f"whatsapp-{user or phone}", address, body)


def _body(message: object) -> dict[str, Any] | None:
    kind = text(of(message, "type"))
    content = of(message, kind)
    if kind == "edit":
        edited = of(content, "message")
        return _body(edited) if of(edited, "type") == "text" else None
    if kind == "text":
        return {"kind": TEXT, "text": text(of(content, "body"))}
    if kind in _FILES and (id := text(of(content, "id"))):
        name = text(of(content, "filename")) or "photo.jpg"
        caption = text(of(content, "caption"))
        return {"kind": FILE, "id": id, "name": name, "caption": caption, "photo": kind == "image"}
    if kind == "interactive":
        pressed = of(content, "button_reply") or of(content, "list_reply")
        if pressed:
            return {"kind": PRESS, "button": text(of(pressed, "id"))}
    if kind == "button":  # below a template: the person has written, which is all that was asked for
        return {"kind": OPENED}
    if kind in _SILENT:
        return None
    left = VOICE if kind == "audio" else UNREAD
    return {"kind": left, "name": kind, "caption": text(of(content, "caption"))}
