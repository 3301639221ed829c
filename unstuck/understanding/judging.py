"""What a clause says, judged from what was guessed of it: its meaning, the fix that it is about, and how it is said."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from unstuck.understanding.acts import Acts
from unstuck.understanding.classifier import Guess
from unstuck.understanding.clauses import Clause, covered
from unstuck.understanding.context import Context
from unstuck.understanding.entities import METHOD, Entity
from unstuck.understanding.lessons import NO_FIX, OTHER_FIX
from unstuck.understanding.search import REFUSAL
from unstuck.understanding.statements import ALL_FIXES, NOT_UNDERSTOOD, TRIED, UNDERSTOOD, Act, How, Statement

SURE = UNDERSTOOD  # confidence from which a guess is believed
# The same for a clause of whose meaning the whole message shows no trace, and what counts as a trace in its ranking.
SURE_ALONE, HINT = 0.65, 0.02
SURE_ASKED = 0.45  # the same for which question it is that a clause surely asks
# How many times likelier it has to be that a trouble is denied than that it is stated. By cross-validation 68 of 100
# that are denied are taken so, and 1 to 5 of 100 that are stated; by 1 it would be 78, and 5 to 7.
CLEARLY_DENIED = 2
SURE_OF_DONE = 0.25  # how sure the likeliest fix has to be, where some fix was surely done
# How sure a fix has to be that stands in a list: "airplane mode, hard reset, offload app".
SURE_LISTED = 0.7
FEWEST_WORDS_OF_A_QUESTION = 4  # of one that nobody knows what it asks; "so?" asks nothing
OUTCRY = 0.3  # confidence in idle talk from which a question is only its form
LIST = re.compile(r"[,;:/&+]|\b(?:and|or|nor)\b")
CHOOSE = "choose_method"
SKIP = "skip_method"
NEXT = "next_step"  # is done where somebody did something, and stated where they only see or have something
FAILING = "report_still_failing"
FIX_NAMED = frozenset([CHOOSE, SKIP])  # intents that name the fix that they are about
UNDONE = frozenset([How.NOT_DONE, How.WONT, How.UNABLE, How.UNSURE])
WENT = UNDONE | TRIED | {How.ALL_BUT}
SHARED = TRIED | {How.NOT_DONE, How.WONT}  # what is said once of all the fixes in a list


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
    """

    clause: Clause
    entities: tuple[Entity, ...]
    meant: Guess
    fix: Guess
    how: Guess
    alone: bool


