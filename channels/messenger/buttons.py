"""Buttons: how each is named for a messenger, and what a pressed one sends, which is an intent.

A messenger gets a short name in the place of the payload; the message log knows which button bears it.
"""

from __future__ import annotations

import re

from channels import from_people
from channels.messenger.service import Pressed
from unstuck.storage.message_log import Entry, Incoming, MessageLog
from unstuck.wording.messages import Button
from unstuck.wording.refusals import refuse

_ID = re.compile(r"(\d{1,9})\.(\d{1,4})", re.ASCII)


def button_id(entry: Entry, button: Button) -> str:
    """The short name of a button of a message, for payloads with a limit: Telegram takes 64 bytes."""
    return f"{entry.seq}.{entry.message.buttons.index(button)}"


def known_id(name: str) -> str | None:
    """A button's id in the one form that it has, so that none counts twice by another spelling; None if it is none."""
    found = _ID.fullmatch(name)
    return f"{int(found[1])}.{int(found[2])}" if found else None


def intent_of(message_log: MessageLog, conversation_id: str, said: Pressed) -> Incoming:
    """What a press says to the bot: the intent of the button, and not of another one that has come to its id since.

    Raises:
        ChannelError: `channel_button_unknown`, the bot has shown no such button in this conversation.
        StoreError: the message log does not answer.
    """
    found = known_id(said.button)
    if found is None:
        raise refuse("channel_button_unknown")
    seq, place = map(int, found.split("."))
    entry = message_log.entry(conversation_id, seq)
    buttons = entry.message.buttons if entry and entry.author == "bot" else ()
    if place >= len(buttons):
        raise refuse("channel_button_unknown")
    button = buttons[place]
    if said.title not in (None, button.title):
        raise refuse("channel_button_unknown")
    return from_people.pressed(button.payload, button.title, [button])
