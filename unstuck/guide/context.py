"""The moment in which somebody answers: what the case has open, in words."""

from dataclasses import replace

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import Article
from unstuck.guide import handover
from unstuck.guide.case import Asking, Case
from unstuck.guide.show import ask_article, ask_cause, show_list
from unstuck.guide.turn import Say
from unstuck.understanding.context import NOWHERE, Branch, Context, Option, StepWords

MOMENTS = {
    Asking.ARTICLE: "article",
    Asking.CAUSE: "cause",
    Asking.METHOD: "methods",
    Asking.OUTCOME: "outcome",
    Asking.ESCALATION: "escalation",
    Asking.FOLLOW_UP: "follow_up",
    Asking.HAND_OFF: "hand_off",
}


def context_of(knowledge: Knowledge, case: Case) -> Context:
    """What is open in a case, in its language; nothing where its article has changed under it."""
    return replace(_context_of(knowledge.in_language(case.language), case), language=case.language)


def _context_of(knowledge: Knowledge, case: Case) -> Context:
    article = knowledge.article(case.article)
    if handover.asks_for_contact(case):
        return Context(MOMENTS[Asking.HAND_OFF])
    if case.solved:
        return Context("solved")
    if case.waits_for_team:
        return Context("ticket")
    if article and case.method and case.asking in (None, Asking.TEST, Asking.OUTCOME):
        found = next((method for method in article.methods if method.id == case.method), None)
        return _at_step(article, case) if found and case.step < len(found.steps) else NOWHERE
    if case.asking is Asking.ARTICLE:
        rivals = [one for id in case.rivals if (one := knowledge.article(id))] or list(knowledge.articles)
        return Context("article", options=_options(ask_article(knowledge, case, tuple(rivals), case.hints).says))
    if article and case.asking is Asking.CAUSE:
        return Context("cause", options=_options(ask_cause(article, case).says))
    if article and case.asking is Asking.METHOD and case.plan:
        return Context("methods", options=_options((show_list(article, case),)))
    if case.asking:
        return Context(MOMENTS.get(case.asking, ""))
    return Context("ticket") if case.ticket else NOWHERE


def _at_step(article: Article, case: Case) -> Context:
    method = article.method(case.method or "")
    last = case.step == len(method.steps) - 1
    moment = "outcome" if case.asking is Asking.OUTCOME else "last_step" if last else "step"
    return Context(
        moment,
        method.id,
        case.step,
        tuple(StepWords(f"{step.title or ''}. {step.text_for(case.device)}", step.help or "") for step in method.steps),
        (method.title, *method.names),
        tuple(name for other in article.methods if other is not method for name in (other.title, *other.names)),
        branches=tuple(
            Branch(f"{place}.{number}", branch.says)
            for place, step in enumerate(method.steps)
            for number, branch in enumerate(step.branches if place >= case.step else ())
        ),
        outcome=article.outcome or "",
    )


def _options(says: tuple) -> tuple[Option, ...]:
    """The buttons of a question, without the one for who does not know: any words say that."""
    choices = [choice for say in says if isinstance(say, Say) for choice in say.choices]
    return tuple(
        Option(choice.intent, choice.title, tuple(choice.entities.items())) for choice in choices if choice.title
    )
