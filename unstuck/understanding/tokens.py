"""Words and their stems: spaCy's English tokeniser, without what it would import beside it, and Snowball's stemmer."""

import re
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from types import ModuleType, SimpleNamespace
from typing import Any

import Stemmer

# spaCy's own command line, with all that it draws in: half of the time that the import takes.
COMMAND_LINE = ("spacy.cli", "spacy.cli.info")


@lru_cache
def tokeniser() -> Any:
    """A blank English pipeline: tokens and nothing else."""
    return spacy().blank("en")


@lru_cache
def spacy() -> ModuleType:
    """The spaCy module, without its command line unless somebody has imported that already."""
    names = () if "spacy" in sys.modules else COMMAND_LINE
    replaced: dict[str, Any] = {name: SimpleNamespace(info=None) for name in names}
    sys.modules.update(replaced)
    try:
        import spacy
    finally:
        for name in replaced:
            del sys.modules[name]
    module: ModuleType = spacy
    return module


def flagged(pattern: list[dict[Any, Any]]) -> list[dict[Any, Any]]:
    """A token pattern whose leading conditions are flags of words: tried once a word, not whenever it is said.

    spaCy has room for some 45 of them; a condition beyond stays as it is. A matcher takes flags without validating, so
    that is done here.

    Raises:
        ValueError: it is no token pattern.
    """
    if errors := spacy().schemas.validate_token_pattern(pattern):
        raise ValueError(f"{pattern}: {'; '.join(errors)}")
    required = (place for place, token in enumerate(pattern) if token.get("OP") not in ("?", "*"))
    leading = next(required, len(pattern)) + 1
    return [*map(_flagged, pattern[:leading]), *pattern[leading:]]


def _flagged(token: dict[Any, Any]) -> dict[Any, Any]:
    for attribute in ("LOWER", "TEXT"):
        flag = None
        match token.get(attribute):
            case {"REGEX": wanted, **others} if not others:
                flag = _flag(attribute, wanted)
            case {"IN": wanted, **others} if not others:
                flag = _flag(attribute, tuple(wanted))
        if flag:
            return {key: value for key, value in token.items() if key != attribute} | {flag: True}
    return token


@lru_cache(None)
def _flag(attribute: str, wanted: str | tuple[str, ...]) -> int | None:
    """The flag of the words that a condition holds for; None where there is no room for another."""
    typed = str.lower if attribute == "LOWER" else str
    holds: Callable[[str], Any] = (
        re.compile(wanted).search if isinstance(wanted, str) else frozenset(wanted).__contains__
    )
    with suppress(ValueError):
        return int(tokeniser().vocab.add_flag(lambda word: bool(holds(typed(word)))))
    return None


def stem(word: str) -> str:
    """What a word in small letters has in common with its inflections: "updat" of update, updates, updating."""
    return str(_stemmer().stemWord(word))


@lru_cache
def _stemmer() -> Any:
    return Stemmer.Stemmer("english")
