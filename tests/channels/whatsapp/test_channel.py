"""What a person sees of the bot in WhatsApp."""

import pytest

from tests import pictures
from tests.channels.whatsapp.phone import Phone
from tests.channels.whatsapp.saying import hand_over, say, shown


def test_typed_words_are_answered_while_the_bot_shows_that_it_types(phone, graph, server):
    with server.answering_after(lambda: graph.typings):
        (answer,) = phone.say("it says <update failed> & **stops**")
    assert answer.text == "re: it says <update failed> & *stops*"
    assert graph.typings[-1].startswith("wamid.HBgL")


def test_a_pressed_button_and_a_chosen_row_do_what_they_say(phone, server, texts):
    phone.say("hello")
    phone.press("Done, next")
    server.says = [{"text": "Which?", "buttons": [{"title": f"Fix {n}", "payload": f"/n{n}"} for n in range(12)]}]
    phone.say("and now?")
    phone.press("Fix 11")
    assert texts() == ["hello", "/next_step", "and now?", "/n11"]


def test_a_picture_sent_as_a_document_reaches_the_bot_with_its_caption(phone, server, texts):
    phone.send_file(pictures.heic(400, 300), "IMG_0042.HEIC", "this one")
    assert texts()[0].startswith('/provide_image{"attachment":"att_')
    entry = server.message_log.last_said(phone.conversation_id)
    assert (entry.message.text, entry.message.filename) == ("this one", "IMG_0042.HEIC")


def test_a_photo_is_taken_and_the_hint_to_send_the_original_comes_once(phone, texts):
    first, second = phone.send_photo(pictures.fine()), phone.send_photo(pictures.fine())
    assert len(texts()) == 2
    assert sum("*Document*" in text for text in shown(first)) == 1
    assert not any("Document" in text for text in shown(second))


@pytest.mark.parametrize("name", ["sticker", "location", "contacts", "order", "unsupported"])
def test_what_cannot_be_read_gets_one_polite_sentence(phone, payloads, texts, name):
    content = {key: value for key, value in payloads[name].items() if key not in ("from", "id", "timestamp")}
    (answer,) = phone.send(content)
    assert "picture" in answer.text
    assert texts() == []


def test_words_beside_what_cannot_be_read_are_a_message(phone, payloads, texts):
    told = phone.send({"type": "video", "video": {**payloads["video"]["video"], "caption": "it fails"}})
    assert texts() == ["it fails"]
    assert any("video" in one.text for one in told)


def test_a_voice_message_is_answered_with_the_wish_to_write(phone, payloads, texts):
    (answer,) = phone.send({"type": "audio", "audio": payloads["voice"]["audio"]})
    assert "can't listen to voice messages" in answer.text
    assert texts() == []


def test_a_repaired_picture_comes_as_a_document_with_its_words(phone, server, graph):
    (answer,) = hand_over(phone, server)
    assert (answer.type, answer.file) == ("document", ("my photo (ü).jpg", pictures.fine()))
    assert answer.content["caption"] == "Your picture <ready> & 1024 wide"


def test_a_document_that_is_not_taken_goes_out_as_a_picture(phone, server, graph):
    graph.refuse("messages", 131009, title="Parameter value is not valid")
    (answer,) = hand_over(phone, server)
    assert (answer.type, answer.file[1]) == ("image", pictures.fine())
    assert answer.content["caption"] == "Your picture <ready> & 1024 wide"


def test_who_hides_their_number_is_written_to_by_their_id(graph, server):
    ann = Phone(graph, server.address, server.settings, number="", user="US.13491208655302741918")
    (answer,) = ann.say("hello")
    assert answer.raw["recipient"] == "US.13491208655302741918"
    assert "to" not in answer.raw
    ann.number = "16505557777"
    (answer,) = ann.say("and with my number")
    assert answer.raw["to"] == "16505557777"
    assert [text for who, text in server.turns if who == ann.conversation_id] == ["hello", "and with my number"]


def test_what_the_bot_says_of_its_own_accord_reaches_the_person(phone, server):
    phone.say("hello")
    say(server, phone, "It is time.")
    assert shown(phone.wait()) == ["It is time."]
