"""WhatsApp's manners: what a person sees of the bot, also a day later, and when WhatsApp fails."""

import logging
import time

import pytest
from aiohttp import web

from channels.whatsapp.channel import NEEDED, WhatsAppInput
from channels.whatsapp.graph import file_hosts
from tests import pictures
from tests.channels.server import Server
from tests.channels.whatsapp.graph import SECRET, TEMPLATE, TOKEN, VERIFY_TOKEN
from tests.channels.whatsapp.phone import Phone, delivered
from tests.observability.counts import Count
from unstuck.cli.serve import off
from unstuck.settings import read, variable
from unstuck.storage.message_log import MessageLog
from unstuck.storage.routes import Routes
from unstuck.support.actor import Actor
from unstuck.support.follow_ups import FollowUps
from unstuck.support.tickets import Tickets
from unstuck.wording.messages import Message


def shown(posted):
    return [one.text for one in posted]


def test_typed_words_are_answered_while_the_bot_shows_that_it_types(phone, graph):
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


def hand_over(phone, server):
    kept = server.attachments.put(phone.conversation_id, pictures.fine(), filename="me.jpg")
    custom = {"type": "file", "attachment": kept.id, "filename": "my photo (ü).jpg"}
    server.says = [{"custom": custom | {"alt": "Your picture <ready> & 1024 wide"}}]
    return phone.say("repair it")


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


def say(server, phone, text):
    server.say(phone.conversation_id, text)


# -- A day later --


def test_a_day_after_their_last_message_a_person_is_asked_to_write_once_and_then_gets_all_that_waits(phone, server):
    phone.say("remind me")
    route = Routes(server.settings.var, "whatsapp").find(phone.conversation_id).address
    Routes(server.settings.var, "whatsapp").keep(phone.conversation_id, {**route, "at": route["at"] - 24 * 3600})
    say(server, phone, "Does it work now?")
    say(server, phone, "There is news.")
    (asked,) = until(phone, 1)
    name, language = TEMPLATE.split("/")
    assert asked.raw["template"] == {"name": name, "language": {"code": language}}
    assert phone.look() == []
    pressed = {"type": "button", "button": {"text": "Go on", "payload": "Go on"}}
    assert shown(phone.send(pressed)) == ["Does it work now?", "There is news."]


def until(phone, count):
    """What was posted, as soon as that much was."""
    found = []
    deadline = time.monotonic() + 20
    while len(found) < count:
        assert time.monotonic() < deadline, found
        time.sleep(0.02)
        found += phone.look()
    return found


def test_whoever_writes_instead_gets_what_waits_first_and_then_their_answer(phone, server, graph):
    phone.say("remind me")
    graph.refuse("messages", 131047, title="Re-engagement message")
    say(server, phone, "Does it work now?")
    (asked,) = until(phone, 1)
    assert asked.type == "template"
    assert shown(phone.say("not yet")) == ["Does it work now?", "re: not yet"]


def test_a_message_that_comes_late_opens_no_day_that_is_over(phone):
    phone.hours_ago = 30
    assert phone.post(delivered(phone.message({"type": "text", "text": {"body": "hello"}}))).status_code == 200
    (asked,) = until(phone, 1)
    assert asked.type == "template"
    phone.hours_ago = 0
    assert shown(phone.say("hello again")) == ["re: hello", "re: hello again"]


def test_a_message_delivered_again_does_not_turn_the_clock_back(phone, server):
    old = phone.message({"type": "text", "text": {"body": "hello"}})
    assert phone.post(delivered(old)).status_code == 200
    phone.wait()
    phone.say("and more")
    routes = Routes(server.settings.var, "whatsapp")
    before = routes.find(phone.conversation_id).address
    assert phone.post(delivered(old)).status_code == 200
    assert routes.find(phone.conversation_id).address == before


def test_without_a_template_it_waits_until_the_person_writes(tmp_path, graph, caplog):
    with Server(WhatsAppInput, tmp_path, {**graph.environment, "UNSTUCK_WHATSAPP_TEMPLATE": ""}) as server:
        phone = Phone(graph, server.address, server.settings, number="16505550001")
        phone.say("remind me")
        graph.refuse("messages", 131047)
        say(server, phone, "Does it work now?")
        server.settle()
        assert phone.look() == []
        assert "UNSTUCK_WHATSAPP_TEMPLATE" in caplog.text
        assert shown(phone.say("hello")) == ["Does it work now?", "re: hello"]


@pytest.mark.parametrize("code", [132001, 132015])
def test_a_template_that_is_not_there_is_told_of_and_holds_up_nothing(phone, server, graph, caplog, code):
    phone.say("remind me")
    graph.refuse("messages", 131047)
    graph.refuse("messages", code, title="Template does not exist")
    say(server, phone, "Does it work now?")
    server.settle()
    assert f"UNSTUCK_WHATSAPP_TEMPLATE cannot be sent: The messenger does not take it ({code}" in caplog.text
    assert shown(phone.say("hello")) == ["Does it work now?", "re: hello"]


# -- When WhatsApp fails --


