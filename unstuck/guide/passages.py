"""A passage of an article that answers a message which no intent covers."""

from dataclasses import replace

from unstuck.articles.knowledge import Knowledge
from unstuck.guide.case import Case
from unstuck.guide.show import then_resume
from unstuck.guide.turn import Message, Say, Turn


def from_passage(knowledge: Knowledge, case: Case, message: Message) -> Turn | None:
    """The passage that answers a message, and back to where the guide was; None when no article answers."""
    said = found(knowledge, case, message)
    return then_resume(knowledge, replace(case, misunderstood=0), said) if said else None


def found(knowledge: Knowledge, case: Case, message: Message) -> Say | None:
    """The passage that answers a message, with its article's name; None when no article answers.

    A passage of the case's article comes before surer ones of others. Where an app is named, only its articles answer.
    """
    products = message.values("product")
    passages = [(article, text) for id, text in message.passages if (article := knowledge.article(id))]
    passages = [one for one in passages if not products or one[0].product in products]
    if not passages:
        return None
    article, text = min(passages, key=lambda one: one[0].id != case.article)
    return Say(
        "found", {"title": article.title, "product": article.product, "body": knowledge.own_text(article.id, text)}
    )
