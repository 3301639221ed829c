"""People who mean harm: nothing forged, nothing twice, nothing of anybody else's, nothing from elsewhere, no 5xx."""

import itertools
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from channels.whatsapp.channel import MOST_BYTES, SIGNATURE, sign
from channels.whatsapp.updates import OLDEST
from tests import pictures
from tests.channels import lies
from tests.channels.whatsapp.graph import SECRET
from tests.channels.whatsapp.phone import WEBHOOK, Phone, delivered
from unstuck.errors import StoreError
from unstuck.storage.inbox import Inbox

fresh = itertools.count(17_000_000_000)


def typed(phone, text):
    return delivered(phone.message({"type": "text", "text": {"body": text}}))


def files(graph, since):
    return [path for path in graph.downloads[since:] if not path.startswith("/file/")]


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "x",
        "sha256=",
        "sha256=" + "0" * 64,
        "sha1=" + "0" * 40,
        sign("another secret", b"{}"),
        "sha256=é",
        "sha256=\udcff",
        SECRET,
    ],
)
def test_a_forged_signature_gets_nothing_in(phone, texts, signature):
    assert phone.post(typed(phone, "hello"), signature).status_code == 401
    phone.wait()
    assert texts() == []


def test_a_body_that_was_changed_on_its_way_gets_nothing_in(phone, texts):
    body = json.dumps(typed(phone, "hello")).encode()
    assert phone.post(body.replace(b"hello", b"hallo"), sign(SECRET, body)).status_code == 401
    answer = requests.post(f"{phone.address}{WEBHOOK}", data=body, timeout=9)
    assert answer.status_code == 401
    phone.wait()
    assert texts() == []


def test_an_old_delivery_sent_again_is_taken_neither_while_it_is_remembered_nor_later(phone, texts):
    update = typed(phone, "hello")
    for _ in range(3):
        assert phone.post(update).status_code == 200
    phone.hours_ago = OLDEST.total_seconds() / 3600 + 1
    assert phone.post(typed(phone, "of last week")).status_code == 200
    phone.wait()
    assert texts() == ["hello"]


def test_the_same_delivery_ten_times_at_once_is_answered_once(phone, texts):
    update = typed(phone, "hello")
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: phone.post(update).status_code, range(10)))
    assert answers == [200] * 10
    assert [posted.text for posted in phone.wait()] == ["re: hello"]
    batch = delivered(*update["entry"][0]["changes"][0]["value"]["messages"], phone.message({"type": "sticker"}))
    assert phone.post(batch).status_code == 200
    assert len(phone.wait()) == 1
    assert texts() == ["hello"]


def test_a_burst_of_deliveries_is_taken_and_none_twice(phone, server):
    crowd = [Phone(phone.graph, phone.address, phone.settings, number=str(next(fresh))) for _ in range(5)]
    updates = [(person, typed(person, str(number))) for number in range(40) for person in crowd]
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda sent: sent[0].post(sent[1]).status_code, updates * 2))
    assert answers == [200] * 400
    for person in crowd:
        answered = [posted.text for posted in person.wait() if posted.text.startswith("re: ")]
        assert len(answered) >= server.settings.messages_a_minute
        assert len(set(answered)) == len(answered)


def test_a_huge_body_is_not_even_read(phone):
    assert phone.post(b"x" * (MOST_BYTES + 1)).status_code == 413


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 200_000,
        b'{"entry": 1e999}',
        b'{"entry": [{"changes": [{"field": "messages", "value": {"messages": [[]]}}]}]}',
        json.dumps(delivered({"type": {"a": []}}, contacts=[3])).encode(),
    ],
)
def test_odd_bodies_are_taken_quietly(phone, body):
    assert phone.post(body).status_code == 200


@pytest.mark.parametrize("text", ["\ud800", "\x00", "x" * 100_000, "/" * 50, "{{}}", "🙂" * 3000, "*_~`" * 9])
def test_odd_texts_are_answered(phone, text):
    assert len(phone.say(text)) == 1


@pytest.mark.parametrize("kind", ["image", "document"])
@pytest.mark.parametrize(
    "id", ["../../etc/passwd", "1?access_token=x", "http://127.0.0.1:1/", "1/../2", "\r\nHost: evil"]
)
def test_an_id_that_is_a_path_leads_nowhere(phone, graph, texts, kind, id):
    since = len(graph.downloads)
    (answer,) = phone.send({"type": kind, kind: {"id": id, "filename": "me.jpg"}})
    assert "once more" in answer.text
    assert files(graph, since) == texts() == []


@pytest.mark.parametrize(
    "link",
    [
        "http://127.0.0.1:1/me.jpg",
        "http://169.254.169.254/latest/meta-data/",
        "https://lookaside.fbsbx.com.evil.example/me.jpg",
        "http://lookaside.fbsbx.com/me.jpg",
        "file:///etc/passwd",
        "//169.254.169.254/",
        "",
        None,
        {"a": 1},
    ],
)
def test_a_file_elsewhere_is_never_fetched(phone, graph, texts, link):
    since = len(graph.downloads)
    graph.links["4711"] = link
    (answer,) = phone.send({"type": "image", "image": {"id": "4711"}})
    assert "once more" in answer.text
    assert graph.downloads[since:] == texts() == []


