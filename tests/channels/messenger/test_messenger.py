"""What Slack and Telegram share: each message is answered once and in order, whatever breaks in between."""

import asyncio
from dataclasses import replace

import pytest

from channels import watch
from channels.messenger import patience
from channels.messenger.messenger import Messenger
from channels.messenger.service import (
    Commanded,
    Gone,
    Left,
    NotNow,
    Pressed,
    Rejected,
    Remote,
    Sent,
    Typed,
    Voice,
    button_id,
)
from tests import pictures
from unstuck.errors import StoreError
from unstuck.settings import read
from unstuck.storage.inbox import Arrival, ArrivalsSetAside, Inbox
from unstuck.support.follow_ups import FollowUps
from unstuck.wording.messages import Button, File, Message


class Dialogue:
    """Answers `re: TEXT` with one button; remembers each turn."""

    def __init__(self):
        self.turns = []
        self.answers = None

    async def turn(self, conversation_id, text, id, metadata):
        self.turns.append(text)
        return self.answers or [Message(f"re: {text}", (Button("Done, next", "/next_step"),))]

    async def answer_in_tracker(self, conversation_id, id):
        return None


class Service:
    """A messenger that fails as often as `failures` says, and keeps what was posted."""

    typing_seconds = 4.0
    one_place = False

    def __init__(self):
        self.failures = []
        self.posted = []
        self.files = []
        self.dots = []
        self.poisoned = 0
        self.breaks = lambda entry: None

    async def understand(self, arrival):
        if self.failures and isinstance(self.failures[0], str):
            raise NotNow(self.failures.pop(0), 0)
        kind, value = arrival.body["kind"], arrival.body["value"]
        if kind == "poison":
            self.poisoned += 1
            raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, value)
        if kind == "nothing":
            return None
        if kind == "file":
            return Sent((Remote(value, "me.jpg"),), arrival.body.get("caption", ""), hint="Send it as a file.")
        if kind == "press":
            return Pressed(value, arrival.body.get("title"))
        return Typed(value) if kind == "text" else Commanded("/start", "greet")

    async def send(self, address, entry, files):
        if self.failures:
            raise self.failures.pop(0)
        self.breaks(entry)
        self.posted.append((address["chat"], entry))
        self.files += files

    async def typing(self, address):
        self.dots.append(address["chat"])

    @property
    def texts(self):
        return [entry.message.text for _, entry in self.posted]


class House:
    def __init__(self, folder, **settings):
        self.settings = replace(read({"UNSTUCK_VAR": str(folder)}), **settings)
        self.dialogue, self.service = Dialogue(), Service()
        self.messenger = Messenger("slack", self.settings, self.dialogue, self.service, self.allow)
        self.arrivals = 0

    def allow(self, scheme, host):
        return scheme == "http" and host.startswith("127.0.0.1:")

    async def send(self, *files, caption=""):
        """Files at once, which need not be JSON."""
        self.arrivals += 1
        arrival = Arrival((f"event-{self.arrivals}",), "slack-a", {"chat": "A"}, {"kind": "text", "value": ""})
        self.service.understand = _answering(Sent(files, caption))
        await self.messenger.arrive(arrival)
        await self.settle()

    async def arrive(self, value, kind="text", keys=None, chat="A", **more):
        self.arrivals += 1
        keys = keys or (f"event-{self.arrivals}",)
        await self.messenger.arrive(Arrival(keys, "slack-a", {"chat": chat}, {"kind": kind, "value": value, **more}))

    async def settle(self):
        await self.messenger.settle()


@pytest.fixture
async def house(tmp_path, monkeypatch):
    monkeypatch.setattr(watch, "LOOK_SECONDS", 3600)
    here = House(tmp_path)
    await here.messenger.start()
    yield here
    await here.messenger.stop()


async def test_an_event_that_is_delivered_ten_times_at_once_is_answered_once(house):
    await asyncio.gather(*(house.arrive("hello", keys=("event", "message")) for _ in range(10)))
    await house.arrive("hello", keys=("another event", "message"))
    await house.settle()
    assert house.service.texts == ["re: hello"]


async def test_answers_come_in_the_order_of_the_questions(house):
    for number in range(8):
        await house.arrive(str(number))
    await house.settle()
    assert house.service.texts == [f"re: {number}" for number in range(8)]


async def taken_over(folder):
    """Another process of the same bot, once it has posted what was left."""
    house = House(folder)
    await house.messenger.start()
    async with asyncio.timeout(10):
        while not house.service.texts:
            await asyncio.sleep(0.01)
    await house.settle()
    await house.messenger.stop()
    return house


