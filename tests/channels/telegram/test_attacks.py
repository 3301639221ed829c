"""People who mean harm: nothing twice, nothing of anybody else's, nothing from elsewhere, no 5xx to Telegram."""

import itertools
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from aiohttp import web

from channels.telegram.channel import TelegramInput
from tests import pictures
from tests.channels.server import Server
from tests.channels.telegram.fake import TOKEN, Telegram
from tests.channels.telegram.phone import Phone, environment
from unstuck.errors import StoreError
from unstuck.storage.inbox import Inbox

fresh = itertools.count(9_000_000)


def typed(phone, text, number=None):
    """An update with typed text."""
    return {"update_id": number or next(fresh), "message": {**phone._head(), "message_id": next(fresh), "text": text}}


def turns(server, phone):
    return [text for conversation_id, text in server.turns if conversation_id == phone.conversation_id]


def downloads(telegram, since):
    return [path for path in telegram.downloads[since:] if not path.startswith(f"/file/bot{TOKEN}/documents/")]


@pytest.mark.parametrize("secret", ["", "x", TOKEN, "é" * 64, "0" * 64])
def test_a_wrong_secret_gets_nothing_in(phone, server, secret):
    assert phone.post(typed(phone, "hello"), secret).status_code == 403
    phone.wait()
    assert turns(server, phone) == []


def test_a_request_without_a_secret_gets_nothing_in(phone, server):
    import requests

    answer = requests.post(f"{server.address}/webhooks/telegram/webhook", json=typed(phone, "hello"), timeout=9)
    assert answer.status_code == 403
    phone.wait()
    assert turns(server, phone) == []


def test_the_same_update_ten_times_at_once_is_answered_once(phone, server):
    update = typed(phone, "hello")
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: phone.post(update).status_code, range(10)))
    assert answers == [200] * 10
    assert [post.text for post in phone.wait()] == ["re: hello"]
    assert phone.post({**typed(phone, "hello again"), "update_id": update["update_id"]}).status_code == 200
    phone.wait()
    assert turns(server, phone) == ["hello"]


def test_a_thousand_updates_in_a_burst_are_all_taken_and_none_twice(phone, server):
    crowd = [Phone(phone.telegram, phone.address, phone.settings, user=next(fresh)) for _ in range(5)]
    updates = [(person, typed(person, str(number))) for number in range(100) for person in crowd]
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda sent: sent[0].post(sent[1]).status_code, updates * 2))
    assert answers == [200] * 1000
    for person in crowd:
        answered = [post.text for post in person.wait() if post.text.startswith("re: ")]
        assert len(answered) >= server.settings.messages_a_minute
        assert len(set(answered)) == len(answered) == len(turns(server, person))


def test_one_person_s_flood_is_answered_up_to_the_limit(phone, server):
    for number in range(80):
        update = typed(phone, "x") if number % 2 else {**typed(phone, ""), "message": _sticker(phone)}
        assert phone.post(update).status_code == 200
    texts = [post.text for post in phone.wait()]
    told = sum("a lot at once" in text for text in texts)
    taken = len(texts) - told
    assert 30 <= taken < 80
    assert 1 <= told <= 1 + taken - 30  # again only after another was taken, one in two seconds


def _sticker(phone):
    return {**phone._head(), "message_id": next(fresh), "sticker": {"file_id": "x"}}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 200_000,
        b'{"update_id": 1e999, "message": {}}',
        json.dumps({"update_id": 5, "message": {"chat": {"id": 5}, "text": {"a": []}}}).encode(),
        json.dumps({"update_id": 5, "my_chat_member": {"chat": {"id": 5}}}).encode(),
    ],
)
def test_odd_bodies_are_taken_quietly(phone, body):
    assert phone.post(body).status_code == 200


@pytest.mark.parametrize("text", ["\ud800", "\x00", "​", "x" * 100_000, "/" * 50, "{{}}", "@" * 500, "🙂" * 3000])
def test_odd_texts_are_answered(phone, text):
    assert len(phone.say(text)) == 1