def statement(
    acts: Acts,
    piece: Piece,
    whole: Guess,
    context: Context,
    fix_of: Callable[[str], Guess],
    sure_alone: float = SURE_ALONE,
    sure_asked: float | None = SURE_ASKED,
) -> Statement | None:
    """The statement that a piece makes, if it makes one.

    Args:
        acts: of the intents.
        piece: to judge.
        whole: the guess at the whole message.
        context: the moment; "did that" means the fix on the screen.
        fix_of: guesses which fix a few words are about.
        sure_alone: confidence from which it is believed where the whole message shows no trace of it.
        sure_asked: the same for which question it is that the piece surely asks; None: as of anything else.
    """
    in_fix = bool(context.moment)
    clause, meant = piece.clause, piece.meant
    act = acts.of(meant.intent)
    trace = piece.alone or dict(whole.ranking).get(meant.intent, 0.0) >= HINT
    asked = _is_asked(piece)
    asks = asked and act is Act.ASKS
    sure = meant.confidence >= (sure_asked if asks and sure_asked else SURE if trace else sure_alone)
    some_done = sure and act is Act.DID and not in_fix  # at a step "done" may be of that step
    fixes, sure_fix = fixes_in(piece, SURE_OF_DONE if some_done else SURE)
    how, went = _how(piece, bool(fixes), act)
    named = tuple((entity.name, entity.value) for entity in piece.entities)
    made = Statement(act, meant.intent, confidence=meant.confidence, start=clause.start, end=clause.end, entities=named)
    if sure and act is Act.DID:
        done = how if went else how_it_went(piece.how)
        listed = _listed(clause, fixes, fix_of) if done in SHARED else fixes
        return replace(made, target=listed, how=done) if listed or in_fix else None
    bare = _is_bare(piece)  # how it went is not told by the name alone
    choosing = bool(context.method or context.moment == "methods")
    if choosing and (bare or _is_wished(piece)) and fixes != context.method:
        return replace(made, act=Act.WANTS, intent=CHOOSE, target=fixes, confidence=sure_fix)
    if bare and not (piece.alone or clause.asks) and how in UNDONE:
        how = How.DONE
    told = act is Act.DESCRIBES and _together(meant, whole) > went
    least = went
    if meant.intent in FIX_NAMED:  # where a fix is on the screen, who names another mostly wants it
        least = _likeliest_went(piece) if meant.intent == CHOOSE and choosing else 1.0
    surer = meant.confidence >= least
    wanted = act is Act.WANTS and (surer or fixes == ALL_FIXES)  # "show me all of them" tells of none that it was tried
    # "closed it", where one closes it; "did it all, works". Who says that it still fails tells what was tried as well.
    likelier = meant.confidence >= went or not any(one.name == METHOD for one in piece.entities)
    step_done = in_fix and act is Act.RESULT and (fixes == context.method or (meant.intent != FAILING and likelier))
    if went and fixes and sure_fix >= SURE and not (sure and (told or wanted or step_done)):
        listed = _listed(clause, fixes, fix_of) if how in SHARED else fixes
        return replace(made, act=Act.DID, intent="already_tried", target=listed, how=how, confidence=went)
    if in_fix and asked and not (sure and act is not Act.TALKS) and _is_no_outcry(acts, piece):
        return replace(made, act=Act.ASKS, intent=NOT_UNDERSTOOD)
    if sure and not _is_idle(act, piece, fixes, in_fix):
        denied = act is Act.DESCRIBES and how is How.DENIED
        target = fixes if denied or meant.intent in FIX_NAMED else ""
        another = context.method and meant.intent == SKIP and _is_wanted(piece) and target not in ("", context.method)
        intent = CHOOSE if another else meant.intent  # "skip this, i want to try another photo"
        said = How.DENIED if denied else How.DONE if meant.intent == NEXT and is_deed(piece) else How.STATED
        return replace(made, intent=intent, target=target, how=said)
    if piece.alone and (likely := likely_description(acts, meant)):
        return replace(made, act=Act.DESCRIBES, intent=likely[0], confidence=likely[1])
    return None


def _together(meant: Guess, whole: Guess) -> float:
    """How sure a clause's meaning is together with the whole message."""
    return surer(meant.confidence, dict(whole.ranking).get(meant.intent, 0.0))


def surer(clause: float, whole: float) -> float:
    """The probability that at least one of two is right."""
    return 1 - (1 - clause) * (1 - whole)


def likely_description(acts: Acts, meant: Guess) -> tuple[str, float] | None:
    """Where no one description is sure but it is sure that something is described: the likeliest of them."""
    ours = [one for one in meant.ranking if acts.of(one[0]) is Act.DESCRIBES and one[0] != REFUSAL]
    total = sum(confidence for _, confidence in ours)
    return (ours[0][0], total) if total >= SURE and total > dict(meant.ranking).get(REFUSAL, 0.0) else None


def _is_idle(act: Act, piece: Piece, fixes: str, in_fix: bool) -> bool:
    """Whether a clause of several only looks like a wish for no named fix, or like a question without its form."""
    if piece.meant.intent == CHOOSE and not in_fix:
        return not fixes and not piece.alone
    return act is Act.ASKS and not piece.clause.asks and not piece.alone


def fixes_in(piece: Piece, least: float = SURE) -> tuple[str, float]:
    """The ids of the fixes that a piece is about, with spaces between, and how sure that is.

    `least` is the confidence from which the likeliest is believed.
    """
    named = [str(one.value) for one in piece.entities if one.name == METHOD and not str(one.value).isdigit()]
    guess = piece.fix
    likeliest = next((pair for pair in guess.ranking if least >= SURE or pair[0] != NO_FIX), (NO_FIX, 0.0))
    learned = likeliest[0] if likeliest[1] >= least and likeliest[0] not in (NO_FIX, OTHER_FIX) else ""
    by_name = 1.0 - dict(guess.ranking).get(OTHER_FIX, 0.0) if named else 0.0
    if learned == ALL_FIXES or (learned and not any(learned in ids.split() for ids in named)):
        named.append(learned)
    return " ".join(dict.fromkeys(named)), max(likeliest[1] if learned else 0.0, by_name)


