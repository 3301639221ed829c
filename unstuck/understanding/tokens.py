"""Words and their stems: spaCy's English tokeniser, without what it would import beside it, and Snowball's stemmer."""

import re
import sys
from contextlib import suppress
from functools import lru_cache
from types import ModuleType, SimpleNamespace
from typing import Any

import snowballstemmer  # type: ignore[import-untyped]

# thinc, below spaCy, imports each of these where it is installed, to offer models in it: 5 to 30 s.
FRAMEWORKS = ("tensorflow", "torch", "mxnet")
# spaCy's own command line, with all that it draws in: 0.9 s of the 1.8 s that the import takes.
COMMAND_LINE = ("spacy.cli", "spacy.cli.info")


@lru_cache
def tokeniser() -> Any:
    """A blank English pipeline: tokens and nothing else."""
    return spacy().blank("en")


@lru_cache
def spacy() -> Any:
    """The spaCy module. Inside Rasa, which has imported all of it already, it is imported as it is."""
    if "rasa" in sys.modules or "spacy" in sys.modules:
        import spacy
    else:
        absent = {name: None for name in FRAMEWORKS if name not in sys.modules}  # None makes an import fail
        replaced = dict.fromkeys(COMMAND_LINE, SimpleNamespace(info=None))
        sys.modules.update(absent | replaced)  # type: ignore[arg-type]
        try:
            import spacy
        finally:
            for name in (*absent, *replaced):
                del sys.modules[name]
    module: ModuleType = spacy
    return module


def flagged(pattern: list[dict[Any, Any]]) -> list[dict[Any, Any]]:
    """A token pattern whose regular expressions are flags of words: tried once a word, not whenever it is said.

    spaCy has room for some 45 of them; a regular expression beyond stays as it is.
    """
    return [_flagged(token) for token in pattern]


def _flagged(token: dict[Any, Any]) -> dict[Any, Any]:
    for attribute in ("LOWER", "TEXT"):
        condition = token.get(attribute)
        if isinstance(condition, dict) and [*condition] == ["REGEX"] and (flag := _flag(attribute, condition["REGEX"])):
            return {key: value for key, value in token.items() if key != attribute} | {flag: True}
    return token


@lru_cache(None)
def _flag(attribute: str, expression: str) -> int | None:
    """The flag of the words that a regular expression is found in; None where there is no room for another."""
    search = re.compile(expression).search
    typed = str.lower if attribute == "LOWER" else str
    with suppress(ValueError):
        return int(tokeniser().vocab.add_flag(lambda word: search(typed(word)) is not None))
    return None


@lru_cache(10_000)
def stem(word: str) -> str:
    """What a word in small letters has in common with its inflections: "updat" of update, updates, updating."""
    return str(_stemmer().stemWord(word))


@lru_cache
def _stemmer() -> Any:
    return snowballstemmer.stemmer("english")
