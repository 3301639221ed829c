"""Questions and small talk in the middle: answered, and then the guide goes on where it was."""

from collections.abc import Callable
from dataclasses import replace

from unstuck.articles.knowledge import Knowledge, Part
from unstuck.articles.model import Article
from unstuck.guide.case import Asking, Case
from unstuck.guide.diagnose import follow
from unstuck.guide.show import show_where_we_are
from unstuck.guide.turn import (
    CancelFollowUps,
    Choice,
    DeletePhotos,
    Line,
    Message,
    NotUnderstood,
    OpenTicket,
    Say,
    Turn,
)


def answer(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """A question about the error, from the article's own answer or the part of it that answers."""
    article = knowledge.article(case.article)
    target = knowledge.target(message.intent, article)
    article = article or (target.article if target else knowledge.first)
    if message.intent in FROM_PARTS:
        said = FROM_PARTS[message.intent](article)
    elif target and target.part is Part.ANSWER:
        said = Say("answer", {"body": target.id})
    else:
        said = Say("no_answer", choices=(Choice("talk_to_human", label="label_person"),))
    return _then_resume(knowledge, case, said)


def _why_failed(article: Article) -> Say:
    causes = tuple(Line("cause_line", {"title": cause.title}) for cause in article.causes)
    return Say("why_failed", {"summary": article.summary, "chain": article.chain, "lines": causes})


def _difference(article: Article) -> Say:
    if not article.comparison:
        return Say("no_answer")
    rows = tuple(Line("comparison_row", row.dict()) for row in article.comparison.rows)
    return Say("difference", {"this": article.title, "other": article.comparison.title, "lines": rows})


def _summary(article: Article) -> Say:
    return Say("summary", {"lines": tuple(Line("takeaway", {"body": text}) for text in article.takeaways)})


def _prevent(article: Article) -> Say:
    return Say("answer", {"body": article.prevention})


FROM_PARTS: dict[str, Callable[[Article], Say]] = {
    "ask_why_failed": _why_failed,
    "ask_error_difference": _difference,
    "ask_summary": _summary,
    "ask_prevent": _prevent,
}


def small_talk(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Greetings, thanks, anger and the like: the response of the intent's name, then back to where it was."""
    article = knowledge.article(case.article) or knowledge.first
    values = _names(article)
    if message.intent == "greet" and (turn := show_where_we_are(knowledge, case)).says:
        return turn.after(Say("greet_again"))
    if message.intent in ("goodbye", "greet", "describe_other_platform"):
        return Turn(case, (Say(message.intent, values),))
    return _then_resume(knowledge, case, Say(message.intent, values))


def delete_photo(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Every picture of this person is deleted at once."""
    return show_where_we_are(knowledge, replace(case, photo=None, photo_findings=())).doing(DeletePhotos())


def cancel_follow_up(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """No message later."""
    if case.asking is Asking.FOLLOW_UP:
        case = replace(case, asking=None)
    return Turn(case, effects=(CancelFollowUps(tell=True),))


def out_of_scope(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Something else: say so; the second time in a row, offer a person."""
    case = replace(case, misunderstood=case.misunderstood + 1)
    if case.misunderstood >= 2 or message.language != "en":
        turn = _cannot_help(case, message)
    else:
        article = knowledge.article(case.article) or knowledge.first
        turn = _then_resume(knowledge, case, Say("out_of_scope", _names(article)))
    return turn.doing(NotUnderstood(message.text))


def clarify(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Not understood, but for an error message that it quotes. Once: ask about the one or two likely meanings. Twice
    in a row: offer a person."""
    quoted = [target for target in map(knowledge.alert, message.values("error_message")) if target]
    if quoted:
        return follow(knowledge, replace(case, misunderstood=0), tuple(quoted))
    case = replace(case, misunderstood=case.misunderstood + 1)
    if case.misunderstood >= 2 or message.language != "en":
        turn = _cannot_help(case, message)
    else:
        turn = Turn(case, (_ask_what_is_meant(message),))
    return turn.doing(NotUnderstood(message.text))


def _ask_what_is_meant(message: Message) -> Say:
    likely = [intent for intent, _ in message.ranking if intent not in NEVER_GUESSED][:2]
    choices = [Choice(intent, label=f"meaning_{intent}") for intent in likely]
    choices.append(Choice("out_of_scope", label="label_something_else"))
    return Say("clarify", choices=tuple(choices))


def _cannot_help(case: Case, message: Message) -> Turn:
    if message.language != "en":
        return Turn(replace(case, asking=Asking.HAND_OFF), (Say("other_language"), Say("offer_person")))
    return offer_person(case)


NEVER_GUESSED = ("nlu_fallback", "out_of_scope", "provide_image", "follow_up_due")


def offer_person(case: Case) -> Turn:
    """Offer a person; with a ticket open already, say its number instead."""
    if case.ticket:
        return Turn(replace(case, misunderstood=0), (), (OpenTicket(),))
    return Turn(replace(case, asking=Asking.HAND_OFF, misunderstood=0), (Say("offer_person"),))


def _names(article: Article) -> dict[str, str]:
    return {"product": article.product, "error": article.title, "platforms": " / ".join(article.platforms)}


def _then_resume(knowledge: Knowledge, case: Case, *says: Say) -> Turn:
    """Say it, and then show where we were, unless the guide rests."""
    if case.paused:
        return Turn(case, says)
    return show_where_we_are(knowledge, case).after(*says)
