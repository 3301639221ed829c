"""The clauses of a message, by spaCy's parse."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from unstuck.understanding.tokens import stem

MOST_CHARACTERS = 2_000  # of a message that are parsed: about 350 words
SHORTEST = 3  # words before a clause that nothing parts from what is before it: fewer are its subject, misread
MOST_WORDS_OF_AN_ANSWER = 2
MOST_CLAUSES = 40  # that are looked at; each costs one embedding

MARKS = frozenset("✓✔✗✘✅❌☑")  # behind what they tick off or cross out
ENDS = frozenset(".!?;…\n•|") | MARKS
PAUSES = frozenset([",", ":", "(", ")", "-", "–", "—", "/", "+", "->", "=>", "→"])
ASKED = frozenset(["?", ":", "(", "="])  # behind what somebody asks and answers alone: "restart? yes"
JOINTS = frozenset(["and", "but", "or", "so", "plus", "also", "then", "though", "although", "however", "&"])
# Stems of verbs that take what follows as their object: "it says the update failed" is one clause.
SAYING = frozenset(
    ["say", "think", "guess", "know", "hope", "see", "believ", "mean", "tell", "show", "notic", "ask", "want", "let"]
) | frozenset(["said", "thought", "knew", "known", "saw", "seen", "meant", "told", "shown"])
CLAUSAL = frozenset(["conj", "parataxis", "ccomp", "relcl", "acl", "advcl", "dep"])
SUBJECTS = frozenset(["nsubj", "nsubjpass", "expl", "csubj"])
WH = frozenset(["WP", "WDT", "WRB", "WP$"])  # tags of what, which, how, why, whose
PREDICATES = frozenset(["VERB", "AUX"])


@dataclass(frozen=True)
class Clause:
    """A part of a message that says one thing.

    Args:
        start: of the clause, in characters from the message's start.
        end: the character after it.
        text: as it was typed.
        asks: whether it has the form of a question.
        asks_what: whether it asks for more than yes or no.
    """

    start: int
    end: int
    text: str
    asks: bool = False
    asks_what: bool = False


Span = tuple[int, int]


def split(tokens: Any, whole: Sequence[Span] = ()) -> tuple[Clause, ...]:
    """The clauses of a parsed message, in order.

    Args:
        tokens: spaCy's Doc, with tags and dependencies.
        whole: stretches (characters) that are never cut and that can stand as a clause by themselves: a fix's name,
            an error message, a device.
    """
    starts = [*_starts(tokens, whole), len(tokens)]
    pieces = [tokens[start:end] for start, end in pairwise(starts) if end > start]
    return tuple(_clause(piece, whole) for piece in pieces if any(token.is_alpha or token.like_num for token in piece))[
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
        if (
            (before.text[-1:] in ENDS and token.text[-1:] not in ENDS)
            or (before.is_space and "\n" in before.text)
            or (token.i in opening and token.i - starts[-1] >= SHORTEST)
        ):
            starts.append(token.i)
        elif (before.text in PAUSES or token.lower_ in JOINTS) and before.lower_ not in JOINTS:
            weak.append(token.i)
    bounds = sorted({*starts, *weak, len(tokens)})
    kept = [0]
    for start, end in pairwise(bounds[1:]):
        before, piece = tokens[kept[-1] : start], tokens[start:end]
        if _answers(before, piece, whole) or _is_condition(before):
            continue
        # "what's the difference between this and that error"
        asked_about = piece[0].lower_ in JOINTS and _asks(before) and _is_named(piece, whole)
        if start in starts or (_says(before, whole) and _says(piece, whole) and not asked_about):
            kept.append(start)
    return kept


def _is_condition(piece: Any) -> bool:
    """Whether a piece only tells when or if: "when i choose a jpeg" says nothing without what then happens."""
    first = next((token for token in piece if token.text not in PAUSES and token.lower_ not in JOINTS), piece[0])
    subordinate = first.dep_ == "mark" or (first.tag_ == "WRB" and first.dep_ == "advmod")
    return subordinate and first.head.dep_ in ("advcl", "ccomp", "relcl", "acl") and piece[-1].text[-1:] not in ENDS


def _answers(before: Any, piece: Any, whole: Sequence[Span] = ()) -> bool:
    """Whether a piece is the answer to what stands before it: "restart: done", "Closed the app? yes"."""
    if before[-1].text not in ASKED:
        return False
    if any(piece.start_char <= start < piece.end_char for start, _ in whole):
        return False
    words = [token for token in piece if not token.is_punct and not token.is_space]
    return len(words) <= MOST_WORDS_OF_AN_ANSWER and not any(token.dep_ in SUBJECTS for token in piece)


def _says(piece: Any, whole: Sequence[Span]) -> bool:
    """Whether a piece can stand alone: it has a predicate, or one of the stretches that are kept whole."""
    if any(token.pos_ in PREDICATES and token.dep_ != "auxpass" and token.tag_ != "VBG" for token in piece):
        return True
    if any(token.tag_ == "VBG" and token.dep_ not in ("amod", "compound") for token in piece):
        return True
    return _is_named(piece, whole)


def _is_named(piece: Any, whole: Sequence[Span]) -> bool:
    """Whether most of a piece is one of the stretches that are kept whole."""
    start, end = piece.start_char, piece.end_char
    named = sum(last - first for first, last in whole if start <= first < end)
    return named * 2 >= len(piece.text.strip())


def _openings(tokens: Any) -> frozenset[int]:
    """Where a clause with a subject of its own begins although nothing parts it: "i reinstalled it nothing helps"."""
    found = set()
    for token in tokens:
        subjects = [child for child in token.children if child.dep_ in SUBJECTS]
        if not subjects or stem(token.head.lower_) in SAYING or token.head.i > token.i:
            continue
        asked = _inverted(token, subjects[0])
        first = min([subjects[0], *asked], key=lambda one: one.left_edge.i).left_edge.i
        marked = any(child.dep_ in ("mark", "prep") or child.tag_ in ("WDT", "WP", "WRB") for child in token.children)
        spoken = subjects[0].tag_ == "PRP" and tokens[first - 1].tag_ not in ("IN", "WRB", "WDT", "WP", "CC")
        begins = token.dep_ in CLAUSAL and token.left_edge.i == first
        if first > 0 and (asked or not marked) and (begins or spoken):
            while first > 1 and tokens[first - 1].lower_ in JOINTS:
                first -= 1
            found.add(first)
    return frozenset(found)


def _inverted(verb: Any, subject: Any) -> list[Any]:
    """What stands before the subject of a question: "how long will it take", "do i wait"; nothing in a statement."""
    before = [child for child in verb.lefts if child.i < subject.i]
    asks = any(child.dep_ == "aux" for child in before)
    return [one for one in before if one.dep_ == "aux" or WH & {word.tag_ for word in one.subtree}] if asks else []


def _clause(piece: Any, whole: Sequence[Span]) -> Clause:
    while len(piece) > 1 and (piece[0].text in PAUSES or piece[0].is_space or piece[0].lower_ in JOINTS):
        piece = piece[1:]
    while len(piece) > 1 and (piece[-1].text in PAUSES or piece[-1].is_space or piece[-1].lower_ in JOINTS):
        piece = piece[:-1]
    marks = [token.i for token in piece if token.text in ASKED]
    tail = piece.doc[marks[-1] + 1 : piece.end] if marks and marks[-1] + 1 < piece.end else None
    answered = tail is not None and _answers(piece.doc[piece.start : marks[-1] + 1], tail, whole)
    asks = not answered and _asks(piece)
    return Clause(piece.start_char, piece.end_char, piece.text, asks, asks and _first(piece).tag_ in WH)


def _asks(piece: Any) -> bool:
    """Whether a piece has the form of a question: its mark, its verb before its subject, or its first word."""
    if "?" in piece[-1].text:
        return True
    first = _first(piece)
    if first.tag_ in ("WP", "WDT") or (first.tag_ == "WRB" and first.head.dep_ not in ("advcl", "relcl")):
        return True
    return any(_is_inverted(token, token.i == first.i) for token in piece)


def _is_inverted(verb: Any, opens: bool) -> bool:
    """Whether a verb, which may open its clause, stands before its subject: "do i wait", "ok is this a bug"."""
    if verb.tag_ not in ("MD", "VBP", "VBZ", "VBD"):
        return False
    of = verb.head if verb.dep_ == "aux" else verb
    subjects = (one for one in of.children if one.dep_ in SUBJECTS and one.left_edge.i == verb.i + 1)
    # "here is the picture" asks nothing
    return any(opens or verb.dep_ == "aux" or one.pos_ == "PRON" for one in subjects)


def _first(piece: Any) -> Any:
    """The first word of a piece."""
    return next((token for token in piece if not token.is_punct), piece[0])


def beside(clause: Clause, spans: Collection[Span]) -> str:
    """What a clause says besides some stretches of it; all of it where little is left."""
    left = covered(clause, spans)
    return left if len(left.split()) >= SHORTEST else clause.text


def covered(clause: Clause, spans: Collection[Span]) -> str:
    """What a clause says besides some stretches of it, however little that is."""
    left = "".join(
        " " if any(start <= place < end for start, end in spans) else clause.text[place - clause.start]
        for place in range(clause.start, clause.end)
    )
    return " ".join(left.split())