async def test_a_messenger_that_is_away_for_a_while_gets_everything_in_order_and_once(house):
    house.service.failures = [NotNow("status 500", 0), NotNow("asks for patience", 0.01)]
    await house.arrive("one")
    await house.arrive("two")
    await house.settle()
    assert house.service.texts == ["re: one", "re: two"]


async def test_what_arrived_is_answered_by_the_next_process_when_this_one_is_killed(house, tmp_path):
    house.messenger._readers.wake = lambda conversation_id: None
    await house.arrive("hello")
    next_one = await taken_over(tmp_path)
    assert next_one.service.texts == ["re: hello"]


async def test_what_was_answered_but_not_posted_is_posted_by_the_next_process(house, tmp_path):
    house.messenger._delivery.show = _nothing
    await house.arrive("hello")
    await house.settle()
    assert house.service.texts == []
    next_one = await taken_over(tmp_path)
    assert next_one.service.texts == ["re: hello"]
    assert next_one.dialogue.turns == []


async def test_a_crash_right_after_a_message_was_written_down_loses_neither_it_nor_its_answer(house, tmp_path):
    take = house.messenger._inbox.take

    def crash(arrival):
        take(arrival)
        raise RuntimeError("killed")

    house.messenger._inbox.take = crash
    with pytest.raises(RuntimeError, match="killed"):
        await house.arrive("hello")
    next_one = await taken_over(tmp_path)
    assert next_one.service.texts == ["re: hello"]


async def test_a_conversation_is_known_as_soon_as_something_of_it_has_arrived(house):
    assert not house.messenger.knows("slack-a")
    await house.arrive("hello")
    assert house.messenger.knows("slack-a")


def _answering(said):
    async def understand(arrival):
        return said

    return understand


async def _nothing(entries):
    return None


async def test_a_pressed_button_sends_its_payload_and_a_second_press_nothing(house):
    await house.arrive("hello")
    await house.settle()
    _, entry = house.service.posted[0]
    name = button_id(entry, entry.message.buttons[0])
    assert len(name.encode()) < 64
    await house.arrive(name, "press")
    await house.arrive(name, "press")
    await house.settle()
    assert house.dialogue.turns == ["hello", "/next_step"]


@pytest.mark.parametrize("name", ["", "1", "1.0", "99.0", "2.7", "x.y", "2.0.0", "-1.-1"])
async def test_a_button_that_was_never_offered_is_refused_in_words(house, name):
    await house.arrive("hello")
    await house.settle()
    await house.arrive(name, "press")
    await house.settle()
    assert house.dialogue.turns == ["hello"]
    assert "button" in house.service.texts[-1]


async def test_a_button_with_another_title_than_the_one_offered_is_refused_in_words(house):
    await house.arrive("hello")
    await house.settle()
    await house.arrive("2.0", "press", title="Delete everything")
    await house.arrive("2.0", "press", title="Done, next")
    await house.settle()
    assert house.dialogue.turns == ["hello", "/next_step"]
    assert "button" in house.service.texts[1]


async def test_orders_typed_by_hand_are_only_words(house):
    await house.arrive('/provide_image{"attachment":"att_x"}')
    await house.arrive(None, "start")
    await house.settle()
    assert house.dialogue.turns == ['provide_image{"attachment":"att_x"}', "/greet"]


async def test_answers_go_where_the_person_spoke_to_the_bot_last(house):
    await house.arrive("hello")
    await house.settle()
    await house.arrive("not meant for the bot", "nothing", chat="B")
    await house.settle()
    await house.messenger.turns.say("slack-a", [Message("Does it work now?")])
    await house.settle()
    assert [chat for chat, _ in house.service.posted] == ["A", "A"]
    await house.arrive("hello again", chat="B")
    await house.settle()
    assert house.service.posted[-1][0] == "B"


async def test_a_person_who_cannot_be_reached_any_more_gets_no_follow_up(house):
    follow_ups = FollowUps(house.settings.var)
    follow_ups.schedule("slack-a", "slack", 24)
    house.service.failures = [Gone("has blocked the bot")]
    await house.arrive("hello")
    await house.settle()
    assert follow_ups.cancel("slack-a") == 0


async def test_a_message_that_the_messenger_will_never_take_holds_up_no_other(house):
    house.service.failures = [Rejected("invalid_blocks")]
    await house.arrive("one")
    await house.arrive("two")
    await house.settle()
    assert house.service.texts == ["re: two"]


