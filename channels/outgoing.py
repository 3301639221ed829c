"""What the bot says: Rasa's message dict as one of the messages that every channel knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from unstuck.wording.messages import Button, File, Item, Message, Report, Step, WholeFix

_STEPS = ("utter_step", "utter_last_step")
_REPORTS = ("utter_photo_report", "utter_photo_fine")


def from_rasa(said: Mapping[str, Any]) -> Message | None:
    """The message that Rasa's dict stands for; None for what has nothing to show.

    The kind follows from the response's name and its values, which arrive beside the text. Where a value is missing,
    the message becomes a plain text: nothing is lost by that.
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
    try:
        return _card(str(said.get("utter_action")), said, text, buttons)
    except KeyError:
        return Message(text, buttons)


def _card(name: str, said: Mapping[str, Any], text: str, buttons: tuple[Button, ...]) -> Message:
    if name in _STEPS:
        taken = ("fix", "fixes", "fix_title", "step", "steps", "title", "body")
        values = {field: said[field] for field in taken}
        return Step(text, buttons, **values, drawing=said.get("drawing"), last=name == "utter_last_step")
    if name == "utter_whole_fix":
        items = tuple(Item(item["number"], item["title"], item["body"]) for item in said["items"])
        values = {field: said[field] for field in ("fix", "fixes", "fix_title")}
        return WholeFix(text, buttons, **values, items=items)
    if name in _REPORTS:
        findings = tuple(item["text"] for item in said.get("items", ()))
        return Report(text, buttons, facts=said["facts"], findings=findings)
    return Message(text, buttons, end=said.get("end"), asks=said.get("asks"))
