"""Who is talking."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Conversation id, channel, how to get the talk so far, oldest first, as (who, text), and the language that was
    written last."""

    id: str
    channel: str
    transcript: Callable[[], list[tuple[str, str]]]
    language: str = ""
