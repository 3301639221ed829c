"""What a message at a step says, by the move that it asks for: words of a whole fix mostly tell of a step."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from unstuck.understanding.acts import Acts
from unstuck.understanding.classifier import Guess
from unstuck.understanding.context import Context
from unstuck.understanding.entities import FACTS, METHOD
from unstuck.understanding.lessons import NO_FIX, OTHER_FIX
from unstuck.understanding.moves import Move
from unstuck.understanding.reach import REACHES
from unstuck.understanding.search import REFUSAL
from unstuck.understanding.statements import NOT_UNDERSTOOD, UNDERSTOOD, Act, How, Statement, Value

AT_STEP = frozenset(["step", "last_step", "outcome"])  # moments in which a step is on the screen
# How likely it has to be that something is said at all, for a statement of it to count beside the move. A question or
# another fix is rarely invented; of the troubles that are likely by less than a half, half are.
BESIDE = {Move.ASKS: 0.3, Move.OTHER: 0.3}
SAME_AS_BRANCH = 0.62  # cosine from which what was done or seen is what a branch of the step names
LIKELY = 0.1  # share of an intent from which it is what a move stands for, where nothing surer was heard
LIKELY_FIX = 0.3  # the same of a fix
CHOOSE, DID_BEFORE, PERSON, DEVICE = "choose_method", "already_tried", "talk_to_human", "inform_device"
# The statement that a move is by itself.
SAID = {
    Move.DONE: (Act.RESULT, "next_step"),
    Move.FIXED: (Act.RESULT, "confirm_fixed"),
    Move.FAILS: (Act.RESULT, "report_still_failing"),
    Move.HELP: (Act.WANTS, "ask_step_help"),
    Move.WAIT: (Act.WANTS, "repeat_step"),
    Move.BACK: (Act.WANTS, "previous_step"),
    Move.SKIP: (Act.WANTS, "skip_method"),
    Move.TRIED: (Act.DID, DID_BEFORE),
}
UNDONE = frozenset([How.NOT_DONE, How.WONT, How.UNABLE])
OF_THE_STEP = frozenset([*(intent for _, intent in SAID.values()), "take_branch"]) - {DID_BEFORE}
# The acts of statements that the other moves stand for.
STANDS_FOR: Mapping[Move, Collection[Act]] = {
    Move.OTHER: (Act.DID,),
    Move.TELLS: (Act.DESCRIBES, Act.HAS),
    Move.ASKS: (Act.ASKS,),
    Move.WANTS: (Act.WANTS,),
    Move.TALK: (Act.TALKS,),
}


@dataclass(frozen=True)
class Standing:
    """What is known of a message at a step.

    Args:
        moves: how likely each move is the next.
        says: how likely it is that the message says each thing at all.
        whole: what all of the message seems to mean.
        fix: which fix it seems to be about.
        reached: the place of the step that is to be shown: behind what was done, or the one that help is wanted with.
        near: the place of the step that it speaks of, if it speaks of one.
        branch: the branch of the step on the screen that it is likest to; empty where that has none.
        like_branch: how like, the cosine.
        facts: names and values of what is named in the message.
        length: of the message, in characters.
    """

    moves: Mapping[Move, float]
    says: Mapping[Move, float]
    whole: Guess
    fix: Guess
    reached: int
    near: int | None
    branch: str
    like_branch: float
    facts: tuple[tuple[str, Value], ...]
    length: int

    def move(self, said: Sequence[Statement]) -> Move:
        """The likeliest move that goes with what was heard.

        No branch is taken by words that tell of a trouble or of what is not done: "it says limited access" has those of
        "it says full access". Who is hardly done and names a device tells it: "no wait, I'm on my iPad"; who is
        hardly done and says that something is not done yet is not: "i have not changed it yet".
        """
        trouble = any(one.act is Act.DESCRIBES and one.how is How.STATED for one in said)
        undone = any(one.act is Act.DID and one.how in UNDONE for one in said)
        left = [one for one in self.moves if one is not Move.BRANCH or (self.branch and not trouble and not undone)]
        likeliest = max(left, key=lambda one: self.moves[one])
        if likeliest is Move.DONE and min(self.moves[likeliest], self.says[likeliest]) < UNDERSTOOD:
            if "device" in dict(self.facts):
                return Move.TELLS
            if undone:
                return max((one for one in left if one is not Move.DONE), key=lambda one: self.moves[one])
        return likeliest

    def says_too(self, one: Move, move: Move) -> bool:
        """Whether a message says one thing, be it its move or beside that."""
        return one is move or self.says[one] >= BESIDE.get(one, UNDERSTOOD)

    def makes(self, act: Act, intent: str, move: Move) -> Statement:
        """A statement of the whole message that stands for a move, sure enough to act on."""
        return Statement(act, intent, confidence=max(self.moves[move], UNDERSTOOD), end=self.length)


def at_step(acts: Acts, said: Sequence[Statement], at: Standing, context: Context) -> tuple[Statement, ...]:
    """The statements of a message at a step: that of its move, and what else was heard and stays beside it.

    Args:
        acts: of the intents.
        said: the statements as they are heard without the step.
        at: what is known of the message at the step.
        context: the step on the screen.
    """
    move = at.move(said)
    kept = tuple(one for one in said if _stays(one, at, move, context))
    if move is Move.BRANCH or (move is Move.DONE and at.branch and at.like_branch >= SAME_AS_BRANCH):
        return (replace(at.makes(Act.RESULT, "take_branch", move), target=at.branch), *kept)
    if move is Move.TRIED:
        return (replace(at.makes(*SAID[move], move), target=context.method, how=How.FAILED), *kept)
    if move is Move.ASKS and at.near is not None and not any(one.act is Act.ASKS for one in kept):
        return (replace(at.makes(*SAID[Move.HELP], move), step=at.near), *kept)  # the fix itself answers it
    if move in SAID:
        return (replace(at.makes(*SAID[move], move), step=at.reached if move in REACHES else None), *kept)
    if any(one.act in STANDS_FOR[move] or (move is Move.OTHER and one.intent == CHOOSE) for one in kept):
        return kept
    return (*kept, _likeliest(acts, at, move, context))


def _stays(one: Statement, at: Standing, move: Move, context: Context) -> bool:
    """Whether a statement counts beside the move."""
    if one.intent == PERSON or one.act is Act.HAS:
        return True
    if one.intent in OF_THE_STEP:
        return False
    if one.act is Act.DID or one.intent == CHOOSE:
        named = {*one.target.split(), *(str(value) for name, value in one.entities if name == METHOD)}
        return bool(named - {context.method}) and at.says_too(Move.OTHER, move)
    if one.act is Act.DESCRIBES:
        return one.how is How.DENIED or at.says_too(Move.TELLS, move)
    if one.act is Act.ASKS:
        return at.says_too(Move.ASKS, move)
    return at.says_too(Move.WANTS if one.act is Act.WANTS else Move.TALK, move)


def _likeliest(acts: Acts, at: Standing, move: Move, context: Context) -> Statement:
    """What a move stands for where nothing that was heard is that: the likeliest of its kind, if any is likely."""
    if move is Move.OTHER:
        others = (one for one in at.fix.ranking if one[0] not in (NO_FIX, OTHER_FIX, context.method))
        fix, share = next(others, ("", 0.0))
        if share >= LIKELY_FIX:
            return replace(at.makes(Act.WANTS, CHOOSE, move), target=fix)
    if move is Move.TELLS and (named := {name for name, _ in at.facts}.intersection(FACTS)):
        return replace(at.makes(Act.HAS, DEVICE if "device" in named else "inform_facts", move), entities=at.facts)
    likely = [intent for intent, share in at.whole.ranking if share >= LIKELY and intent not in OF_THE_STEP | {CHOOSE}]
    for intent in likely:
        if move is Move.TALK if intent == REFUSAL else acts.of(intent) in STANDS_FOR.get(move, ()):
            return at.makes(acts.of(intent), intent, move)
    return at.makes(Act.ASKS if move is Move.ASKS else Act.TALKS, NOT_UNDERSTOOD, move)
