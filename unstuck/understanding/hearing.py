"""A message to statements: each clause by what it means, which fix it is about, and how it is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from unstuck.understanding import choice
from unstuck.understanding.acts import Acts
from unstuck.understanding.archive import FIXES, HOWS, INTENTS, Classifiers
from unstuck.understanding.classifier import Guess
from unstuck.understanding.clauses import Clause, covered
from unstuck.understanding.context import Context
from unstuck.understanding.entities import METHOD, Entity
from unstuck.understanding.lessons import ALL_FIXES, NO_FIX, OTHER_FIX
from unstuck.understanding.search import REFUSAL
from unstuck.understanding.statements import TRIED, Act, How, Statement

Layers = NDArray[np.float32]

SURE = 0.5  # confidence from which a guess is believed; the same as the fallback's
# The same for a clause of whose meaning the whole message shows no trace, and what counts as a trace in its ranking.
SURE_ALONE, HINT = 0.65, 0.02
# Cosine from which what is said is one of the things that a step's branch names.
SAME_AS_BRANCH = 0.62
WORDS_KEPT = 1_024  # of articles, on buttons and in branches, whose vectors are remembered
# How sure a fix has to be that stands in a list: "airplane mode, hard reset, offload app".
SURE_LISTED = 0.7
LIST = re.compile(r"[,;:/&+]|\band\b")
ASKED = Context("outcome")  # the moment of a yes or no to one's own question
WEIGHTY = frozenset([Act.DESCRIBES, Act.DID, Act.WANTS, Act.RESULT, Act.ANSWERS])
FIX_NAMED = frozenset(["choose_method", "skip_method"])  # intents that name the fix that they are about
FACTS = frozenset(["device", "device_model", "os_version", "file_size", "file_format", "dimensions"])
WENT = frozenset([How.DONE, How.FAILED, How.NOT_DONE, How.WONT, How.UNABLE, How.UNSURE, How.ALL_BUT])


@dataclass(frozen=True)
class Heard:
    """What a message says.

    Args:
        whole: the guess at the message as a whole.
        statements: what it says, in its order; each at least `SURE`.
    """

    whole: Guess
    statements: tuple[Statement, ...]


class Ear:
    """Hears statements. `embed` gives the encoder's layers of a text, `mend` corrects its typos."""

    def __init__(
        self,
        classifiers: Classifiers,
        embed: Callable[[str], Layers],
        mend: Callable[[str], str],
        acts: Acts,
        numbers: Mapping[str, int],
    ) -> None:
        self._classifiers = classifiers
        self._embed = embed
        self._mend = mend
        self._acts = acts
        self._numbers = numbers
        self._last_layer = lru_cache(WORDS_KEPT)(lambda words: embed(words)[-1])

    def hear(self, text: str, clauses: Sequence[Clause], entities: Sequence[Entity], context: Context) -> Heard:
        """The statements of one message.

        Args:
            text: the message.
            clauses: it falls into.
            entities: named in it.
            context: the moment in which it is said.
        """
        mended = self._mend(text)
        whole = self._guess(mended, self._embed(mended), context)
        if len(clauses) < 2:
            clauses = (Clause(0, len(text), text),)
        found: list[Statement] = []
        for clause in clauses:
            inside = [entity for entity in entities if clause.start <= entity.start < clause.end]
            facts = [(entity.start, entity.end) for entity in inside if entity.name in FACTS]
            if facts and not any(letter.isalpha() for letter in covered(clause, facts)):
                found.append(_fact(clause, inside))
            else:
                alone = len(clauses) == 1
                found += self._of_clause(clause, inside, context, whole, alone=alone)
        return Heard(whole, tuple(self._with_whole(found, whole, text, len(clauses))))

    def _of_clause(
        self, clause: Clause, inside: Sequence[Entity], context: Context, whole: Guess, *, alone: bool
    ) -> Iterator[Statement]:
        mended = self._mend(clause.text)
        layers = self._embed(mended)
        named = tuple((entity.name, entity.value) for entity in inside)
        made = Statement(Act.TALKS, "", start=clause.start, end=clause.end, entities=named)
        if answer := self._answer(clause, layers[-1], context):
            yield replace(
                made, act=answer.act, intent=answer.intent, target=answer.target, entities=answer.entities + named
            )
            return
        meant = whole if alone else self._guess(mended, layers, context)
        fixes, sure_fix = self._fixes(mended, layers, inside)
        how, sure_how = self._how(mended, layers, about_fix=bool(fixes))
        act = self._acts.of(meant.intent)
        trace = alone or dict(whole.ranking).get(meant.intent, 0.0) >= HINT
        sure = meant.confidence >= (SURE if trace else SURE_ALONE)
        if clause.answer and fixes:
            answered = self._guess(clause.answer, self._embed(clause.answer), ASKED)
            how, sure_how = (How.NOT_DONE if answered.intent == "deny" else How.DONE), 1.0
        all_well = bool(fixes) and how is How.DENIED and act is not Act.DESCRIBES
        went = sure_how if (how in WENT or all_well) and sure_how >= SURE else 0.0
        how = How.DONE if all_well else how
        if sure and meant.intent == "already_tried":
            done = how if went else How.DONE
            fixes = self._listed(clause, fixes) if done in TRIED else fixes
            if fixes or context.method:
                yield replace(
                    made, act=Act.DID, intent=meant.intent, target=fixes, how=done, confidence=meant.confidence
                )
        elif went and fixes and sure_fix >= SURE and not (sure and act is Act.DESCRIBES and meant.confidence > went):
            yield replace(made, act=Act.DID, intent="already_tried", target=fixes, how=how, confidence=sure_how)
        elif sure and not self._is_idle(meant.intent, clause, fixes, context, alone=alone):
            denied = act is Act.DESCRIBES and how is How.DENIED and sure_how >= SURE
            said = How.DENIED if denied else How.STATED
            target = fixes if denied or meant.intent in FIX_NAMED else ""
            yield replace(made, act=act, intent=meant.intent, target=target, how=said, confidence=meant.confidence)
        elif alone and (likely := self._likely_description(meant)):
            yield replace(made, act=Act.DESCRIBES, intent=likely[0], confidence=likely[1])

    def _is_idle(self, intent: str, clause: Clause, fixes: str, context: Context, *, alone: bool) -> bool:
        """Whether a clause of several only looks like a wish for no named fix, or like a question without its form."""
        if intent == "choose_method" and not context.moment:
            return not fixes and not alone
        return self._acts.of(intent) is Act.ASKS and not clause.asks and not alone

    def _listed(self, clause: Clause, fixes: str) -> str:
        """The fixes of a clause, with those that stand in a list of it without a verb of their own."""
        found = fixes.split()
        parts = [part for part in LIST.split(clause.text) if part.strip()]
        for part in parts if len(parts) > 1 else ():
            guess = self._classifiers[FIXES].guess(part, self._embed(self._mend(part)))
            if guess.confidence >= SURE_LISTED and guess.intent not in (NO_FIX, OTHER_FIX):
                found.append(guess.intent)
        return " ".join(dict.fromkeys(found))

    def _likely_description(self, meant: Guess) -> tuple[str, float] | None:
        """Where no one description is sure but it is sure that something is described: the likeliest of them."""
        ours = [one for one in meant.ranking if self._acts.of(one[0]) is Act.DESCRIBES and one[0] != REFUSAL]
        total = sum(confidence for _, confidence in ours)
        return (ours[0][0], total) if total >= SURE and total > dict(meant.ranking).get(REFUSAL, 0.0) else None

    def _answer(self, clause: Clause, vector: NDArray[np.float32], context: Context) -> Statement | None:
        """What a clause says in its moment alone: a branch of the step, or one of the options."""
        last_layer = self._last_layer

        best = max(
            ((float(vector @ last_layer(says)), branch.target) for branch in context.branches for says in branch.says),
            default=(0.0, ""),
        )
        if best[0] >= SAME_AS_BRANCH:
            return Statement(Act.RESULT, "take_branch", best[1])
        chosen = choice.by_number(clause.text, context.options, self._numbers)
        chosen = chosen or choice.by_meaning(vector, context.options, last_layer)
        return Statement(Act.ANSWERS, chosen.intent, entities=tuple(chosen.entities)) if chosen else None

    def _guess(self, mended: str, layers: Layers, context: Context) -> Guess:
        """What a text means in its moment."""
        guess = self._classifiers[INTENTS].guess(mended, layers, context.moment)
        if context.moment or guess.intent not in self._acts.only_when_open:
            return guess
        return replace(guess, ranking=tuple(one for one in guess.ranking if one[0] not in self._acts.only_when_open))

    def _how(self, text: str, layers: Layers, *, about_fix: bool) -> tuple[How, float]:
        """How a clause is said, and how sure that is.

        Of a fix, that it was done, that it was in vain and that all is well there come to the same: it is tried.
        """
        shares = dict(self._classifiers[HOWS].guess(text, layers).ranking)
        best = max(shares, key=lambda name: shares[name])
        if best not in set(How):
            return How.STATED, shares[best]
        same = (How.DONE, How.FAILED, How.DENIED) if about_fix else (How.DONE, How.FAILED)
        return How(best), sum(shares[one] for one in same) if best in same else shares[best]

    def _fixes(self, text: str, layers: Layers, inside: Sequence[Entity]) -> tuple[str, float]:
        """The ids of the fixes that a clause is about, with spaces between, and how sure that is."""
        named = [str(entity.value) for entity in inside if entity.name == METHOD and not str(entity.value).isdigit()]
        guess = self._classifiers[FIXES].guess(text, layers)
        learned = guess.intent if guess.confidence >= SURE and guess.intent not in (NO_FIX, OTHER_FIX) else ""
        if learned == ALL_FIXES or (learned and not any(learned in ids.split() for ids in named)):
            named.append(learned)
        sure = max(
            guess.confidence if learned else 0.0, 1.0 - dict(guess.ranking).get(OTHER_FIX, 0.0) if named else 0.0
        )
        return " ".join(dict.fromkeys(named)), sure

    def _with_whole(self, found: Sequence[Statement], whole: Guess, text: str, clauses: int) -> Iterator[Statement]:
        """The clauses' statements, and what only the message as a whole describes."""
        yield from found
        if clauses > 1 and not any(one.act in WEIGHTY for one in found) and (likely := self._likely_description(whole)):
            yield Statement(Act.DESCRIBES, likely[0], confidence=likely[1], end=len(text))


def _fact(clause: Clause, inside: Sequence[Entity]) -> Statement:
    """A clause that only names things."""
    named = tuple((entity.name, entity.value) for entity in inside)
    intent = "inform_device" if any(name == "device" for name, _ in named) else "inform_facts"
    return Statement(Act.HAS, intent, start=clause.start, end=clause.end, entities=named)
