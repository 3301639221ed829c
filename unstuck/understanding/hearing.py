"""A message to statements: what each clause means, which fix it is about and how it is said, by three classifiers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
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
from unstuck.understanding.judging import CHOOSE, HINT, SURE, SURE_ALONE, SURE_ASKED, Piece, is_deed, statement
from unstuck.understanding.moves import Looks, Move, all_features, likeness, sentences
from unstuck.understanding.standing import AT_STEP, Standing, at_step
from unstuck.understanding.statements import Act, How, Statement
from unstuck.understanding.together import carried, of_one_fix, with_whole

Layers = NDArray[np.float32]
Said = tuple[str, Sequence[Clause], Sequence[Entity]]  # a message, its clauses, and what is named in it

# Cosine to a sentence of a step from which something speaks of it: "now it wants my password" has 0.83 to the one on
# logging in, "oh it works now" at most 0.35 to any.
OF_A_STEP = 0.5
WORDS_KEPT = 4_096  # of articles, on buttons, in branches and in steps, whose vectors are remembered


@dataclass(frozen=True)
class Heard:
    """What a message says: the guess at it as a whole, its statements, in order, each sure enough to act on, and the
    place of the step, of the fix on the screen, that all of it speaks of, if it speaks of one; at a step its move."""

    whole: Guess
    statements: tuple[Statement, ...]
    near_step: int | None = None
    move: Move | None = None


@dataclass(frozen=True)
class _Parts:
    """A message's clauses, what is named in each, those that only tell facts, the others, where these
    begin in the texts that are guessed at, and those texts: of all of it and of them."""

    clauses: tuple[Clause, ...]
    inside: Mapping[Clause, tuple[Entity, ...]]
    told: Mapping[Clause, Statement]
    open_ones: tuple[Clause, ...]
    first: int
    texts: tuple[str, ...]


class Ear:
    """Hears statements.

    Args:
        classifiers: of intents, fixes and hows.
        embed: gives the encoder's layers of each of some texts.
        mend: corrects the typos of a text.
        acts: of the intents.
        counting: how one of several is named.
        sure_alone: confidence from which a clause is believed of whose meaning the whole message shows no trace.
        sure_asked: the same for which question it is that a clause surely asks; None: as of anything else.
    """

    def __init__(
        self,
        classifiers: Classifiers,
        embed: Callable[[Sequence[str]], Layers],
        mend: Callable[[str], str],
        acts: Acts,
        counting: choice.Counting,
        sure_alone: float = SURE_ALONE,
        sure_asked: float | None = SURE_ASKED,
    ) -> None:
        self._classifiers = classifiers
        self._embed = embed
        self._mend = mend
        self._acts = acts
        self._counting = counting
        self._sure = sure_alone, sure_asked
        self.vector = lru_cache(WORDS_KEPT)(lambda words: embed([words])[0, -1])

    def hear(self, text: str, clauses: Sequence[Clause], entities: Sequence[Entity], context: Context) -> Heard:
        """The statements of one message.

        Args:
            text: the message.
            clauses: it falls into.
            entities: named in it.
            context: the moment in which it is said.
        """
        ((parts, looks),) = self._looked_at([(text, clauses, entities)], context.moment)
        whole, near = looks.meant[0], self._near(looks.vectors, context)
        alone = len(parts.clauses) == 1
        said = dict(parts.told)
        for place, one in enumerate(parts.open_ones, start=parts.first):
            answer = self._answer(one, looks.vectors[place], parts.inside[one], context)
            piece = Piece(one, parts.inside[one], looks.meant[place], looks.fixes[place], looks.hows[place], alone)
            if answer and _is_contradicted(answer, piece):
                answer = None
            made = answer or statement(self._acts, piece, whole, context, self._fix_of, *self._sure)
            if made:
                last = parts.open_ones[place - parts.first - 1] if place > parts.first else one
                said[one] = replace(carried(said.get(last), made, one, text[last.end : one.start]), step=near[place])
        found = [said[one] for one in parts.clauses if one in said]
        if not alone:
            everything = Piece(Clause(0, len(text), text), tuple(entities), whole, looks.fixes[0], looks.hows[0], True)
            found = list(with_whole(self._acts, of_one_fix(found, everything), whole, text))
        if standing := self._standing(text, entities, found, near[0], looks, context):
            return Heard(whole, at_step(self._acts, found, standing, context), near[0], standing.move(found))
        return Heard(whole, tuple(found), near[0])

    def look(self, messages: Sequence[Said], moment: str) -> list[Looks]:
        """What is guessed of messages that are said in one moment; of many at once in a fraction of the time."""
        return [looks for _, looks in self._looked_at(messages, moment)]

    def _looked_at(self, messages: Sequence[Said], moment: str) -> Iterator[tuple[_Parts, Looks]]:
        """The parts of messages, and what is guessed of each as a whole and of those parts that tell no mere fact."""
        parts = [self._parts(*said) for said in messages]
        texts = [text for part in parts for text in part.texts]
        vectors = self._embed(texts)
        placed = self._classifiers[INTENTS].placed(texts, vectors)
        ways = self._classifiers[HOWS].moved(placed, vectors)
        meant = self._meant(placed, moment)
        fixes, hows = self._classifiers[FIXES].guesses_at(placed), self._classifiers[HOWS].guesses_at(ways)
        end = 0
        for (text, clauses, _), part in zip(messages, parts, strict=True):
            start, end = end, end + len(part.texts)
            rows = slice(start, end)
            beside_all = part.open_ones if part.first else ()
            asks = (any(one.asks for one in clauses), *(one.asks for one in beside_all))
            its = (text, *(one.text for one in beside_all))
            looks = Looks(meant[rows], fixes[rows], hows[rows], vectors[rows, -1], ways.places[rows], asks, its)
            yield part, looks

    def _parts(self, text: str, clauses: Sequence[Clause], entities: Sequence[Entity]) -> _Parts:
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
        return _Parts(tuple(clauses), inside, told, tuple(open_ones), first, tuple(texts))

    def _standing(
        self,
        text: str,
        entities: Sequence[Entity],
        found: Sequence[Statement],
        near: int | None,
        looks: Looks,
        context: Context,
    ) -> Standing | None:
        """What is known of a message of somebody who is at a step; None for any other."""
        judge = self._classifiers.judge
        answered = context.moment == "outcome" and any(one.act is Act.ANSWERS for one in found)
        if judge is None or answered or context.moment not in AT_STEP or not context.steps:
            return None
        seen = judge.seen(all_features(looks, context, self._acts.of, self.vector))
        moves, says = judge.moves(seen), judge.says(seen)
        here = [one for one in context.branches if one.target.startswith(f"{context.step}.")]
        likest = ((likeness(looks.vectors, one.says, self.vector), one.target) for one in here)
        like, branch = max(likest, default=(0.0, ""))
        facts = tuple((one.name, one.value) for one in entities)
        reached = judge.reached(looks, context, max(moves, key=lambda one: moves[one]), self.vector)
        return Standing(moves, says, looks.meant[0], looks.fixes[0], reached, near, branch, like, facts, len(text))

    def _meant(self, placed: Placed, moment: str) -> tuple[Guess, ...]:
        """What texts mean in their moment; out of nowhere nothing that only makes sense while something is open."""
        guesses = self._classifiers[INTENTS].guesses_at(placed, moment)
        if moment:
            return guesses
        never = self._acts.only_when_open
        rankings = (tuple(pair for pair in one.ranking if pair[0] not in never) for one in guesses)
        return tuple(replace(one, ranking=ranking) for one, ranking in zip(guesses, rankings, strict=True))

    def _answer(self, clause: Clause, vector: Layers, inside: Sequence[Entity], context: Context) -> Statement | None:
        """Which of the options a clause chooses, if it chooses one."""
        chosen = choice.by_number(clause.text, context.options, self._counting)
        chosen = chosen or choice.by_meaning(vector, context.options, self.vector)
        if chosen is None:
            return None
        named = tuple(chosen.entities) + tuple((entity.name, entity.value) for entity in inside)
        return Statement(Act.ANSWERS, chosen.intent, start=clause.start, end=clause.end, entities=named)

    def _near(self, vectors: Layers, context: Context) -> list[int | None]:
        """Which step of the fix on the screen each of some vectors speaks of; None where it may be any."""
        parts = [
            (place, part) for place, step in enumerate(context.steps) for part in sentences(f"{step.says} {step.help}")
        ]
        if not parts:
            return [None] * len(vectors)
        likeness = vectors @ np.stack([self.vector(part) for _, part in parts]).T
        best = zip(likeness.argmax(axis=1), likeness.max(axis=1), strict=True)
        return [parts[at][0] if sure >= OF_A_STEP else None for at, sure in best]

    def _fix_of(self, words: str) -> Guess:
        mended = self._mend(words)
        return self._classifiers[FIXES].guess(mended, self._embed([mended])[0])


def _is_contradicted(answer: Statement, piece: Piece) -> bool:
    """Whether the words of an answer that looks like an option say otherwise.

    It is denied, or stands in one clause of several that shows no trace of it.
    """
    if answer.intent == CHOOSE and is_deed(piece):
        return True  # "did number 1"
    denied = dict(piece.how.ranking).get(How.DENIED, 0.0) >= SURE
    return denied or not (piece.alone or dict(piece.meant.ranking).get(answer.intent, 0.0) >= HINT)


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
