"""Which function answers which intent."""

from collections.abc import Callable
from dataclasses import replace

from unstuck.articles.knowledge import Knowledge, Part
from unstuck.guide import control, diagnose, fixes, steps, talk, thumbs
from unstuck.guide.case import Case
from unstuck.guide.turn import Message, Turn

Handler = Callable[[Knowledge, Case, Message], Turn]

STEER: dict[str, Handler] = {
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
    "show_whole_fix": steps.show_whole_fix,
    "show_single_steps": steps.show_single_steps,
    "inform_device": steps.inform_device,
    "affirm": control.yes,
    "deny": control.no,
    "stop_guide": control.stop,
    "start_over": control.start_over,
    "cancel_follow_up": talk.cancel_follow_up,
    "follow_up_due": control.follow_up,
}


def understood(handler: Handler) -> Handler:
    """The handler of a message that was understood: the count of misunderstandings begins anew, a device is noted."""

    def handle(knowledge: Knowledge, case: Case, message: Message) -> Turn:
        return handler(knowledge, steps.note_device(replace(case, misunderstood=0), message), message)

    return handle


@understood
def steer(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """A message that steers the guide. Raises KeyError for an intent that does not."""
    if message.intent not in ("affirm", "deny"):
        case = thumbs.pass_over(case)
    return STEER[message.intent](knowledge, case, message)


def handler_of(knowledge: Knowledge, intent: str) -> Handler:
    """The function that answers an intent when no rules are at hand, as in a preview.

    In the bot data/rules/ decides; for what steers, describes or asks, both say the same.
    """
    if intent in STEER:
        return steer
    parts = {target.part for target in knowledge.intents.get(intent, ())}
    if intent in talk.FROM_PARTS or Part.ANSWER in parts:
        return on_question
    if parts or not intent:
        return on_description
    return ALONE.get(intent, on_talk)


@understood
def on_description(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """A description of what is wrong."""
    return diagnose.diagnose(knowledge, thumbs.pass_over(case), message)


on_question = understood(talk.answer)
on_talk = understood(talk.small_talk)
on_hand_off = understood(control.hand_off)
on_delete_photo = understood(talk.delete_photo)
on_off_topic = talk.out_of_scope
on_misunderstanding = talk.clarify

ALONE: dict[str, Handler] = {
    "out_of_scope": on_off_topic,
    "nlu_fallback": on_misunderstanding,
    "talk_to_human": on_hand_off,
    "delete_photo": on_delete_photo,
}
