"""Error messages that a person quotes, found with typos.

The messages are the articles': their own errors, those of related errors, and those that give a cause away.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from rapidfuzz import fuzz, process

from unstuck.articles.knowledge import known_messages
from unstuck.articles.model import Article

# Likeness in percent from which a stretch of text is the message. "profile foto update failed" has 92 and "profle photo
# updte faild" 94; of people's own words "photo wont save" has 89 and "profile photo not updating" 84.
ALIKE = 90


@dataclass(frozen=True)
class Alert:
    """One quoted error message: as the article has it, as it was typed, and where."""

    message: str
    text: str
    start: int
    end: int


class AlertFinder:
    """Finds the error messages of some articles."""

    def __init__(self, articles: Sequence[Article]) -> None:
        listed = (messages for article in articles for _, _, messages in known_messages(article))
        self._messages = tuple(dict.fromkeys(chain.from_iterable(listed)))
        self._lowered = [message.lower() for message in self._messages]

    def find(self, text: str) -> tuple[Alert, ...]:
        """The messages quoted in a text, likest first, none overlapping another."""
        lowered = text.lower() if len(text.lower()) == len(text) else text  # a few letters grow when they become small
        found: list[tuple[float, Alert]] = []
        for _, score, place in process.extract_iter(
            lowered, self._lowered, scorer=fuzz.partial_ratio, score_cutoff=ALIKE, processor=None
        ):
            message = self._messages[place]
            # A text shorter than the message would be found inside it, not the other way round.
            if len(lowered) < len(message) * ALIKE / 100:
                continue
            match = fuzz.partial_ratio_alignment(self._lowered[place], lowered, score_cutoff=ALIKE)
            if match:
                start, end = _whole_words(lowered, match.dest_start, match.dest_end)
                found.append((score, Alert(message, text[start:end], start, end)))
        chosen: list[Alert] = []
        for _, alert in sorted(found, key=lambda pair: -pair[0]):
            if not any(alert.start < other.end and other.start < alert.end for other in chosen):
                chosen.append(alert)
        return tuple(chosen)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    return start, end
