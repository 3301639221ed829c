"""The clauses of a message without a parser: by its punctuation and the words that join statements in its language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from unstuck.understanding.clauses import MOST_CHARACTERS, MOST_CLAUSES, Clause, Span
from unstuck.understanding.languages.language import Language

ENDS = ".!?;…。！？؟؛\n•|"
PAUSES = ",、،，:：()（）–—/+→"
IN_NUMBERS = ".,:/"  # signs that stand inside numbers and addresses as well
FIRM = "".join(sign for sign in ENDS if sign not in IN_NUMBERS)
PAUSING = "".join(sign for sign in PAUSES if sign not in IN_NUMBERS)
END = re.compile(rf"(?:(?<!\d)[.]|[.](?!\d)|[{re.escape(FIRM)}])[{re.escape(ENDS)}\s]*")
PAUSE = re.compile(rf"(?:(?<!\d)[,.:/](?!\d)|[{re.escape(PAUSING)}]|[,:/](?=\s)|\s-+>?\s)\s*")
ASKED = re.compile(r"[?？؟:：=(（]\s*$")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
QUESTION = re.compile(r"[?？؟]")
FEWEST_WORDS, FEWEST_LETTERS = 2, 5  # of a clause that nothing but a pause or a joint parts from the next
MOST_OF_AN_ANSWER = 2  # words


def cut(text: str, language: Language, whole: Sequence[Span] = ()) -> tuple[Clause, ...]:
    """The clauses of a message, in order.

    Args:
        text: the message.
        language: it is in.
        whole: stretches (characters) that are never cut and that can stand as a clause by themselves.
    """
    text = text[:MOST_CHARACTERS]
    hard = {match.end() for match in END.finditer(text)}
    soft = {match.end() for match in PAUSE.finditer(text)} | set(_joints(text, language))
    inside = [place for place in hard | soft if not any(start < place < end for start, end in whole)]
    bounds = [0, *sorted(place for place in set(inside) if 0 < place < len(text)), len(text)]
    kept = [0]
    for start, end in pairwise(bounds[1:]):
        before, piece = (kept[-1], start), (start, end)
        if _is_answer(text, before, piece, whole):
            continue
        if start in hard or (_says(text, before, language, whole) and _says(text, piece, language, whole)):
            kept.append(start)
    pieces = [(start, end) for start, end in pairwise([*kept, len(text)]) if WORD.search(text, start, end)]
    return tuple(_clause(text, piece, language) for piece in pieces[:MOST_CLAUSES])


def _joints(text: str, language: Language) -> Iterable[int]:
    """Where a clause may begin: at a joint; behind it where words are not parted, for there it ends the one before."""
    pattern = _any_of(language.joints, language.spaces)
    for match in pattern.finditer(text.lower()) if pattern and len(text.lower()) == len(text) else ():
        yield match.start() if language.spaces else match.end()


def _says(text: str, piece: Span, language: Language, whole: Sequence[Span]) -> bool:
    """Whether a piece can stand alone."""
    start, end = piece
    words = WORD.findall(text[start:end])
    if language.spaces:
        joined = sum(word.lower() in language.joints for word in words[:1])
        enough = len(words) - joined >= FEWEST_WORDS
    else:
        enough = sum(map(len, words)) >= FEWEST_LETTERS
    named = sum(last - first for first, last in whole if start <= first < end)
    return enough or named * 2 >= len(text[start:end].strip())


def _is_answer(text: str, before: Span, piece: Span, whole: Sequence[Span]) -> bool:
    """Whether a piece answers the question before it: "restart? yes"."""
    start, end = piece
    words = WORD.findall(text[start:end])
    asked = ASKED.search(text[before[0] : before[1]])
    named = any(start <= first < end for first, _ in whole)
    return bool(asked and words and len(words) <= MOST_OF_AN_ANSWER and not named and WORD.search(text, *before))


def _clause(text: str, piece: Span, language: Language) -> Clause:
    said = text[piece[0] : piece[1]]
    start = piece[0] + len(said) - len(said.lstrip(f" \n{PAUSES}•|-"))
    end = piece[1] - (len(said) - len(said.rstrip(f" \n{PAUSES}•|-")))
    said = text[start:end]
    words = [word.lower() for word in WORD.findall(said)]
    while len(words) > 1 and words[0] in language.joints:
        words = words[1:]
    opens = bool(words) and words[0] in language.questions
    if not language.spaces:
        opens = any(question in said for question in language.questions)
    asks = not _is_answered(said) and (opens or bool(QUESTION.search(said[-2:])) or _is_marked(said, words, language))
    return Clause(start, end, said, asks, asks and opens)


def _is_answered(said: str) -> bool:
    """Whether a question of the person's own is answered behind it: "restart? yes"."""
    marks = [match.end() for match in re.finditer(r"[?？؟:：=(（]", said)]
    return bool(marks) and len(WORD.findall(said[marks[-1] :])) in range(1, MOST_OF_AN_ANSWER + 1)


def _is_marked(said: str, words: Sequence[str], language: Language) -> bool:
    if language.spaces:
        return any(word in language.question_marks for word in (*words[:1], *words[-2:]))
    bare = said.rstrip(f"{ENDS} ")
    return any(bare.endswith(mark) for mark in language.question_marks)


@lru_cache(64)
def _any_of(words: frozenset[str], spaces: bool) -> re.Pattern[str] | None:
    """Any of some words, the longest first; as whole words where those are parted by spaces."""
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    if not alternatives:
        return None
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)" if spaces else alternatives)
