"""The clauses of a message, and which of them deny what they name ("it's not the wifi")."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from unstuck.errors import ModelError
from unstuck.understanding.tokens import flagged, spacy, tokeniser

MOST_CLAUSES = 6  # that are looked at; each costs one embedding
MOST_CHARACTERS = 600  # of a message that are split; what is said after that is the whole message's affair


@dataclass(frozen=True)
class Clause:
    """A part of a message that says one thing.

    Args:
        start: of the clause, in characters from the message's start.
        end: the character after it.
        text: as it was typed.
        denied: what the clause rules out, without the words that do so; empty when it rules out nothing.
    """

    start: int
    end: int
    text: str
    denied: str = ""


@dataclass(frozen=True)
class _Denial:
    kept: int  # tokens at the end of a match that are not part of the cue
    at: str  # "start" or "end" of the clause, or "" for anywhere
    instead: str  # what the cue is replaced by


class ClauseSplitter:
    """Splits messages by the words and patterns of data/entities/clauses.yml."""

    def __init__(self, grammar: Mapping[str, Any]) -> None:
        self._joints = frozenset(grammar["joints"])
        self._openers = tuple(tuple(words) for words in grammar["openers"])
        self._pipeline = tokeniser()
        self._matcher = spacy().matcher.Matcher(self._pipeline.vocab, validate=False)
        self._denials: dict[str, _Denial] = {}
        for number, denial in enumerate(grammar["denials"]):
            follower = [denial["before"]] if "before" in denial else []
            self._denials[f"denial{number}"] = _Denial(len(follower), denial.get("at", ""), denial.get("instead", ""))
            self._matcher.add(f"denial{number}", [flagged([*denial["cue"], *follower])], greedy="LONGEST")

    @classmethod
    def load(cls, folder: Path) -> "ClauseSplitter":
        """From `clauses.yml` in a folder. Raises ModelError when it is missing or wrong."""
        try:
            return cls(YAML(typ="safe").load(folder / "clauses.yml"))
        except Exception as error:
            reason = f"{folder / 'clauses.yml'} cannot be used ({error}); restore or mend it."
            raise ModelError("no_clauses", reason) from None

    def split(self, text: str) -> tuple[Clause, ...]:
        """The clauses of a message, in order; one when nothing joins several."""
        tokens = self._pipeline.make_doc(text[:MOST_CHARACTERS])
        clauses = (clause for start, end in self._stretches(tokens) for clause in self._clauses(tokens[start:end]))
        return tuple(clause for clause, _ in zip(clauses, range(MOST_CLAUSES), strict=False))

    def _stretches(self, tokens: Any) -> Iterator[tuple[int, int]]:
        start = 0
        for index, token in enumerate(tokens):
            if token.lower_ in self._joints or token.is_space:
                if index > start:
                    yield start, index
                start = index + 1
        if len(tokens) > start:
            yield start, len(tokens)

    def _clauses(self, stretch: Any) -> Iterator[Clause]:
        found = self._denial(stretch)
        if found is None:
            yield Clause(stretch.start_char, stretch.end_char, stretch.text)
            return
        start, end, instead = found
        # "it's not the wifi it's the permission" is two clauses that nothing joins.
        opener = next((index for index in range(end + 1, len(stretch)) if self._opens(stretch, index)), len(stretch))
        clause = stretch[:opener]
        left = [token.text for token in clause]
        denied = " ".join([*left[:start], instead, *left[end:]])
        yield Clause(clause.start_char, clause.end_char, clause.text, denied)
        if opener < len(stretch):
            yield from self._clauses(stretch[opener:])

    def _opens(self, stretch: Any, index: int) -> bool:
        typed = tuple(token.lower_ for token in stretch[index : index + 2])
        return any(typed[: len(words)] == words for words in self._openers)

    def _denial(self, stretch: Any) -> tuple[int, int, str] | None:
        """First token and token after the longest cue of a denial, and what stands instead."""
        found = []
        for key, start, end in self._matcher(stretch):
            denial = self._denials[stretch.vocab.strings[key]]
            if (denial.at == "start" and start) or (denial.at == "end" and end < len(stretch)):
                continue
            found.append((end - start, start, end - denial.kept, denial.instead))
        return max(found)[1:] if found else None
