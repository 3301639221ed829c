"""Files that come in through any channel: how large they may be, what is taken, and as what."""

import asyncio
import logging
from collections.abc import AsyncIterable
from tempfile import SpooledTemporaryFile

import filetype

from unstuck.errors import ChannelError
from unstuck.photo.formats import MARKUP, other_format
from unstuck.wording.refusals import refuse

log = logging.getLogger(__name__)

_UNTYPED = "application/octet-stream"
_IN_MEMORY = 1_000_000


async def received(chunks: AsyncIterable[bytes], most_bytes: int) -> bytes:
    """The bytes of a file, which is put on disk while it arrives and given up as soon as it is too large.

    Raises:
        ChannelError: `channel_file_too_large`, `channel_empty_file`.
    """
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        size = 0
        async for chunk in chunks:
            size += len(chunk)
            if size > most_bytes:
                raise too_large(most_bytes)
            file.write(chunk)
        if not size:
            raise refuse("channel_empty_file")
        file.seek(0)
        return await asyncio.to_thread(file.read)


def too_large(most_bytes: int) -> ChannelError:
    """The error for a file of more bytes than are taken."""
    return refuse("channel_file_too_large", megabytes=f"{most_bytes / 1_000_000:g}")


def media_type(data: bytes) -> str:
    """What a file is, by its bytes. What cannot be told may be a damaged picture, and passes as bytes.

    Raises:
        ChannelError: `channel_not_a_picture` for what is known to be something else, whatever its name says.
    """
    name, is_picture, kind = _look(data)
    if name and not is_picture:
        raise refuse("channel_not_a_picture", format=name)
    return kind if is_picture else _UNTYPED


def any_media_type(data: bytes) -> str:
    """What a file of the team is, by its bytes: anything but what a browser would run as a page.

    Raises:
        ChannelError: `channel_not_a_picture` for such a page.
    """
    name, _, kind = _look(data)
    if name in MARKUP:
        raise refuse("channel_not_a_picture", format=name)
    return kind


def _look(data: bytes) -> tuple[str | None, bool, str]:
    """A file's format by name, whether that is a picture's, and its media type; nothing for what cannot be told."""
    try:
        name, is_picture = other_format(data)
        guess = filetype.guess(data[:4096])
    except Exception:  # whatever a file may do to who looks at it: no file is worth a conversation
        log.exception("a file could not be looked at")
        return None, False, _UNTYPED
    return name, is_picture, guess.mime if guess else _UNTYPED
