"""What a person sends: typed text, a pressed button, pictures. Checked and made harmless before Rasa sees any of it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable

from unstuck.privacy.masking import mask
from unstuck.storage.attachments import Attachment
from unstuck.storage.message_log import Incoming
from unstuck.wording.messages import Button, Message, Picture
from unstuck.wording.refusals import refuse

MOST_CHARACTERS = 2000
MOST_PICTURES = 5  # in one message

_ORDERS = re.compile(r"^[\s/]+")
_CLIENT_ID = re.compile(r"[\w-]{8,64}", re.ASCII)


def typed(text: object) -> Incoming:
    """Typed text: secrets masked, and no slash at its start, which would make it an order to Rasa.

    Raises:
        ChannelError: `channel_empty_message`, `channel_message_too_long`.
    """
    told = clean(text)
    if len(told) > MOST_CHARACTERS:
        raise refuse("channel_message_too_long", most=MOST_CHARACTERS)
    shown = mask(told)
    forwarded = _ORDERS.sub("", shown)
    if not forwarded:
        raise refuse("channel_empty_message")
    return Incoming(Message(shown), forwarded)


def commented(text: object) -> Incoming:
    """What a person adds to the thumb: an answer to that question, whatever its words would mean elsewhere.

    Raises:
        ChannelError: `channel_empty_message`, `channel_message_too_long`.
    """
    shown = typed(text).shown
    return Incoming(shown, f"/affirm{json.dumps({'comment': shown.text}, separators=(',', ':'))}")


def pressed(payload: object, title: object, offered: Iterable[Button]) -> Incoming:
    """A pressed button; the words on it are those that were offered, whatever the caller says.

    Args:
        payload: what the button sends.
        title: what stands on it; tells buttons of one payload apart.
        offered: the buttons of this conversation with that payload, latest first.

    Raises:
        ChannelError: `channel_button_unknown` when the payload was never offered.
    """
    same = [button for button in offered if button.payload == payload]
    if not same:
        raise refuse("channel_button_unknown")
    button = next((button for button in same if button.title == title), same[0])
    return Incoming(Message(button.title), button.payload)


def sent(attachments: Iterable[Attachment], caption: object, alt: str) -> tuple[Incoming, ...]:
    """Pictures that the person owns, one message each; the first carries the caption.

    Args:
        attachments: as the store gave them out for this person.
        caption: what was typed with them, or nothing.
        alt: what a picture shows, in words, with `{filename}`.

    Raises:
        ChannelError: `channel_no_picture`, `channel_too_many_pictures`, `channel_message_too_long`.
    """
    found = tuple(attachments)
    if not found:
        raise refuse("channel_no_picture")
    if len(found) > MOST_PICTURES:
        raise refuse("channel_too_many_pictures", most=MOST_PICTURES)
    words = typed(caption).shown.text if caption and clean(caption) else ""
    return tuple(_picture(file, words if file is found[0] else "", alt) for file in found)


def client_id(value: object) -> str:
    """The sender's own id of a message. Raises ChannelError `channel_bad_request`."""
    if isinstance(value, str) and _CLIENT_ID.fullmatch(value):
        return value
    raise refuse("channel_bad_request")


def _picture(file: Attachment, caption: str, alt: str) -> Incoming:
    shown = Picture(caption, attachment=file.id, filename=file.filename, alt=alt.format(filename=file.filename))
    listed = {"id": file.id, "type": file.media_type, "size": file.size}
    text = f"/provide_image{json.dumps({'attachment': file.id}, separators=(',', ':'))}"
    return Incoming(shown, text, {"attachments": [listed], "caption": caption})


def clean(text: object) -> str:
    """The text without control characters and half characters, which no store takes. Raises ChannelError."""
    if not isinstance(text, str):
        raise refuse("channel_bad_request")
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs")).strip()
