"""Slack, as people meet it, against npm's `emulate`, which acts as Slack."""

import json

import pytest
import requests

from channels.slack.blocks import BUTTONS
from tests import pictures
from tests.channels.slack.delivery import BOT, deliver, deliver_event, deliver_form
from tests.channels.slack.workspace import Person, Posted


@pytest.fixture
def house(house_of, peer):
    return house_of(peer.settings)


@pytest.fixture
def ann(house, peer):
    person = Person(peer, house.address, "ann")
    person.wait(house.settings.database_location)
    return person


def test_a_direct_message_is_answered_with_buttons(house, ann):
    ann.say("it says update failed")
    (answer,) = ann.wait(house.settings.database_location)
    assert answer.text == "re: it says update failed"
    assert answer.buttons == ["Done, next", "Back"]
    assert answer.raw["text"] == "re: it says update failed"
    assert house.turns == [(f"slack-{ann.id}", "it says update failed")]


def test_a_pressed_button_says_what_was_chosen_and_sends_its_payload(house, ann):
    ann.say("hello")
    (answer,) = ann.wait(house.settings.database_location)
    assert ann.press("Done, next").status_code == 200
    assert [message.text for message in ann.wait(house.settings.database_location)] == ["re: /next_step"]
    house.settle()
    pressed = next(found for found in ann.history() if found["ts"] == answer.raw["ts"])
    assert Posted(pressed, None).buttons == []
    assert Posted(pressed, None).place == "✓ *Done, next*"
    assert Posted(pressed, None).text == "re: hello"


def test_a_button_counts_once_however_often_it_is_pressed(house, ann):
    ann.say("hello")
    ann.wait(house.settings.database_location)
    for _ in range(3):
        ann.press("Done, next")
    ann.wait(house.settings.database_location)
    assert house.texts == ["hello", "/next_step"]


def test_a_long_list_is_a_menu_and_each_choice_works(house, ann):
    listed = [{"title": f"Fix {number}", "payload": f"/choose_method{number}"} for number in range(BUTTONS + 1)]
    house.says = [{"text": "Which one?", "buttons": listed}]
    ann.say("show me all")
    (answer,) = ann.wait(house.settings.database_location)
    assert len(answer.buttons) == BUTTONS + 1
    ann.press("Fix 25")
    ann.wait(house.settings.database_location)
    assert house.texts[-1] == "/choose_method25"


def test_a_mention_is_answered_in_a_thread_of_its_own_once(house, ann):
    there = ann.mention("it says update failed", "help")
    (answer,) = there.wait(house.settings.database_location)
    assert answer.raw["thread_ts"] == there.thread
    assert house.turns == [(f"slack-{there.channel}-{there.thread}", "it says update failed")]


def test_a_thread_goes_on_without_a_mention_and_apart_from_others(house, ann, peer):
    one, two = ann.mention("one", "help"), ann.mention("two", "help")
    one.say("and more")
    two.say("and else")
    house.settle()
    told = [(conversation_id.rpartition("-")[2], text) for conversation_id, text in house.turns[2:]]
    assert sorted(told) == sorted([(one.thread, "and more"), (two.thread, "and else")])


def test_what_colleagues_say_to_each_other_in_a_thread_is_left_alone(house, ann, peer):
    here = ann.mention("it fails", "help")
    (answer,) = here.wait(house.settings.database_location)
    eve = Person(peer, house.address, "eve", here.channel, here.thread)
    eve.say("did you restart it, secret-plan?")
    here.say(f"<@{eve.id}> yes, secret-plan")
    assert here.wait(house.settings.database_location) == []
    assert b"secret-plan" not in b"".join(path.read_bytes() for path in house.settings.var.glob("*.db*"))
    here.say("still fails")
    eve.say(f"<@{BOT}> what about mine?")
    eve.say("and more")
    here.say("is that so, eve?")
    here.say(f"hey <@{BOT}>, mine still fails")
    house.settle()
    assert house.texts == ["it fails", "still fails", "what about mine?", "and more", "hey , mine still fails"]
    eve.messages = [answer]
    eve.press("Done, next")
    house.settle()
    assert house.texts[-1] == "/next_step"
    assert len({conversation_id for conversation_id, _ in house.turns}) == 1


def test_a_button_below_a_message_that_somebody_has_replied_to_stays_in_its_conversation(house, ann):
    ann.say("hello")
    (answer,) = ann.wait(house.settings.database_location)
    reply = Person(ann.peer, house.address, "ann", ann.channel, answer.raw["ts"])
    reply.say("and this is another thing")
    house.settle()
    parent = answer.raw | {"thread_ts": answer.raw["ts"], "reply_count": 1}
    ann.messages = [Posted(parent, None)]
    ann.press("Done, next")
    house.settle()
    assert house.turns[-1] == (f"slack-{ann.id}", "/next_step")


def test_other_talk_in_a_channel_is_neither_answered_nor_kept(house, ann):
    there = ann.mention("hi", "help")
    there.wait(house.settings.database_location)
    aside = Person(ann.peer, house.address, "ann", there.channel)
    aside.thread = aside.say("lunch at noon, secret-lunch")
    aside.say("me too")
    assert aside.wait(house.settings.database_location) == []
    assert house.texts == ["hi"]
    assert b"secret-lunch" not in b"".join(path.read_bytes() for path in house.settings.var.glob("*.db*"))


