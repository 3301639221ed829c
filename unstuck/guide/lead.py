"""Which of a message's statements decides what is done next."""

from __future__ import annotations

from dataclasses import replace

from unstuck.articles.knowledge import Knowledge, Part
from unstuck.articles.model import owner
from unstuck.guide.case import Asking, Case
from unstuck.guide.turn import Message
from unstuck.understanding.statements import Act, How, Statement

HINTS = frozenset([Part.CAUSE, Part.METHOD, Part.ESCALATION])  # parts of an article that say why
FACTS = frozenset(["device", "os_version", "file_size", "file_format", "dimensions"])
SURELY = 0.7  # confidence from which something is none of the bot's business although the message says more
CLEARLY = 0.15  # by which that has to be surer than the trouble of ours that is told beside it

# What is done first of all that a message says; what stands in no row comes last.
ORDER = (
    ("talk_to_human",),
    ("delete_photo", "repair_image", "check_image", "provide_image"),
    (
        "cancel_ticket",
        "cancel_follow_up",
        "want_follow_up",
        "start_over",
        "stop_guide",
        "follow_up_due",
        "set_language",
    ),
    ("take_branch", "choose_method", "list_methods", "show_whole_fix", "show_single_steps", "previous_step"),
    ("confirm_fixed",),
    ("affirm", "deny", "leave_open"),
    ("skip_method", "already_tried", "report_still_failing"),
    ("ask_step_help", "repeat_step", "next_step"),
    ("inform_device", "inform_facts"),
)
PLACES = {intent: place for place, row in enumerate(ORDER) for intent in row}
DESCRIPTION = PLACES["confirm_fixed"]  # a trouble that is described comes where "it works" would, and instead of it
QUESTION = PLACES["inform_device"] + 1
TALK = QUESTION + 1
UNHEARD = TALK + 1
BEHIND_FAILING = PLACES["report_still_failing"] + 0.5
PACE = frozenset(["show_whole_fix", "show_single_steps"])
STILL = frozenset(["report_still_failing", "report_profile_photo_error"])


def weighty(knowledge: Knowledge, case: Case, message: Message) -> list[Statement]:
    """The statements that may decide what is done: what was denied, tells nothing or is moot does not."""
    said = [one for one in message.statements if one.is_affirmed or one.act is Act.DID]
    said = [one for one in said if one.intent != "background" and not _is_moot(knowledge, case, one)]
    if message.values("device"):  # who names an iPhone means that one, whatever else there is
        said = [one for one in said if one.intent != "describe_other_platform"]
    if not case.method:  # how to go through a fix is said beside what it is to be for
        said = [one for one in said if one.intent not in PACE] or said
    if case.asking is Asking.CAUSE and any(one.act is Act.ANSWERS and one.intent != "leave_open" for one in said):
        said = [one for one in said if one.intent != "leave_open"]  # what fits is told all the same
    told = any(_is_hint(knowledge, one) and not _old_system(knowledge, one) for one in said)
    if told or (case.method and any(one.intent == "ask_step_help" for one in said)):
        # it never comes before the trouble that was told, nor before how the step on the screen is done
        return [one for one in said if not _old_system(knowledge, one)]
    return said


def lead(knowledge: Knowledge, case: Case, message: Message) -> Statement:
    """The statement to act on; where nothing was understood, one of the message's own intent."""
    said = [*_answered(knowledge, case, message), *weighty(knowledge, case, message)]
    if not said:
        told = {name for name, _ in message.entities} & FACTS or any(
            one.how is How.DENIED for one in message.statements
        )
        return Statement(Act.TALKS, "inform_facts" if told else message.intent, entities=message.entities)
    if other := _not_ours(knowledge, case, message, said):
        return other
    main = min(said, key=lambda one: (_place(knowledge, case, one, said), -one.confidence, one.start))
    if main.intent == "next_step" and any(name == "device" for name, _ in main.entities):
        return replace(main, intent="inform_device")  # "no wait, I'm on my iPad" tells, and finishes nothing
    if main.intent == "confirm_fixed" and _means_the_step(case, message, main):
        return replace(main, intent="next_step")
    return main


def _means_the_step(case: Case, message: Message, said: Statement) -> bool:
    """Whether what works is the step on the screen, or the one after it, for it is said of that.

    Where the step was judged together with the message, it is said of none.
    """
    on_screen = bool(case.method and not case.asking and not case.paused)
    return on_screen and bool(message.text) and said.step in (case.step, case.step + 1)


def _answered(knowledge: Knowledge, case: Case, message: Message) -> list[Statement]:
    """A no to the question for an escalation, where it is only told that there is no such thing."""
    article = knowledge.article(case.article)
    if not message.text or article is None or case.asking is not Asking.ESCALATION or not case.escalation:
        return []
    asked = article.escalation(case.escalation)
    denied = any(one.how is How.DENIED and one.intent in asked.intents for one in message.statements)
    newest = asked.old_system and case.newest_system
    return [Statement(Act.ANSWERS, "deny", confidence=1.0)] if denied or newest else []


def has_trouble(message: Message) -> bool:
    """Whether a message says that it fails, or fails again."""
    return any(one.intent in STILL for one in message.statements)


