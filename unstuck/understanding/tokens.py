"""spaCy's English tokeniser, without the frameworks that spaCy would look for."""

import sys
from functools import lru_cache
from typing import Any

# thinc, below spaCy, imports each of these where it is installed, to offer models that nobody here uses: 5 to 30 s.
UNWANTED = ("tensorflow", "torch", "mxnet")


@lru_cache
def tokeniser() -> Any:
    """A blank English pipeline: tokens and nothing else."""
    return spacy().blank("en")


def spacy() -> Any:
    """The spaCy module. Frameworks that the process has imported already stay."""
    hidden = [name for name in UNWANTED if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None makes their import fail
    try:
        import spacy
    finally:
        for name in hidden:
            del sys.modules[name]
    return spacy
