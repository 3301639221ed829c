"""A notice, such as a known outage: told before any fix, once, when the talk comes to its article."""

from unstuck.articles.knowledge import Knowledge
from unstuck.guide.case import Case
from unstuck.guide.turn import Say, Turn


def told(knowledge: Knowledge, before: Case, turn: Turn) -> Turn:
    """The turn, with the notice of an article that the talk has just come to before everything else."""
    article = knowledge.article(turn.case.article)
    if article is None or article.notice is None or before.article == article.id:
        return turn
    return turn.after(Say("notice", {"body": article.notice}))
