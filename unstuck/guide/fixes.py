"""What a person says of a fix: it worked, it did not, not this one, I did that before, that one, which are there."""

from dataclasses import replace

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import Article
from unstuck.guide.case import Asking, Case
from unstuck.guide.course import ask_escalation, begin, done_with, go_on, start
from unstuck.guide.plan import plan
from unstuck.guide.show import ask_cause, ask_what, show_list, show_where_we_are
from unstuck.guide.turn import CancelFollowUps, Message, OpenTicket, Record, Say, Turn


def still_failing(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """The same error again: the answer to an open question, or the end of this fix."""
    article = knowledge.article(case.article)
    if article is None:
        return show_where_we_are(knowledge, case) if case.asking else ask_what(knowledge, case)
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
    tried = tuple(dict.fromkeys((*case.tried, case.method)))
    return go_on(article, replace(case, tried=tried)).doing(Record("failed"))


def fixed(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """It works: say so, and how to keep it so."""
    article = knowledge.article(case.article) or (knowledge.first if len(knowledge.products) == 1 else None)
    case = replace(case, solved=True, asking=None, paused=False)
    prevention = article.prevention if article else None
    says = (Say("fixed", {"prevention": prevention or ""}),)
    return Turn(case, says, (Record("solved"), CancelFollowUps(tell=False)))


def skip(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Leave this fix, or the question that is open, and take the next."""
    article = knowledge.article(case.article)
    if article is None or not case.method or case.asking not in (None, Asking.TEST, Asking.OUTCOME):
        return still_failing(knowledge, case, message)
    skipped = tuple(dict.fromkeys((*case.skipped, case.method)))
    return go_on(article, replace(case, skipped=skipped)).doing(Record("skipped"))


def already_tried(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Strike the fixes that were done before, the named ones or else the present one, and go on with what is left."""
    article = _article(knowledge, case, message)
    if article is None:
        return ask_what(knowledge, case)
    done = _named(article, case, message) or ((case.method,) if case.method else ())
    if not done:
        return list_methods(knowledge, case, message)
    case = replace(case, tried=tuple(dict.fromkeys((*case.tried, *done))), solved=False)
    noted = [Say("noted_tried", {"title": article.method(id).title}) for id in done]
    if case.method in done:
        return go_on(article, case).after(*noted)
    if case.plan:
        return show_where_we_are(knowledge, case).after(*noted)
    return ask_cause(article, case).after(*noted)


def choose(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Jump to the fix that was named or counted; without one, the list to choose from."""
    article = _article(knowledge, case, message)
    if article is None:
        return ask_what(knowledge, case)
    named = _named(article, case, message)
    if not named:
        return list_methods(knowledge, case, message)
    case = _planned(article, case)
    left = tuple(id for id in case.skipped if id != named[0])
    return start(article, replace(case, skipped=left, solved=False), named[0])


def list_methods(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """All fixes, and which are done."""
    article = _article(knowledge, case, message)
    if article is None:
        return ask_what(knowledge, case)
    case = _planned(article, case)
    return Turn(case, (show_list(article, case),))


def _article(knowledge: Knowledge, case: Case, message: Message) -> Article | None:
    """The article of the case, or else the first with a fix that the message names; of one app alone, its first."""
    if article := knowledge.article(case.article):
        return article
    ids = {id for value in message.values("method") for id in value.split()}
    owners = (article for article in knowledge.articles if ids & {method.id for method in article.methods})
    return next(owners, knowledge.first if len(knowledge.products) == 1 else None)


def _planned(article: Article, case: Case) -> Case:
    return case if case.plan else replace(case, article=article.id, plan=plan(article, case.causes), asking=None)


def _named(article: Article, case: Case, message: Message) -> tuple[str, ...]:
    """The ids of the methods in a message: by number in the plan as it was shown, `last`, or by id.

    Where articles call different fixes by one name, its value is all their ids, with spaces between.
    """
    order = case.plan or plan(article)
    found: list[str] = []
    for name in message.values("method"):
        if name == "last":
            found.append(order[-1])
        elif name.isdigit() and 1 <= int(name) <= len(order):
            found.append(order[int(name) - 1])
        else:
            found += [id for id in name.split() if id in order][:1]
    return tuple(dict.fromkeys(found))
