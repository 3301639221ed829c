"""Telegram's manners: what a person sees of the bot in a chat and in a group, also when Telegram fails."""

import logging

import pytest
from aiohttp import web

from channels.telegram.channel import TelegramInput
from channels.telegram.updates import ADMINISTRATORS
from tests import pictures
from tests.channels.server import Server
from tests.channels.telegram.fake import BOT, TOKEN, USERNAME, Telegram
from tests.channels.telegram.phone import Phone, environment
from unstuck.support.follow_ups import FollowUps

GROUP = -1001234567890


@pytest.fixture
def texts(server, phone):
    """What reached the bot from this phone."""
    return lambda: [text for conversation_id, text in server.turns if conversation_id == phone.conversation_id]


def shown(posts):
    return [post.text for post in posts]


def test_typed_words_are_answered_while_the_bot_shows_that_it_types(phone, telegram):
    (post,) = phone.say("it says <update failed> & **stops**")
    assert post.text == "re: it says <update failed> & stops"
    assert "<b>stops</b>" in post.values["text"]
    dots = [call.values for call in telegram.of("sendChatAction") if call.values["chat_id"] == phone.chat]
    assert dots[0]["action"] == "typing"


@pytest.mark.parametrize(
    ("command", "intent"),
    [
        ("/start", "greet"),
        ("/help", "ask_capabilities"),
        ("/restart", "start_over"),
        ("/cancel@UnstuckBot", "stop_guide"),
    ],
)
def test_commands_do_what_they_say(phone, texts, command, intent):
    phone.say(command)
    assert texts() == [f"/{intent}"]


def test_a_pressed_button_is_acknowledged_and_shows_the_choice(phone, telegram, texts):
    phone.say("hello")
    phone.press("Done, next")
    assert texts() == ["hello", "/next_step"]
    edit = next(call for call in telegram.of("editMessageReplyMarkup") if call.values["chat_id"] == phone.chat)
    assert list(edit.buttons) == ["✓ Done, next"]
    assert telegram.calls.index(edit) > [call.method for call in telegram.calls].index("answerCallbackQuery")
    assert phone.press_data(edit.buttons["✓ Done, next"]) == []


def test_a_button_works_even_when_it_cannot_be_acknowledged(phone, telegram, texts):
    phone.say("hello")
    telegram.refuse("answerCallbackQuery", 400, "Bad Request: query is too old and response timeout expired")
    telegram.refuse("editMessageReplyMarkup", 429, "Too Many Requests", retry_after=100)
    phone.press("Back")
    assert texts() == ["hello", "/previous_step"]


def test_a_corrected_message_is_answered_when_it_is_the_last_and_reads_differently(phone, texts):
    phone.say("it syas update failed")
    phone.edit("it syas update failed")
    phone.edit("it says update failed")
    phone.edit("it says update failed")
    assert texts() == ["it syas update failed", "it says update failed"]
    old, phone.message = phone.message, phone.message
    phone.say("and now?")
    phone.message = old
    phone.edit("something else")
    phone.press("Back")
    phone.edit("something else again")
    assert texts() == ["it syas update failed", "it says update failed", "and now?", "/previous_step"]


def test_a_message_that_was_too_long_may_be_corrected(phone, texts):
    assert "fewer words" in phone.say("x" * 2001)[0].text
    phone.edit("it fails")
    assert texts() == ["it fails"]


def test_a_picture_sent_as_a_file_reaches_the_bot_with_its_caption(phone, server, texts):
    phone.send_file(pictures.heic(400, 300), "IMG_0042.HEIC", "this one")
    assert texts()[0].startswith('/provide_image{"attachment":"att_')
    entry = server.channel._messenger.message_log.last_said(phone.conversation_id)
    assert (entry.message.text, entry.message.filename) == ("this one", "IMG_0042.HEIC")


def test_a_photo_is_taken_in_its_largest_size_and_the_hint_comes_once(phone, texts):
    first, second = phone.send_photo(pictures.fine()), phone.send_photo(pictures.fine())
    assert len(texts()) == 2
    assert sum("File" in text and "original" in text for text in shown(first)) == 1
    assert not any("original" in text for text in shown(second))


