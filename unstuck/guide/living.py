"""Articles change while people talk: what was deleted or renamed since is neither asked for nor acted on."""

from __future__ import annotations

from dataclasses import replace

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import owner
from unstuck.guide.case import Case
from unstuck.guide.turn import Message
from unstuck.understanding.statements import NOT_UNDERSTOOD


def case_of_now(knowledge: Knowledge, case: Case) -> Case:
    """The case, begun anew where its article is gone, or where a fix or a cause that it stands on is."""
    article = knowledge.article(case.article)
    if article is None:
        return case.anew() if case.article else case
    fixes = {method.id: method for method in article.methods}
    causes = {cause.id for cause in article.causes}
    if not ({*case.plan, *filter(None, [case.method])} <= fixes.keys() and set(case.causes) <= causes):
        return replace(case.anew(tuple(id for id in case.tried if id in fixes)), article=article.id)
    last = len(fixes[case.method].steps) - 1 if case.method else case.step
    promised = case.promised if case.promised in {one.id for one in article.escalations} else ""
    assigned = case.assigned if case.assigned in fixes else ""
    return replace(case, step=min(case.step, last), promised=promised, assigned=assigned)


def message_of_now(knowledge: Knowledge, message: Message) -> Message:
    """The message without intents of articles that are gone, which the model knows until it is trained again."""

    def is_gone(intent: str) -> bool:
        return bool(owner(intent)) and intent not in knowledge.intents

    if not any(map(is_gone, (message.intent, *message.also, *(one.intent for one in message.statements)))):
        return message
    return replace(
        message,
        intent=NOT_UNDERSTOOD if is_gone(message.intent) else message.intent,
        also=tuple(intent for intent in message.also if not is_gone(intent)),
        statements=tuple(one for one in message.statements if not is_gone(one.intent)),
        ranking=tuple(one for one in message.ranking if not is_gone(one[0])),
    )
