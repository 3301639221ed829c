"""What the bot says: Rasa's message dict as one of the messages that every channel knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from unstuck.wording.messages import KINDS, Button, File, Item, Message, Report, WholeFix


def message_of(said: Mapping[str, Any]) -> Message | None:
    """The message that Rasa's dict stands for; None for what has nothing to show.

    Its kind and its values arrive beside the text. Where a value is missing, the message becomes a plain text: nothing
    is lost by that.
    """
    custom = said.get("custom")
    if isinstance(custom, Mapping) and custom.get("type") == "file":
        return File(
            attachment=custom["attachment"],
            filename=custom["filename"],
            alt=custom["alt"],
            preview=custom.get("preview"),
        )
    text = str(said.get("text") or "").strip()
    buttons = tuple(
        Button(button["title"], button["payload"], button.get("picture")) for button in said.get("buttons") or ()
    )
    if not text and not buttons:
        return None
    kind = KINDS.get(str(said.get("kind")), Message)
    values = {field.name: said[field.name] for field in fields(kind) if said.get(field.name) is not None}
    listed = said.get("items") or ()
    if kind is WholeFix:
        values["items"] = tuple(Item(item["number"], item["title"], item["body"]) for item in listed)
    if kind is Report:
        values["findings"] = tuple(item["finding"] for item in listed)
    try:
        return kind(**values | {"text": text, "buttons": buttons})
    except TypeError:
        return Message(text, buttons)
