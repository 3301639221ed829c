"""What a clause says, judged from what was guessed of it: its meaning, the fix that it is about, and how it is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from unstuck.understanding.acts import Acts
from unstuck.understanding.classifier import Guess
from unstuck.understanding.clauses import ENDS, Clause
from unstuck.understanding.context import Context
from unstuck.understanding.entities import METHOD, Entity
from unstuck.understanding.lessons import ALL_FIXES, NO_FIX, OTHER_FIX
from unstuck.understanding.search import REFUSAL
from unstuck.understanding.statements import TRIED, UNDERSTOOD, Act, How, Statement

SURE = UNDERSTOOD  # confidence from which a guess is believed
# The same for a clause of whose meaning the whole message shows no trace, and what counts as a trace in its ranking.
SURE_ALONE, HINT = 0.65, 0.02
# How sure a fix has to be that stands in a list: "airplane mode, hard reset, offload app".
SURE_LISTED = 0.7
MOST_WORDS_OF_A_NAME = 2  # of a fix that is listed behind another: "did the restart + a reinstall"
LIST = re.compile(r"[,;:/&+]|\band\b")
FIX_NAMED = frozenset(["choose_method", "skip_method"])  # intents that name the fix that they are about
WENT = frozenset([How.DONE, How.FAILED, How.NOT_DONE, How.WONT, How.UNABLE, How.UNSURE, How.ALL_BUT])
# Acts beside which what the message as a whole seems to describe does not count.
WEIGHTY = frozenset([Act.DESCRIBES, Act.DID, Act.WANTS, Act.RESULT, Act.ANSWERS])


@dataclass(frozen=True)
class Piece:
    """A clause with what was guessed of it.

    Args:
        clause: the clause.
        entities: named in it.
        meant: what it means.
        fix: which fix it is about.
        how: how it is said.
        alone: whether it is the whole message.
        denied: whether the answer to its own question is no.
    """

    clause: Clause
    entities: tuple[Entity, ...]
    meant: Guess
    fix: Guess
    how: Guess
    alone: bool
    denied: bool


def statement(
    acts: Acts,
    piece: Piece,
    whole: Guess,
    context: Context,
    fix_of: Callable[[str], Guess],
    sure_alone: float = SURE_ALONE,
) -> Statement | None:
    """The statement that a piece makes, if it makes one.

    Args:
        acts: of the intents.
        piece: to judge.
        whole: the guess at the whole message.
        context: the moment; "did that" means the fix on the screen.
        fix_of: guesses which fix a few words are about.
        sure_alone: confidence from which it is believed where the whole message shows no trace of it.
    """
    in_fix = bool(context.moment)
    clause, meant = piece.clause, piece.meant
    act = acts.of(meant.intent)
    fixes, sure_fix = _fixes(piece)
    how, went = _how(piece, bool(fixes), act)
    trace = piece.alone or dict(whole.ranking).get(meant.intent, 0.0) >= HINT
    sure = meant.confidence >= (SURE if trace else sure_alone)
    named = tuple((entity.name, entity.value) for entity in piece.entities)
    made = Statement(act, meant.intent, confidence=meant.confidence, start=clause.start, end=clause.end, entities=named)
    if sure and act is Act.DID:
        done = how if went else How.DONE
        listed = _listed(clause, fixes, fix_of) if done in TRIED else fixes
        return replace(made, target=listed, how=done) if listed or in_fix else None
    told = act is Act.DESCRIBES and _together(meant, whole) > went
    step_done = (
        act is Act.RESULT and fixes == context.method and meant.confidence > went
    )  # "closed it", where one closes it
    if went and fixes and sure_fix >= SURE and not (sure and (told or step_done)):
        return replace(made, act=Act.DID, intent="already_tried", target=fixes, how=how, confidence=went)
    if sure and not _is_idle(act, piece, fixes, in_fix):
        denied = act is Act.DESCRIBES and how is How.DENIED
        target = fixes if denied or meant.intent in FIX_NAMED else ""
        return replace(made, target=target, how=How.DENIED if denied else How.STATED)
    if piece.alone and (likely := likely_description(acts, meant)):
        return replace(made, act=Act.DESCRIBES, intent=likely[0], confidence=likely[1])
    return None


def carried(before: Statement | None, made: Statement, clause: Clause, between: str) -> Statement:
    """A statement about a fix that is only named, with how it went with the fix that it is listed behind.

    Args:
        before: the statement of the clause before.
        made: the statement of this clause.
        clause: this clause.
        between: the text between the two.
    """
    bare = len(clause.text.split()) <= MOST_WORDS_OF_A_NAME and not ENDS.intersection(between)
    listed = before is not None and before.act is Act.DID and before.how in TRIED
    return replace(made, how=before.how) if before and listed and bare and made.act is Act.DID else made


def with_whole(acts: Acts, found: Sequence[Statement], whole: Guess, text: str) -> Iterator[Statement]:
    """The statements of several clauses, and what only the message as a whole describes.

    A trouble that both a clause and the whole message show is surer than either says.
    """
    shares = dict(whole.ranking)
    for one in found:
        stated = one.act is Act.DESCRIBES and one.how is How.STATED
        yield replace(one, confidence=_surer(one.confidence, shares.get(one.intent, 0.0))) if stated else one
    likely = likely_description(acts, whole)
    described = {one.intent for one in found if one.act is Act.DESCRIBES}
    told = any(one.act in WEIGHTY for one in found)
    if likely and likely[0] not in described and (not told or shares[likely[0]] >= SURE_ALONE):
        yield Statement(Act.DESCRIBES, likely[0], confidence=likely[1], end=len(text))


def _together(meant: Guess, whole: Guess) -> float:
    """How sure a clause's meaning is together with the whole message."""
    return _surer(meant.confidence, dict(whole.ranking).get(meant.intent, 0.0))


