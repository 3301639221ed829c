"""The way to a person: the trouble in one line where nothing is known of it, and an address for the answer."""

from __future__ import annotations

import re
from dataclasses import replace

from unstuck.articles.knowledge import Knowledge
from unstuck.guide.case import Asking, Case
from unstuck.guide.show import show_where_we_are
from unstuck.guide.turn import KeepContact, Message, OpenTicket, Say, Turn
from unstuck.understanding.statements import Act

ASKED, DONE = "asked", "done"  # what `Case.contact` is beside an address that waits for a yes
_NAME = r"[^\s@<>,;:\"()\[\]]"
ADDRESS = re.compile(rf"(?<!{_NAME}){_NAME}{{1,64}}@[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{{2,}}", re.ASCII)
LONGEST_ADDRESS = 254  # RFC 5321
NO_PERSON = frozenset(["deny", "stop_guide", "goodbye", "cancel_ticket", "confirm_fixed"])
SAYS_NOTHING = frozenset(["nlu_fallback", "out_of_scope", "background", "talk_to_human", "greet", "affirm", "thank"])


def hand_off(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """A person takes over, with all that is known so far; where that is nothing, the trouble is asked for first."""
    if _nothing_is_known(case, message):
        return Turn(replace(case, asking=Asking.TROUBLE), (Say("ask_trouble"),))
    return Turn(replace(case, asking=None)).doing(OpenTicket())


def after_trouble(case: Case, turn: Turn, intent: str) -> Turn:
    """The turn that answers the trouble in one line, with the ticket that was asked for before it.

    Args:
        case: before the turn.
        turn: what else there is to say to that line.
        intent: what it was understood as.
    """
    if intent in NO_PERSON:
        return Turn(case, (Say("no_person_then"),))
    if OpenTicket() in turn.effects:
        return turn
    return (Turn(case) if intent in SAYS_NOTHING else turn).doing(OpenTicket())


def contact(knowledge: Knowledge, case: Case, message: Message, intent: str) -> Turn | None:
    """The turn that takes up an address, while one is asked for; None where the message is about something else.

    An address is taken in the one message after the question, and kept after a yes.
    """
    if not asks_for_contact(case):
        return None
    over = replace(case, contact=DONE)
    if case.contact == ASKED:
        found = ADDRESS.search(message.text)
        if found and len(found[0]) <= LONGEST_ADDRESS:
            return Turn(replace(case, contact=found[0]), (Say("confirm_contact", {"address": found[0]}),))
        return _on(knowledge, over, Say("no_contact")) if intent == "deny" else None
    if intent == "affirm":
        return _on(knowledge, over, Say("contact_kept", {"address": case.contact})).doing(KeepContact(case.contact))
    if found := ADDRESS.search(message.text):
        return Turn(replace(case, contact=found[0]), (Say("confirm_contact", {"address": found[0]}),))
    return Turn(replace(case, contact=ASKED), (Say("ask_contact_again"),)) if intent == "deny" else None


def passed_over(case: Case) -> Case:
    """The case after something else was said than an address: none is waited for any more."""
    return replace(case, contact=DONE) if asks_for_contact(case) else case


def asks_for_contact(case: Case) -> bool:
    """Whether an address, or a yes to one, is waited for."""
    return case.contact not in ("", DONE)


def _on(knowledge: Knowledge, case: Case, say: Say) -> Turn:
    return show_where_we_are(knowledge, case).after(say)


def _nothing_is_known(case: Case, message: Message) -> bool:
    if case.article or case.photo or case.tried or case.skipped or case.ticket or case.asking:
        return False
    told = [one for one in message.statements if one.act in (Act.DESCRIBES, Act.DID, Act.RESULT)]
    return not (told or message.also)