def test_every_picture_of_an_album_is_looked_at_in_order(phone, server, texts):
    for number in range(3):
        phone.send_photo(pictures.fine(), "an album" if number == 0 else "", media_group_id="13000000000000000")
    assert len(texts()) == 3
    captions = [entry.message.text for entry in server.channel._messenger.message_log.since(phone.conversation_id, 0)]
    assert captions.count("an album") == 1


@pytest.mark.parametrize("kind", ["sticker", "voice", "video", "location", "animation", "contact", "poll"])
def test_what_cannot_be_read_gets_one_polite_sentence(phone, texts, kind):
    (post,) = phone.send({kind: {"file_id": "x"}})
    assert "picture" in post.text
    assert texts() == []


@pytest.mark.parametrize("kind", ["voice", "video", "animation", "audio"])
def test_words_beside_what_cannot_be_read_are_read(phone, texts, kind):
    said = shown(phone.send({kind: {"file_id": "x", "file_name": "clip.mp4"}, "caption": "it says update failed"}))
    assert texts() == ["it says update failed"]
    assert any(text.startswith(("clip.mp4: ", "voice: ")) for text in said)


def test_words_beside_a_pdf_and_a_file_that_is_too_large_are_read(phone, texts):
    said = shown(phone.send_file(b"%PDF-1.7", "notes.pdf", "it says update failed"))
    assert any(text.startswith("notes.pdf: ") for text in said)
    said = shown(phone.send_file(b"x", "IMG.HEIC", "and now?", size=21 * 2**20))
    assert any(text.startswith("IMG.HEIC: Telegram hands me") for text in said)
    assert texts() == ["it says update failed", "and now?"]


def test_a_voice_note_is_answered_in_the_language_of_the_person_s_app(phone, ann):
    german = {"voice": {"file_id": "x"}, "from": {"id": phone.user, "is_bot": False, "language_code": "de"}}
    assert "anhören" in shown(phone.send(german))[0]
    group = german | {"from": german["from"] | {"id": ann.user}}
    assert "anhören" in shown(ann.send(group | {"reply_to_message": {"from": {"id": BOT, "is_bot": True}}}))[0]
    assert ann.send(group) == []


def test_a_repaired_picture_comes_as_a_document_with_its_words(phone, server):
    kept = server.channel._messenger._attachments.put(phone.conversation_id, pictures.fine(), filename="me.jpg")
    custom = {
        "type": "file",
        "attachment": kept.id,
        "filename": "my photo (ü).jpg",
        "alt": "Your picture <ready> & 1024 wide",
    }
    server.says = [{"custom": custom}]
    (post,) = phone.say("repair it")
    assert (post.method, post.document) == ("sendDocument", ("my photo (ü).jpg", pictures.fine()))
    assert post.text == "Your picture <ready> & 1024 wide"


def test_a_large_file_is_refused_in_words_before_it_is_asked_for(phone, telegram):
    asked = len(telegram.of("getFile"))
    assert "20 MB" in shown(phone.send_file(b"x", "IMG.HEIC", size=21 * 2**20))[0]
    assert len(telegram.of("getFile")) == asked
    telegram.refuse("getFile", 400, "Bad Request: file is too big")
    assert "20 MB" in shown(phone.send_file(b"x", "IMG.HEIC", size=0))[0]


# -- Groups --


@pytest.fixture
def ann(phone):
    return Phone(phone.telegram, phone.address, phone.settings, user=phone.user, group=GROUP - phone.user)


@pytest.fixture
def bob(ann):
    return Phone(ann.telegram, ann.address, ann.settings, user=ann.user + 500_000_000, group=ann.group)


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


# -- When Telegram fails --


@pytest.mark.parametrize(
    ("status", "parameters"), [(429, {"retry_after": 0.05}), (500, {}), (502, {}), (401, {}), (404, {})]
)
def test_a_telegram_that_is_away_gets_the_answer_later_and_once(phone, telegram, status, parameters):
    for _ in range(2):
        telegram.refuse("sendMessage", status, "not now", **parameters)
    assert shown(phone.say("one")) == ["re: one"]
    assert shown(phone.say("two")) == ["re: two"]


