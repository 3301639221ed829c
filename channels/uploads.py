"""Files that come in through any channel: what is taken, and as what."""

import logging

import filetype

from unstuck.photo.formats import other_format
from unstuck.wording.refusals import refuse

log = logging.getLogger(__name__)

_UNTYPED = "application/octet-stream"


def media_type(data: bytes) -> str:
    """What a file is, by its bytes. What cannot be told may be a damaged picture, and passes as bytes.

    Raises:
        ChannelError: `channel_not_a_picture` for what is known to be something else, whatever its name says.
    """
    try:
        name, is_picture = other_format(data)
        guess = filetype.guess(data[:4096])
    except Exception:  # whatever a file may do to who looks at it: no file is worth a conversation
        log.exception("a file could not be looked at")
        return _UNTYPED
    if name and not is_picture:
        raise refuse("channel_not_a_picture", format=name)
    return guess.mime if guess and is_picture else _UNTYPED
