"""What the clauses of a message say together: fixes in a list, one fix told in several clauses, the trouble of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from unstuck.understanding.acts import Acts
from unstuck.understanding.classifier import Guess
from unstuck.understanding.clauses import ENDS, Clause
from unstuck.understanding.judging import (
    CHOOSE,
    SHARED,
    SURE,
    SURE_ALONE,
    WENT,
    Piece,
    fixes_in,
    how_it_went,
    likely_description,
    surer,
)
from unstuck.understanding.statements import ALL_FIXES, Act, How, Statement

MOST_WORDS_OF_A_NAME = 2  # of a fix that is listed behind another: "did the restart + a reinstall"
# Acts beside which what the message as a whole seems to describe does not count.
WEIGHTY = frozenset([Act.DESCRIBES, Act.DID, Act.WANTS, Act.RESULT, Act.ANSWERS])


def carried(before: Statement | None, made: Statement, clause: Clause, between: str) -> Statement:
    """A statement about a fix that is only named, with how it went with the fix that it is listed behind.

    Args:
        before: the statement of the clause before.
        made: the statement of this clause.
        clause: this clause.
        between: the text between the two.
    """
    bare = len(clause.text.split()) <= MOST_WORDS_OF_A_NAME and not ENDS.intersection(between)
    listed = before is not None and before.act is Act.DID and before.how in SHARED
    if before is None or not (listed and bare and made.target and made.intent in ("already_tried", CHOOSE)):
        return made
    return replace(made, act=Act.DID, intent=before.intent, how=before.how)


def of_one_fix(found: Sequence[Statement], everything: Piece) -> list[Statement]:
    """The statements of several clauses; where the message is about one fix, how that went is told by all of it.

    "Closed it, or only minimised it, can't say" does not say in its first clause that it is unsure.
    """
    fixes, sure_fix = fixes_in(everything)
    told = [one for one in found if one.target and (one.act is Act.DID or one.how is How.DENIED)]
    named = {id for one in told for id in one.target.split()} - {ALL_FIXES}
    went = sum(dict(everything.how.ranking).get(one, 0.0) for one in WENT)
    wanted = max((one.confidence for one in found if one.act is Act.WANTS and fixes in one.target.split()), default=0.0)
    if wanted > went or min(sure_fix, went) < SURE or len(fixes.split()) != 1 or not named <= {fixes}:
        return list(found)
    end = everything.clause.end
    made = Statement(Act.DID, "already_tried", fixes, how_it_went(everything.how), min(sure_fix, went), end=end)
    if told:
        made = replace(told[0], act=made.act, intent=made.intent, target=fixes, how=made.how, start=0, end=end)
    place = found.index(told[0]) if told else len(found)
    return [*found[:place], made, *(one for one in found[place:] if one not in told)]


def with_whole(acts: Acts, found: Sequence[Statement], whole: Guess, text: str) -> Iterator[Statement]:
    """The statements of several clauses, and what only the message as a whole describes.

    A trouble that both a clause and the whole message show is surer than either says.
    """
    shares = dict(whole.ranking)
    for one in found:
        stated = one.act is Act.DESCRIBES and one.how is How.STATED
        yield replace(one, confidence=surer(one.confidence, shares.get(one.intent, 0.0))) if stated else one
    likely = likely_description(acts, whole)
    described = {one.intent for one in found if one.act is Act.DESCRIBES}
    told = any(one.act in WEIGHTY for one in found)
    if likely and likely[0] not in described and (not told or shares[likely[0]] >= SURE_ALONE):
        yield Statement(Act.DESCRIBES, likely[0], confidence=likely[1], end=len(text))
