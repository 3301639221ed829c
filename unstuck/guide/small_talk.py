"""Small talk and facts in the middle: answered, and then the guide goes on where it was."""

from dataclasses import replace

from unstuck.articles.knowledge import Knowledge
from unstuck.guide.case import Asking, Case
from unstuck.guide.show import MOST_RIVALS, ask_outcome, ask_what, choice_of, names_of, show_where_we_are, then_resume
from unstuck.guide.team import UNKNOWN
from unstuck.guide.turn import Choice, Message, Say, Turn


def small_talk(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Greetings, thanks, anger and the like: the response of the intent's name, then back to where it was."""
    values = names_of(knowledge, case) | UNKNOWN.get(message.intent, {})
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
    return then_resume(knowledge, case, Say(message.intent, values))


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


def take_note(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Facts alone: noted, and on from where the talk was."""
    turn = show_where_we_are(knowledge, case)
    return (turn if turn.says else ask_what(knowledge, case)).after(Say("noted_facts"))
