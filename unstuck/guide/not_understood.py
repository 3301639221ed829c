"""What was not understood, or is none of this bot's business: asked about once, and then a person is offered."""

from dataclasses import replace

from unstuck.articles.knowledge import Knowledge
from unstuck.guide.case import Asking, Case
from unstuck.guide.diagnose import diagnose
from unstuck.guide.passages import from_passage
from unstuck.guide.show import choice_of, names_of, show_where_we_are, then_resume
from unstuck.guide.turn import Choice, Message, NotUnderstood, OpenTicket, Say, Turn
from unstuck.understanding.statements import Act


def out_of_scope(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Something else: say so, unless an article answers it; the second time in a row, offer a person."""
    if turn := from_passage(knowledge, case, message):
        return turn
    case = replace(case, misunderstood=case.misunderstood + 1)
    if case.misunderstood >= 2 or message.unheard:
        turn = _cannot_help(case, message)
    else:
        turn = then_resume(knowledge, case, Say("out_of_scope", names_of(knowledge, case)))
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
        asked = any(one.act is Act.ASKS for one in message.statements)
        turn = here.after(Say("no_answer" if asked else "here_we_are"))
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
