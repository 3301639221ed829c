"""The words of each language's examples, which tell the language of a short message: a file beside the classifiers."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from unstuck.understanding.lexicon import words

FOLDER = "languages"  # of the trained classifiers, inside the models' folder
VOCABULARY = "vocabulary.json"
OFTEN = 3  # times in the examples from which a word counts


def vocabulary(texts: Iterable[str]) -> list[str]:
    """The words that stand often enough in some texts, in order."""
    counts = Counter(word for text in texts for word in frozenset(words(text)))
    return sorted(word for word, count in counts.items() if count >= OFTEN and word.replace("'", "").isalpha())


def write_vocabulary(spoken: Mapping[str, list[str]], folder: Path) -> None:
    """Put the words of languages, by their codes, into a folder."""
    (folder / VOCABULARY).write_text(json.dumps(spoken, ensure_ascii=False), encoding="utf-8")


def read_vocabulary(folder: Path) -> Mapping[str, frozenset[str]]:
    """The words of each language; none for one that was not trained."""
    spoken = json.loads((folder / VOCABULARY).read_text(encoding="utf-8"))
    return defaultdict(frozenset, {code: frozenset(one) for code, one in spoken.items()})
