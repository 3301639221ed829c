"""What was unsure, which numbers were found, and which text did not find a place, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from unstuck.drafting.drafts import Draft
from unstuck.drafting.limits import quantities
from unstuck.drafting.sections import without_number
from unstuck.drafting.sentences import sentences

# Three words in a row that the article has in this order as well tell that a sentence is in it.
_RUN = 3
# Signs and counts at a line's beginning, which only tell an item, a fix or a question from the next.
_MARK = re.compile(
    r"^\W*(?:\(?\w{1,3}[.):\]]\s+|\d{1,2}(?:\.\d{1,2})+[.):]?\s+|o\s+|(?:Question|Answer)\s*\d*\s*[:.)]\s*)?\W*"
)


@dataclass(frozen=True)
class Report:
    """Everything a person should look at after an import; each entry with its line.

    `headings` are those that only say what comes, `unplaced` is every sentence that is not in the article.
    """

    counts: str
    unsure: tuple[tuple[int, str], ...]
    limits: tuple[tuple[int, str], ...]
    headings: tuple[tuple[int, str], ...]
    unplaced: tuple[tuple[int, str], ...]

    def lines(self) -> Iterator[str]:
        """The report as text."""
        yield self.counts
        for title, entries in (
            ("Please look at:", self.unsure),
            ("Numbers found; see that each is right:", self.limits),
            ("Headings that only say what comes:", self.headings),
            ("Not in the article:", self.unplaced),
        ):
            if entries:
                yield title
                yield from (f"  line {number}: {text}" for number, text in entries)


def report(draft: Draft, article: Mapping[str, Any], visible: Mapping[int, str]) -> Report:
    """Compare an article with the text that it was made of, `visible` by line."""
    runs = _Runs(list(strings(article)))
    unplaced = []
    for number, text in sorted(visible.items()):
        missing = [part for part in _pieces(text) if not runs.hold(part)]
        if missing and not _says_the_same(text, draft.headings.get(number, "")):
            unplaced.append((number, " ".join(missing)))
    limits = [(number, ", ".join(found)) for number, text in sorted(visible.items()) if (found := quantities(text))]
    return Report(
        counts=_counts(article),
        unsure=tuple(sorted(draft.unsure)),
        limits=tuple(limits),
        headings=tuple(sorted((number, text) for number, text in draft.headings.items())),
        unplaced=tuple(unplaced),
    )


def strings(value: Any) -> Iterator[str]:
    """All texts of an article, in its order."""
    if isinstance(value, Mapping):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from strings(part)
    elif isinstance(value, str):
        yield value


def words(text: str) -> list[str]:
    """The words of a text, as they are compared: small letters, no signs."""
    return re.findall(r"[^\W_]+", text.lower())


class _Runs:
    """The words of an article in runs, to look sentences up."""

    def __init__(self, texts: Sequence[str]) -> None:
        said = [word for text in texts for word in words(text)]
        self._runs = {tuple(said[at : at + n]) for n in range(1, _RUN + 1) for at in range(len(said) - n + 1)}

    def hold(self, text: str) -> bool:
        """Whether every run of words of `text` is in the article."""
        said = words(text)
        n = min(len(said), _RUN)
        return all(tuple(said[at : at + n]) in self._runs for at in range(len(said) - n + 1))


def _pieces(text: str) -> Iterator[str]:
    """What of a line may have gone to places of its own: sentences, cells, a title and what is behind its colon."""
    text = without_number(_MARK.sub("", text))
    for part in re.split(r"\s*\|\s*|\t+|\s{3,}|\s+[-–—]\s+|:\**\s+|;\s+", text):
        # A bare count is the number of a row.
        yield from (
            sentence
            for sentence in sentences(part)
            if not re.fullmatch(r"\W*(?:step )?\d{1,2}\W*", sentence, re.IGNORECASE)
        )


def _says_the_same(text: str, heading: str) -> bool:
    return bool(heading) and words(heading) == words(text)[-len(words(heading)) :]


def _counts(article: Mapping[str, Any]) -> str:
    methods = article.get("methods", ())
    comparison = article.get("comparison") or {}
    counts = {
        "cause": len(article.get("causes", ())),
        "fix": len(methods),
        "step": sum(len(method["steps"]) for method in methods),
        "escalation": len(article.get("escalations", ())),
        "answer": len(article.get("answers", ())),
        "row of the comparison": len(comparison.get("rows", ())),
    }
    return "Read: " + ", ".join(f"{count} {_plural(name, count)}" for name, count in counts.items()) + "."


def _plural(name: str, count: int) -> str:
    if count == 1:
        return name
    return {"fix": "fixes", "row of the comparison": "rows of the comparison"}.get(name, f"{name}s")
