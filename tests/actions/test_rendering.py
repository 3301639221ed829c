"""Everything that the core can say has its words in domain.yml, with every placeholder filled."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from rasa_sdk.executor import CollectingDispatcher

from actions.rendering import utter
from tests.actions.conftest import DOMAIN
from tests.guide.conftest import Talk
from tests.guide.test_any_talk import KNOWLEDGE, SAID
from unstuck.wording.responses import Words

WORDS = Words(DOMAIN["responses"])


@settings(max_examples=200, deadline=None)
@given(st.lists(SAID, max_size=20))
def test_every_message_of_any_talk_has_its_words(messages):
    talk = Talk(KNOWLEDGE)
    for intent, entities, also in messages:
        talk(intent, *entities, also=tuple(also))
        dispatcher = CollectingDispatcher()
        for said in talk.turn.says:
            utter(dispatcher, WORDS, said, photo_hours=24, languages="English")
        for message in dispatcher.messages:
            assert not re.search(r"\{\w+\}", message["text"]), message
            assert "\n\n" not in message["text"], "a blank line would split the message"
            assert all(button["title"] and button["payload"].startswith("/") for button in message["buttons"])


def test_no_response_has_words_that_nobody_says(root):
    """Every response of the domain is named in the code, in a rule, or is a meaning or a finding."""
    code = "".join(
        path.read_text() for room in ("unstuck", "actions", "channels") for path in (root / room).rglob("*.py")
    )
    composed = (
        "utter_fact_",
        "utter_meaning_",
        "utter_finding_",
        "utter_fix_",
        "utter_photo_",
        "utter_label_crop_",
        "utter_telegram_command_",
        "utter_terminal_",
        "utter_ticket_",
        "utter_told_",
    )
    intents = {intent if isinstance(intent, str) else next(iter(intent)) for intent in DOMAIN["intents"]}
    for name in DOMAIN["responses"]:
        short = name.removeprefix("utter_")
        assert name.startswith(composed) or f'"{short}"' in code or f'"{name}"' in code or short in intents, name
