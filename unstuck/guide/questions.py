"""Questions: answered from the article, and then the guide goes on where it was."""

from collections.abc import Callable

from unstuck.articles.knowledge import Knowledge, Part
from unstuck.articles.model import Article
from unstuck.guide.case import Case
from unstuck.guide.passages import found, from_passage
from unstuck.guide.route import articles_with_answer
from unstuck.guide.show import ask_article, names_of, no_answer, then_resume
from unstuck.guide.team import UNKNOWN
from unstuck.guide.turn import Line, Message, Say, Turn
from unstuck.understanding.statements import NOT_UNDERSTOOD


def answer(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """A question about the error, from the article's own answer or the part of it that answers."""
    if message.intent in FROM_PARTS and _article(knowledge, case, message) is None:
        return ask_article(knowledge, case, knowledge.articles, (message.intent,))
    owners = articles_with_answer(knowledge, case, message)
    if message.intent not in FROM_PARTS and len(owners) > 1:
        return ask_article(knowledge, case, owners, (message.intent,))
    if says := answers_to(knowledge, case, message):
        return then_resume(knowledge, case, *says)
    if turn := from_passage(knowledge, case, message):
        return turn
    return then_resume(knowledge, case, no_answer())


def answers_to(knowledge: Knowledge, case: Case, message: Message) -> tuple[Say, ...]:
    """What answers a question, without going on from there; nothing where no one article answers it.

    To one that no intent covers a passage, or that nobody here knows.
    """
    if message.intent == NOT_UNDERSTOOD:
        return (found(knowledge, case, message) or Say("no_answer"),)
    if message.intent in FROM_PARTS:
        asked = _article(knowledge, case, message)
        if asked and message.intent == "ask_why_failed" and case.causes and asked.id == case.article:
            return tuple(Say("answer", {"body": asked.cause(id).explanation}) for id in case.causes)
        return (FROM_PARTS[message.intent](asked),) if asked else ()
    owners = articles_with_answer(knowledge, case, message)
    target = knowledge.inside(message.intent, owners[0]) if len(owners) == 1 else None
    if target:
        return (Say("answer", {"body": target.id}),)
    answered = any(one.part is Part.ANSWER for one in knowledge.intents.get(message.intent, ()))
    return () if answered else (Say(message.intent, names_of(knowledge, case) | UNKNOWN.get(message.intent, {})),)


def _article(knowledge: Knowledge, case: Case, message: Message) -> Article | None:
    """The article that a button named, the case's, the named app's first, or where there is one app, the first."""
    named = [article for id in message.values("article") if (article := knowledge.article(id))]
    if named or (present := knowledge.article(case.article)):
        return named[0] if named else present
    products = message.values("product") or (knowledge.products if len(knowledge.products) == 1 else ())
    return next((article for article in knowledge.articles if article.product in products), None)


def _why_failed(article: Article) -> Say:
    causes = tuple(Line("cause_line", {"title": cause.title}) for cause in article.causes)
    return Say("why_failed", {"summary": article.summary, "chain": article.chain or "", "lines": causes})


def _difference(article: Article) -> Say:
    if not article.comparison:
        return Say("no_answer")
    rows = tuple(Line("comparison_row", row.model_dump()) for row in article.comparison.rows)
    return Say("difference", {"this": article.title, "other": article.comparison.title, "lines": rows})


def _summary(article: Article) -> Say:
    return Say("summary", {"lines": tuple(Line("takeaway", {"body": text}) for text in article.in_short)})


def _prevent(article: Article) -> Say:
    return Say("answer", {"body": article.prevention}) if article.prevention else Say("no_answer")


FROM_PARTS: dict[str, Callable[[Article], Say]] = {
    "ask_why_failed": _why_failed,
    "ask_error_difference": _difference,
    "ask_summary": _summary,
    "ask_prevent": _prevent,
}
