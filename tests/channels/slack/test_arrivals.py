"""What of Slack's deliveries is for the bot, with the payloads of Slack's documentation."""

import pytest

from channels.slack import arrivals
from tests.channels.slack import payloads


def sorted_in(event, known=()):
    return arrivals.event(payloads.envelope(event), "", lambda conversation_id: conversation_id in known)


def test_a_direct_message_belongs_to_its_person():
    arrival = sorted_in(payloads.MESSAGE_IM)
    assert arrival.conversation_id == "slack-U2147483697"
    assert arrival.address == {"channel": "D024BE91L"}
    assert arrival.keys == ("D024BE91L:1355517523.000005", "Ev123ABC456")


def test_a_mention_begins_a_conversation_in_a_thread():
    arrival = sorted_in(payloads.APP_MENTION)
    assert arrival.conversation_id == "slack-C123ABC456-1515449522.000016"
    assert arrival.address == {"channel": "C123ABC456", "thread_ts": "1515449522.000016"}


def test_a_mention_that_arrives_as_a_message_too_has_the_same_key_and_place():
    twin = payloads.APP_MENTION | {"type": "message", "channel_type": "channel"}
    one, two = sorted_in(payloads.APP_MENTION), sorted_in(twin)
    assert one.keys[0] == two.keys[0]
    assert (one.conversation_id, one.address) == (two.conversation_id, two.address)


def test_a_mention_in_a_thread_begins_there():
    arrival = sorted_in(payloads.THREAD_REPLY | {"text": f"<@{payloads.ME}|unstuck> help"})
    assert arrival.conversation_id == "slack-C123ABC456-1482960137.003543"


def test_a_reply_counts_only_in_a_thread_that_the_bot_is_in():
    assert sorted_in(payloads.THREAD_REPLY) is None
    known = {"slack-C123ABC456-1482960137.003543"}
    assert sorted_in(payloads.THREAD_REPLY, known).conversation_id in known
    assert sorted_in(payloads.MESSAGE_CHANNEL, known) is None


def test_files_come_with_and_without_words():
    arrival = sorted_in(payloads.FILE_SHARE)
    assert arrival.body["text"] == "We got one!"
    assert arrival.body["files"][0]["id"] == "F0RDC39U1"
    assert sorted_in(payloads.FILE_SHARE | {"text": ""}).body["files"]


def test_a_picture_in_a_channel_without_a_mention_is_hinted_at_once():
    event = payloads.FILE_SHARE | {"channel": "C123ABC456", "channel_type": "channel"}
    hint = sorted_in(event)
    assert hint.body == {"kind": arrivals.HINT}
    assert hint.address == {"channel": "C123ABC456", "only": "U061F7AUR"}
    assert sorted_in(event, {hint.conversation_id}) is None
    document = event["files"][0] | {"mimetype": "application/pdf"}
    assert sorted_in(event | {"files": [document]}) is None


def test_a_hint_shown_does_not_eat_the_mention_of_the_same_message():
    event = payloads.FILE_SHARE | {"channel": "C123ABC456", "channel_type": "channel"}
    mention = event | {"type": "app_mention"}
    del mention["subtype"]
    other = arrivals.event(payloads.envelope(mention) | {"event_id": "Ev2"}, "", lambda _: True)
    assert not set(sorted_in(event).keys) & set(other.keys)


@pytest.mark.parametrize(
    "event",
    [
        payloads.MESSAGE_CHANGED,
        payloads.MESSAGE_DELETED,
        payloads.BOT_MESSAGE,
        payloads.CHANNEL_JOIN,
        payloads.MESSAGE_CHANNEL,
        payloads.MESSAGE_IM | {"user": payloads.ME},
        payloads.MESSAGE_IM | {"bot_id": "B1"},
        payloads.MESSAGE_IM | {"user": "USLACKBOT"},
        payloads.APP_HOME_OPENED | {"tab": "messages"},
        {"type": "tokens_revoked", "tokens": {"oauth": ["UXXXXXXXX"], "bot": ["UXXXXXXXX"]}},
        {},
    ],
)
def test_everything_else_is_accepted_quietly(event):
    assert sorted_in(event, {"slack-C123ABC456-1358877458.000011"}) is None


def test_the_home_tab_is_shown_to_who_opens_it():
    assert sorted_in(payloads.APP_HOME_OPENED).body == {"kind": arrivals.HOME, "user": "U061F7AUR"}


def test_a_button_in_a_thread_belongs_to_the_thread():
    arrival = arrivals.press(payloads.BLOCK_ACTIONS)
    assert arrival.conversation_id == "slack-CBR2V3XEX-1548261230.000100"
    assert (arrival.body["button"], arrival.body["title"]) == ("4.1", "Same error")


def test_a_button_in_direct_messages_belongs_to_its_person():
    message = {**payloads.BLOCK_ACTIONS["message"]}
    del message["thread_ts"]
    arrival = arrivals.press(payloads.BLOCK_ACTIONS | {"channel": {"id": "D1"}, "message": message})
    assert arrival.conversation_id == "slack-UA8RXUSPL"


def test_a_choice_of_a_menu_is_a_press():
    option = {"text": {"type": "plain_text", "text": "Fix 3"}, "value": "4.2"}
    action = {"type": "static_select", "selected_option": option, "action_ts": "1.2"}
    arrival = arrivals.press(payloads.BLOCK_ACTIONS | {"actions": [action]})
    assert (arrival.body["button"], arrival.body["title"]) == ("4.2", "Fix 3")


@pytest.mark.parametrize("change", [{"type": "view_submission"}, {"actions": []}, {"message": None}])
def test_other_interactions_are_accepted_quietly(change):
    assert arrivals.press(payloads.BLOCK_ACTIONS | change) is None


def test_a_command_belongs_to_its_person_and_is_known_by_its_trigger():
    arrival = arrivals.command(payloads.SLASH_COMMAND)
    assert arrival.conversation_id == "slack-U2147483697"
    assert arrival.keys == ("command:13345224609.738474920.8088930838d88f008e0",)


def test_a_thread_goes_on_with_who_called_the_bot_and_not_with_what_is_said_to_a_colleague():
    known = "slack-C123ABC456-1482960137.003543"

    def sorted_for(asker, **change):
        event = payloads.envelope(payloads.THREAD_REPLY | change)
        return arrivals.event(event, "", lambda _: True, lambda where, who: (where, who) == (known, asker))

    speaker = payloads.THREAD_REPLY["user"]
    assert sorted_for(speaker).conversation_id == known
    assert sorted_for(speaker).asker is None
    assert sorted_for("U0EVE") is None
    assert sorted_for(speaker, text="<@U0EVE> look at this") is None
    assert sorted_for("U0EVE", text=f"<@{payloads.ME}> hello").asker == speaker


def test_a_parent_in_direct_messages_stays_in_them_and_its_replies_have_their_own():
    message = {**payloads.BLOCK_ACTIONS["message"], "ts": "5.1", "thread_ts": "5.1"}
    pressed = payloads.BLOCK_ACTIONS | {"channel": {"id": "D1"}, "message": message}
    assert arrivals.press(pressed).conversation_id == "slack-UA8RXUSPL"
    assert arrivals.press(pressed).address == {"channel": "D1"}
    reply = pressed | {"message": message | {"ts": "5.2"}}
    assert arrivals.press(reply).conversation_id == "slack-D1-5.1"
