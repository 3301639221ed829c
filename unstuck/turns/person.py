"""Who is talking."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Conversation id, channel, and how to get the talk so far, oldest first, as (who, text)."""

    id: str
    channel: str
    transcript: Callable[[], list[tuple[str, str]]]