@pytest.mark.parametrize(
    "code", [1, 2, 4, 80007, 130429, 131000, 131016, 131048, 0, 10, 190, 200, 131031, 131042, 133010]
)
def test_what_whatsapp_does_not_take_now_comes_later_in_order_and_once(phone, graph, code):
    for _ in range(2):
        graph.refuse("messages", code)
    assert shown(phone.say("one")) == ["re: one"]
    assert shown(phone.say("two")) == ["re: two"]


@pytest.mark.parametrize(
    "answer", [(429, {}), (503, "<html>"), (200, "<html>"), (200, []), (302, {}), (400, {"error": "x"}), (401, {})]
)
def test_an_answer_that_makes_no_sense_is_asked_for_again(phone, graph, answer):
    graph.moods["messages"] = [answer]
    assert shown(phone.say("one")) == ["re: one"]


def test_whatsapp_is_left_alone_for_as_long_as_it_asks(phone, graph):
    graph.moods["messages"] = [(429, {"error": {"code": 130429, "message": "slow"}}, {"Retry-After": "1"})]
    begun = time.monotonic()
    assert shown(phone.say("one")) == ["re: one"]
    assert time.monotonic() - begun >= 1


def test_a_connection_that_breaks_is_made_again(phone, graph):
    async def hang_up(request):
        request.transport.close()
        return web.Response()

    graph.moods["messages"] = [hang_up]
    graph.moods["typing"] = [hang_up]
    assert shown(phone.say("one")) == ["re: one"]


def test_a_long_answer_that_is_interrupted_goes_on_where_it_stopped(phone, graph, server):
    server.says = [{"text": "\n".join(f"line {number} " + "x" * 400 for number in range(25))}]

    async def first_works(request):
        graph.refuse("messages", 131000)
        return web.json_response({"messages": [{"id": "wamid.1"}]})

    graph.moods["messages"] = [first_works]
    said = "\n".join(shown(phone.say("tell me all")))
    assert [f"line {number} x" in said for number in range(25)] == [number > 9 for number in range(25)]


def test_an_upload_that_breaks_off_is_begun_again(phone, graph, server):
    graph.refuse("upload", 131000, 500)
    (answer,) = hand_over(phone, server)
    assert answer.file[1] == pictures.fine()


@pytest.mark.parametrize("code", [131026, 131021, 131030, 130497])
def test_a_person_who_cannot_be_reached_gets_no_follow_up(phone, graph, server, code):
    follow_ups = FollowUps(server.settings.var)
    follow_ups.schedule(phone.conversation_id, "whatsapp", 24)
    graph.refuse("messages", code)
    assert phone.say("bye") == []
    assert follow_ups.cancel(phone.conversation_id) == 0


def test_a_message_that_is_never_taken_holds_up_no_other(phone, graph):
    graph.refuse("messages", 131009)
    assert phone.say("one") == []
    assert shown(phone.say("two")) == ["re: two"]


def test_what_whatsapp_could_not_deliver_is_in_the_log_without_a_name(phone, caplog):
    error = {"code": 131026, "title": "Message undeliverable"}
    failed = {"id": "wamid.x", "status": "failed", "timestamp": "1", "recipient_id": phone.number, "errors": [error]}
    assert phone.post(delivered(statuses=[failed])).status_code == 200
    assert "131026 Message undeliverable" in caplog.text
    assert phone.number not in caplog.text


ANN = Actor("team-1", "Ann")


def told(phone, mark, status="failed", number=None):
    """What Meta says later about a message that carries this mark."""
    errors = [{"code": 131026, "title": "Message undeliverable"}] if status == "failed" else []
    about = {"id": "wamid.x", "status": status, "timestamp": "1", "recipient_id": phone.number, "errors": errors}
    update = delivered(statuses=[{**about, "biz_opaque_callback_data": mark}], **({"number": number} if number else {}))
    return phone.post(update).status_code


def reply(server, phone, text):
    """A teammate takes the conversation over and writes; the ticket's number, and the mark of what was posted."""
    number = Tickets(server.settings.database_location).open(phone.conversation_id, "whatsapp", {}, []).number
    switchboard = server.channel._app.ctx.switchboard
    server.run(switchboard.act(number, lambda: switchboard.acts.reply(number, ANN, "key-00001", Message(text))))
    server.settle()
    return number, phone.graph.posted[-1].raw["biz_opaque_callback_data"]


def test_a_reply_that_whatsapp_could_not_deliver_is_noted_once_and_its_team_is_told(phone, server):
    phone.say("hello")
    number, mark = reply(server, phone, "Which phone is it?")
    assert [told(phone, mark) for _ in range(10)] == [200] * 10
    view = server.channel._app.ctx.switchboard.board.view(number, ANN)
    (note,) = view.notes
    assert note.text == (
        "What Ann wrote did not reach the person: the messenger could not deliver it (131026 Message undeliverable)."
    )
    log = MessageLog.from_settings(server.settings, channel="whatsapp")
    assert [one.message.undelivered for one in log.since(phone.conversation_id, 0) if one.author == "team"] == [
        None,
        "131026 Message undeliverable",
    ]


