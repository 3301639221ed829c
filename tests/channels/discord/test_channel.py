"""Discord's manners: what a person sees of the bot in direct messages and in a server, also when Discord fails."""

import logging
import time

import pytest
from aiohttp import web

from channels.discord.channel import DiscordInput
from tests import pictures
from tests.channels.discord.fake import BOT, TOKEN, Discord, fresh_id
from tests.channels.discord.person import Person
from tests.channels.server import Server
from unstuck.cli.serve import off
from unstuck.settings import read
from unstuck.support.follow_ups import FollowUps

SERVER = "197038439483310086"


def shown(posted):
    return [one.text for one in posted]


def test_typed_words_are_answered_while_the_bot_shows_that_it_types(ann, discord, server):
    with server.answering_after(lambda: ann.channel in discord.typings):
        (answer,) = ann.say("it says <update failed> & **stops**")
    assert answer.text == r"re: it says \<update failed\> & **stops**"
    assert answer.raw["allowed_mentions"] == {"parse": [], "replied_user": True}


def test_a_pressed_button_is_acknowledged_and_shows_the_choice(ann, discord, texts):
    ann.say("hello")
    ann.press("Done, next")
    assert texts() == ["hello", "/next_step"]
    (row,) = discord.callbacks[-1]["data"]["components"]
    assert discord.callbacks[-1]["type"] == 7
    assert [(part["label"], part["disabled"]) for part in row["components"]] == [("✓ Done, next", True)]
    assert ann.press_data(row["components"][0]["custom_id"]) == []


def test_a_button_works_even_when_it_cannot_be_acknowledged(ann, discord, texts):
    ann.say("hello")
    discord.refuse("callback", 404, 10062)
    ann.press("Back")
    assert texts() == ["hello", "/previous_step"]


def test_a_long_list_is_a_menu_and_each_choice_works(ann, server, texts):
    server.says = [{"text": "Which?", "buttons": [{"title": f"Fix {n}", "payload": f"/n{n}"} for n in range(30)]}]
    (answer,) = ann.say("show me all")
    assert len(answer.buttons) == 30
    ann.press("Fix 29")
    assert texts()[-1] == "/n29"


def test_a_picture_reaches_the_bot_with_its_caption(ann, server, texts):
    ann.send_file(pictures.heic(400, 300), "IMG_0042.HEIC", "this one")
    assert texts()[0].startswith('/provide_image{"attachment":"att_')
    entry = server.message_log.last_said(ann.conversation_id)
    assert (entry.message.text, entry.message.filename) == ("this one", "IMG_0042.HEIC")


def test_a_voice_message_is_answered_with_the_wish_to_write(ann, texts):
    file = {"id": fresh_id(), "filename": "voice-message.ogg", "size": 5, "url": "https://cdn.discordapp.com/x"}
    (answer,) = ann.say("", attachments=[file | {"duration_secs": 4.9, "waveform": "AAAA"}], flags=1 << 13)
    assert "can't listen to voice messages" in answer.text
    assert texts() == []


def test_a_sticker_gets_one_polite_sentence_and_words_beside_it_count(ann, texts):
    sticker = {"id": "749054660769218631", "name": "Wave", "format_type": 3}
    (answer,) = ann.say("", sticker_items=[sticker])
    assert "picture" in answer.text
    assert texts() == []
    ann.say("it fails", sticker_items=[sticker])
    assert texts() == ["it fails"]


def test_a_repaired_picture_comes_as_a_file_with_a_description(ann, server):
    kept = server.attachments.put(ann.conversation_id, pictures.fine(), filename="me.jpg")
    custom = {"type": "file", "attachment": kept.id, "filename": "my photo (ü).jpg", "alt": "Your picture <ready>"}
    server.says = [{"custom": custom}]
    (answer,) = ann.say("repair it")
    assert answer.file == ("my photo (ü).jpg", pictures.fine())
    assert answer.raw["attachments"][0]["description"] == "Your picture <ready>"


def test_what_the_bot_says_of_its_own_accord_reaches_the_person(ann, server):
    ann.say("hello")
    server.say(ann.conversation_id, "It is time.")
    assert shown(ann.wait()) == ["It is time."]