def _how(piece: Piece, about_fix: bool, act: Act) -> tuple[How, float]:
    """How a piece is said, and how sure it is that it tells how it went with a fix; 0 where it does not."""
    shares = defaultdict(float, piece.how.ranking)
    describes = act is Act.DESCRIBES
    likeliest = max(shares, key=lambda name: shares[name])
    if describes and _is_denied(shares) and (likeliest == How.DENIED or not about_fix):
        return How.DENIED, 0.0
    sure = sum(shares[one] for one in (WENT | {How.DENIED} if about_fix else WENT))
    if sure >= SURE:
        return how_it_went(piece.how), sure
    return (How.DENIED if describes and _is_denied(shares) else How.STATED), 0.0


def _is_asked(piece: Piece) -> bool:
    """Whether a piece surely asks, by its form and by how it is said."""
    return piece.clause.asks and dict(piece.how.ranking).get("asked", 0.0) >= SURE


def _is_no_outcry(acts: Acts, piece: Piece) -> bool:
    """Whether a question wants an answer, and is more than the form of an outcry: "do you even read this"."""
    talk = sum(share for intent, share in piece.meant.ranking if acts.of(intent) is Act.TALKS)
    return talk < OUTCRY and len(piece.clause.text.split()) >= FEWEST_WORDS_OF_A_QUESTION


def is_deed(piece: Piece) -> bool:
    """Whether a piece tells of something that was done: "tapped it", and not "i see it"."""
    return sum(dict(piece.how.ranking).get(one, 0.0) for one in TRIED) >= SURE


def _is_wished(piece: Piece) -> bool:
    """Whether a piece surely wants the fix that it names."""
    named = any(one.name == METHOD for one in piece.entities)
    return named and not piece.clause.asks and dict(piece.how.ranking).get("wanted", 0.0) >= SURE


def _is_wanted(piece: Piece) -> bool:
    """Whether a piece rather wishes for the fix that it names than refuses it."""
    shares = dict(piece.how.ranking)
    return shares.get("wanted", 0.0) > shares.get(How.WONT, 0.0)


def _likeliest_went(piece: Piece) -> float:
    """How sure the likeliest of the ways is in which it may have gone with a fix."""
    return max(dict(piece.how.ranking).get(one, 0.0) for one in WENT)


def _is_bare(piece: Piece) -> bool:
    """Whether a piece is the name of a fix and no more."""
    names = [(one.start, one.end) for one in piece.entities if one.name == METHOD]
    return bool(names) and not any(letter.isalnum() for letter in covered(piece.clause, names))


def _is_denied(shares: Mapping[str, float]) -> bool:
    """Whether a trouble is denied, and not stated."""
    return shares[How.DENIED] > CLEARLY_DENIED * shares[How.STATED]


def how_it_went(how: Guess) -> How:
    """How it went with a fix, if that is told: first whether it was tried, for on that depends what is next.

    Of a fix, that it was done, that it was in vain and that all is well there come to the same: it is tried.
    """
    shares = defaultdict(float, how.ranking)
    left = max(WENT - TRIED, key=lambda one: shares[one])
    if shares[left] > max(shares[How.DONE] + shares[How.FAILED], shares[How.DENIED]):
        return left
    return How.FAILED if shares[How.FAILED] > shares[How.DONE] else How.DONE


def _listed(clause: Clause, fixes: str, fix_of: Callable[[str], Guess]) -> str:
    """The fixes of a clause, with those that stand in a list of it without a verb of their own."""
    found = fixes.split()
    parts = [part for part in LIST.split(clause.text) if part.strip()]
    for part in parts if len(parts) > 1 else ():
        guess = fix_of(part)
        if guess.confidence >= SURE_LISTED and guess.intent not in (NO_FIX, OTHER_FIX):
            found.append(guess.intent)
    return " ".join(dict.fromkeys(found))
