"""The language of a conversation: what was typed last decides, unless somebody asks for another one."""

import pytest

from unstuck.guide.case import Asking, Case
from unstuck.guide.language_change import SET, change, taken
from unstuck.guide.turn import Message

BOTH = (("language", "en"), ("language", "de"))


@pytest.mark.parametrize(
    ("known", "message", "language"),
    [
        ("", Message("greet", language="de"), "de"),  # a button, on a page in German
        ("fr", Message("next_step", language="de"), "fr"),
        ("fr", Message("greet", language="de", text="hallo zusammen"), "de"),
        ("fr", Message(SET, entities=(("language", "es"),), language="en", text="spanish please"), "es"),
        ("fr", Message(SET, language="en", text="in my language please"), "en"),
        ("en", Message(SET, entities=BOTH, language="de", text="kein Englisch, bitte Deutsch"), "de"),
    ],
)
def test_the_language_is_that_of_what_was_typed_or_asked_for(known, message, language):
    assert taken(Case(language=known), message).language == language


def test_what_was_not_heard_as_a_language_changes_none():
    assert taken(Case(language="fr"), Message("greet", language="de", text="ok", unheard=True)).language == "fr"


def test_after_a_change_what_is_open_is_said_once_more(talk, knowledge):
    talk("describe_photo_permission")
    turn = change(knowledge, talk.case, Message(SET, entities=(("language", "de"),)))
    assert [say.name for say in turn.says] == ["language_set", "step"]


def test_for_a_language_that_is_not_there_a_person_is_offered(talk, knowledge):
    turn = change(knowledge, talk.case, Message(SET))
    assert [say.name for say in turn.says] == ["other_language", "offer_person"]
    assert turn.case.asking is Asking.HAND_OFF
