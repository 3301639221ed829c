"""Reading: commands, and whom a group's message is for."""

import pytest

from channels.messenger.service import Commanded, Typed
from channels.telegram.commands import Me, words
from channels.telegram.updates import Note

ME = Me(666, "UnstuckBot")


def note(text, answers_bot=None):
    return Note(1, text, False, True, answers_bot, None, False)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("/start", "greet"),
        ("/start from_the_website", "greet"),
        ("/help", "ask_capabilities"),
        ("/Help@UnstuckBot", "ask_capabilities"),
        ("/restart", "start_over"),
        (" /cancel \n", "stop_guide"),
    ],
)
def test_commands_stand_for_intents(text, intent):
    assert words(text).intent == intent


def test_a_command_shows_as_it_was_meant():
    assert words("/start@UnstuckBot x") == Commanded("/start", "greet")


@pytest.mark.parametrize(
    "text",
    ["start", "/", "/unknown", "/startle", '/provide_image{"attachment":"att_x"}', "/confirm_fixed", "help /start"],
)
def test_everything_else_is_typed_text(text):
    assert words(text) == Typed(text)


def test_words_behind_a_command_are_not_lost():
    assert words("/help it says\nupdate failed") == Typed("it says\nupdate failed")


@pytest.mark.parametrize(
    "text",
    [
        "@UnstuckBot it fails",
        "it fails, @unstuckbot",
        "hey @UnstuckBot!",
        "/start@UnstuckBot",
        "/help@unstuckbot please",
    ],
)
def test_a_message_that_names_the_bot_is_for_it(text):
    assert ME.is_meant(note(text))


@pytest.mark.parametrize(
    "text",
    ["it fails", "@UnstuckBotTwo it fails", "me@UnstuckBot.example", "/start@OtherBot", "/start", "@Other hello"],
)
def test_a_message_that_names_somebody_else_is_not(text):
    assert not ME.is_meant(note(text))


def test_a_reply_is_for_the_bot_that_it_replies_to():
    assert ME.is_meant(note("still failing", answers_bot=666))
    assert not ME.is_meant(note("still failing", answers_bot=667))
    assert not ME.is_meant(note("/help@OtherBot", answers_bot=666))


@pytest.mark.parametrize(
    ("text", "rest"),
    [("@UnstuckBot, it fails", "it fails"), ("hey @UNSTUCKBOT it fails", "hey it fails"), ("@UnstuckBot", "")],
)
def test_the_bot_s_name_is_taken_out(text, rest):
    assert ME.without_mention(text) == rest
