"""The course of a case: from fix to fix, then from one escalation question to the next, then to a person."""

from collections.abc import Callable
from dataclasses import replace

from unstuck.articles.model import Article, Escalation
from unstuck.guide.case import Asking, Case
from unstuck.guide.plan import next_method, plan
from unstuck.guide.show import ask_outcome, show_method
from unstuck.guide.turn import OpenTicket, Say, Turn


def begin(
    article: Article,
    case: Case,
    causes: tuple[str, ...] = (),
    first: tuple[str, ...] = (),
    reason: Callable[[str], Say] | None = None,
) -> Turn:
    """Lay out the plan for these causes (or with these methods first) and start with its first fix that is not done.

    `reason` says in one line why that fix comes first, by its title; otherwise the fix says what it is good for.
    """
    order = plan(article, causes, first)
    case = replace(
        case, article=article.id, causes=causes, plan=order, solved=False, escalation=None, rivals=(), hints=()
    )
    return go_on(article, case, reason)


def go_on(article: Article, case: Case, reason: Callable[[str], Say] | None = None) -> Turn:
    """The next fix of the plan, or the escalation questions when none is left."""
    method = next_method(case)
    return start(article, case, method, reason) if method else ask_escalation(article, case)


def start(article: Article, case: Case, method: str, reason: Callable[[str], Say] | None = None) -> Turn:
    """One fix, from its first step, with one line on why it comes or what it is good for."""
    case = replace(case, method=method, step=0, asking=None, paused=False, escalation=None)
    found = article.method(method)
    why = reason(found.title) if reason else Say("fix_begins", {"title": found.title, "why": found.why or ""})
    return show_method(article, case).after(why)


def ask_escalation(article: Article, case: Case) -> Turn:
    """The next escalation's question, or a ticket when all were asked."""
    case = replace(case, method=None, step=0, asking=None, escalation=None, paused=False)
    left = [
        item
        for item in article.escalations
        if item.id not in case.escalations_done
        and not _is_newest(item, case)
        and not set(item.intents) <= set(case.ruled_out)
    ]
    if not left:
        return Turn(case, (Say("nothing_left"),), (OpenTicket(),))
    turn = Turn(
        replace(case, asking=Asking.ESCALATION, escalation=left[0].id),
        (Say("ask_escalation", {"question": left[0].question}),),
    )
    return turn if case.escalations_done else turn.after(Say("no_fix_left"))


def _is_newest(escalation: Escalation, case: Case) -> bool:
    return escalation.old_system and case.newest_system


def advise(article: Article, case: Case, id: str) -> Turn:
    """What to do in the case of an escalation; where that is to wait, the offer to write again then."""
    escalation = article.escalation(id)
    case = replace(
        done_with(case, id), article=article.id, escalation=id, method=None, step=0, paused=False, solved=False
    )
    advice = Say("escalation_advice", {"title": escalation.title, "advice": escalation.advice})
    if escalation.wait_hours:
        offer = Say("offer_follow_up", {"hours": escalation.wait_hours})
        return Turn(replace(case, asking=Asking.FOLLOW_UP), (advice, offer))
    return Turn(replace(case, asking=Asking.OUTCOME), (advice, ask_outcome(article)))


def done_with(case: Case, escalation: str) -> Case:
    """The case with one escalation that need not be asked about any more."""
    return replace(case, escalations_done=tuple(dict.fromkeys((*case.escalations_done, escalation))))
