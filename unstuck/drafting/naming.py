"""Names that a draft needs and a page does not give: ids of parts, and short titles of long texts."""

from __future__ import annotations

import re
import unicodedata

from unstuck.understanding.index import SENTENCE

MOST_WORDS = 4  # of an id
SMALL = frozenset(["the", "and", "for", "your", "with"])  # words that an id does without
MOST_IN_TITLE = 80  # letters
_SENTENCE = re.compile(r"(?<=\w\w[.!?])\s|(?<=[。！？])(?=\S)|\n")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


class Names:
    """Ids that no other part of an article has."""

    def __init__(self) -> None:
        self._taken = {"error"}

    def new(self, title: str, kind: str) -> str:
        """An id of the title's first words; of one in another script, the kind and a number."""
        name = slug(title) or kind
        name = name if name[0].isalpha() else f"{kind}_{name}"
        found, number = name, 2
        while found in self._taken:
            found, number = f"{name}_{number}", number + 1
        self._taken.add(found)
        return found


def slug(title: str) -> str:
    """The first words of a title in small letters, with underscores; empty where it has no Latin letter."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", latin(_LINK.sub(r"\1", title))))
    long = [word for word in words if len(word) > 2 and word not in SMALL] or words
    return "_".join(long[:MOST_WORDS])


def sentences(text: str) -> list[str]:
    """What a text says, sentence by sentence."""
    return [one for line in text.splitlines() for one in SENTENCE.split(line) if one.strip()]


def latin(text: str) -> str:
    """A text in small letters without accents and without letters of other scripts."""
    return unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()


def short(text: str) -> str:
    """The first sentence of a text without marks, cut at a word where it is long."""
    first = _SENTENCE.split(_LINK.sub(r"\1", text).replace("**", "").strip("- "))[0].strip()
    if len(first) <= MOST_IN_TITLE:
        return first.rstrip(".:。") or text
    cut = first[:MOST_IN_TITLE]
    return (cut.rpartition(" ")[0] or cut).rstrip(",;:") + " …"