def test_a_dead_database_is_the_only_reason_for_503_and_the_update_is_taken_later(phone, server, monkeypatch):
    def dead(*_):
        raise StoreError("store_unreachable", "The database cannot be used just now.")

    update = typed(phone, "hello")
    with monkeypatch.context() as patched:
        patched.setattr(Inbox, "take", dead)
        assert phone.post(update).status_code == 503
    assert phone.post(update).status_code == 200
    phone.wait()
    assert turns(server, phone) == ["hello"]


# -- Files --


@pytest.mark.parametrize(
    "path",
    [
        "../../etc/passwd",
        "documents/../../../secret",
        "documents/%2e%2e/%2e%2e/secret",
        "/var/lib/telegram/secret",
        "http://127.0.0.1:1/secret",
        "//169.254.169.254/latest/meta-data",
        "@169.254.169.254/latest",
        "documents\\..\\secret",
        "documents/a?b=c",
        "documents/a#b",
        "documents//a",
        ".",
        "",
        "documents/\r\nHost: evil.example",
        ["documents/a"],
        None,
    ],
)
def test_a_file_path_that_points_elsewhere_is_never_followed(phone, telegram, server, path):
    since = len(telegram.downloads)
    telegram.paths["lying"] = path
    (post,) = phone.send({"document": {"file_id": "lying", "file_name": "me.jpg"}})
    assert "once more" in post.text
    assert telegram.downloads[since:] == []
    assert turns(server, phone) == []


@pytest.mark.parametrize("place", ["/secret", "http://169.254.169.254/latest/meta-data", "http://127.0.0.1:1/"])
def test_no_redirect_is_followed(phone, telegram, place):
    async def elsewhere(request):
        raise web.HTTPFound(place)

    since = len(telegram.downloads)
    (post,) = phone.send_file(elsewhere, "me.jpg")
    assert "once more" in post.text
    assert downloads(telegram, since) == []


def endless(read, headers=None):
    """A download of 300 MB, in chunks where no length is told; `read` grows by each megabyte that is taken."""

    async def answer(request):
        answer = web.StreamResponse(headers=headers)
        if not headers:
            answer.enable_chunked_encoding()
        await answer.prepare(request)
        try:
            for _ in range(300):
                await answer.write(b"x" * 1_000_000)
                read.append(1)
        except ConnectionError:
            pass
        return answer

    return answer


def test_a_three_gigabyte_file_is_not_read(phone, server):
    read = []
    (post,) = phone.send_file(endless(read, {"Content-Length": "3000000000"}), "me.jpg")
    assert "smaller one" in post.text
    assert len(read) < 30
    assert turns(server, phone) == []


def test_a_file_that_grows_beyond_what_it_said_is_given_up(phone, server):
    read = []
    (post,) = phone.send_file(endless(read), "me.jpg", size=5)
    assert "smaller one" in post.text
    assert len(read) < 100
    assert turns(server, phone) == []


def test_a_page_in_place_of_a_picture_is_no_reason_to_fall_over(phone, server):
    html = b"<!doctype html><html><body>Please log in</body></html>"
    assert len(phone.send_file(html, "me.jpg")) == 1
    assert phone.say("hello")[0].text == "re: hello"


@pytest.mark.parametrize(("status", "sentence"), [(404, "once more"), (401, "once more"), (500, "once more")])
def test_a_file_that_is_not_given_is_asked_for_in_words(phone, status, sentence):
    async def refusing(request):
        return web.Response(status=status)

    assert sentence in phone.send_file(refusing, "me.jpg")[0].text


# -- Somebody else's --


def test_an_order_typed_with_somebody_else_s_picture_is_only_words(phone, server):
    theirs = server.attachments.put("telegram-1", pictures.fine(), filename="me.jpg")
    order = json.dumps({"attachment": theirs.id})
    for text in (f"/provide_image{order}", f" //provide_image{order}", f"/help /provide_image{order}"):
        phone.say(text)
    phone.send_photo(pictures.fine(), f"/provide_image{order}")
    assert not any(text.startswith("/") and theirs.id in text for text in turns(server, phone))


def test_somebody_else_s_file_is_never_posted(phone, server):
    theirs = server.attachments.put("telegram-1", pictures.fine(), filename="me.jpg")
    server.says = [{"custom": {"type": "file", "attachment": theirs.id, "filename": "me.jpg", "alt": "theirs"}}]
    (post,) = phone.say("give it to me")
    assert post.method == "sendMessage"


