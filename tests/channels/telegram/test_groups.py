"""The bot in a group: it speaks when it is meant, with each person of their own."""

import pytest

from channels.telegram.updates import ADMINISTRATORS
from tests import pictures
from tests.channels.telegram.fake import USERNAME
from tests.channels.telegram.phone import GROUP, Phone, shown


def test_in_a_group_the_bot_speaks_only_when_it_is_meant(ann, server):
    ann.say("what a day")
    ann.say("@somebody look at this")
    ann.say("/start")
    ann.say("/start@OtherBot")
    ann.send_photo(pictures.fine())
    assert ann.say("write to me@example.com") == []
    assert not any(conversation_id == ann.conversation_id for conversation_id, _ in server.turns)
    for speak, text in (
        (ann.mention, "it fails"),
        (ann.reply, "still failing"),
        (ann.say, f"/help@{USERNAME}"),
        (ann.say, f"@{USERNAME}"),
    ):
        (post,) = speak(text)
        assert post.values["reply_parameters"]["message_id"] == ann.message
    texts = [text for conversation_id, text in server.turns if conversation_id == ann.conversation_id]
    assert texts == ["it fails", "still failing", "/ask_capabilities", "/greet"]


def test_in_a_group_everybody_has_a_conversation_of_their_own(ann, bob, server):
    ann.mention("it fails")
    bob.mention("mine, too")
    assert (ann.conversation_id, "it fails") in server.turns
    assert (bob.conversation_id, "mine, too") in server.turns


def test_a_button_for_somebody_else_does_nothing_but_say_so(ann, bob, server, telegram):
    ann.mention("it fails")
    bob.mention("mine, too")
    turns = len(server.turns)
    bob.wait()
    assert bob.press_data(ann.seen[0].buttons["Done, next"]) == []
    assert len(server.turns) == turns
    assert "somebody else" in telegram.of("answerCallbackQuery")[-1].text
    assert not any(call.values["chat_id"] == ann.chat for call in telegram.of("editMessageReplyMarkup"))


def test_a_group_that_became_a_supergroup_gets_its_answers_there(ann, telegram):
    telegram.refuse("sendMessage", 400, "Bad Request: group chat was upgraded", migrate_to_chat_id=GROUP - 5)
    ann.mention("it fails")
    assert shown(telegram.posts(GROUP - 5)) == ["re: it fails"]


def test_two_messages_at_once_are_answered_each_at_its_own_place(ann, server, telegram):
    first, second = (
        {"is_topic_message": True, "message_thread_id": topic, "text": f"@{USERNAME} {text}", "message_id": number}
        for topic, text, number in ((3, "one", 901), (4, "two", 902))
    )
    with server.paused():
        for number, message in enumerate((first, second)):
            update = {"update_id": 7_000_000 + number + ann.user, "message": {**ann._head(), **message}}
            assert ann.post(update).status_code == 200
    posts = {post.text: post.values for post in ann.wait()}
    places = {
        text: (values["message_thread_id"], values["reply_parameters"]["message_id"]) for text, values in posts.items()
    }
    assert places == {"re: one": (3, 901), "re: two": (4, 902)}


def test_what_a_group_has_said_stays_its_own_when_it_becomes_a_supergroup(ann, server, telegram):
    ann.mention("it fails")
    new = Phone(ann.telegram, ann.address, ann.settings, user=ann.user, group=GROUP - 900_000_000 - ann.user)
    ann.deliver({"message": {**ann._head(), "message_id": 8_001, "migrate_to_chat_id": new.group}})
    new.deliver({"message": {**new._head(), "message_id": 1, "migrate_from_chat_id": ann.group}})
    assert shown(new.mention("still fails")) == ["re: still fails"]
    assert [text for conversation_id, text in server.turns if conversation_id == ann.conversation_id] == [
        "it fails",
        "still fails",
    ]
    new.press("Back")
    assert server.turns[-1] == (ann.conversation_id, "/previous_step")


def test_an_administrator_who_does_not_show_who_they_are_is_answered(ann, bob, server, telegram):
    group = {"sender_chat": {"id": ann.group, "type": "supergroup"}}
    admins = Phone(ann.telegram, ann.address, ann.settings, user=ADMINISTRATORS, group=ann.group)
    sender = {"from": {"id": ADMINISTRATORS, "is_bot": True, "username": "GroupAnonymousBot"}}
    (post,) = admins.mention("it fails", **group, **sender)
    assert post.text == "re: it fails"
    ann.seen, bob.seen = admins.seen, admins.seen
    assert ann.press("Back") == []
    telegram.moods["getChatMember"] = [(200, {"ok": True, "result": {"status": "administrator"}})]
    bob.press("Back")
    assert [one for one in server.turns if one[0] == admins.conversation_id] == [
        (admins.conversation_id, "it fails"),
        (admins.conversation_id, "/previous_step"),
    ]


def test_who_speaks_as_a_channel_is_told_why_that_does_not_work(ann, server):
    channel = {"sender_chat": {"id": -100777, "type": "channel"}, "from": {"id": 136817688, "is_bot": True}}
    (post,) = ann.mention("it fails", **channel)
    assert "speaks for a channel" in post.text
    assert post.values["reply_parameters"]["message_id"] == ann.message


@pytest.mark.parametrize(
    "forward",
    [
        {"from": {"id": 777000, "is_bot": False, "first_name": "Telegram"}},
        {"is_automatic_forward": True, "sender_chat": {"id": -100777, "type": "channel"}},
        {"from": {"id": 1087968824, "is_bot": True}, "sender_chat": {"id": -100777, "type": "channel"}},
        {"from": {"id": 5, "is_bot": True}},
    ],
)
def test_what_nobody_says_to_the_bot_begins_no_conversation(ann, server, forward):
    turns = len(server.turns)
    assert ann.mention("our channel's news", **forward) == []
    assert len(server.turns) == turns
