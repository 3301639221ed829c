"""A message to statements: what each clause means, which fix it is about and how it is said, by three classifiers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from unstuck.understanding import choice
from unstuck.understanding.acts import Acts
from unstuck.understanding.archive import FIXES, HOWS, INTENTS, Classifiers
from unstuck.understanding.classifier import Guess, Placed
from unstuck.understanding.clauses import Clause, beside, covered
from unstuck.understanding.context import Context
from unstuck.understanding.entities import ASIDE, FACTS, Entity
from unstuck.understanding.index import SENTENCE
from unstuck.understanding.judging import CHOOSE, HINT, SURE, SURE_ALONE, Piece, is_deed, statement
from unstuck.understanding.statements import Act, How, Statement
from unstuck.understanding.together import carried, of_one_fix, with_whole

Layers = NDArray[np.float32]

SAME_AS_BRANCH = 0.62  # cosine from which what is said is one of the things that a step's branch names
# Cosine to a sentence of a step from which something speaks of it: "now it wants my password" has 0.83 to the one on
# logging in, "oh it works now" at most 0.35 to any.
OF_A_STEP = 0.5
WORDS_KEPT = 4_096  # of articles, on buttons, in branches and in steps, whose vectors are remembered


@dataclass(frozen=True)
class Heard:
    """What a message says: the guess at it as a whole, its statements, in order, each sure enough to act on, and the
    place of the step, of the fix on the screen, that all of it speaks of, if it speaks of one."""

    whole: Guess
    statements: tuple[Statement, ...]
    near_step: int | None = None


class Ear:
    """Hears statements.

    Args:
        classifiers: of intents, fixes and hows.
        embed: gives the encoder's layers of each of some texts.
        mend: corrects the typos of a text.
        acts: of the intents.
        counting: how one of several is named.
        sure_alone: confidence from which a clause is believed of whose meaning the whole message shows no trace.
    """

    def __init__(
        self,
        classifiers: Classifiers,
        embed: Callable[[Sequence[str]], Layers],
        mend: Callable[[str], str],
        acts: Acts,
        counting: choice.Counting,
        sure_alone: float = SURE_ALONE,
    ) -> None:
        self._classifiers = classifiers
        self._embed = embed
        self._mend = mend
        self._acts = acts
        self._counting = counting
        self._sure_alone = sure_alone
        self._known = lru_cache(WORDS_KEPT)(lambda words: embed([words])[0, -1])

    def hear(self, text: str, clauses: Sequence[Clause], entities: Sequence[Entity], context: Context) -> Heard:
        """The statements of one message.

        Args:
            text: the message.
            clauses: it falls into.
            entities: named in it.
            context: the moment in which it is said.
        """
        if len(clauses) < 2:
            clauses = (
                replace(clauses[0], start=0, end=len(text), text=text) if clauses else Clause(0, len(text), text),
            )
        inside = {one: tuple(e for e in entities if one.start <= e.start < one.end) for one in clauses}
        told = {one: fact for one in clauses if (fact := _fact(one, inside[one]))}
        open_ones = [one for one in clauses if one not in told]
        texts = [self._mend(beside(one, _named(inside[one], ASIDE))) for one in open_ones]
        first = 0 if texts and len(clauses) == 1 else 1  # of the clauses; before it stands the whole message
        texts = [self._mend(text), *texts] if first else texts
        vectors = self._embed(texts)
        placed = self._classifiers[INTENTS].placed(texts, vectors)
        guesses = self._meant(placed, context)
        near = self._near(vectors[:, -1], context)
        whole = guesses[0]
        fixes = self._classifiers[FIXES].guesses_at(placed)
        hows = self._classifiers[HOWS].guesses_at(self._classifiers[HOWS].moved(placed, vectors))
        said = dict(told)
        for place, one in enumerate(open_ones, start=first):
            answer = self._answer(one, vectors[place, -1], inside[one], context)
            piece = Piece(one, inside[one], guesses[place], fixes[place], hows[place], len(clauses) == 1)
            if answer and _is_contradicted(self._acts, answer, piece):
                answer = None
            made = answer or statement(self._acts, piece, whole, context, self._fix_of, self._sure_alone)
            if made:
                last = open_ones[place - first - 1] if place > first else one
                said[one] = replace(carried(said.get(last), made, one, text[last.end : one.start]), step=near[place])
        found = [said[one] for one in clauses if one in said]
        if len(clauses) < 2:
            return Heard(whole, tuple(found), near[0])
        everything = Piece(Clause(0, len(text), text), tuple(entities), whole, fixes[0], hows[0], True)
        return Heard(whole, tuple(with_whole(self._acts, of_one_fix(found, everything), whole, text)), near[0])

    def _meant(self, placed: Placed, context: Context) -> list[Guess]:
        """What texts mean in their moment; out of nowhere nothing that only makes sense while something is open."""
        guesses = self._classifiers[INTENTS].guesses_at(placed, context.moment)
        if context.moment:
            return list(guesses)
        never = self._acts.only_when_open
        return [replace(one, ranking=tuple(pair for pair in one.ranking if pair[0] not in never)) for one in guesses]

    def _answer(self, clause: Clause, vector: Layers, inside: Sequence[Entity], context: Context) -> Statement | None:
        """What a clause says in its moment alone: a branch of the step, or one of the options."""
        likeness = [(float(vector @ self._known(words)), one.target) for one in context.branches for words in one.says]
        best = max(likeness, default=(0.0, ""))
        made = Statement(Act.RESULT, "take_branch", best[1], start=clause.start, end=clause.end)
        if best[0] < SAME_AS_BRANCH:
            chosen = choice.by_number(clause.text, context.options, self._counting)
            chosen = chosen or choice.by_meaning(vector, context.options, self._known)
            if chosen is None:
                return None
            made = replace(made, act=Act.ANSWERS, intent=chosen.intent, target="", entities=tuple(chosen.entities))
        return replace(made, entities=made.entities + tuple((entity.name, entity.value) for entity in inside))

    def _near(self, vectors: Layers, context: Context) -> list[int | None]:
        """Which step of the fix on the screen each of some vectors speaks of; None where it may be any."""
        parts = [(place, part) for place, step in enumerate(context.steps) for part in _sentences(step)]
        if not parts:
            return [None] * len(vectors)
        likeness = vectors @ np.stack([self._known(part) for _, part in parts]).T
        best = zip(likeness.argmax(axis=1), likeness.max(axis=1), strict=True)
        return [parts[at][0] if sure >= OF_A_STEP else None for at, sure in best]

    def _fix_of(self, words: str) -> Guess:
        mended = self._mend(words)
        return self._classifiers[FIXES].guess(mended, self._embed([mended])[0])


def _is_contradicted(acts: Acts, answer: Statement, piece: Piece) -> bool:
    """Whether the words of an answer that looks like an option or a branch say otherwise.

    An option is denied, or stands in one clause of several that shows no trace of it. What a branch tells is not asked,
    not left undone, and no trouble: "it says limited access" has the words of "it says full access".
    """
    hows = dict(piece.how.ranking)
    denied = hows.get(How.DENIED, 0.0) >= SURE
    if answer.act is not Act.ANSWERS:
        meant = piece.meant.ranking
        trouble = any(acts.of(intent) is Act.DESCRIBES and confidence >= SURE for intent, confidence in meant)
        undone = any(hows.get(how, 0.0) >= SURE for how in (How.NOT_DONE, How.WONT, How.UNABLE))
        return piece.clause.asks or undone or (trouble and not denied)
    if answer.intent == CHOOSE and is_deed(piece):
        return True  # "did number 1"
    return denied or not (piece.alone or dict(piece.meant.ranking).get(answer.intent, 0.0) >= HINT)


def _sentences(step: str) -> Iterator[str]:
    return (part for part in SENTENCE.split(step.replace("**", "")) if part.strip())


def _named(inside: Sequence[Entity], names: Collection[str]) -> list[tuple[int, int]]:
    """Where something of these names stands."""
    return [(entity.start, entity.end) for entity in inside if entity.name in names]


def _fact(clause: Clause, inside: Sequence[Entity]) -> Statement | None:
    """The statement of a clause that only names things; None for any other."""
    spans = _named(inside, FACTS)
    if not spans or any(letter.isalpha() for letter in covered(clause, spans)):
        return None
    named = tuple((entity.name, entity.value) for entity in inside)
    intent = "inform_device" if any(name == "device" for name, _ in named) else "inform_facts"
    return Statement(Act.HAS, intent, start=clause.start, end=clause.end, entities=named)
