"""Sentences, short titles, and names made of words."""

import re
from collections.abc import Iterable

from unstuck.drafting.blocks import bare, is_title_case
from unstuck.drafting.vocabulary import vocabulary

_END = re.compile(
    r"(?<=[.!?…])(?<!e\.g\.)(?<!i\.e\.)(?<!vs\.)(?<!approx\.)(?<!etc\.)(?<!No\.)[\"”’)*]*\s+(?=[“\"‘(*\[]*[A-Z0-9])"
)
_LONGEST_TITLE = 64
_CUT = re.compile(r"\s*(?:[;(]|,\s|\s[–—-]\s|:\s|\s(?:and then|then|so that|because|until|which|in order to|by)\s)")
SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "can",
        "could",
        "do",
        "does",
        "for",
        "from",
        "has",
        "have",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "my",
        "no",
        "not",
        "of",
        "on",
        "or",
        "our",
        "so",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "this",
        "to",
        "too",
        "was",
        "what",
        "when",
        "where",
        "which",
        "while",
        "why",
        "will",
        "with",
        "you",
        "your",
        "after",
        "before",
    ]  # words are read more easily than quotes
)
_MOST_WORDS = 4


def sentences(text: str) -> list[str]:
    """The sentences of a text; the lines of one are not told apart."""
    found: list[str] = []
    start = 0
    for end in _END.finditer(text):
        closing = end.group().rstrip()
        found.append(text[start : end.start()] + closing)
        start = end.end()
    found.append(text[start:])
    return [sentence.strip() for sentence in found if sentence.strip()]


def short(text: str) -> str:
    """A text as a title: its first sentence, cut where a clause ends if it is long, without the marks of labels."""
    title = bare(sentences(text)[0]) if sentences(text) else bare(text)
    first = 12
    if len(title) > _LONGEST_TITLE and (found := vocabulary().placed.match(title)):
        # Where something is done may go, under which condition may not.
        if re.match(r"\W*if\b", title, re.IGNORECASE):
            first = found.end()
        else:
            title = capital(title[found.end("place") :].lstrip())
    if len(title) > _LONGEST_TITLE:
        cuts = [cut.start() for cut in _CUT.finditer(title) if first <= cut.start() <= _LONGEST_TITLE]
        title = title[: cuts[-1]] if cuts else title[:_LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
    return re.sub(r"[\s.,:;–—-]+$", "", title) or bare(text)


def is_short(text: str) -> bool:
    """Whether a text can stand as a title as it is."""
    return 0 < len(bare(text)) <= _LONGEST_TITLE + 16


def name_of(text: str, taken: set[str]) -> str:
    """An id of a few telling words of `text` that is not in `taken`, and now is."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", bare(text).lower()))
    telling = [word for word in words if word not in SMALL_WORDS] or words or ["part"]
    name = "_".join(telling[:_MOST_WORDS])
    name = name if name[0].isalpha() else f"no_{name}"
    found, count = name, 2
    while found in taken:
        # From the second collision on the count leaps, so that thousands of equal titles do not take hours.
        found, count = f"{name}_{count}", max(count + 1, len(taken))
    taken.add(found)
    return found


def inside(text: str, names: Iterable[str] = ()) -> str:
    """A title as it stands inside a sentence: small letters but for names, abbreviations and what is quoted.

    `names` are words besides the platforms' that keep their capital letter.
    """
    kept = {word for name in (*names, *vocabulary().platforms) for word in name.split()}
    words = text.split()
    small = range(len(words)) if is_title_case(text) else range(min(len(words), 1))
    quoted = False
    for index, word in enumerate(words):
        quoted = quoted or word[0] in '“"‘'
        letters = re.sub(r"\W", "", word)
        if index in small and not quoted and letters not in kept and (letters[1:].islower() or letters == "A"):
            words[index] = word[0].lower() + word[1:]
        quoted = quoted and word.rstrip(".,;:!?")[-1] not in '”"’'
    return " ".join(words)


def capital(text: str) -> str:
    """The text with a capital letter, but for names such as iPhone."""
    return text if re.match(r"[a-z]{1,2}[A-Z]", text) else text[:1].upper() + text[1:]


def as_sentence(text: str) -> str:
    """The text with a capital letter and an end."""
    text = text.strip()
    if not text:
        return text
    text = capital(text)
    return text if re.search(r"[.!?…:][\"”’)*]*$", text) else f"{text}."
