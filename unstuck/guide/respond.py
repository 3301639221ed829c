"""The answer to a message: all that it says taken in, every question in it answered, and then one move.

Which function answers which intent stands here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from unstuck.articles.knowledge import Knowledge, Part
from unstuck.guide import (
    control,
    course,
    diagnose,
    facts,
    fixes,
    handover,
    language_change,
    not_understood,
    notices,
    picture,
    questions,
    small_talk,
    steps,
    team,
    thumbs,
)
from unstuck.guide.belonging import settled
from unstuck.guide.case import Asking, Case
from unstuck.guide.lead import lead, weighty
from unstuck.guide.living import case_of_now, message_of_now
from unstuck.guide.told import about_picture
from unstuck.guide.turn import Message, OpenTicket, Say, Turn
from unstuck.guide.variety import vary
from unstuck.understanding.statements import Act, How, Statement

Handler = Callable[[Knowledge, Case, Message], Turn]

ANSWERED_BY: dict[str, Handler] = {
    "confirm_fixed": fixes.fixed,
    "report_still_failing": fixes.still_failing,
    "skip_method": fixes.skip,
    "already_tried": fixes.already_tried,
    "choose_method": fixes.choose,
    "list_methods": fixes.list_methods,
    "next_step": steps.go_next,
    "previous_step": steps.go_back,
    "repeat_step": steps.repeat,
    "ask_step_help": steps.explain,
    "take_branch": steps.take_branch,
    "show_whole_fix": steps.show_whole_fix,
    "show_single_steps": steps.show_single_steps,
    "inform_device": steps.inform_device,
    "inform_facts": small_talk.take_note,
    "affirm": control.yes,
    "deny": control.no,
    "leave_open": control.leave_open,
    "stop_guide": control.stop,
    "start_over": control.start_over,
    language_change.SET: language_change.change,
    "want_follow_up": control.want_follow_up,
    "cancel_follow_up": control.cancel_follow_up,
    "follow_up_due": control.follow_up,
    team.NEWS: team.hear,
    "talk_to_human": handover.hand_off,
    "cancel_ticket": control.cancel_ticket,
    "check_image": picture.look,
    "provide_image": picture.look,
    "repair_image": picture.repair,
    "delete_photo": picture.delete,
    "out_of_scope": not_understood.out_of_scope,
    "nlu_fallback": not_understood.clarify,
    "background": not_understood.clarify,
}
# What a question is open for: words that mean something else leave it open, and these answer it.
CHOOSING = frozenset(["choose_method", "leave_open", "repeat_step"])
NOT_UNDERSTOOD = frozenset(["out_of_scope", "nlu_fallback", "background"])
# What who waits for the team tells them by saying it, for it moves nothing here.
FOR_THE_TEAM = NOT_UNDERSTOOD | {"describe_other_platform", "inform_facts"}
# What leads somewhere by itself, whatever is left of the fixes.
ELSEWHERE = frozenset(["choose_method", "talk_to_human", "stop_guide", "start_over", "set_language"])
AGAIN = "repeat_step"  # who asks for the same gets the same
PICTURE = frozenset(["check_image", "provide_image", "repair_image"])
MEASURES = frozenset(["file_size", "dimensions"])  # entities whose judgement answers a question about them
AS_SURE = 0.1  # confidence by which one statement may lie below another and weigh as much
THUMBS = frozenset(["affirm", "deny"])


def handler_of(knowledge: Knowledge, intent: str) -> Handler:
    """The function that answers an intent; of those that articles name, by the part that they point to."""
    if intent in ANSWERED_BY:
        return ANSWERED_BY[intent]
    parts = {target.part for target in knowledge.intents.get(intent, ())}
    if intent in questions.FROM_PARTS or Part.ANSWER in parts:
        return questions.answer
    return diagnose.diagnose if parts or not intent else small_talk.small_talk


def respond(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """The turn that answers a message. Pure: what it asks for in the world stands in its effects."""
    case = language_change.taken(case, message)
    knowledge = knowledge.in_language(case.language)
    case, message = case_of_now(knowledge, case), message_of_now(knowledge, message)
    before = case
    message = message if message.statements else replace(message, statements=_of_button(knowledge, message))
    message = settled(knowledge, case, message)
    case, noted = _take_in(knowledge, case, message)
    main = lead(knowledge, case, message)
    judged = about_picture(knowledge, case, message)
    if judged and judged.points_to and _without_hint(knowledge, main):
        main = replace(main, intent=judged.points_to)
    elif judged and not judged.asked and main.intent != judged.points_to:
        judged = None  # another trouble comes first, and the picture in its turn
    if turn := handover.contact(knowledge, case, message, main.intent):
        return turn
    case, asked = handover.passed_over(case), case.asking
    if asked is Asking.TROUBLE:
        case = replace(case, asking=None)
    turn = _move(knowledge, case, replace(message, intent=main.intent), main)
    article = knowledge.article(turn.case.article)
    if article and _stays_at_what_is_done(before, case, turn) and main.intent not in ELSEWHERE:
        turn = course.go_on(article, turn.case)
    turn = steps.past_what_is_met(knowledge, turn, message)
    if asked is Asking.TROUBLE:
        turn = handover.after_trouble(case, turn, main.intent)
    questions = _questions(knowledge, turn, message, main, MEASURES if judged and judged.asked else frozenset())
    turn = turn.after(*noted, *(judged.says if judged else ()), *questions)
    if not message.text or main.intent == AGAIN:
        turn = replace(turn, case=replace(turn.case, said=()))
    else:
        turn = vary(knowledge, before, turn, message)
    if OpenTicket() in turn.effects:
        turn = replace(turn, case=replace(turn.case, paused=True))  # the guide rests until somebody goes on
    turn = notices.told(knowledge, before, turn)
    if not turn.says and not turn.effects:
        turn = turn.after(Say("nothing_open"))  # nobody is left without an answer
    return turn if main.intent == team.NEWS else team.returned(before, turn)


def _stays_at_what_is_done(before: Case, case: Case, turn: Turn) -> bool:
    """Whether a turn shows the fix of which was just said that it is left out."""
    new = {*case.tried, *case.skipped} - {*before.tried, *before.skipped}
    shown = turn.case.method in new & {case.method} and not turn.case.paused
    return shown and turn.case.asking in (None, Asking.TEST, Asking.OUTCOME)


def _of_button(knowledge: Knowledge, message: Message) -> tuple[Statement, ...]:
    """What a button says: its intent, and those that wait with it."""

    def said(intent: str) -> Statement:
        if intent == "already_tried":
            return Statement(Act.DID, intent, how=How.DONE, entities=message.entities)
        describes = handler_of(knowledge, intent) is diagnose.diagnose
        return Statement(Act.DESCRIBES if describes else Act.WANTS, intent, entities=message.entities)

    return tuple(map(said, dict.fromkeys((message.intent, *message.also))))


def _take_in(knowledge: Knowledge, case: Case, message: Message) -> tuple[Case, tuple[Say, ...]]:
    """The case with everything that was told, and the line that says what was understood of fixes."""
    case = facts.take_in(knowledge, case, message)
    return fixes.strike(knowledge, case, message)


def _move(knowledge: Knowledge, case: Case, message: Message, main: Statement) -> Turn:
    if main.intent not in NOT_UNDERSTOOD:
        case = replace(case, misunderstood=0)
    if case.asking is Asking.METHOD and main.intent not in CHOOSING:
        case = control.put_list_away(knowledge, case)
    if case.waits_for_team and main.intent in FOR_THE_TEAM and message.text and not (message.asks or message.unheard):
        return Turn(case).doing(OpenTicket())
    others = [one.intent for one in weighty(knowledge, case, message) if _also_told(knowledge, one, main)]
    also = tuple(intent for intent in dict.fromkeys((*message.also, *others)) if intent != main.intent)
    handler = handler_of(knowledge, main.intent)
    if handler not in (small_talk.small_talk, questions.answer) and main.intent not in NOT_UNDERSTOOD | THUMBS:
        case = thumbs.pass_over(case)
    if handler is fixes.choose or main.intent in ("affirm", "deny"):
        message = replace(message, entities=main.entities or message.entities)
    return handler(knowledge, case, replace(message, also=also))


def _also_told(knowledge: Knowledge, one: Statement, main: Statement) -> bool:
    """Whether a statement describes what is taken up as well: an escalation, which is no fix, only if it is as sure."""
    parts = {target.part for target in knowledge.intents.get(one.intent, ())}
    as_sure = one.confidence >= main.confidence - AS_SURE or one.intent == main.intent
    return one.act is Act.DESCRIBES and (as_sure or Part.ESCALATION not in parts)


def _without_hint(knowledge: Knowledge, main: Statement) -> bool:
    """Whether a statement says no more than that there is a trouble, only tells facts, or was not understood."""
    if main.intent in ("inform_facts", "report_still_failing", "nlu_fallback", "background"):
        return True
    return any(target.part is Part.ARTICLE for target in knowledge.intents.get(main.intent, ()))


def _questions(
    knowledge: Knowledge, turn: Turn, message: Message, main: Statement, answered: frozenset[str]
) -> tuple[Say, ...]:
    """The answers to what was asked beside what the turn is about; not where it names something `answered` already.

    What the turn says anyway is not said twice.
    """
    says: list[Say] = []
    told = [value for say in turn.says if isinstance(say, Say) for value in say.values.values()]
    if main.intent in PICTURE:
        return ()  # "what is wrong with it" is what looking at it answers
    for one in message.statements:
        if one.act is Act.ASKS and one.intent != main.intent and answered.isdisjoint(dict(one.entities)):
            said = questions.answers_to(knowledge, turn.case, replace(message, intent=one.intent))
            says += [say for say in said if say not in says and say.values.get("body", "") not in told]
    return tuple(says)
