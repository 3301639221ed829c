"""Yes, no, stop, from the beginning, a person please: words whose meaning is the moment they are said in."""

from dataclasses import replace

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import Article
from unstuck.guide import thumbs
from unstuck.guide.case import Asking, Case
from unstuck.guide.course import advise, begin, go_on
from unstuck.guide.fixes import fixed, still_failing
from unstuck.guide.show import ask_what, show_method, show_where_we_are
from unstuck.guide.steps import explain, go_next
from unstuck.guide.team import UNKNOWN, WHAT
from unstuck.guide.turn import (
    CancelFollowUps,
    Choice,
    CloseTicket,
    Message,
    OpenTicket,
    Record,
    Say,
    ScheduleFollowUp,
    Turn,
)

SURELY_CLOSED = 0.75  # confidence from which typed words close a ticket: "whats the ticket for" has 0.69


def yes(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Yes to whatever was asked last; with nothing asked, go on."""
    if thumbs.is_meant(case, message):
        return thumbs.take(knowledge, case, message, up=True)
    article = knowledge.article(case.article)
    if case.asking in (Asking.TEST, Asking.OUTCOME):
        return fixed(knowledge, case, message)
    if case.asking is Asking.HAND_OFF:
        return Turn(replace(case, asking=None)).doing(OpenTicket())
    if article and case.escalation and case.asking is Asking.ESCALATION:
        return advise(article, case, case.escalation)
    if article and case.escalation and case.asking is Asking.FOLLOW_UP:
        return _promise(article, case, case.escalation)
    if case.asking is Asking.DONE:
        return still_failing(knowledge, case, message)
    if case.asking in (Asking.ARTICLE, Asking.CAUSE):
        return show_where_we_are(knowledge, case)
    return go_next(knowledge, case, message)


def leave_open(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Does not know, or leaves it to the bot: the likeliest way on, and to a yes or no the harmless one."""
    article = knowledge.article(case.article)
    if case.asking in (Asking.ARTICLE, Asking.CAUSE, Asking.ESCALATION):
        return no(knowledge, case, message)
    if case.asking is Asking.OUTCOME and article and case.method:
        return show_method(article, replace(case, asking=None)).after(Say("try_to_see"))
    if case.asking is Asking.METHOD:
        case = put_list_away(knowledge, case)
    if article and not case.method and not case.asking and not case.solved:
        return go_on(article, case) if case.plan else begin(article, case)
    return resume_or_ask(knowledge, case)


def put_list_away(knowledge: Knowledge, case: Case) -> Case:
    """The case after the list of fixes was passed over: the step that was on the screen is there again."""
    article = knowledge.article(case.article)
    if article is None or not case.method:
        return replace(case, asking=None)
    last = case.step == len(article.method(case.method).steps) - 1
    return replace(case, asking=Asking.TEST if last else None)


def no(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """No to whatever was asked last; in the middle of a step, a sign of being stuck on it."""
    if thumbs.is_meant(case, message):
        return thumbs.take(knowledge, case, message, up=False)
    if case.asking is Asking.HAND_OFF:
        return resume_or_ask(knowledge, replace(case, asking=None)).after(Say("no_person_then"))
    if case.asking in (Asking.ARTICLE, Asking.CAUSE):
        return go_next(knowledge, case, message)
    article = knowledge.article(case.article)
    if case.asking is Asking.DONE and article:
        return show_method(article, replace(case, step=0, asking=None))
    if (
        case.asking is Asking.OUTCOME
        and article
        and case.method
        and case.step + 1 < len(article.method(case.method).steps)
    ):
        return show_method(article, replace(case, asking=None))  # it was asked in the middle of a fix, which goes on
    if case.asking:
        return still_failing(knowledge, case, message)
    return explain(knowledge, case, message)


def want_follow_up(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """A message later, please: after the waiting time of the advice that was given, or of any that the article has."""
    article = knowledge.article(case.article) or knowledge.first
    named = (case.escalation, case.promised, *(one.id for one in article.escalations))
    waiting = [one for id in named for one in article.escalations if one.id == id and one.wait_hours]
    return (
        _promise(article, case, waiting[0].id) if waiting else resume_or_ask(knowledge, case).after(Say("no_follow_up"))
    )


def _promise(article: Article, case: Case, escalation: str) -> Turn:
    hours = article.escalation(escalation).wait_hours or 0
    case = replace(case, article=article.id, asking=None, escalation=escalation, promised=escalation)
    return Turn(case, (Say("follow_up_set", {"hours": hours}),), (ScheduleFollowUp(hours),))


def cancel_ticket(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """No person any more; who hardly says so is told what the ticket is, with a button that closes it."""
    if message.text and message.sureness(message.intent) < SURELY_CLOSED:
        return Turn(case, (Say(WHAT, UNKNOWN[WHAT], (Choice(message.intent, label="meaning_cancel_ticket"),)),))
    return Turn(replace(case, ticket=None), effects=(CloseTicket(),))


def follow_up(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """The time that somebody wanted to wait is over: ask whether it works now."""
    asking = Asking.OUTCOME if case.article else None
    return Turn(replace(case, asking=asking, paused=False, promised=""), (Say("follow_up_due"),))


def stop(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Leave it for now; the place is kept."""
    if not case.article or case.solved:
        return Turn(case, (Say("stopped_idle"),))
    return Turn(replace(case, paused=True), (Say("stopped"),), (Record("stopped"),))


def start_over(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Forget this case, but not its article, the device, the ticket, nor that thumbs were asked for, and ask anew."""
    fresh = replace(case.anew(), article=case.article, photo=None, photo_findings=(), promised="")
    turn = ask_what(knowledge, fresh).after(Say("started_over"))
    return turn.doing(CancelFollowUps(tell=False))


def resume_or_ask(knowledge: Knowledge, case: Case) -> Turn:
    """Back to where it was; from nowhere, the first question."""
    turn = show_where_we_are(knowledge, case)
    return turn if turn.says else ask_what(knowledge, case)


def cancel_follow_up(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """No message later."""
    if case.asking is Asking.FOLLOW_UP:
        case = replace(case, asking=None)
    return Turn(replace(case, promised=""), effects=(CancelFollowUps(tell=True),))