def test_a_thread_in_direct_messages_is_a_conversation_of_its_own(house, ann):
    ann.thread = ann.say("hello")
    ann.say("and this is another thing")
    house.settle()
    assert {conversation_id for conversation_id, _ in house.turns} == {
        f"slack-{ann.id}",
        f"slack-{ann.channel}-{ann.thread}",
    }


@pytest.mark.parametrize("caption", ["", "this is the one"])
def test_a_picture_reaches_the_bot_with_and_without_words(house, ann, caption):
    ann.send_file(pictures.fine(), "me.jpg", caption)
    ann.wait(house.settings.database_location)
    (turn,) = house.texts
    assert turn.startswith('/provide_image{"attachment":"att_')
    id = json.loads(turn.removeprefix("/provide_image"))["attachment"]
    store = house.attachments
    assert store.read(store.get(id, f"slack-{ann.id}")) == pictures.fine()


def test_the_repaired_picture_comes_back_byte_for_byte_with_words_for_who_cannot_see_it(house, ann):
    store = house.attachments
    kept = store.put(f"slack-{ann.id}", pictures.fine(), filename="me.jpg")
    custom = {"type": "file", "attachment": kept.id, "filename": "me.jpg", "alt": "The repaired picture"}
    house.says = [{"custom": custom}, {"text": "Did it work?"}]
    ann.say("repair it")
    file, question = ann.wait(house.settings.database_location)
    assert file.file == pictures.fine()
    assert file.raw["files"][0]["name"] == "me.jpg"
    assert question.text == "Did it work?"


def test_a_picture_in_a_channel_gets_one_hint_that_only_its_sender_sees(house, ann, peer):
    channels = peer.call(ann.token, "conversations.list")["channels"]
    lounge = next(found["id"] for found in channels if found["name"] == "lounge")
    there = Person(peer, house.address, "ann", lounge)
    for _ in range(2):
        there.send_file(pictures.fine(), "cat.jpg", "look at my cat")
    house.settle()
    assert house.turns == []
    assert there.wait(house.settings.database_location) == []
    shown = requests.get(f"{peer.address}/?tab=messages&channel={lounge}", timeout=9).text
    assert shown.count("only you see this note") == 1


def test_a_picture_with_a_mention_in_a_channel_is_looked_at_though_slack_tells_only_of_a_message(house, ann, peer):
    channels = peer.call(ann.token, "conversations.list")["channels"]
    place = next(found["id"] for found in channels if found["name"] == "help")
    there = Person(peer, house.address, "ann", place)
    there.send_file(pictures.fine(), "me.jpg", f"<@{BOT}> this one")
    house.settle()
    assert [text.partition("{")[0] for text in house.texts] == ["/provide_image"]


def test_a_command_is_answered_in_the_direct_messages(house, ann):
    form = {"command": "/unstuck", "text": "it says update failed", "user_id": ann.id, "channel_id": "C000000001"}
    answer = deliver_form(house.address, form | {"trigger_id": "13345224609.738474920.8088930838d88f008e0"})
    assert answer.json()["response_type"] == "ephemeral"
    assert "direct messages" in answer.json()["text"]
    assert [message.text for message in ann.wait(house.settings.database_location)] == ["re: it says update failed"]
    deliver_form(house.address, form | {"text": "", "trigger_id": "13345224609.738474920.other"})
    house.settle()
    assert house.turns[1] == (f"slack-{ann.id}", "/greet")


def test_the_home_tab_says_welcome(house, ann, peer):
    event = {"type": "app_home_opened", "user": ann.id, "channel": ann.channel, "event_ts": "1515449522000016"}
    deliver_event(house.address, event | {"tab": "home"})
    deliver_event(house.address, event | {"tab": "messages"})
    house.settle()
    assert "*Welcome!*" in requests.get(f"{peer.address}/?tab=views", timeout=9).text
    assert house.turns == []


def test_what_the_bot_and_its_like_post_is_left_alone(house, ann):
    ann.say("hello")
    own = ann.wait(house.settings.database_location)[0].raw
    event = own | {"channel": ann.channel, "channel_type": "im", "event_ts": own["ts"]}
    edited = {"type": "message", "subtype": "message_changed", "hidden": True, "message": own, "ts": "9.1"}
    for other in (
        event,
        event | {"user": ann.id, "bot_id": "B1", "ts": "9.2"},
        {**edited, "channel": ann.channel},
        {"type": "message", "subtype": "message_deleted", "channel": ann.channel, "ts": "9.3", "deleted_ts": "9.1"},
        {
            "type": "message",
            "subtype": "channel_join",
            "channel": ann.channel,
            "user": ann.id,
            "ts": "9.4",
            "text": "x",
        },
        {"type": "reaction_added", "user": ann.id, "item": {"type": "message", "channel": ann.channel}},
        {},
    ):
        assert deliver_event(house.address, other).status_code == 200
    house.settle()
    assert house.texts == ["hello"]


def test_the_address_is_verified(house):
    body = json.dumps({"token": "x", "challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"})
    answer = deliver(house.address, body.replace("{", '{"type": "url_verification", ', 1).encode(), "application/json")
    assert answer.text == json.loads(body)["challenge"]


def test_what_the_bot_says_of_its_own_accord_reaches_the_person(house, ann):
    ann.say("remind me")
    ann.wait(house.settings.database_location)
    house.run(house.channel.get_output_channel().send_response(f"slack-{ann.id}", {"text": "It is time."}))
    assert [message.text for message in ann.wait(house.settings.database_location)] == ["It is time."]
