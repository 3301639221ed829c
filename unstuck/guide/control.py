"""Yes, no, stop, from the beginning, a person please: words whose meaning is the moment they are said in."""

from dataclasses import replace

from unstuck.articles.knowledge import Knowledge
from unstuck.guide import thumbs
from unstuck.guide.case import Asking, Case
from unstuck.guide.course import advise
from unstuck.guide.fixes import fixed, still_failing
from unstuck.guide.show import ask_what, show_where_we_are
from unstuck.guide.steps import explain, go_next
from unstuck.guide.turn import CancelFollowUps, Message, OpenTicket, Record, Say, ScheduleFollowUp, Turn


def yes(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Yes to whatever was asked last; with nothing asked, go on."""
    if thumbs.is_meant(case, message):
        return thumbs.take(knowledge, case, up=True)
    article = knowledge.article(case.article)
    if case.asking in (Asking.TEST, Asking.OUTCOME):
        return fixed(knowledge, case, message)
    if case.asking is Asking.HAND_OFF:
        return hand_off(knowledge, case, message)
    if article and case.escalation and case.asking is Asking.ESCALATION:
        return advise(article, case, case.escalation)
    if article and case.escalation and case.asking is Asking.FOLLOW_UP:
        hours = article.escalation(case.escalation).wait_hours or 0
        return Turn(replace(case, asking=None), (Say("follow_up_set", {"hours": hours}),), (ScheduleFollowUp(hours),))
    if case.asking in (Asking.ARTICLE, Asking.CAUSE):
        return show_where_we_are(knowledge, case)
    return go_next(knowledge, case, message)


def no(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """No to whatever was asked last; in the middle of a step, a sign of being stuck on it."""
    if thumbs.is_meant(case, message):
        return thumbs.take(knowledge, case, up=False)
    if case.asking is Asking.HAND_OFF:
        return resume_or_ask(knowledge, replace(case, asking=None)).after(Say("no_person_then"))
    if case.asking in (Asking.ARTICLE, Asking.CAUSE):
        return go_next(knowledge, case, message)
    if case.asking:
        return still_failing(knowledge, case, message)
    return explain(knowledge, case, message)


def follow_up(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """The time that somebody wanted to wait is over: ask whether it works now."""
    asking = Asking.OUTCOME if case.article else None
    return Turn(replace(case, asking=asking, paused=False), (Say("follow_up_due"),))


def hand_off(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """A person takes over, with all that is known so far."""
    return Turn(replace(case, asking=None)).doing(OpenTicket())


def stop(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Leave it for now; the place is kept."""
    if not case.article or case.solved:
        return Turn(case, (Say("stopped_idle"),))
    return Turn(replace(case, paused=True), (Say("stopped"),), (Record("stopped"),))


def start_over(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Forget this case, but not its article, the device, the ticket, nor that thumbs were asked for, and ask anew."""
    fresh = Case(article=case.article, device=case.device, device_asked=case.device_asked)
    fresh = replace(fresh, whole_fixes=case.whole_fixes, ticket=case.ticket, thumbs=case.thumbs)
    turn = ask_what(knowledge, fresh).after(Say("started_over"))
    return turn.doing(CancelFollowUps(tell=False))


def resume_or_ask(knowledge: Knowledge, case: Case) -> Turn:
    """Back to where it was; from nowhere, the first question."""
    turn = show_where_we_are(knowledge, case)
    return turn if turn.says else ask_what(knowledge, case)