# -- In a server --


@pytest.fixture
def bob(ann):
    """Somebody in a channel of a server."""
    return Person(ann.discord, ann.settings, server=SERVER)


def test_in_a_server_the_bot_speaks_only_when_it_is_meant(bob, server):
    bob.say("what a day")
    bob.say("@everyone look", mention_everyone=True)
    bob.say("and you?", mentions=[{"id": "5", "username": "eve"}])
    bob.send_file(pictures.fine(), "cat.jpg", "look at my cat")
    assert bob.wait() == []
    for speak in (
        lambda: bob.mention("it fails"),
        lambda: bob.say("still failing", type=19, mentions=[{"id": BOT}], referenced_message={"id": "7"}),
        lambda: bob.mention(""),
    ):
        (answer,) = speak()
        assert answer.raw["message_reference"]["fail_if_not_exists"] is False
    assert [text for who, text in server.turns if who == bob.conversation_id] == ["it fails", "still failing", "/greet"]


def test_other_talk_in_a_server_is_never_kept(bob, server):
    bob.say("lunch at noon, secret-lunch")
    files = [path for path in server.settings.var.rglob("*") if path.is_file()]
    assert [path.name for path in files if b"secret-lunch" in path.read_bytes()] == []


def test_in_a_server_everybody_has_a_conversation_of_their_own_and_their_own_buttons(bob, discord, server):
    (answer,) = bob.mention("it fails")
    eve = Person(discord, server.settings, channel=bob.channel, server=SERVER)
    eve.press_data(answer.buttons["Done, next"], answer.raw["components"])
    assert "somebody else" in discord.callbacks[-1]["data"]["content"]
    assert discord.callbacks[-1]["data"]["flags"] == 64
    assert [text for who, text in server.turns if who in (eve.conversation_id, bob.conversation_id)] == ["it fails"]


def test_a_mention_of_somebody_else_is_a_name(bob, server):
    both = [{"id": BOT}, {"id": "5", "username": "eve", "global_name": "Eve"}]
    bob.say(f"<@{BOT}>, <@5> says <:sad:41771983429993937> in <#41771983423143937>", mentions=both)
    assert server.turns[-1][1] == "@Eve says :sad: in #channel"


# -- The connection --


def test_the_bot_asks_for_no_more_than_it_reads(ann, discord):
    ann.say("hello")
    assert discord.identified[-1]["intents"] == 1 << 9 | 1 << 12


def test_what_comes_while_the_connection_is_broken_is_answered_once_in_order(ann, discord, texts):
    ann.say("one")
    before = len(discord.resumed)
    discord.drop()
    discord.lose("MESSAGE_CREATE", ann.message("two"))
    discord.lose("MESSAGE_CREATE", ann.message("three"))
    until(lambda: len(discord.resumed) > before and texts()[-1:] == ["three"])
    ann.say("four")
    assert texts() == ["one", "two", "three", "four"]


@pytest.mark.parametrize("said", [{"op": 7, "d": None}, {"op": 9, "d": True}])
def test_discord_may_ask_for_a_new_connection(ann, discord, texts, said):
    ann.say("one")
    before = len(discord.resumed)
    discord.say(said)
    until(lambda: len(discord.resumed) > before)
    ann.say("two")
    assert texts() == ["one", "two"]


@pytest.mark.parametrize(
    "end", [lambda discord: discord.say({"op": 9, "d": False}), lambda discord: discord.drop(4009)]
)
def test_when_the_session_is_over_a_new_one_takes_what_was_written_meanwhile(ann, discord, texts, end):
    ann.say("one")
    before = len(discord.identified)
    ann.message("two")
    end(discord)
    until(lambda: len(discord.identified) > before and texts()[-1:] == ["two"])
    ann.say("three")
    assert texts() == ["one", "two", "three"]


def test_a_connection_that_does_not_answer_is_made_anew(ann, discord, texts):
    ann.say("one")
    before = len(discord.resumed)
    discord.silent = True
    until(lambda: len(discord.resumed) > before)
    discord.silent = False
    ann.say("two")
    assert texts() == ["one", "two"]