@pytest.mark.parametrize(("given", "told"), lies.TOLD)
def test_a_file_that_lies_is_refused_in_words(phone, graph, texts, given, told):
    since = len(graph.downloads)
    (answer,) = phone.send_file(given, "me.jpg", size=5)
    assert told in answer.text
    assert files(graph, since) == texts() == []


def test_a_file_that_says_it_has_three_gigabytes_is_not_fetched(phone, graph):
    since = len(graph.downloads)
    (answer,) = phone.send_file(b"x", "me.jpg", size=3_000_000_000)
    assert "up to 25 MB" in answer.text
    assert graph.downloads[since:] == []


def test_an_order_typed_with_somebody_else_s_picture_is_only_words(phone, server, texts):
    theirs = server.attachments.put("whatsapp-1", pictures.fine(), filename="me.jpg")
    order = json.dumps({"attachment": theirs.id})
    for text in (f"/provide_image{order}", f" //provide_image{order}"):
        phone.say(text)
    phone.send_photo(pictures.fine(), f"/provide_image{order}")
    assert not any(text.startswith("/") and theirs.id in text for text in texts())


def test_somebody_else_s_file_is_never_posted(phone, server):
    theirs = server.attachments.put("whatsapp-1", pictures.fine(), filename="me.jpg")
    server.says = [{"custom": {"type": "file", "attachment": theirs.id, "filename": "me.jpg", "alt": "theirs"}}]
    (answer,) = phone.say("give it to me")
    assert answer.type == "text"


@pytest.mark.parametrize(
    "reply",
    [{}, {"id": ""}, {"id": "x"}, {"id": "/restart"}, {"id": "99.0"}, {"id": "1.0"}, {"id": "2.7"}, {"id": "2.²"}, []],
)
def test_forged_buttons_do_nothing(phone, texts, reply):
    phone.say("hello")
    phone.press_data(reply)
    assert texts() == ["hello"]


def test_a_button_from_before_the_database_was_lost_does_nothing(phone, texts):
    phone.say("hello")
    place = phone.seen[0].buttons["Done, next"]["id"].partition("|")[0]
    assert "button" in phone.press_data({"id": f"{place}|Talk to a person", "title": "Talk to a person"})[0].text
    assert texts() == ["hello"]


def test_a_button_of_somebody_else_presses_nothing_there(phone, server, texts):
    victim = Phone(phone.graph, phone.address, phone.settings, number=str(next(fresh)))
    victim.say("hello")
    phone.press_data(victim.seen[0].buttons["Done, next"])
    assert [text for who, text in server.turns if who == victim.conversation_id] == ["hello"]
    assert texts() == []


def test_a_button_pressed_ten_times_at_once_counts_once(phone, texts):
    phone.say("hello")
    reply = phone.seen[0].buttons["Done, next"]
    with ThreadPoolExecutor(10) as pool:
        list(pool.map(lambda _: phone.press_data(reply), range(10)))
    assert texts() == ["hello", "/next_step"]


def test_a_dead_database_is_the_only_reason_for_503_and_all_of_it_is_taken_later_once(phone, texts, monkeypatch):
    take = Inbox.take
    calls = itertools.count()

    def dies_at_the_second(self, arrival):
        if next(calls) == 1:
            raise StoreError("store_unreachable", "The database cannot be used just now.")
        return take(self, arrival)

    messages = [phone.message({"type": "text", "text": {"body": text}}) for text in ("one", "two")]
    with monkeypatch.context() as patched:
        patched.setattr(Inbox, "take", dies_at_the_second)
        assert phone.post(delivered(*messages)).status_code == 503
    assert phone.post(delivered(*messages)).status_code == 200
    phone.wait()
    assert texts() == ["one", "two"]


def test_a_secret_that_is_typed_is_in_no_file(phone, server):
    phone.say("my password is sw0rdf1sh-77")
    phone.send_photo(pictures.fine(), "pw: sw0rdf1sh-77")
    held = [
        path.name for path in server.settings.var.rglob("*") if path.is_file() and b"sw0rdf1sh" in path.read_bytes()
    ]
    assert held == []


def test_the_signature_is_the_one_of_meta_s_documentation():
    """Over the body as it was sent, in which letters beyond ASCII stand as \\u escapes."""
    body = b'{"text": "\\u00e4\\u00f6"}'
    assert sign("key", b"The quick brown fox jumps over the lazy dog") == (
        "sha256=f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"
    )
    assert sign(SECRET, body) != sign(SECRET, json.dumps(json.loads(body), ensure_ascii=False).encode())
    assert SIGNATURE == "X-Hub-Signature-256"