def is_early(case: Case, message: Message) -> bool:
    """Whether nobody has asked yet whether it works now, or has shown the step at which that is seen."""
    return bool(message.text) and not case.solved and case.asking not in (Asking.TEST, Asking.OUTCOME)


def _place(knowledge: Knowledge, case: Case, one: Statement, said: list[Statement]) -> float:
    if one.intent in PLACES:
        return _behind(case, one, said) or PLACES[one.intent]
    if one.act is Act.DESCRIBES and one.intent != "out_of_scope":
        if not _is_hint(knowledge, one):
            return DESCRIPTION + 0.2
        return DESCRIPTION + (0 if one.confidence >= SURELY and _says_more(knowledge, one) else 0.1)
    if one.act is Act.ASKS:
        return QUESTION
    return UNHEARD if one.intent in ("background", "nlu_fallback", "out_of_scope") else TALK


def _behind(case: Case, one: Statement, said: list[Statement]) -> float | None:
    """The later place of what something else in the message speaks against; None where nothing does."""
    if one.intent == "confirm_fixed" and any(other.act is Act.DESCRIBES or other.intent in STILL for other in said):
        return BEHIND_FAILING  # a fix that works is no trouble any more
    later = max(_surest(intent, said, after=one.start) for intent in ("report_still_failing", "choose_method"))
    if one.intent == "take_branch" and later >= SURELY:
        return BEHIND_FAILING
    in_the_middle = case.method and case.asking not in (Asking.TEST, Asking.OUTCOME)
    if one.intent == "report_still_failing" and in_the_middle and _surest("ask_step_help", said) > one.confidence:
        return PLACES["ask_step_help"] + 0.5  # "that doesn't help, how do i get there"
    if one.intent == "repeat_step" and _surest("goodbye", said) > one.confidence:
        return UNHEARD  # "i'll try at home tonight. bye"
    if one.intent == "choose_method" and _surest("confirm_fixed", said) > one.confidence:
        return DESCRIPTION + 0.5  # "it works! was it the restart or the update?"
    return None


def _surest(intent: str, said: list[Statement], after: int = -1) -> float:
    """The highest confidence in an intent that is said behind a character of the message; 0 where it is not said."""
    return max((one.confidence for one in said if one.intent == intent and one.start > after), default=0.0)


def _is_hint(knowledge: Knowledge, one: Statement) -> bool:
    """Whether it describes more than that there is a trouble."""
    parts = {target.part for target in knowledge.intents.get(one.intent, ())}
    return one.act is Act.DESCRIBES and bool(parts & HINTS)


def _says_more(knowledge: Knowledge, one: Statement) -> bool:
    """Whether it names a cause that leads to another fix than the one that comes first anyway."""
    causes = [target for target in knowledge.intents.get(one.intent, ()) if target.part is Part.CAUSE]
    return any(target.article.cause(target.id).methods[:1] != (target.article.methods[0].id,) for target in causes)


def _runs_on_more(knowledge: Knowledge, said: list[Statement]) -> bool:
    """Whether it describes what is one article's alone, and that is for more than the devices that are told apart."""
    own = [target.article for one in said if owner(one.intent) for target in knowledge.intents.get(one.intent, ())]
    return any(not {name.lower() for name in article.platforms} <= knowledge.devices.families for article in own)


def _is_moot(knowledge: Knowledge, case: Case, one: Statement) -> bool:
    """Whether it complains of a system that is the newest that the device can have: a stated fact is no complaint."""
    return case.newest_system and _old_system(knowledge, one)


def _old_system(knowledge: Knowledge, one: Statement) -> bool:
    targets = knowledge.intents.get(one.intent, ())
    escalations = [target for target in targets if target.part is Part.ESCALATION]
    return bool(escalations) and all(target.article.escalation(target.id).old_system for target in escalations)


def _not_ours(knowledge: Knowledge, case: Case, message: Message, said: list[Statement]) -> Statement | None:
    """The statement that it is about another app, device or trouble, where that is what the message is about."""
    if not message.text or (case.is_open and case.asking is not Asking.CAUSE):
        return None
    products = {name.lower() for name in knowledge.products}
    named = " ".join((message.text, *message.values("product"))).lower()
    ours = any(name in named for name in products) or bool(message.values("error_message"))
    hinted = any(_is_hint(knowledge, one) and one.confidence >= SURELY for one in said)
    strange = any(one.intent == "out_of_scope" and one.confidence >= SURELY for one in said)
    if message.values("app") and not ours and (strange or not hinted):
        return Statement(Act.DESCRIBES, "out_of_scope", entities=message.entities)
    elsewhere = next((one for one in said if one.intent == "describe_other_platform"), None)
    if (elsewhere or message.values("platform")) and not (message.values("device") or _runs_on_more(knowledge, said)):
        return elsewhere or Statement(Act.DESCRIBES, "describe_other_platform", entities=message.entities)
    stranger = max((one for one in said if one.intent == "out_of_scope"), key=lambda one: one.confidence, default=None)
    described = [one for one in said if one.act is Act.DESCRIBES and one.intent != "out_of_scope"]
    if stranger and stranger.confidence >= SURELY and not message.values("error_message"):
        rival = max((one.confidence for one in described), default=0.0)
        return replace(stranger, how=How.STATED) if stranger.confidence > rival + CLEARLY else None
    return None
