"""The clauses of a message, from spaCy's parse, and what their grammar tells: who, when, whether, or not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

MOST_TOKENS = 400  # of a message that are parsed: 300 words and their signs
MOST_CLAUSES = 40  # that are looked at; each costs one embedding

ENDS = frozenset(".!?;…\n•|")
PAUSES = frozenset([",", ":", "(", ")", "-", "–", "—", "/", "+", "->", "=>", "→"])
JOINTS = frozenset(["and", "but", "or", "so", "plus", "also", "then", "though", "although", "however", "&"])
# Verbs that take what follows as their object: "it says the update failed" is one clause.
SAYING = frozenset(
    ["say", "think", "guess", "know", "hope", "see", "believe", "mean", "tell", "show", "notice", "ask", "want", "let"]
)
CLAUSAL = frozenset(["conj", "parataxis", "ccomp", "relcl", "acl", "advcl", "dep"])
SUBJECTS = frozenset(["nsubj", "nsubjpass", "expl", "csubj"])
PREDICATES = frozenset(["VERB", "AUX"])
PERSONS = {"i": "i", "we": "i", "you": "you", "he": "other", "she": "other", "they": "other"}


@dataclass(frozen=True)
class Clause:
    """A part of a message that says one thing.

    Args:
        start: of the clause, in characters from the message's start.
        end: the character after it.
        text: as it was typed.
        signs: what its grammar tells, as words: "negated", "past", "subject_i", "question" and the like.
    """

    start: int
    end: int
    text: str
    signs: tuple[str, ...] = ()


Span = tuple[int, int]


def split(tokens: Any, whole: Sequence[Span] = ()) -> tuple[Clause, ...]:
    """The clauses of a parsed message, in order.

    Args:
        tokens: spaCy's Doc, with tags, dependencies and lemmas.
        whole: stretches (characters) that are never cut and that can stand as a clause by themselves: a fix's name,
            an error message, a device.
    """
    starts = [*_starts(tokens, whole), len(tokens)]
    pieces = [tokens[start:end] for start, end in zip(starts, starts[1:], strict=False) if end > start]
    return tuple(_clause(piece) for piece in pieces if any(token.is_alpha or token.like_num for token in piece))[
        :MOST_CLAUSES
    ]


def _starts(tokens: Any, whole: Sequence[Span]) -> list[int]:
    """The first token of each clause."""
    inside = {token.i for token in tokens if any(start < token.idx < end for start, end in whole)}
    opening = _openings(tokens)
    starts = [0]
    weak: list[int] = []  # since the last start: where a clause begins only if it says something by itself
    for token in tokens[1:]:
        if token.i in inside:
            continue
        before = tokens[token.i - 1]
        if before.text[-1:] in ENDS and token.text[-1:] not in ENDS or (before.is_space and "\n" in before.text):
            starts.append(token.i)
        elif token.i in opening:
            starts.append(token.i)
        elif (before.text in PAUSES or token.lower_ in JOINTS) and before.lower_ not in JOINTS:
            weak.append(token.i)
    bounds = sorted({*starts, *weak, len(tokens)})
    kept = [0]
    for start, end in zip(bounds[1:], bounds[2:], strict=False):
        if start in starts or (_says(tokens[kept[-1] : start], whole) and _says(tokens[start:end], whole)):
            kept.append(start)
    return kept


def _says(piece: Any, whole: Sequence[Span]) -> bool:
    """Whether a piece can stand alone: it has a predicate, or one of the stretches that are kept whole."""
    if any(token.pos_ in PREDICATES and token.dep_ != "auxpass" and token.tag_ != "VBG" for token in piece):
        return True
    if any(token.tag_ == "VBG" and token.dep_ not in ("amod", "compound") for token in piece):
        return True
    start, end = piece.start_char, piece.end_char
    return any(start <= first < end for first, _ in whole)


def _openings(tokens: Any) -> frozenset[int]:
    """Where a clause with a subject of its own begins although nothing parts it: "i reinstalled it nothing helps"."""
    found = set()
    for token in tokens:
        if token.dep_ not in CLAUSAL or token.head.lemma_ in SAYING or token.head.i > token.i:
            continue
        subjects = [child for child in token.children if child.dep_ in SUBJECTS]
        marked = any(child.dep_ in ("mark", "prep") or child.tag_ in ("WDT", "WP", "WRB") for child in token.children)
        if subjects and not marked and (first := token.left_edge.i) > 0 and subjects[0].left_edge.i == first:
            found.add(first)
    return frozenset(found)


def _clause(piece: Any) -> Clause:
    while len(piece) > 1 and (piece[0].text in PAUSES or piece[0].is_space):
        piece = piece[1:]
    while len(piece) > 1 and (piece[-1].text in PAUSES or piece[-1].is_space):
        piece = piece[:-1]
    return Clause(piece.start_char, piece.end_char, piece.text, tuple(_signs(piece)))


def _signs(piece: Any) -> Iterator[str]:
    """What the grammar of a clause tells, each thing once."""
    inside: Callable[[Any], bool] = lambda token: piece.start <= token.i < piece.end  # noqa: E731
    head = next((token for token in piece if token.dep_ == "ROOT" or not inside(token.head)), piece[0])
    seen: dict[str, None] = {f"head_{head.tag_}": None}
    for token in piece:
        if token.dep_ == "neg":
            seen["negated"] = None
            seen[f"negated_{token.head.tag_}"] = None
        if token.dep_ in ("aux", "auxpass"):
            seen[f"aux_{token.lemma_.lower()}_{token.head.tag_}"] = None
        if token.dep_ in SUBJECTS:
            seen[f"subject_{PERSONS.get(token.lower_, 'thing')}"] = None
        if token.dep_ == "mark" or token.tag_ == "WRB":
            seen[f"mark_{token.lower_}"] = None
        if token.dep_ in ("xcomp", "ccomp"):
            seen[f"{token.dep_}_{token.tag_}"] = None
    if not any(token.dep_ in SUBJECTS for token in piece):
        seen["subject_none"] = None
    if _asks(piece):
        seen["question"] = None
    return iter(seen)


def _asks(piece: Any) -> bool:
    first = piece[0]
    if piece[-1].text == "?":
        return True
    inverted = first.tag_ in ("MD", "VBP", "VBZ", "VBD") and first.dep_ == "aux" and len(piece) > 1
    return first.tag_ in ("WRB", "WP", "WDT") or (inverted and piece[1].dep_ in SUBJECTS)


def covered(clause: Clause, spans: Collection[Span]) -> str:
    """What a clause says besides some stretches of it."""
    left = "".join(
        " " if any(start <= place < end for start, end in spans) else clause.text[place - clause.start]
        for place in range(clause.start, clause.end)
    )
    return " ".join(left.split())
