"""Which fix is for which cause: the one that speaks of the same things."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from unstuck.drafting.sentences import SMALL_WORDS, sentences

# A fix is for a cause when it shares at least this part of what the cause's best fix shares. Of the hand-written
# articles all links but the widest are found at 0.6; at 0.5 fixes for other causes come in.
_NEAR_BEST = 0.6
_TITLE_WEIGHT = 3


def links(causes: Sequence[tuple[str, str]], methods: Sequence[tuple[str, str]]) -> list[list[int]]:
    """For each cause the indices of its fixes, the likest first; empty where nothing is shared.

    Args:
        causes: title and explanation of each.
        methods: title and all other words of each.
    """
    bags = [_bag(title, text) for title, text in methods]
    rare = Counter(word for bag in bags for word in bag)
    found = []
    for title, text in causes:
        cause = _bag(title, text)
        scores = [_shared(cause, bag, rare, len(bags)) for bag in bags]
        best = max(scores, default=0.0)
        order = sorted(range(len(bags)), key=lambda index: (-scores[index], index))
        named = {index for index in order if _names(text, methods[index][0])}
        found.append([index for index in order if best and (scores[index] >= _NEAR_BEST * best or index in named)])
    return found


def _shared(cause: Counter[str], method: Counter[str], rare: Counter[str], count: int) -> float:
    total = sum(
        math.log1p(cause[word]) * math.log1p(method[word]) * math.log((count + 1) / rare[word])
        for word in cause
        if word in method
    )
    return total / math.sqrt(1 + sum(map(math.log1p, method.values())))


def _names(text: str, title: str) -> bool:
    """Whether one sentence of a text has all the telling words of a fix's title."""
    wanted = set(stems(title))
    return len(wanted) > 1 and any(wanted <= set(stems(sentence)) for sentence in sentences(text))


def _bag(title: str, text: str) -> Counter[str]:
    bag = Counter(stems(text))
    for stem in stems(title):
        bag[stem] += _TITLE_WEIGHT
    return bag


def stems(text: str) -> list[str]:
    """The telling words of a text without their endings."""
    text = re.sub(r"\b(?:iphone|ipad|phone|tablet|computer|pc|handset)s?\b", "device", text.lower())
    text = re.sub(r"\b(?:wi-?fi|internet|connection)\b", "network", text)
    words = [word for word in re.findall(r"[a-z]+", text) if word not in SMALL_WORDS and len(word) > 2]
    return [
        re.sub(r"(?:ings?|ed|es|s|e|ions?|ly|ment)$", "", word) if len(word) > 4 else word.rstrip("s") for word in words
    ]
