"""People who mean harm: nothing twice, nothing of anybody else's, nothing from elsewhere, and the connection stays."""

import json

import pytest

from channels.discord import events, gateway
from tests import pictures
from tests.channels import lies
from tests.channels.discord.fake import Discord, fresh_id
from tests.channels.discord.person import Person


def files(discord, since):
    return [path for path in discord.downloads[since:] if not path.startswith("/attachments/")]


def test_the_same_event_ten_times_is_answered_once(ann, discord, texts):
    message = ann.message("hello")
    for _ in range(10):
        discord.deliver("MESSAGE_CREATE", message)
    assert [one.text for one in ann.wait()] == ["re: hello"]
    assert texts() == ["hello"]


def test_a_button_pressed_ten_times_counts_once(ann, discord, texts):
    (answer,) = ann.say("hello")
    for _ in range(10):
        ann.press_data(answer.buttons["Done, next"], answer.raw["components"])
    assert texts() == ["hello", "/next_step"]


def test_one_person_s_flood_is_answered_up_to_the_limit(ann, discord, server):
    for number in range(60):
        discord.deliver("MESSAGE_CREATE", ann.message(str(number)))
    said = [one.text for one in ann.wait()]
    told = sum("a lot at once" in text for text in said)
    taken = len(said) - told
    assert 30 <= taken < 60
    assert 1 <= told <= 1 + taken - 30  # again only after another was taken, one in two seconds


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("MESSAGE_CREATE", {}),
        ("MESSAGE_CREATE", {"author": {"id": "5"}, "channel_id": "../../users/@me", "id": "7", "type": 0}),
        ("MESSAGE_CREATE", {"author": [], "attachments": {"a": 1}, "content": 5, "mentions": "x"}),
        ("INTERACTION_CREATE", {}),
        ("INTERACTION_CREATE", {"type": 3, "token": {"a": 1}, "data": [], "message": 5}),
        ("SOMETHING_NEW", {"a": 1}),
        ("", {}),
    ],
)
def test_odd_events_are_taken_quietly(ann, discord, texts, name, data):
    discord.deliver(name, data)
    ann.say("hello")
    assert texts() == ["hello"]


@pytest.mark.parametrize("said", [{"op": 99}, {"op": 0}, {"op": 0, "t": 5, "d": []}, {"op": 11, "d": {"x": 1}}, {}])
def test_odd_words_of_the_gateway_break_nothing(ann, discord, texts, said):
    discord.say(said)
    ann.say("hello")
    assert texts() == ["hello"]


def test_an_event_that_breaks_whoever_reads_it_holds_up_no_other(ann, discord, texts, monkeypatch):
    read = events.message

    def breaks(said, me):
        if said["content"] == "poison":
            raise RuntimeError("nobody expected that")
        return read(said, me)

    monkeypatch.setattr(events, "message", breaks)
    discord.deliver("MESSAGE_CREATE", ann.message("poison"))
    ann.say("hello")
    assert texts() == ["hello"]


def test_an_event_that_is_far_too_large_ends_the_connection_and_not_the_bot(ann, discord, texts, monkeypatch):
    monkeypatch.setattr(gateway, "MOST_BYTES", 100_000)
    ann.say("one")
    discord.drop()
    discord.wait_until_connected()
    discord.say({"op": 0, "t": "X", "d": {"x": "x" * 200_000}})
    ann.say("two")
    assert texts() == ["one", "two"]


@pytest.mark.parametrize("text", ["\x00", "x" * 100_000, "/" * 50, "{{}}", "🙂" * 3000, "*_~`" * 9])
def test_odd_texts_are_answered(ann, text):
    assert len(ann.say(text)) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/me.jpg",
        "http://169.254.169.254/latest/meta-data/",
        "https://cdn.discordapp.com.evil.example/me.jpg",
        "https://user@cdn.discordapp.com/me.jpg",
        "http://cdn.discordapp.com/me.jpg",
        "https://cdn.discordapp.com:22/me.jpg",
        "file:///etc/passwd",
    ],
)
def test_a_file_elsewhere_is_never_fetched(ann, discord, texts, url):
    since = len(discord.downloads)
    (answer,) = ann.send_file(pictures.fine(), "me.jpg", url=url)
    assert "get at your file" in answer.text
    assert discord.downloads[since:] == texts() == []


@pytest.mark.parametrize(("given", "told"), lies.TOLD)
def test_a_file_that_lies_is_refused_in_words(ann, discord, texts, given, told):
    since = len(discord.downloads)
    (answer,) = ann.send_file(given, "me.jpg")
    assert told in answer.text
    assert files(discord, since) == texts() == []


def test_a_file_that_says_it_has_three_gigabytes_is_not_fetched(ann, discord):
    since = len(discord.downloads)
    (answer,) = ann.send_file(b"x", "me.jpg", size=3_000_000_000)
    assert "up to 25 MB" in answer.text
    assert discord.downloads[since:] == []


def test_an_order_typed_with_somebody_else_s_picture_is_only_words(ann, server, texts):
    theirs = server.attachments.put("discord-1", pictures.fine(), filename="me.jpg")
    order = json.dumps({"attachment": theirs.id})
    for text in (f"/provide_image{order}", f" //provide_image{order}"):
        ann.say(text)
    ann.send_file(pictures.fine(), "me.jpg", f"/provide_image{order}")
    assert not any(text.startswith("/") and theirs.id in text for text in texts())


def test_somebody_else_s_file_is_never_posted(ann, server):
    theirs = server.attachments.put("discord-1", pictures.fine(), filename="me.jpg")
    server.says = [{"custom": {"type": "file", "attachment": theirs.id, "filename": "me.jpg", "alt": "theirs"}}]
    (answer,) = ann.say("give it to me")
    assert answer.file is None


@pytest.mark.parametrize(
    "data", ["", "x", "/restart", "0:1.0", "{me}:99.0", "{me}:1.0", "{me}:2.7", "{me}:²", "-", None, []]
)
def test_forged_buttons_do_nothing(ann, texts, data):
    ann.say("hello")
    ann.press_data(data.replace("{me}", ann.user) if isinstance(data, str) else data)
    assert texts() == ["hello"]


def test_a_button_of_somebody_else_presses_nothing_there(ann, discord, server, texts):
    victim = Person(discord, server.settings)
    (answer,) = victim.say("hello")
    ann.press_data(answer.buttons["Done, next"])
    assert [text for who, text in server.turns if who == victim.conversation_id] == ["hello"]
    assert texts() == []


def test_a_secret_that_is_typed_is_in_no_file(ann, server):
    ann.say("my password is sw0rdf1sh-88")
    ann.send_file(pictures.fine(), "me.jpg", "pw: sw0rdf1sh-88")
    held = [path for path in server.settings.var.rglob("*") if path.is_file()]
    assert [path.name for path in held if b"sw0rdf1sh" in path.read_bytes()] == []


def test_whoever_has_another_token_hears_nothing(tmp_path):
    from channels.discord.channel import DiscordInput
    from tests.channels.server import Server

    with Discord() as discord:
        environment = {**discord.environment, "UNSTUCK_DISCORD_TOKEN": f"forged-{fresh_id()}"}
        with Server(DiscordInput, tmp_path, environment) as server:
            server.finish(server.channel.introduced)
            assert discord.identified == []
