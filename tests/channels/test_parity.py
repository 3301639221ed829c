"""Parity: the conversations of parity.yml mean the same over REST, on the web, in Slack, Telegram, WhatsApp, Discord.

One pair of real servers serves all six. What the bot says is compared turn by turn: the words, the steps, the findings
on a picture, the titles of the buttons, and the files by their bytes.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest
from ruamel.yaml import YAML

from channels.sender import Sender
from tests import pictures
from tests.channels.discord.fake import Discord as DiscordPeer
from tests.channels.parity_discord import Discord
from tests.channels.parity_meaning import Meaning, SentFile
from tests.channels.parity_rest import Rest
from tests.channels.parity_slack import Slack
from tests.channels.parity_telegram import Telegram
from tests.channels.parity_web import Web
from tests.channels.parity_whatsapp import WhatsApp
from tests.channels.slack.workspace import Peer
from tests.channels.team_page import Browser, teammate
from tests.channels.telegram.fake import Telegram as TelegramPeer
from tests.channels.telegram.phone import environment
from tests.channels.whatsapp.graph import Graph
from tests.servers.bot import Bot
from unstuck.settings import ROOT, Settings
from unstuck.storage.database import now
from unstuck.wording.responses import ENGLISH
from unstuck.wording.spoken_languages import load

CONVERSATIONS = YAML(typ="safe").load(ROOT / "tests" / "channels" / "parity.yml")
SETTINGS = {
    "UNSTUCK_MAX_UPLOAD_MB": "3",
    "UNSTUCK_PHOTO_SECONDS": "60",  # this machine may be busy
}

LANGUAGES = load(ROOT / "data" / "words")
OTHERS = sorted(LANGUAGES.translations.keys() - {ENGLISH})

Person = Rest | Web | Slack | Telegram | WhatsApp | Discord
Turn = Mapping[str, Any]

pytestmark = [pytest.mark.servers, pytest.mark.long]
numbers = itertools.count()


@pytest.fixture(scope="module")
def workspace() -> Iterator[Peer]:
    peer = Peer.start()
    yield peer
    peer.stop()


@pytest.fixture(scope="module")
def telegram() -> Iterator[TelegramPeer]:
    with TelegramPeer() as peer:
        yield peer


@pytest.fixture(scope="module")
def graph() -> Iterator[Graph]:
    with Graph() as peer:
        yield peer


@pytest.fixture(scope="module")
def discord() -> Iterator[DiscordPeer]:
    with DiscordPeer() as peer:
        yield peer


@pytest.fixture(scope="module")
def connected(
    workspace: Peer,
    telegram: TelegramPeer,
    graph: Graph,
    discord: DiscordPeer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Bot]:
    """The real servers, reached through all six channels."""
    messengers = workspace.settings | environment(telegram) | graph.environment | discord.environment
    with Bot(tmp_path_factory.mktemp("parity"), SETTINGS | messengers) as bot:
        yield bot


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_a_conversation_means_the_same_on_every_channel(connected, workspace, telegram, graph, discord, name):
    turns = CONVERSATIONS[name]
    number = next(numbers)
    heard = {
        person.channel: talk(person, turns, connected.settings)
        for person in (
            Web(connected, number),
            Rest(connected, number),
            Slack(connected, number, workspace),
            Telegram(connected, number, telegram),
            WhatsApp(connected, number, graph),
            Discord(connected, number, discord),
        )
    }
    for turn, meaning in zip(turns, heard["web"], strict=True):
        check(turn, meaning)
    for channel, meanings in heard.items():
        for turn, there, on_the_web in zip(turns, meanings, heard["web"], strict=False):
            assert there == on_the_web, f"{channel}, after {turn}"


@pytest.fixture(scope="module")
def anna(connected):
    teammate(connected.settings.database_location)
    return Browser(connected.address)


@pytest.fixture(params=["slack", "telegram", "whatsapp", "discord"])
def person(request, connected, workspace, telegram, graph, discord):
    number = next(numbers)
    peers = {"slack": workspace, "telegram": telegram, "whatsapp": graph, "discord": discord}
    kinds = {"slack": Slack, "telegram": Telegram, "whatsapp": WhatsApp, "discord": Discord}
    return kinds[request.param](connected, number, peers[request.param])


def test_a_person_in_a_messenger_and_a_teammate_at_the_team_s_page(person, anna, article):
    """The course of tests/web/test_handover.py: each side gets each thing once, and in order."""
    person.say("the app hangs when I change my profile photo, I have an iPhone 13")
    assert "Your ticket is" in person.say("can I talk to a person please").words
    number = anna.look("cards?which=all").json()["cards"][0]["number"]
    card = anna.look(f"tickets/{number}").json()["card"]
    assert (card["channel"], card["phase"]) == (person.channel, "waiting")

    def does(what, **data):
        answer = anna.act(number, what, **data)
        assert answer.status_code == 200, answer.text
        return person.hear()

    def writes(text):
        return does("reply", id=f"key-{len(text)}-{person.channel}", text=text)

    assert "Anna" in does("take-over").words
    heard = [writes("Hello, this is Anna. What do you see?").words]
    assert person.say("it says I have no photos") == Meaning()
    assert person.say("hello? are you there") == Meaning()
    kept = anna.upload(number, pictures.fine(), "how-to.jpg").json()["attachment"]
    (file,) = does("reply", id=f"key-file-{person.channel}", attachments=[kept]).files
    assert file == SentFile.of("how-to.jpg", pictures.fine())

    walked = does("hand-fix", fix=article.methods[1].id)
    for _ in article.methods[1].steps:
        assert walked.steps
        if "It works now" in walked.buttons:
            break
        walked = person.press("Done, next")
    assert "Anna" in person.press("Same error").words
    assert [note["kind"] for note in anna.look(f"tickets/{number}").json()["notes"]] == ["fix_result"]
    heard.append(writes("Then the app has to be updated.").words)
    anna.act(number, "note", text="Asked to update")
    assert person.hear() == Meaning()
    assert does("hand-back").words
    assert anna.phase(number) == "handed_back"
    assert "closed" in does("close", reason="solved").words

    assert ["What do you see?" in heard[0], "has to be updated." in heard[1]] == [True, True]
    seen = anna.texts(number)
    said = ["can I talk to a person please", "Hello, this is Anna. What do you see?", "it says I have no photos"]
    said += ["hello? are you there", "Then the app has to be updated."]
    assert [text for text in seen if text in said] == said
    assert "Asked to update" not in seen


@pytest.mark.parametrize("language", OTHERS)
def test_a_conversation_goes_through_in_every_language_by_its_buttons(
    connected, workspace, telegram, knowledge, language
):
    words, article = LANGUAGES.words(language), knowledge.in_language(language).first
    method = article.method(article.causes[1].methods[0])
    titles = dict(words.buttons("utter_step") + words.buttons("utter_step_help"))
    payloads = {payload: title for title, payload in titles.items()}
    turns = (
        (words.say("utter_meaning_report_profile_photo_error"), article.causes[2].signs[0]),
        (article.causes[1].signs[0], method.steps[0].text),
        (payloads["/ask_step_help"], method.steps[0].help),
        (payloads["/next_step"], method.steps[1].text),
        (payloads["/skip_method"], ""),
    )
    number = next(numbers)
    heard = {}
    for person in (
        Web(connected, number, language),
        Slack(connected, number, workspace, language),
        Telegram(connected, number, telegram, language),
    ):
        said = [person.greet(), *(person.press(title) for title, _ in turns)]
        heard[person.channel] = [(one.words.replace("**", ""), one.buttons) for one in said]
        person.leave()
    for (_, told), (text, buttons) in zip(turns, heard["web"][1:], strict=True):
        assert told.replace("**", "") in "\n".join((text, *buttons))
    assert heard["slack"] == heard["web"]
    assert heard["telegram"] == heard["web"]


def test_nothing_went_wrong_on_the_way(connected):
    assert not [path.name for path in connected.var.glob("*.log") if "ERROR" in path.read_text(errors="replace")]


def talk(person: Person, turns: Sequence[Turn], settings: Settings) -> list[Meaning]:
    """Go through the turns; what each was answered with. Over REST it ends where the bot would have to speak first."""
    heard = []
    try:
        for turn in turns:
            if "user" in turn:
                heard.append(person.say(turn["user"]))
            elif "press" in turn:
                heard.append(person.press(turn["press"]))
            elif "picture" in turn:
                heard.append(person.send_file(*pictures.named(turn["picture"])))
            elif isinstance(person, Rest):
                assert wait(turn["hours"], settings) == 0
                break
            else:
                assert wait(turn["hours"], settings) == 1
                heard.append(person.hear())
    finally:
        person.leave()
    return heard


def wait(hours: float, settings: Settings) -> int:
    """Let the sender look twice when so much time has passed; how many people it had the bot write to."""
    sender = Sender(settings, lambda: now() + timedelta(hours=hours))
    return sender.send_due() + sender.send_due()


def check(turn: Turn, meaning: Meaning) -> None:
    """Whether a turn was answered as parity.yml says."""
    said = "\n".join((meaning.words, *meaning.buttons))
    for expected in turn["bot"]:
        assert expected in said, f"after {turn}, the bot said:\n{said}"
    assert len(meaning.files) == turn.get("files", 0)