def _surer(clause: float, whole: float) -> float:
    """The probability that at least one of two is right."""
    return 1 - (1 - clause) * (1 - whole)


def likely_description(acts: Acts, meant: Guess) -> tuple[str, float] | None:
    """Where no one description is sure but it is sure that something is described: the likeliest of them."""
    ours = [one for one in meant.ranking if acts.of(one[0]) is Act.DESCRIBES and one[0] != REFUSAL]
    total = sum(confidence for _, confidence in ours)
    return (ours[0][0], total) if total >= SURE and total > dict(meant.ranking).get(REFUSAL, 0.0) else None


def _is_idle(act: Act, piece: Piece, fixes: str, in_fix: bool) -> bool:
    """Whether a clause of several only looks like a wish for no named fix, or like a question without its form."""
    if piece.meant.intent == "choose_method" and not in_fix:
        return not fixes and not piece.alone
    return act is Act.ASKS and not piece.clause.asks and not piece.alone


def _fixes(piece: Piece) -> tuple[str, float]:
    """The ids of the fixes that a piece is about, with spaces between, and how sure that is."""
    named = [str(one.value) for one in piece.entities if one.name == METHOD and not str(one.value).isdigit()]
    guess = piece.fix
    learned = guess.intent if guess.confidence >= SURE and guess.intent not in (NO_FIX, OTHER_FIX) else ""
    by_name = 1.0 - dict(guess.ranking).get(OTHER_FIX, 0.0) if named else 0.0
    if learned == ALL_FIXES or (learned and not any(learned in ids.split() for ids in named)):
        named.append(learned)
    return " ".join(dict.fromkeys(named)), max(guess.confidence if learned else 0.0, by_name)


def _how(piece: Piece, about_fix: bool, act: Act) -> tuple[How, float]:
    """How a piece is said, and how sure it is that it tells how it went with a fix; 0 where it does not.

    Of a fix, that it was done, that it was in vain and that all is well there come to the same: it is tried.
    """
    if piece.clause.answer and about_fix:
        return (How.NOT_DONE if piece.denied else How.DONE), 1.0
    shares = dict(piece.how.ranking)
    best = max(shares, key=lambda name: shares[name])
    if best not in set(How):
        return How.STATED, 0.0
    how = How(best)
    same = (How.DONE, How.FAILED, How.DENIED) if about_fix else (How.DONE, How.FAILED)
    sure = sum(shares.get(one, 0.0) for one in same) if how in same else shares[how]
    if sure < SURE:  # of a trouble it is enough that it is rather denied than stated
        return (How.DENIED if how is How.DENIED and act is Act.DESCRIBES else How.STATED), 0.0
    if how is How.DENIED and about_fix and act is not Act.DESCRIBES:
        how = How.DONE
    return how, sure if how in WENT else 0.0


def _listed(clause: Clause, fixes: str, fix_of: Callable[[str], Guess]) -> str:
    """The fixes of a clause, with those that stand in a list of it without a verb of their own."""
    found = fixes.split()
    parts = [part for part in LIST.split(clause.text) if part.strip()]
    for part in parts if len(parts) > 1 else ():
        guess = fix_of(part)
        if guess.confidence >= SURE_LISTED and guess.intent not in (NO_FIX, OTHER_FIX):
            found.append(guess.intent)
    return " ".join(dict.fromkeys(found))
