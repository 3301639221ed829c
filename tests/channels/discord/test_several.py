"""Several servers, at once and one after the other: one is connected, and what is written meanwhile is taken."""

import time

from channels.discord.channel import DiscordInput
from tests.channels.discord.fake import Discord
from tests.channels.discord.person import Person
from tests.channels.server import Server


def test_what_was_written_while_no_server_ran_is_taken_by_the_next(tmp_path):
    with Discord() as discord:
        with Server(DiscordInput, tmp_path, discord.environment) as server:
            ann = Person(discord, server.settings)
            ann.say("one")
        ann.message("two")
        with Server(DiscordInput, tmp_path, discord.environment) as server:
            until(lambda: server.turns)
            assert [text for _, text in server.turns] == ["two"]
            assert [one.text for one in ann.wait()] == ["re: two"]


def test_of_two_servers_one_is_connected_and_the_other_goes_on_when_it_stops(tmp_path):
    with Discord() as discord, Server(DiscordInput, tmp_path, discord.environment) as second:
        with Server(DiscordInput, tmp_path, discord.environment) as first:
            ann = Person(discord, first.settings)
            ann.say("one")
            assert len(discord.identified) == 1
            connected = first if first.channel._me else second
            idle = second if connected is first else first
            assert not idle.channel._me
        if connected is first:
            until(lambda: len(discord.identified) == 2)
        ann.say("two")
        assert sorted(text for _, text in first.turns + second.turns) == ["one", "two"]


def until(is_so):
    deadline = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)
