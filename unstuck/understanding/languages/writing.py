"""In which ways a word is written by who types in a hurry."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping


def forms(word: str, written: Mapping[str, str]) -> Iterator[str]:
    """The ways in which a word is written by who leaves out its marks."""
    yield bare(word)
    if written:
        yield bare("".join(written.get(letter, letter) for letter in unicodedata.normalize("NFC", word)))


def bare(word: str) -> str:
    """A word without accents and other marks."""
    parts = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
