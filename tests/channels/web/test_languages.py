"""The page in the person's language: its words, the articles, errors, and the bot, whichever way it is told."""

import secrets

import pytest

from tests.channels.page import Page
from unstuck.settings import ROOT
from unstuck.wording.responses import ENGLISH
from unstuck.wording.spoken_languages import load

pytestmark = pytest.mark.servers

LANGUAGES = load(ROOT / "data" / "words")
OTHERS = sorted(LANGUAGES.translations.keys() - {ENGLISH})


def words(page, want):
    answer = page.call("GET", f"/words?want={want}")
    answer.raise_for_status()
    return answer.json()


def test_the_page_gets_its_words_in_the_first_language_that_there_is(bot):
    page = Page(bot.address)
    english = words(page, "xx,en-GB")
    assert (english["language"], english["direction"]) == ("en", "ltr")
    assert words(page, "") == words(page, "x" * 500) == english
    for language in OTHERS:
        own = words(page, f"xx,{language.upper()}-XX,en")
        assert own == LANGUAGES.widget(language)
        assert own.keys() == english.keys()


@pytest.mark.parametrize("language", OTHERS)
def test_a_new_conversation_begins_in_the_browser_s_language_and_changes_when_asked(bot, language):
    own, english = (LANGUAGES.words(code) for code in (language, ENGLISH))
    with Page(bot.address, language=f"{language}-XX,en") as page:
        assert page.seen[0]["language"] == language
        assert own.say("utter_meaning_ask_capabilities") in [button["title"] for button in page.seen[0]["buttons"]]
        assert page.call("POST", "/session").json()["language"] == language
        assert page.call("POST", "/upload", data=b"").json()["error"]["message"] == own.say("utter_channel_empty_file")
        page.press(own.say("utter_meaning_report_profile_photo_error"))
        assert page.wait_for("bot")["language"] == language
        page.emit("speak", {"id": secrets.token_hex(16), "language": "en"})
        assert page.wait_for("bot")["text"] == english.say("utter_language_set")
        assert page.wait_for("bot")["buttons"][-1]["title"] == english.say("utter_label_not_sure")
        assert page.call("POST", "/session").json()["language"] == "en"


@pytest.mark.parametrize("language", OTHERS)
def test_articles_are_read_and_found_in_the_page_s_language(bot, language):
    page, foreign = Page(bot.address), Page(bot.address, language=language)
    (english, own) = (one.call("GET", "/articles").json()["articles"] for one in (page, foreign))
    assert [one["id"] for one in own] == [one["id"] for one in english]
    assert not {one["summary"] for one in own} & {one["summary"] for one in english}
    word = max(own[0]["summary"].replace("\u3001", " ").split(), key=len)
    found = foreign.call("GET", "/articles", params={"q": word}).json()["articles"]
    assert own[0]["id"] in [one["id"] for one in found]


def test_a_language_that_is_not_there_changes_nothing(bot):
    with Page(bot.address, language="xx") as page:
        assert (
            page.emit("speak", {"id": secrets.token_hex(16), "language": "xx"})["error"]["code"]
            == "channel_bad_request"
        )
        assert page.call("POST", "/session").json()["language"] == ""
