"""The one question at the end: did that help, thumbs up or down. It is never asked twice."""

from dataclasses import replace

from unstuck.articles.knowledge import Knowledge
from unstuck.guide.case import Case, Thumbs
from unstuck.guide.show import show_where_we_are
from unstuck.guide.turn import Comment, Message, Rate, Say, Turn


def ask(turn: Turn) -> Turn:
    """The turn with the question after all else it says, unless it has been asked before."""
    if turn.case.thumbs is not Thumbs.NOT_ASKED:
        return turn
    return replace(turn, case=replace(turn.case, thumbs=Thumbs.ASKED), says=(*turn.says, Say("ask_thumbs")))


def is_meant(case: Case, message: Message) -> bool:
    """Whether a yes or no answers this question: its own buttons always do, a typed one while nothing else is open."""
    waits = case.thumbs is Thumbs.ASKED or (case.thumbs is Thumbs.ANSWERED and case.solved)
    return bool(message.values("thumb") or message.values("comment")) or (waits and case.asking is None)


def take(knowledge: Knowledge, case: Case, message: Message, up: bool) -> Turn:
    """Note the answer, the first one only; somebody who was in the middle of something else goes on there."""
    if comments := message.values("comment"):
        return _comment(knowledge, case, comments[0])
    thanks = Say("thumbs_up" if up else "thumbs_down", asks="comment")
    rate = Rate("up" if up else "down")
    if case.thumbs is Thumbs.ASKED:
        return Turn(replace(case, thumbs=Thumbs.ANSWERED), (thanks,), (rate,))
    where = show_where_we_are(knowledge, case)
    if case.thumbs is not Thumbs.PASSED_OVER:
        return where.after(Say("thumbs_before"))
    rated = replace(where, case=replace(where.case, thumbs=Thumbs.ANSWERED))
    return rated.after(thanks).doing(rate)


def _comment(knowledge: Knowledge, case: Case, text: str) -> Turn:
    where = show_where_we_are(knowledge, case)
    return where.after(Say("comment_kept")).doing(Comment(text)) if case.thumbs is Thumbs.ANSWERED else where


def pass_over(case: Case) -> Case:
    """The case after the question was passed over: from now on a typed yes or no means something else."""
    return replace(case, thumbs=Thumbs.PASSED_OVER) if case.thumbs is Thumbs.ASKED else case
