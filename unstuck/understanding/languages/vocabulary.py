"""The words of each language's examples and how often they stand there: a file beside the classifiers.

They tell the language of a short message, and what a word is that is written in another way.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from unstuck.understanding.lexicon import words

FOLDER = "languages"  # of the trained classifiers, inside the models' folder
VOCABULARY = "vocabulary.json"

Counts = Mapping[str, int]  # in how many examples each word stands


def vocabulary(texts: Iterable[str]) -> Counts:
    """The words of some texts, in order."""
    counts = Counter(word for text in texts for word in frozenset(words(text)))
    return {word: counts[word] for word in sorted(counts) if word.replace("'", "").isalpha()}


def write_vocabulary(spoken: Mapping[str, Counts], folder: Path) -> None:
    """Put the words of languages, by their codes, into a folder."""
    (folder / VOCABULARY).write_text(json.dumps(spoken, ensure_ascii=False), encoding="utf-8")


def read_vocabulary(folder: Path) -> Mapping[str, Counts]:
    """The words of each language; none for one that was not trained."""
    spoken = json.loads((folder / VOCABULARY).read_text(encoding="utf-8"))
    return defaultdict(dict, spoken)