@pytest.mark.parametrize(
    "data", ["", "x", "/restart", "0:1.0", "1:2.0", "{me}:99.0", "{me}:1.0", "{me}:2.7", "{me}:²", "-"]
)
def test_forged_buttons_do_nothing(phone, server, data):
    phone.say("hello")
    phone.press_data(data.replace("{me}", str(phone.user)))
    assert turns(server, phone) == ["hello"]


def test_a_button_from_before_the_database_was_lost_does_nothing(phone, server):
    phone.say("hello")
    data = phone.seen[0].buttons["Done, next"]
    old = {"inline_keyboard": [[{"text": "Talk to a person", "callback_data": data}]]}
    assert "button" in phone.press_data(data, old)[0].text
    assert turns(server, phone) == ["hello"]


def test_a_button_of_another_chat_presses_nothing_there(phone, server):
    victim = Phone(phone.telegram, phone.address, phone.settings, user=next(fresh))
    victim.say("hello")
    phone.press_data(victim.seen[0].buttons["Done, next"])
    assert turns(server, victim) == ["hello"]
    assert turns(server, phone) == []


@pytest.mark.parametrize("spelling", ["{0}:0{1}", "{0}:00{1}", "0{0}:{1}", "{0}:{1}0"])
def test_a_button_spelled_in_another_way_counts_once(phone, server, spelling):
    phone.say("hello")
    data = phone.seen[0].buttons["Done, next"]
    phone.press_data(data)
    phone.press_data(spelling.format(*data.split(":")))
    assert turns(server, phone) == ["hello", "/next_step"]


def test_a_button_pressed_ten_times_at_once_counts_once(phone, server):
    phone.say("hello")
    data = phone.seen[0].buttons["Done, next"]
    with ThreadPoolExecutor(10) as pool:
        list(pool.map(lambda _: phone.press_data(data), range(10)))
    assert turns(server, phone) == ["hello", "/next_step"]


# -- On disk --


def on_disk(server):
    return b"".join(path.read_bytes() for path in server.settings.var.glob("*.db*"))


def test_a_secret_is_on_no_disk(phone, server):
    phone.say("my password is hunter6 and my card 4111 1111 1111 1111")
    phone.send_file(pictures.fine(), "my password is hunter6", "pw: hunter6")
    phone.edit("my password is hunter6 now")
    assert turns(server, phone)[0] == "my password is ••• and my card •••"
    assert not [secret for secret in (b"hunter6", b"4111 1111") if secret in on_disk(server)]


@pytest.mark.parametrize(
    "text", ["@somebody the vault is at plumtree-{}", "/start@OtherBot plumtree-{}", "a@b plumtree-{}"]
)
def test_what_people_say_to_each_other_in_a_group_is_on_no_disk(phone, server, text):
    group = Phone(phone.telegram, phone.address, phone.settings, user=phone.user, group=-next(fresh))
    assert group.say(text.format(group.user)) == []
    assert group.say(text.format(group.user), reply_to_message={"from": {"id": 7, "is_bot": True}}) == []
    assert f"plumtree-{group.user}".encode() not in on_disk(server)


def test_nothing_of_a_group_is_written_while_the_bot_does_not_know_its_own_name(tmp_path):
    with Telegram() as telegram:
        telegram.moods["getMe"] = [(500, {}) for _ in range(40)]
        with Server(TelegramInput, tmp_path, environment(telegram)) as server:
            group = Phone(telegram, server.address, server.settings, user=5, group=-77)
            for text in ("@somebody plumtree", "@UnstuckBot plumtree"):
                assert group.post(typed(group, text)).status_code == 503
            assert b"plumtree" not in on_disk(server)
            assert group.reply("it fails")[0].text == "re: it fails"  # whom it answers needs no name
            assert Phone(telegram, server.address, server.settings, user=6).say("hello")[0].text == "re: hello"
            telegram.moods.clear()
            assert group.mention("it still fails")[0].text == "re: it still fails"
            assert group.say("@somebody plumtree") == []
            assert b"plumtree" not in on_disk(server)