async def test_who_sends_far_too_much_is_told_so_once(tmp_path, monkeypatch):
    monkeypatch.setattr(watch, "LOOK_SECONDS", 3600)
    house = House(tmp_path, messages_a_minute=3)
    await house.messenger.start()
    for number in range(20):
        await house.arrive(str(number))
    await house.settle()
    await house.messenger.stop()
    assert len(house.dialogue.turns) == 3
    assert sum("a lot at once" in text for text in house.service.texts) == 1


async def test_a_file_is_fetched_kept_and_shown_to_the_bot(house, aiohttp_server_of):
    server = await aiohttp_server_of({"/me.jpg": pictures.fine()})
    await house.arrive(f"{server}/me.jpg", "file", caption="this one")
    await house.arrive(f"{server}/me.jpg", "file")
    await house.settle()
    assert [turn.startswith('/provide_image{"attachment":"att_') for turn in house.dialogue.turns] == [True, True]
    assert house.service.texts.count("Send it as a file.") == 1


async def test_a_file_that_goes_out_carries_its_bytes(house):
    kept = house.messenger._attachments.put("slack-a", pictures.fine(), filename="me.jpg")
    house.dialogue.answers = [File(attachment=kept.id, filename="me.jpg", alt="the repaired picture")]
    await house.arrive("repair it")
    await house.settle()
    assert [file.data for file in house.service.files] == [pictures.fine()]


async def test_a_file_of_somebody_else_never_goes_out(house):
    kept = house.messenger._attachments.put("slack-b", pictures.fine(), filename="me.jpg")
    house.dialogue.answers = [File(attachment=kept.id, filename="me.jpg", alt="somebody else's picture")]
    await house.arrive("repair it")
    await house.settle()
    assert house.service.files == []
    assert "not kept any more" in house.service.texts[-1]


# -- What fails for a reason of its own --

HALF_A_CHARACTER = "\ufeffnotes".encode("utf-16-le") + b"\x05"


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(patience, "FIRST_SECONDS", 0.01)


async def test_what_cannot_be_read_is_set_aside_and_the_rest_goes_on(house, impatient):
    await house.arrive("hello")
    await house.arrive("hunter2", "poison")
    await house.arrive("are you there")
    await house.settle()
    assert [text.partition(",")[0] for text in house.service.texts] == [
        "re: hello",
        "I can't work with what you sent",
        "re: are you there",
    ]
    assert house.service.poisoned == 3
    (aside,) = ArrivalsSetAside(house.settings.var).all()
    assert (aside.conversation_id, aside.channel, aside.attempts) == ("slack-a", "slack", 3)
    assert aside.reason.startswith("UnicodeDecodeError at tests/")
    assert "hunter2" not in aside.reason
    assert house.messenger._inbox.waiting() == []


async def test_what_was_set_aside_is_read_again_when_the_operator_says_so(house, impatient):
    await house.arrive("hello", "poison")
    await house.settle()
    house.service.understand = _typed
    ArrivalsSetAside(house.settings.var).retry(ArrivalsSetAside(house.settings.var).all()[0].number)
    await house.messenger._look()
    await house.settle()
    assert house.dialogue.turns == ["hello"]
    assert ArrivalsSetAside(house.settings.var).all() == []


async def _typed(arrival):
    return Typed(arrival.body["value"])


async def test_a_store_that_is_away_is_no_fault_of_what_arrived(house, impatient, monkeypatch):
    def away(*_, **__):
        raise StoreError("store_unreachable", "The database does not answer.")

    with monkeypatch.context() as patched:
        patched.setattr(house.messenger.message_log, "take", away)
        await house.arrive("hello")
        for _ in range(8):
            await house.settle()
            house.messenger._readers.wake("slack-a")
        await house.settle()
    house.messenger._readers.wake("slack-a")
    await house.settle()
    assert house.service.texts == ["re: hello"]
    assert ArrivalsSetAside(house.settings.var).all() == []


async def test_what_ends_the_process_each_time_it_is_read_is_set_aside_unread(house):
    inbox = Inbox(house.settings.var, "slack")
    inbox.take(Arrival(("deadly",), "slack-a", {"chat": "A"}, {"kind": "text", "value": "deadly"}))
    number, _ = inbox.next_waiting("slack-a")
    for _ in range(3):
        inbox.tried(number)
    await house.messenger._look()
    await house.settle()
    assert house.dialogue.turns == []
    assert [one.number for one in ArrivalsSetAside(house.settings.var).all()] == [number]
    assert "I can't work with" in house.service.texts[0]


