"""What a person says of a fix: it worked, it did not, not this one, I did that before, that one, which are there."""

from dataclasses import replace

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import Article
from unstuck.guide.case import Asking, Case
from unstuck.guide.course import ask_escalation, begin, done_with, go_on, start
from unstuck.guide.facts import fixes_of, refused_in, tried_in, undone_in
from unstuck.guide.lead import has_trouble, is_early
from unstuck.guide.plan import next_method, plan
from unstuck.guide.route import described
from unstuck.guide.show import ask_cause, ask_outcome, ask_what, show_list, show_method, show_where_we_are
from unstuck.guide.told import fine_in
from unstuck.guide.turn import CancelFollowUps, Listed, Message, OpenTicket, Record, Say, Turn
from unstuck.understanding.statements import TRIED, Act, How, Statement

MOST_HURRIED = 2  # fixes in a row said to fail at their first step, before it is asked whether they were done
SURELY_FIXED = 0.85  # confidence from which "works now!!" in the middle of a fix needs no question back
LIKELY_FIXED = 0.6  # the same at the last step, which asks: "no error, but i see the old one" is doubtful
FEW = 2  # fixes left, up to which the question for the cause is not worth its turn


def still_failing(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """The same error again: the answer to an open question, or the end of this fix."""
    article = knowledge.article(case.article)
    if article is None:
        return show_where_we_are(knowledge, case) if case.asking else ask_what(knowledge, case)
    if case.waits_for_team and message.text:
        return _told_the_team(still_failing(knowledge, replace(case, paused=False), replace(message, text="")))
    if case.escalation and case.asking in (Asking.ESCALATION, Asking.FOLLOW_UP):
        left = replace(done_with(case, case.escalation), asking=None)
        if case.asking is Asking.ESCALATION:
            return ask_escalation(article, left)
        turn = go_on(article, left) if case.plan else begin(article, left)
        return turn.after(Say("follow_up_declined"))
    if case.asking is Asking.HAND_OFF:
        return Turn(replace(case, asking=None)).doing(OpenTicket())
    if not case.plan:
        return begin(article, case)
    if not case.method:
        return go_on(article, case)
    method = case.method
    hurries = case.hurried >= MOST_HURRIED and case.step == 0
    if hurries and message.text and case.asking is not Asking.DONE:
        asked = Say("ask_done", {"title": article.method(method).title})
        return Turn(replace(case, asking=Asking.DONE, hurried=0), (asked,))
    hurried = case.hurried + 1 if case.step == 0 and not case.whole_fixes else 0
    tried = tuple(dict.fromkeys((*case.tried, method)))
    return go_on(article, replace(case, hurried=hurried, asking=None, tried=tried)).doing(Record("failed"))


def _told_the_team(turn: Turn) -> Turn:
    """The turn of somebody who waits for the team: they hear of it, and what comes next waits until it is wanted."""
    noted = (effect for effect in turn.effects if effect != OpenTicket())
    case = replace(turn.case, method=None, step=0, asking=None, escalation=None, paused=True)
    return Turn(case).doing(*noted, OpenTicket())


def fixed(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """It works: say so, and how to keep it so. Said before anybody asked, it may be a step that works; then ask."""
    article = knowledge.article(case.article) or (knowledge.first if len(knowledge.products) == 1 else None)
    if case.solved and message.text and message.sureness("confirm_fixed") < SURELY_FIXED:
        return Turn(case, (Say("solved_before"),))  # "hm wait it went back just now" is nothing to be glad of
    early = is_early(case, message) and article and not _surely_fixed(knowledge, article, case, message)
    unsure = case.asking is Asking.TEST and message.text and message.sureness("confirm_fixed") < LIKELY_FIXED
    if article and case.article and (early or unsure):
        return Turn(replace(case, asking=Asking.OUTCOME), (ask_outcome(article),))
    end = "solved" if case.article and not case.solved else ""
    case = replace(case, solved=True, asking=None, paused=False)
    prevention = article.prevention if article else None
    says = (Say("fixed", {"prevention": prevention or ""}, end=end),)
    return Turn(case, says, (Record("solved"), CancelFollowUps(tell=False)))


def _surely_fixed(knowledge: Knowledge, article: Article, case: Case, message: Message) -> bool:
    """Whether a message clearly says that it works, and speaks of no step before the last.

    "It worked, 3 mb now" speaks of the step that makes the picture smaller.
    """
    steps = article.method(case.method).steps if case.method else ()
    if steps and not fine_in(knowledge, case, message).isdisjoint(steps[case.step].met_by):
        return False
    last = len(steps) - 1 if steps else None
    return message.sureness("confirm_fixed") >= SURELY_FIXED and message.near_step in (None, last)


def skip(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Leave this fix, or the question that is open, and take the next."""
    article = knowledge.article(case.article)
    if article is None or not case.method or case.asking not in (None, Asking.TEST, Asking.OUTCOME):
        return still_failing(knowledge, case, message)
    skipped = tuple(dict.fromkeys((*case.skipped, case.method)))
    return go_on(article, replace(case, skipped=skipped)).doing(Record("skipped"))


def already_tried(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Go on with what is left after the fixes that were done before, which `strike` has noted."""
    article = _article(knowledge, case, message)
    if article is None:
        return ask_what(knowledge, case)
    if case.solved and message.text:
        return Turn(case, (Say("solved_before"),))
    if case.waits_for_team and message.text:
        return Turn(case).doing(OpenTicket())  # it goes into the ticket
    if missed := _missed(article, case, message):
        return start(article, case, missed)
    if case.method and case.method in {*case.tried, *case.skipped}:
        return go_on(article, case)
    if case.method and _did_now(article, case, message, tried_in(article, case, message) or (case.method,)):
        last = len(article.method(case.method).steps) - 1
        return show_method(article, replace(case, step=last, asking=None, paused=False))
    failed = any(one.act is Act.DID and one.how is How.FAILED for one in message.statements)
    if failed and case.asking in (Asking.TEST, Asking.OUTCOME):
        return still_failing(knowledge, case, message)
    if case.asking is Asking.ESCALATION and next_method(case):  # a fix was not done after all
        return go_on(article, case)
    if case.plan and (turn := show_where_we_are(knowledge, case)).says:
        return turn
    if case.tried:
        return begin(article, case) if few_left(article, case) else ask_cause(article, case)
    return list_methods(knowledge, case, message)


def _missed(article: Article, case: Case, message: Message) -> str | None:
    """The fix before the one on the screen that was not done after all; None where that is none."""
    if case.method not in case.plan:
        return None
    undone = undone_in(article, case, message)
    earlier = case.plan[: case.plan.index(case.method)]
    return next((id for id in earlier if id in undone and id not in case.skipped), None)


def _did_now(article: Article, case: Case, message: Message, done: tuple[str, ...]) -> bool:
    """Whether somebody has just done the fix on the screen, so that it remains to be seen whether it helped.

    A deed that is told without the fix's name lies back: one of just now is a step's.
    """
    did = any(one.intent == "next_step" or (one.act is Act.DID and one.how is How.DONE) for one in message.statements)
    before = any(one.act is Act.DID and not one.target for one in message.statements)
    return bool(did and message.text) and case.method in done and not before and not case.asking


def few_left(article: Article, case: Case) -> bool:
    """Whether so few fixes are left that asking for the cause would take longer than to try them."""
    left = {method.id for method in article.methods} - {*case.tried, *case.skipped}
    return len(left) <= FEW and bool(case.tried or case.skipped)


def strike(knowledge: Knowledge, case: Case, message: Message) -> tuple[Case, tuple[Say, ...]]:
    """The case without the fixes that a message says were done, or will not be done, and the line that says so.

    Who names none did the one on the screen. What was done no longer counts once it works.
    """
    article = _article(knowledge, case, message)
    if article is None or (case.solved and message.text and not has_trouble(message)):
        return case, ()
    done = tried_in(article, case, message)
    if _did_now(article, case, message, done):
        done = tuple(id for id in done if id != case.method)
    plain = any(
        one.act is Act.DID and one.how in TRIED and not fixes_of(article, case, one) for one in message.statements
    )
    if not done and plain and case.method and not _did_now(article, case, message, (case.method,)):
        done = (case.method,)
    wanted = {id for one in message.statements if one.intent == "choose_method" for id in fixes_of(article, case, one)}
    done = tuple(id for id in done if id not in wanted)  # "i said the reinstall, how do i reinstall"
    undone = undone_in(article, case, message)
    refused = tuple(id for id in refused_in(article, case, message) if id not in case.skipped)
    new = tuple(id for id in done if id not in case.tried)
    case = replace(
        case,
        article=article.id if done or refused else case.article,
        tried=tuple(id for id in dict.fromkeys((*case.tried, *done)) if id not in undone),
        skipped=tuple(dict.fromkeys((*(id for id in case.skipped if id not in done), *refused))),
    )
    says = [
        Say(name, {"title": _titles(article, ids)})
        for name, ids in (("noted_tried", new), ("noted_refused", refused))
        if ids
    ]
    return case, tuple(says)


def _titles(article: Article, ids: tuple[str, ...]) -> Listed:
    return Listed(tuple(f"**{article.method(id).title}**" for id in ids))


def choose(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Jump to the fix that was named or counted; without one, the list to choose from."""
    article = _article(knowledge, case, message)
    if article is None:
        return ask_what(knowledge, case)
    said = [one for one in message.statements if one.intent == "choose_method"] or [_said(message)]
    named = tuple(id for one in said for id in fixes_of(article, case, one))
    if not named:
        return list_methods(knowledge, case, message)
    if message.text and named[0] == case.method and case.asking is None:
        return show_where_we_are(knowledge, case)  # "closing it now", where one closes it
    case = _planned(article, case)
    left = tuple(id for id in case.skipped if id != named[0])
    failed = any(one.intent == "report_still_failing" for one in message.statements)
    left_off = case.method if failed and case.method not in case.tried else None
    tried = (*case.tried, left_off) if left_off else case.tried
    turn = start(article, replace(case, skipped=left, tried=tried, solved=False), named[0])
    return turn.doing(Record("failed")) if left_off else turn


def list_methods(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """All fixes, and which are done."""
    article = _article(knowledge, case, message)
    if article is None:
        return ask_what(knowledge, case)
    case = replace(_planned(article, case), asking=Asking.METHOD)
    return Turn(case, (show_list(article, case),))


def _article(knowledge: Knowledge, case: Case, message: Message) -> Article | None:
    """The article of the case, or else that of what the message describes, or the first with a fix that it names.

    Of one app alone, its first.
    """
    if article := knowledge.article(case.article):
        return article
    if article := described(knowledge, case, message):
        return article
    ids = {id for value in message.values("method") for id in value.split()}
    owners = (article for article in knowledge.articles if ids & {method.id for method in article.methods})
    return next(owners, knowledge.first if len(knowledge.products) == 1 else None)


def _planned(article: Article, case: Case) -> Case:
    return case if case.plan else replace(case, article=article.id, plan=plan(article, case.causes), asking=None)


def _said(message: Message) -> Statement:
    """A button's order as a statement."""
    return Statement(Act.WANTS, message.intent, entities=message.entities)
