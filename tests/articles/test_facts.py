"""Every fact of the source article is reachable in a conversation, in the words that a person reads."""

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.rendering import utter
from tests.actions.conftest import DOMAIN
from tests.guide.conftest import Talk
from unstuck.wording.responses import Words

WORDS = Words(DOMAIN["responses"])


class Reader:
    """Talks with the guide and keeps all that it says."""

    def __init__(self, knowledge):
        self.talk = Talk(knowledge)
        self.read: list[str] = []

    def __call__(self, intent, *entities):
        self.talk(intent, *entities)
        dispatcher = CollectingDispatcher()
        for said in self.talk.turn.says:
            utter(dispatcher, WORDS, said, photo_hours=24, languages="English")
        for message in dispatcher.messages:
            self.read.append(message["text"])
            self.read += [button["title"] for button in message["buttons"]]


@pytest.fixture(scope="module")
def everything(knowledge):
    """All that the bot says to people who walk every way through the article."""
    read = []
    article = knowledge.first
    for device in (None, *knowledge.devices.kinds):
        reader = Reader(knowledge)
        if device:
            reader("inform_device", ("device", device))
        for method in article.methods:
            reader("choose_method", ("method", method.id))
            for _ in method.steps:
                reader("ask_step_help")
                reader("next_step")
        read += reader.read
    intents = [intent for cause in article.causes for intent in cause.intents]
    intents += [intent for escalation in article.escalations for intent in escalation.intents]
    intents += [answer.intent for answer in article.answers]
    intents += ["ask_why_failed", "ask_error_difference", "ask_summary", "ask_prevent", "report_other_photo_error"]
    intents += ["list_methods", "report_profile_photo_error"]
    for intent in intents:
        reader = Reader(knowledge)
        reader(intent)
        reader("ask_why_failed")
        read += reader.read
    reader = Reader(knowledge)
    reader("describe_photo_permission")
    for _ in range(5):
        reader("report_still_failing")
    for _ in article.escalations:
        reader("deny")
    return "\n".join([*read, *reader.read])


def test_every_part_of_the_article_is_said_to_somebody(everything, article):
    parts = [article.summary, article.chain, article.prevention, *article.takeaways]
    for cause in article.causes:
        parts += [cause.title, cause.short, cause.explanation, cause.signs[0]]
    for method in article.methods:
        parts += [method.title, method.why]
        for step in method.steps:
            parts += [step.title, step.text, step.help, *step.variants.values()]
    for escalation in article.escalations:
        parts += [escalation.title, escalation.question, escalation.advice]
    parts += [answer.text for answer in article.answers]
    for row in article.comparison.rows:
        parts += [row.item, row.this, row.other]
    assert [part for part in parts if part not in everything] == []


@pytest.mark.parametrize(
    "fact",
    [
        # causes
        "passing hiccup", "time-out", "restarting", "Selected Photos", "denied", "HEIC", "10 MB", "screenshot editor",
        # fixes, with the labels as they stand on the screen
        "Force Quit and Reopen Threads", "App Switcher", "Swipe up from the bottom", "Press the Home button twice",
        "**Edit Profile**", "Check and Fix Photo Library Permission", "**Settings**", "**Photos**", "**Full Access**",
        "**None**", "Use a Different or Smaller Image", "JPEG", "PNG", "Markup", "5 MB", "1024×1024", "square",
        "circle",
        "Restart Your iPhone", "side button", "either volume button", "only the side button", "top button",
        "power-off slider", "30 seconds", "Apple logo", "Update or Reinstall Threads", "**App Store**",
        "round icon in the top right corner", "**Update**", "**Remove App**", "**Delete App**", "download icon",
        "Log in",
        # escalations
        "24 hours", "more than three times in a day", "notifications or verification requests",
        "**Settings** > **General** > **Software Update**", "restart your device",
        # the other errors
        "Could Not Upload Photo", "Photo Not Saved", "Network timeout or file size limit exceeded",
        "Only the profile photo in Edit Profile", "Any photo upload in a post or reply", "Wi-Fi",
    ],
)  # fmt: skip
def test_a_fact_of_the_source_is_said(everything, fact):
    assert fact.lower() in everything.lower()


def test_the_article_is_complete(article):
    assert len(article.takeaways) == 3
    assert len(article.causes) == 3
    assert [len(method.steps) for method in article.methods] == [4, 5, 4, 4, 5]
    assert len(article.escalations) == 3
    assert len(article.comparison.rows) == 4
    limits = article.image
    assert (limits.formats, limits.most_bytes, limits.advised_bytes) == (("JPEG", "PNG"), 10_000_000, 5_000_000)
    assert (limits.side, limits.square) == (1024, True)
    waiting = article.escalation("rate_limit")
    assert (waiting.wait_hours, waiting.most_per_day) == (24, 3)
