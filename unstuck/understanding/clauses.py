"""The clauses of a message, and which of them deny what they name ("it's not the wifi")."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from unstuck.errors import ModelError
from unstuck.understanding.tokens import spacy, tokeniser

MOST_CLAUSES = 6  # that are looked at; each costs one embedding
MOST_CHARACTERS = 600  # of a message that are split; what is said after that is the whole message's affair


@dataclass(frozen=True)
class Clause:
    """A part of a message that says one thing.

    Args:
        text: as it was typed.
        denied: what the clause rules out, without the words that do so; empty when it rules out nothing.
    """

    text: str
    denied: str = ""


class ClauseSplitter:
    """Splits messages by the words and patterns of data/entities/clauses.yml."""

    def __init__(self, joints: Mapping[str, Any]) -> None:
        self._joints = frozenset(joints["joints"])
        self._pipeline = tokeniser()
        self._matcher = spacy().matcher.Matcher(self._pipeline.vocab)
        self._kept = {}  # how many tokens at the end of a match are not part of the denial
        for number, denial in enumerate(joints["denials"]):
            follower = [denial["before"]] if "before" in denial else []
            self._kept[f"denial{number}"] = len(follower)
            self._matcher.add(f"denial{number}", [[*denial["cue"], *follower]], greedy="LONGEST")

    @classmethod
    def load(cls, folder: Path) -> "ClauseSplitter":
        """From `clauses.yml` in a folder. Raises ModelError when it is missing or is no YAML."""
        try:
            return cls(YAML(typ="safe").load(folder / "clauses.yml"))
        except Exception as error:
            reason = f"{folder / 'clauses.yml'} cannot be read ({error}); restore or mend it."
            raise ModelError("no_clauses", reason) from None

    def split(self, text: str) -> tuple[Clause, ...]:
        """The clauses of a message, in order; one when nothing joins several."""
        tokens = self._pipeline(text[:MOST_CHARACTERS])
        clauses = []
        for start, end in self._stretches(tokens):
            stretch = tokens[start:end].as_doc()
            clauses.append(Clause(stretch.text.strip(), self._denied(stretch)))
        return tuple(clauses[:MOST_CLAUSES])

    def _stretches(self, tokens: Any) -> Iterator[tuple[int, int]]:
        start = 0
        for index, token in enumerate(tokens):
            if token.lower_ in self._joints or token.is_space:
                if index > start:
                    yield start, index
                start = index + 1
        if len(tokens) > start:
            yield start, len(tokens)

    def _denied(self, clause: Any) -> str:
        found = [
            (end - start, start, end - self._kept[clause.vocab.strings[key]])
            for key, start, end in self._matcher(clause)
        ]
        if not found:
            return ""
        _, start, end = max(found)
        return f"{clause[:start].text_with_ws}{clause[end:].text}".strip()
