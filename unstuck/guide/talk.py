"""Questions and small talk in the middle: answered, and then the guide goes on where it was."""

from collections.abc import Callable
from dataclasses import replace

from unstuck.articles.knowledge import Knowledge, Part
from unstuck.articles.model import Article, owner
from unstuck.guide.case import Asking, Case
from unstuck.guide.diagnose import diagnose
from unstuck.guide.route import articles_with_answer
from unstuck.guide.search import from_passage
from unstuck.guide.show import (
    MOST_RIVALS,
    ask_article,
    ask_outcome,
    ask_what,
    no_answer,
    products_of,
    show_where_we_are,
)
from unstuck.guide.team import UNKNOWN
from unstuck.guide.turn import (
    CancelFollowUps,
    Choice,
    Line,
    Listed,
    Message,
    NotUnderstood,
    OpenTicket,
    Say,
    Turn,
)

MOST_ERRORS_NAMED = 3  # in one sentence


def answer(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """A question about the error, from the article's own answer or the part of it that answers."""
    if message.intent in FROM_PARTS and _article(knowledge, case, message) is None:
        return ask_article(knowledge, case, knowledge.articles, (message.intent,))
    found = articles_with_answer(knowledge, case, message)
    if message.intent not in FROM_PARTS and len(found) > 1:
        return ask_article(knowledge, case, found, (message.intent,))
    if says := answers_to(knowledge, case, message):
        return _then_resume(knowledge, case, *says)
    if turn := from_passage(knowledge, case, message):
        return turn
    return _then_resume(knowledge, case, no_answer())


def answers_to(knowledge: Knowledge, case: Case, message: Message) -> tuple[Say, ...]:
    """What answers a question, without going on from there; nothing where no one article answers it."""
    if message.intent in FROM_PARTS:
        asked = _article(knowledge, case, message)
        if asked and message.intent == "ask_why_failed" and case.causes and asked.id == case.article:
            return tuple(Say("answer", {"body": asked.cause(id).explanation}) for id in case.causes)
        return (FROM_PARTS[message.intent](asked),) if asked else ()
    found = articles_with_answer(knowledge, case, message)
    target = knowledge.inside(message.intent, found[0]) if len(found) == 1 else None
    if target:
        return (Say("answer", {"body": target.id}),)
    answered = any(one.part is Part.ANSWER for one in knowledge.intents.get(message.intent, ()))
    return () if answered else (Say(message.intent, _names(knowledge, case) | UNKNOWN.get(message.intent, {})),)


def take_note(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Facts alone: noted, and on from where the talk was."""
    turn = show_where_we_are(knowledge, case)
    return (turn if turn.says else ask_what(knowledge, case)).after(Say("noted_facts"))


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


def small_talk(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Greetings, thanks, anger and the like: the response of the intent's name, then back to where it was."""
    values = _names(knowledge, case) | UNKNOWN.get(message.intent, {})
    article = knowledge.article(case.article)
    if case.promised and article and not case.asking and message.intent != "goodbye":
        asked = replace(case, asking=Asking.OUTCOME, solved=False)
        return Turn(asked, (ask_outcome(article),)).after(Say("promised_before"))
    if message.intent == "greet" and (turn := show_where_we_are(knowledge, case)).says:
        return turn.after(Say("greet_again"))
    if message.intent == "greet":
        return Turn(case, (Say("greet", values, _first_choices(knowledge)),))
    if message.intent == "describe_other_platform":
        return Turn(case, (Say(message.intent, values, _platform_choices(knowledge, case)),))
    if message.intent == "express_frustration" and not case.article:
        return ask_what(knowledge, case).after(Say("comfort"))
    if message.intent == "goodbye":
        return Turn(case, (Say(message.intent, values),))
    return _then_resume(knowledge, case, Say(message.intent, values))


def _first_choices(knowledge: Knowledge) -> tuple[Choice, ...]:
    """A button for each article, where they are few, and one for who wants to know more."""
    articles = knowledge.articles if len(knowledge.articles) <= MOST_RIVALS else ()
    errors = tuple(choice_of(knowledge, article.intents[0]) for article in articles)
    return (*errors, Choice("ask_capabilities", label="meaning_ask_capabilities"))


def _platform_choices(knowledge: Knowledge, case: Case) -> tuple[Choice, ...]:
    """Who has a device that the fixes are for goes on with the error; everybody may have a person."""
    article = knowledge.article(case.article) or (knowledge.first if len(knowledge.products) == 1 else None)
    start = (Choice(article.intents[0], label="label_right_device"),) if article else ()
    return (*start, Choice("talk_to_human", label="label_person"))


def cancel_follow_up(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """No message later."""
    if case.asking is Asking.FOLLOW_UP:
        case = replace(case, asking=None)
    return Turn(replace(case, promised=""), effects=(CancelFollowUps(tell=True),))


def out_of_scope(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Something else: say so, unless an article answers it; the second time in a row, offer a person."""
    if turn := from_passage(knowledge, case, message):
        return turn
    case = replace(case, misunderstood=case.misunderstood + 1)
    if case.misunderstood >= 2 or message.unheard:
        turn = _cannot_help(case, message)
    else:
        turn = _then_resume(knowledge, case, Say("out_of_scope", _names(knowledge, case)))
    return turn.doing(NotUnderstood(message.text))


def clarify(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Not understood, but for an error or an app that it names, or an article that answers it.

    Once: ask about the one or two likely meanings. Twice in a row: offer a person.
    """
    evidence = replace(message, intent="", also=())
    told = [text for text in message.values("error_message") if knowledge.alert(text)]
    if told or (message.values("product") and (not case.plan or case.solved)):
        return diagnose(knowledge, replace(case, misunderstood=0), evidence)
    if turn := from_passage(knowledge, case, message):
        return turn
    if case.solved and not message.unheard:
        return Turn(case, (Say("solved_before"),)).doing(NotUnderstood(message.text))
    case = replace(case, misunderstood=case.misunderstood + 1)
    if case.misunderstood >= 2 or message.unheard:
        turn = _cannot_help(case, message)
    elif case.is_open and not case.paused and (here := show_where_we_are(knowledge, case)).says:
        turn = here.after(Say("here_we_are"))
    else:
        turn = Turn(case, (_ask_what_is_meant(knowledge, message),))
    return turn.doing(NotUnderstood(message.text))


def _ask_what_is_meant(knowledge: Knowledge, message: Message) -> Say:
    likely = [intent for intent, _ in message.ranking if intent not in NEVER_GUESSED][:2]
    choices = [choice_of(knowledge, intent) for intent in likely]
    choices.append(Choice("out_of_scope", label="label_something_else"))
    return Say("clarify", choices=tuple(choices))


def _cannot_help(case: Case, message: Message) -> Turn:
    if message.unheard:
        return Turn(
            replace(case, asking=Asking.HAND_OFF),
            (Say("other_language", language=message.language), Say("offer_person")),
        )
    return offer_person(case)


NEVER_GUESSED = (
    "nlu_fallback",
    "out_of_scope",
    "provide_image",
    "follow_up_due",
    "set_language",
    "team_news",
    "take_branch",
    "background",
    "leave_open",
    "inform_facts",
    "express_sarcasm",
)


def offer_person(case: Case) -> Turn:
    """Offer a person; with a ticket open already, say its number instead."""
    if case.ticket:
        return Turn(replace(case, misunderstood=0), (), (OpenTicket(),))
    return Turn(replace(case, asking=Asking.HAND_OFF, misunderstood=0), (Say("offer_person"),))


def choice_of(knowledge: Knowledge, intent: str) -> Choice:
    """A button that stands for an intent, in human words: the article's for its own, else those of domain.yml."""
    if not owner(intent):
        return Choice(intent, label=f"meaning_{intent}")
    target = knowledge.intents[intent][0]
    article = target.article
    if target.part is Part.ANSWER:
        title = next(answer.question for answer in article.answers if answer.intent == intent) or ""
    elif target.part is Part.CAUSE:
        title = article.cause(target.id).signs[0]
    elif target.part is Part.METHOD:
        title = article.method(target.id).title
    elif target.part is Part.ESCALATION:
        title = article.escalation(target.id).title
    else:
        title = article.title
    return Choice(intent, title=title)


def _names(knowledge: Knowledge, case: Case) -> dict[str, object]:
    """Apps, errors and platforms of the case's article, or of all."""
    present = knowledge.article(case.article)
    articles = (present,) if present else knowledge.articles
    platforms = dict.fromkeys(platform for article in articles for platform in article.platforms)
    errors = [Line("quoted", {"text": article.title}) for article in articles][:MOST_ERRORS_NAMED]
    return {
        "product": products_of(articles),
        "errors": Listed(tuple(errors), "or"),
        "platforms": " / ".join(platforms),
    }


def _then_resume(knowledge: Knowledge, case: Case, *says: Say) -> Turn:
    """Say it, and then show where we were, unless the guide rests."""
    return Turn(case, says) if case.paused else show_where_we_are(knowledge, case).after(*says)
