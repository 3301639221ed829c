"""Posting: a message that takes several posts goes on, when it is tried again, with the post that failed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable

from unstuck.storage.message_log import Entry


class Posting:
    """Remembers, of messages that could not be finished, how many of their posts are done."""

    def __init__(self) -> None:
        self._done: dict[tuple[str, int], int] = {}

    async def post[Post](self, entry: Entry, posts: Iterable[Post], send: Callable[[Post], Awaitable[None]]) -> None:
        """Send the posts of a message that are not sent yet, in their order. Raises what `send` raises."""
        key = (entry.conversation_id, entry.seq)
        done = self._done.pop(key, 0)
        for number, post in enumerate(posts):
            if number < done:
                continue
            try:
                await send(post)
            except Exception:
                self._done[key] = number
                raise
