"""Downloads: a file that a person sent, fetched from the messenger's own servers and from nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import aiohttp

from channels.messenger.service import NotNow, Rejected, Remote
from channels.uploads import received, too_large

SECONDS = 60
_CHUNK = 64 * 1024
_TOO_BUSY = 429


async def fetch(
    session: aiohttp.ClientSession, file: Remote, *, allowed: Callable[[str, str], bool], most_bytes: int
) -> bytes:
    """The bytes of a file. No redirect is followed, and reading ends as soon as there is too much.

    Args:
        session: what to fetch with; it should carry no cookies.
        file: where it is, and what opens it.
        allowed: whether a scheme and a host with its port are the messenger's own.
        most_bytes: the largest file taken.

    Raises:
        ChannelError: `channel_file_too_large`, `channel_empty_file`.
        NotNow: it may work later.
        Rejected: it is not on the messenger's servers, or they do not give it.
    """
    parts = urlsplit(file.url)
    if not allowed(parts.scheme, parts.netloc):
        raise Rejected("the file is not on the messenger's servers")
    if file.size is not None and file.size > most_bytes:
        raise too_large(most_bytes)
    limit = aiohttp.ClientTimeout(total=SECONDS)
    try:
        async with session.get(file.url, headers=file.headers, allow_redirects=False, timeout=limit) as answer:
            if answer.status == _TOO_BUSY or answer.status >= 500:
                raise NotNow(f"status {answer.status}", _seconds(answer.headers.get("retry-after")))
            if answer.status != 200:
                raise Rejected(f"status {answer.status}")
            if answer.content_type == "text/html":
                # Slack shows its login page to a token that may not read files.
                raise Rejected("a web page in place of the file: the token may lack the right to read files")
            if (answer.content_length or 0) > most_bytes:
                raise too_large(most_bytes)
            return await received(answer.content.iter_chunked(_CHUNK), most_bytes)
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        # Without its cause, which may hold the address, and that may be what opens the file.
        raise NotNow(error.__class__.__name__) from None


def _seconds(retry_after: str | None) -> float | None:
    return float(retry_after) if retry_after and retry_after.isdigit() else None
