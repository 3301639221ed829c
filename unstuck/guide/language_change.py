"""The language of a conversation: that of what was said last, unless the person asks for another one."""

from __future__ import annotations

from dataclasses import replace

from unstuck.articles.knowledge import Knowledge
from unstuck.guide.case import Asking, Case
from unstuck.guide.show import show_where_we_are
from unstuck.guide.turn import Message, Say, Turn

SET = "set_language"  # the intent of who asks for a language; the entity `language` is its code


def taken(case: Case, message: Message) -> Case:
    """The case in the language of a message: of what was typed where that was heard, or else, while none is known, of
    the messenger or the browser."""
    asked = SET in (message.intent, *(one.intent for one in message.statements))
    named = message.values("language") if asked else []
    wanted = [message.language] if message.language in named else named  # "kein Englisch, bitte Deutsch"
    heard = message.language if message.text and not message.unheard else ""
    return replace(case, language=(wanted or (heard or case.language or message.language,))[0])


def change(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """One line in the new language, and what is open once more in it; a person where the language is not there."""
    if not message.values("language"):
        return Turn(replace(case, asking=Asking.HAND_OFF), (Say("other_language"), Say("offer_person")))
    return show_where_we_are(knowledge, case).after(Say("language_set"))
