"""Telegram's manners: what a person sees of the bot in a chat."""

import pytest

from tests import pictures
from tests.channels.telegram.fake import BOT
from tests.channels.telegram.phone import shown


def test_typed_words_are_answered_while_the_bot_shows_that_it_types(phone, telegram, server):
    def dots():
        return [call.values for call in telegram.of("sendChatAction") if call.values["chat_id"] == phone.chat]

    with server.answering_after(dots):
        (post,) = phone.say("it says <update failed> & **stops**")
    assert post.text == "re: it says <update failed> & stops"
    assert "<b>stops</b>" in post.values["text"]
    assert dots()[0]["action"] == "typing"


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
    entry = server.message_log.last_said(phone.conversation_id)
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
    captions = [entry.message.text for entry in server.message_log.since(phone.conversation_id, 0)]
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
    kept = server.attachments.put(phone.conversation_id, pictures.fine(), filename="me.jpg")
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
