"""Connecting: the manifest asks for what is used and for nothing else, and files come from Slack's hosts alone."""

import re

import pytest

from channels.slack.api import file_hosts
from tests.channels.slack.workspace import MANIFEST
from unstuck import settings
from unstuck.cli.serve import off
from unstuck.errors import SettingError


def test_the_manifest_subscribes_to_what_the_channel_reads():
    assert set(MANIFEST["settings"]["event_subscriptions"]["bot_events"]) == {
        "app_home_opened",
        "app_mention",
        "message.channels",
        "message.groups",
        "message.im",
        "message.mpim",
        "reaction_added",
    }


def test_the_manifest_names_one_address_three_times(root):
    text = (root / "docs" / "slack-app.yml").read_text()
    assert re.findall(r"https://HOST/\S+", text) == ["https://HOST/webhooks/slack/webhook"] * 3


def test_every_scope_is_told_in_the_guide(root):
    guide = (root / "docs" / "slack.md").read_text()
    assert [scope for scope in MANIFEST["oauth_config"]["scopes"]["bot"] if f"`{scope}`" not in guide] == []


@pytest.mark.parametrize(
    ("scheme", "host", "is_slack"),
    [
        ("https", "files.slack.com", True),
        ("https", "slack.com", True),
        ("https", "acme.enterprise.slack.com", True),
        ("http", "files.slack.com", False),
        ("https", "files.slack.com.evil.example", False),
        ("https", "evilslack.com", False),
        ("https", "user@files.slack.com", False),
        ("https", "evil.example\\.slack.com", False),
        ("https", "files.slack.com:22", False),
        ("https", "127.0.0.1", False),
        ("https", "169.254.169.254", False),
        ("", "", False),
    ],
)
def test_files_come_from_slack_alone(scheme, host, is_slack):
    assert file_hosts("https://slack.com/api/")(scheme, host) is is_slack


@pytest.mark.parametrize("missing", ["UNSTUCK_SLACK_TOKEN", "UNSTUCK_SLACK_SIGNING_SECRET"])
def test_whoever_starts_the_bot_is_told_that_slack_is_off(missing):
    both = {"UNSTUCK_SLACK_TOKEN": "xoxb-1", "UNSTUCK_SLACK_SIGNING_SECRET": "2"}
    assert [line for line in off(settings.read(both)) if "Slack" in line] == []
    (told,) = [line for line in off(settings.read(both | {missing: ""})) if "Slack" in line]
    assert "docs/slack.md" in told
    assert "\n" not in told


@pytest.mark.parametrize(
    "address", ["slack.com/api/", "ftp://slack.com/", "https://slack.com", "https://a@b/", "https:///"]
)
def test_an_address_of_the_api_that_cannot_be_used_is_named(address):
    with pytest.raises(SettingError, match="UNSTUCK_SLACK_API"):
        settings.read({"UNSTUCK_SLACK_API": address})