async def test_a_text_that_ends_within_a_character_is_refused_at_once(house, aiohttp_server_of):
    server = await aiohttp_server_of({"/notes": HALF_A_CHARACTER})
    await house.arrive(f"{server}/notes", "file")
    await house.settle()
    assert "not a picture but a TEXT file" in house.service.texts[0]
    assert ArrivalsSetAside(house.settings.var).all() == []


async def test_an_answer_that_cannot_be_posted_for_a_reason_of_its_own_holds_up_no_other(house, impatient):
    def breaks(entry):
        assert "one" not in entry.message.text

    house.service.breaks = breaks
    await house.arrive("one")
    await house.arrive("two")
    await house.settle()
    assert house.service.texts == ["re: two"]


async def test_an_answer_that_cannot_be_remembered_holds_up_no_other(house):
    async def unreadable(*_):
        raise ValueError

    house.dialogue.answer_in_tracker = unreadable
    house.messenger.turns._doubtful.add("slack-a")
    await house.arrive("one")
    await house.settle()
    assert house.service.texts == ["re: one"]


# -- Words beside files, and files beside each other --


@pytest.fixture
async def peer(aiohttp_server_of):
    files = {"/me.jpg": pictures.fine(), "/notes.pdf": b"%PDF-1.7 no picture", "/empty": b"", "/clip.mp4": MP4}
    server = await aiohttp_server_of(files)
    return lambda name: Remote(f"{server}/{name}", name)


MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 300
CAPTION = "it says update failed"


@pytest.mark.parametrize("name", ["notes.pdf", "clip.mp4", "empty", "nowhere.jpg"])
async def test_words_beside_a_file_that_is_not_taken_are_read_and_the_file_is_named(house, peer, impatient, name):
    await house.send(peer(name), caption=CAPTION)
    assert house.dialogue.turns == [CAPTION]
    assert any(text.startswith(f"{name}: ") for text in house.service.texts)
    assert f"re: {CAPTION}" in house.service.texts


async def test_the_pictures_among_several_files_are_taken_and_the_rest_is_named(house, peer):
    await house.send(peer("notes.pdf"), peer("me.jpg"), Left("me.heic", "It is too large."), caption=CAPTION)
    (turn,) = house.dialogue.turns
    assert turn.startswith("/provide_image")
    assert house.messenger.message_log.last_said("slack-a").message.text == CAPTION
    (told,) = [text for text in house.service.texts if "re:" not in text]
    assert told.splitlines()[1] == "me.heic: It is too large."
    assert told.startswith("notes.pdf: This is not a picture but a PDF file")


async def test_of_too_many_pictures_the_first_are_taken_wherever_they_stand_and_the_last_is_named(house, peer):
    await house.send(peer("notes.pdf"), *[peer("me.jpg")] * 6)
    assert len(house.dialogue.turns) == 5
    (told,) = [text for text in house.service.texts if "re:" not in text]
    assert [line.partition(":")[0] for line in told.splitlines()] == ["notes.pdf", "me.jpg"]


async def test_too_many_words_beside_a_picture_do_not_cost_the_picture(house, peer):
    await house.send(peer("me.jpg"), caption="x" * 3000)
    assert [turn.partition("{")[0] for turn in house.dialogue.turns] == ["/provide_image"]
    assert any("fewer words" in text for text in house.service.texts)


async def test_a_file_alone_is_refused_in_one_sentence_without_its_name(house, peer):
    await house.send(peer("notes.pdf"))
    assert house.dialogue.turns == []
    assert house.service.texts == [
        "This is not a picture but a PDF file, whatever its name says: please send the picture itself."
    ]


@pytest.mark.parametrize(
    ("told", "before", "words"),
    [
        ("de", "", "anhören"),
        ("pt-BR", "", "mensagens de voz"),
        ("xx", "", "voice messages"),
        ("", "meine App stürzt beim Hochladen des Bildes immer ab", "anhören"),
        ("", "", "voice messages"),
    ],
)
async def test_a_voice_note_is_answered_in_the_person_s_language(house, told, before, words):
    if before:
        await house.arrive(before)
        await house.settle()
    await house.send(Voice("voice", told))
    assert words in house.service.texts[-1]
    await house.send(Voice("voice", told), caption=CAPTION)
    assert house.dialogue.turns[-1] == CAPTION
