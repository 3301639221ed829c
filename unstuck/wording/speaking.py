"""The language of whoever is answered just now: set once where a message, a request or a duty begins."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar

from unstuck.wording.responses import ENGLISH, Words
from unstuck.wording.spoken_languages import spoken

_language: ContextVar[str] = ContextVar("language", default=ENGLISH)


@contextmanager
def in_language(language: str) -> Generator[None]:
    """Speak a language within the block, threads and tasks that are begun in it included; English where it is empty."""
    before = _language.set(language or ENGLISH)
    try:
        yield
    finally:
        _language.reset(before)


def speak(language: str) -> None:
    """Speak a language from here on, in this task; English where it is empty."""
    _language.set(language or ENGLISH)


def language() -> str:
    """The code of the present language."""
    return _language.get()


def words() -> Words:
    """The words of the present language. Raises WordsError."""
    return spoken().words(_language.get())
