"""Events: the examples of Discord's documentation, and whatever else may come, are what they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.discord import events

ME = "290926444748734465"
# The examples of Discord's documentation of messages and of interactions with components.
MESSAGE = {
    "reactions": [{"count": 1, "me": False, "emoji": {"id": None, "name": "🔥"}}],
    "attachments": [],
    "tts": False,
    "embeds": [],
    "timestamp": "2017-07-11T17:27:07.299000+00:00",
    "mention_everyone": False,
    "id": "334385199974967042",
    "pinned": False,
    "edited_timestamp": None,
    "author": {"username": "Mason", "discriminator": "9999", "id": "53908099506183680", "avatar": "a_bab14f271d565501"},
    "mention_roles": [],
    "content": "Supa Hot",
    "channel_id": "290926798999357250",
    "mentions": [],
    "type": 0,
}
ATTACHMENT = {
    "id": "1038184735418187776",
    "filename": "image.png",
    "description": "alt text",
    "content_type": "image/png",
    "size": 524288,
    "url": "https://cdn.discordapp.com/attachments/1012345678900020080/1234567891233211234/my_image.png?ex=1&is=2&hm=3",
    "proxy_url": "https://media.discordapp.net/attachments/1/2/my_image.png",
    "height": 512,
    "width": 512,
}
BUTTON = {
    "version": 1,
    "type": 3,
    "token": "unique_interaction_token",
    "message": {
        "type": 0,
        "id": "844397162624450620",
        "content": "This is a message with components.",
        "components": [
            {"type": 1, "components": [{"type": 2, "label": "Click me!", "style": 1, "custom_id": "click_one"}]}
        ],
        "channel_id": "345626669114982402",
        "author": {"username": "Mason", "id": "53908232506183680", "discriminator": "1337"},
        "attachments": [],
    },
    "member": {
        "user": {"username": "Mason", "id": "53908232506183680", "discriminator": "1337"},
        "roles": ["290926798626357999"],
        "permissions": "17179869183",
    },
    "id": "846462639134605312",
    "guild_id": "290926798626357999",
    "data": {"custom_id": "click_one", "component_type": 2},
    "channel_id": "345626669114982999",
    "application_id": ME,
}
MENU = {
    **BUTTON,
    "data": {"component_type": 3, "custom_id": "class_select_1", "values": ["mage"]},
    "message": {
        "id": "844397162624450620",
        "components": [
            {
                "type": 1,
                "components": [
                    {
                        "type": 3,
                        "custom_id": "class_select_1",
                        "options": [{"label": "Rogue", "value": "rogue"}, {"label": "Mage", "value": "mage"}],
                    }
                ],
            }
        ],
    },
}


def test_a_direct_message_is_its_writer_s_own_conversation():
    arrival = events.message(MESSAGE, ME)
    assert arrival.conversation_id == "discord-53908099506183680"
    assert arrival.keys == ("334385199974967042",)
    assert arrival.body["text"] == "Supa Hot"
    assert (arrival.address["channel"], arrival.address["server"]) == ("290926798999357250", False)
    assert "Mason" not in str((arrival.body, arrival.address))


def test_a_file_is_kept_by_its_name_address_and_size():
    (file,) = events.message({**MESSAGE, "attachments": [ATTACHMENT]}, ME).body["files"]
    assert file == {"name": "image.png", "url": ATTACHMENT["url"], "size": 524288}


@pytest.mark.parametrize(
    "change",
    [
        {"author": {"id": ME, "bot": True}},
        {"author": {"id": "5", "bot": True}},
        {"webhook_id": "5"},
        {"type": 7},
        {"type": 6},
        {"type": None},
        {"author": None},
        {"id": "../x"},
        {"channel_id": 5},
        {"channel_id": "1/messages"},
        {"guild_id": "290926798626357999"},
        {"guild_id": "290926798626357999", "mentions": [{"id": "5"}]},
        {"guild_id": "290926798626357999", "content": f"<@{ME}>"},
        {"guild_id": "290926798626357999", "type": 19, "content": "", "referenced_message": {"author": {"id": ME}}},
        {"guild_id": "290926798626357999", "mention_everyone": True},
    ],
)
def test_what_is_not_for_the_bot_is_left_alone(change):
    assert events.message({**MESSAGE, **change}, ME) is None


@pytest.mark.parametrize(
    ("interaction", "chosen", "title"), [(BUTTON, "click_one", "Click me!"), (MENU, "mage", "Mage")]
)
def test_a_press_is_known_by_what_was_chosen(interaction, chosen, title):
    arrival = events.press(interaction)
    assert (arrival.body["chosen"], arrival.body["title"]) == (chosen, title)
    assert arrival.conversation_id == "discord-345626669114982999-53908232506183680"


@pytest.mark.parametrize("change", [{"type": 2}, {"token": ""}, {"message": None}, {"member": None}, {"id": 5}])
def test_other_interactions_are_left_alone(change):
    assert events.press({**BUTTON, **change}) is None


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
)


@given(json_values, st.dictionaries(st.sampled_from([*MESSAGE, "flags", "poll"]), json_values))
def test_whatever_it_holds_it_is_read_without_an_error(value, change):
    for odd in (value, {**MESSAGE, **change}, {**BUTTON, "data": value}, {**BUTTON, "message": {"components": value}}):
        events.message(odd, ME)
        events.press(odd)