def test_an_event_is_not_done_with_before_it_is_written_down(ann, discord, server, texts, monkeypatch):
    from channels.discord import channel
    from unstuck.errors import StoreError
    from unstuck.storage.inbox import Inbox

    monkeypatch.setattr(channel, "RETRY_SECONDS", 0.01)
    take, refused = Inbox.take, []

    def away(self, arrival):
        if len(refused) < 3:
            refused.append(discord.beats)
            raise StoreError("store_unreachable", "The database cannot be used just now.")
        return take(self, arrival)

    with monkeypatch.context() as patched:
        patched.setattr(Inbox, "take", away)
        ann.say("hello")
    assert len(refused) == 3
    assert texts() == ["hello"]


def until(is_so):
    deadline = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


# -- When Discord fails --


@pytest.mark.parametrize(
    ("status", "more"), [(429, {"retry_after": 0.05, "global": False}), (500, {}), (502, {}), (401, {})]
)
def test_what_discord_does_not_take_now_comes_later_in_order_and_once(ann, discord, status, more):
    for _ in range(2):
        discord.refuse("messages", status, **more)
    assert shown(ann.say("one")) == ["re: one"]
    assert shown(ann.say("two")) == ["re: two"]


@pytest.mark.parametrize("answer", [(200, "<html>"), (200, []), (302, {}), (503, "no")])
def test_an_answer_that_makes_no_sense_is_asked_for_again(ann, discord, answer):
    discord.moods["messages"] = [answer]
    assert shown(ann.say("one")) == ["re: one"]


def test_a_message_whose_receipt_was_lost_is_posted_once(ann, discord):
    async def takes_it_and_hangs_up(request):
        await discord._messages(request)
        request.transport.close()
        return web.Response()

    discord.moods["messages"] = [takes_it_and_hangs_up]
    assert shown(ann.say("one")) == ["re: one"]


def test_a_long_answer_becomes_several_messages(ann, server):
    server.says = [{"text": "\n".join(f"line {number} " + "x" * 400 for number in range(25))}]
    said = ann.say("tell me all")
    assert len(said) > 4
    assert all(f"line {number} x" in "\n".join(shown(said)) for number in range(25))


@pytest.mark.parametrize(("status", "code"), [(403, 50007), (404, 10003), (403, 50001)])
def test_a_person_who_cannot_be_reached_gets_no_follow_up(ann, discord, server, status, code):
    follow_ups = FollowUps(server.settings.var)
    follow_ups.schedule(ann.conversation_id, "discord", 24)
    discord.refuse("messages", status, code)
    assert ann.say("bye") == []
    assert follow_ups.cancel(ann.conversation_id) == 0


def test_a_message_that_is_never_taken_holds_up_no_other(ann, discord):
    discord.refuse("messages", 400, 50035)
    assert ann.say("one") == []
    assert shown(ann.say("two")) == ["re: two"]


def test_without_a_token_the_channel_is_off(tmp_path, discord):
    with Server(DiscordInput, tmp_path, {}) as server:
        assert server.channel.get_output_channel() is None
    (told,) = [line for line in off(read({})) if "Discord" in line]
    assert "docs/discord.md" in told
    assert [line for line in off(read(discord.environment)) if "Discord" in line] == []


def test_a_wrong_token_is_one_error_that_names_the_setting_and_not_the_token(tmp_path, caplog):
    with (
        Discord(token="another") as discord,
        caplog.at_level(logging.INFO),
        Server(DiscordInput, tmp_path, discord.environment) as server,
    ):
        server.finish(server.channel.introduced)
        assert server.channel._app.ctx.switchboard.refused == ["discord"]
    told = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert len(told) == 1
    assert "UNSTUCK_DISCORD_TOKEN" in told[0]
    assert TOKEN not in caplog.text


def test_no_secret_stands_in_the_log_whatever_fails(ann, discord, caplog):
    async def hang_up(request):
        request.transport.close()
        return web.Response()

    with caplog.at_level(logging.DEBUG):
        discord.moods |= {"messages": [hang_up, (200, "<html>")], "typing": [hang_up]}
        ann.say("one")
        discord.drop()
        ann.send_file(hang_up, "me.jpg")
    assert caplog.records
    assert TOKEN not in caplog.text