@pytest.mark.parametrize("answer", [(200, "<html>"), (200, {"ok": True}), (500, []), (302, {"ok": True, "result": 1})])
def test_an_answer_that_makes_no_sense_is_asked_for_again(phone, telegram, answer):
    telegram.moods["sendMessage"] = [answer]
    assert shown(phone.say("one")) == ["re: one"]


def test_a_connection_that_breaks_is_made_again(phone, telegram):
    async def hang_up(request):
        request.transport.close()
        return web.Response()

    telegram.moods["sendMessage"] = [hang_up]
    assert shown(phone.say("one")) == ["re: one"]


def test_a_long_answer_that_is_interrupted_goes_on_where_it_stopped(phone, telegram, server):
    server.says = [{"text": "\n".join(f"line {number} " + "x" * 400 for number in range(25))}]

    async def first_works(request):
        telegram.refuse("sendMessage", 500, "not now")
        return web.json_response({"ok": True, "result": {}})

    telegram.moods["sendMessage"] = [first_works]
    said = "\n".join(shown(phone.say("tell me all")))
    assert [f"line {number} x" in said for number in range(25)] == [number > 9 for number in range(25)]


def test_formatting_that_is_not_taken_is_left_out(phone, telegram):
    telegram.refuse("sendMessage", 400, "Bad Request: can't parse entities: Unsupported start tag")
    (post,) = phone.say("tap **OK**")
    assert "parse_mode" not in post.values
    assert post.text == "re: tap OK"
    assert list(post.buttons) == ["Done, next", "Back"]


@pytest.mark.parametrize(
    ("status", "description"),
    [
        (403, "Forbidden: bot was blocked by the user"),
        (403, "Forbidden: user is deactivated"),
        (400, "Bad Request: chat not found"),
    ],
)
def test_a_person_who_has_left_gets_no_follow_up(phone, telegram, server, status, description):
    follow_ups = FollowUps(server.settings.var)
    follow_ups.schedule(phone.conversation_id, "telegram", 24)
    telegram.refuse("sendMessage", status, description)
    assert phone.say("bye") == []
    assert follow_ups.cancel(phone.conversation_id) == 0


def test_a_message_that_is_never_taken_holds_up_no_other(phone, telegram):
    telegram.refuse("sendMessage", 400, "Bad Request: message is too long")
    assert phone.say("one") == []
    assert shown(phone.say("two")) == ["re: two"]


# -- Switched off, or wrongly set --


def test_without_a_token_the_channel_is_not_there(tmp_path, telegram):
    with Server(TelegramInput, tmp_path, {}) as server:
        phone = Phone(telegram, server.address, server.settings)
        assert phone.post({"update_id": 1}).status_code == 404
        assert server.channel.get_output_channel() is None


@pytest.mark.parametrize("token", ["1234:wrong", "not a token"])
def test_a_wrong_token_is_one_error_that_names_the_setting_and_not_the_token(tmp_path, caplog, token):
    with (
        Telegram() as telegram,
        caplog.at_level(logging.INFO),
        Server(TelegramInput, tmp_path, {**environment(telegram), "UNSTUCK_TELEGRAM_TOKEN": token}) as server,
    ):
        assert Phone(telegram, server.address, server.settings).post({"update_id": 1}).status_code == 200
        server.finish(server.channel.introduced)
    told = [record.getMessage() for record in caplog.records if record.name.startswith(("channels", "unstuck"))]
    assert len(told) == 1
    assert token not in caplog.text


def test_the_token_stands_in_no_line_of_the_log_whatever_fails(phone, telegram, caplog):
    async def hang_up(request):
        request.transport.close()
        return web.Response()

    with caplog.at_level(logging.DEBUG):
        telegram.moods |= {"sendMessage": [hang_up, (200, "<html>")], "getFile": [hang_up], "sendChatAction": [hang_up]}
        phone.say("one")
        phone.send_file(hang_up, "me.jpg")
    assert caplog.records
    assert TOKEN not in caplog.text
    assert TOKEN.partition(":")[2] not in caplog.text
