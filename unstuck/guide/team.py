"""What a teammate did, and what the bot makes of it: it goes on where it was, or walks through the fix it is given.

A fix that a teammate gave the bot ends as any other; then its result goes back to them, and nothing comes after it.
"""

from __future__ import annotations

from dataclasses import replace

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import Article
from unstuck.guide import thumbs
from unstuck.guide.case import Case, Thumbs
from unstuck.guide.course import start
from unstuck.guide.plan import plan
from unstuck.guide.show import show_where_we_are
from unstuck.guide.turn import Line, Message, OpenTicket, Record, ReturnFix, Say, Turn

NEWS = "team_news"  # the intent by which the bot hears of it
WHEN, WHAT = "ask_when_answered", "ask_ticket"  # questions about the team
# What the guide alone can say to them; unstuck/turns/prospects.py knows more.
UNKNOWN: dict[str, dict[str, object]] = {
    WHEN: {"ticket": Line("when_no_ticket"), "when": Line("when_unknown"), "where": ""},
    WHAT: {"lines": (Line("no_ticket_yet"),)},
}
LEFT, ASKED = "left", "handed_off"  # how a fix ends that is neither done nor refused


def hear(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """A teammate handed the talk back, gave the bot a fix, or closed the ticket."""
    told = _first(message, "news")
    case = replace(case, assigned="", misunderstood=0)
    if told == "fix":
        return _walk(knowledge, case, message)
    if told == "closed":
        return _closed(replace(case, ticket=None))
    turn = show_where_we_are(knowledge, case)
    return turn if turn.says else Turn(case, (Say("back_with_bot"),))


def returned(before: Case, turn: Turn) -> Turn:
    """The turn, or where it ended the fix that a teammate gave the bot, one that returns its result and says no more.

    What the case has come to by it stays: handed back, the bot goes on from there.
    """
    result = _result(before, turn)
    if not result:
        return turn
    kept = tuple(effect for effect in turn.effects if not isinstance(effect, OpenTicket))
    case = replace(turn.case, assigned="")
    return Turn(case, (Say("fix_returned"),), (*kept, ReturnFix(before.assigned, result)))


def _result(before: Case, turn: Turn) -> str:
    """How the assigned fix ended with this turn; empty while it goes on."""
    if not before.assigned:
        return ""
    recorded = [effect.result for effect in turn.effects if isinstance(effect, Record)]
    if recorded and before.method == before.assigned:
        return recorded[0]
    if any(isinstance(effect, OpenTicket) for effect in turn.effects):
        return ASKED
    return "" if turn.case.method == before.assigned else LEFT


def _walk(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    article, fix = knowledge.article(_first(message, "article")), _first(message, "method")
    if article is None or fix not in {method.id for method in article.methods}:
        return Turn(case, (Say("fix_returned"),), (ReturnFix(fix, LEFT),))
    if case.article != article.id:
        case = replace(case.anew(), article=article.id)
    return start(article, _open_again(article, case, fix), fix)


def _open_again(article: Article, case: Case, fix: str) -> Case:
    """The case in which the fix counts as not done, wherever it stood; and there is a plan that it stands in."""
    return replace(
        case,
        plan=case.plan or plan(article, case.causes),
        tried=tuple(id for id in case.tried if id != fix),
        skipped=tuple(id for id in case.skipped if id != fix),
        solved=False,
        assigned=fix,
    )


def _closed(case: Case) -> Turn:
    """Now that it is closed the bot asks whether it was helped, if it has not asked before."""
    if case.thumbs is Thumbs.NOT_ASKED:
        return thumbs.ask(Turn(case))
    return Turn(case, (Say("back_with_bot"),))


def _first(message: Message, entity: str) -> str:
    return next(iter(message.values(entity)), "")