def test_what_the_bot_said_and_could_not_be_delivered_is_kept_and_counted(phone, server, graph):
    undelivered = Count("unstuck_errors_total", code="messenger_undelivered")
    phone.say("hello")
    mark = graph.posted[-1].raw["biz_opaque_callback_data"]
    assert [told(phone, mark), told(phone, mark)] == [200, 200]
    log = MessageLog.from_settings(server.settings, channel="whatsapp")
    assert log.since(phone.conversation_id, 0)[-1].message.undelivered == "131026 Message undeliverable"
    assert undelivered.risen == 1


@pytest.mark.parametrize(
    "mark",
    [
        *("1.whatsapp-US.999", "99.{here}", "1.{here}", "{here}", "2.telegram-1", "2.", "", "2.{here}\n", "-1.{here}"),
        *(None, 7),
    ],
)
def test_a_status_of_something_else_changes_nothing(phone, server, mark):
    """Of a stranger, of a message that is not there, of the person's own, and of what is no mark at all."""
    phone.say("hello")
    mark = mark.format(here=phone.conversation_id) if isinstance(mark, str) else mark
    assert told(phone, mark) == 200
    log = MessageLog.from_settings(server.settings, channel="whatsapp")
    assert not any(one.message.undelivered for one in log.since(phone.conversation_id, 0))


def test_a_status_of_another_number_or_another_kind_changes_nothing(phone, server, graph):
    phone.say("hello")
    mark = graph.posted[-1].raw["biz_opaque_callback_data"]
    for change in ({"number": "1"}, {"status": "delivered"}, {"status": "read"}):
        assert told(phone, mark, **change) == 200
    log = MessageLog.from_settings(server.settings, channel="whatsapp")
    assert not any(one.message.undelivered for one in log.since(phone.conversation_id, 0))


# -- Connecting --


def asked(server, **values):
    import requests

    query = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": VERIFY_TOKEN}
    query |= {f"hub.{name}": value for name, value in values.items()}
    return requests.get(f"{server.address}/webhooks/whatsapp/webhook", params=query, timeout=9)


def test_the_address_is_verified(server):
    answer = asked(server)
    assert (answer.status_code, answer.text) == (200, "1158201444")
    assert answer.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize(
    "change",
    [{"verify_token": "x"}, {"verify_token": ""}, {"verify_token": "é"}, {"mode": "x"}, {"challenge": "<script>"}],
)
def test_nobody_else_verifies_it(server, change):
    answer = asked(server, **change)
    assert (answer.status_code, answer.text) == (403, "")


@pytest.mark.parametrize("missing", NEEDED)
def test_without_one_of_its_settings_the_channel_is_not_there(tmp_path, graph, missing, caplog):
    environment = {**graph.environment, variable(missing): ""}
    with Server(WhatsAppInput, tmp_path, environment) as server:
        assert Phone(graph, server.address, server.settings).post({}).status_code == 404
        assert server.channel.get_output_channel() is None
    assert variable(missing) in caplog.text
    assert [line for line in off(read(graph.environment)) if "WhatsApp" in line] == []
    (told,) = [line for line in off(read(environment)) if "WhatsApp" in line]
    assert "docs/whatsapp.md" in told


def test_a_wrong_token_is_one_error_that_names_the_settings_and_not_the_token(tmp_path, graph, caplog):
    environment = {**graph.environment, "UNSTUCK_WHATSAPP_TOKEN": "EAAJB-wrong"}
    with caplog.at_level(logging.INFO), Server(WhatsAppInput, tmp_path, environment) as server:
        server.finish(server.channel.introduced)
    told = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert len(told) == 1
    assert "UNSTUCK_WHATSAPP_TOKEN" in told[0]
    assert "EAAJB-wrong" not in caplog.text


def test_no_secret_stands_in_the_log_whatever_fails(phone, graph, caplog):
    async def hang_up(request):
        request.transport.close()
        return web.Response()

    with caplog.at_level(logging.DEBUG):
        graph.moods |= {"messages": [hang_up, (200, "<html>")], "media": [hang_up], "typing": [hang_up]}
        phone.say("one")
        phone.send_file(hang_up, "me.jpg")
    assert caplog.records
    assert not any(secret in caplog.text for secret in (TOKEN, SECRET, phone.number))


@pytest.mark.parametrize(
    ("scheme", "host", "is_whatsapp"),
    [
        ("https", "lookaside.fbsbx.com", True),
        ("https", "graph.facebook.com", True),
        ("http", "lookaside.fbsbx.com", False),
        ("https", "lookaside.fbsbx.com.evil.example", False),
        ("https", "evil-lookaside.fbsbx.com", False),
        ("https", "user@lookaside.fbsbx.com", False),
        ("https", "lookaside.fbsbx.com:22", False),
        ("https", "169.254.169.254", False),
        ("", "", False),
    ],
)
def test_files_come_from_whatsapp_alone(scheme, host, is_whatsapp):
    assert file_hosts("https://graph.facebook.com/v24.0")(scheme, host) is is_whatsapp
