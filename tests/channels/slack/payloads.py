"""Payloads as Slack's documentation shows them (docs.slack.dev: Events API, block_actions, slash commands, files)."""

from copy import deepcopy
from typing import Any

ME = "U0LAN0Z89"


def envelope(event: dict[str, Any]) -> dict[str, Any]:
    return {
        "token": "ZZZZZZWSxiZZZ2yIvs3peJ",
        "team_id": "T123ABC456",
        "api_app_id": "A123ABC456",
        "event": deepcopy(event),
        "type": "event_callback",
        "event_id": "Ev123ABC456",
        "event_time": 1515449522000016,
        "authorizations": [
            {
                "enterprise_id": "E123ABC456",
                "team_id": "T123ABC456",
                "user_id": ME,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
    }


MESSAGE_IM = {
    "type": "message",
    "channel": "D024BE91L",
    "user": "U2147483697",
    "text": "Hello hello can you hear me?",
    "ts": "1355517523.000005",
    "event_ts": "1355517523.000005",
    "channel_type": "im",
}
MESSAGE_CHANNEL = {
    "type": "message",
    "channel": "C123ABC456",
    "user": "U123ABC456",
    "text": "Live long and prospect.",
    "ts": "1355517523.000005",
    "event_ts": "1355517523.000005",
    "channel_type": "channel",
}
APP_MENTION = {
    "type": "app_mention",
    "user": "U061F7AUR",
    "text": "<@U0LAN0Z89> is it everything a river should be?",
    "ts": "1515449522.000016",
    "channel": "C123ABC456",
    "event_ts": "1515449522000016",
}
THREAD_REPLY = {
    "type": "message",
    "channel": "C123ABC456",
    "user": "U061F7VND",
    "text": "Was there was there was there what was there was there what was there was there there was there.",
    "thread_ts": "1482960137.003543",
    "ts": "1482960157.003543",
    "parent_user_id": "U061F7TRS",
    "event_ts": "1482960157.003543",
    "channel_type": "channel",
}
FILE_SHARE = {
    "type": "message",
    "subtype": "file_share",
    "text": "We got one!",
    "files": [
        {
            "id": "F0RDC39U1",
            "created": 1529342081,
            "timestamp": 1529342081,
            "name": "ghostrap.png",
            "title": "ghostrap.png",
            "mimetype": "image/png",
            "filetype": "png",
            "pretty_type": "PNG",
            "user": "U061F7AUR",
            "editable": False,
            "size": 196920,
            "mode": "hosted",
            "is_external": False,
            "external_type": "",
            "is_public": False,
            "public_url_shared": False,
            "display_as_bot": False,
            "username": "",
            "url_private": "https://files.slack.com/files-pri/T061EG9R6-F0RDC39U1/ghostrap.png",
            "url_private_download": "https://files.slack.com/files-pri/T061EG9R6-F0RDC39U1/download/ghostrap.png",
            "permalink": "https://episod-slackform.slack.com/files/U061F7AUR/F0RDC39U1/ghostrap.png",
            "has_rich_preview": False,
        }
    ],
    "user": "U061F7AUR",
    "upload": True,
    "display_as_bot": False,
    "bot_id": None,
    "ts": "1529342088.000086",
    "channel": "D0L4B9P0Q",
    "event_ts": "1529342088.000086",
    "channel_type": "im",
}
MESSAGE_CHANGED = {
    "type": "message",
    "subtype": "message_changed",
    "hidden": True,
    "channel": "D024BE91L",
    "ts": "1358878755.000001",
    "message": {
        "type": "message",
        "user": "U123ABC456",
        "text": "Hello, world!",
        "ts": "1355517523.000005",
        "edited": {"user": "U123ABC456", "ts": "1358878755.000001"},
    },
}
MESSAGE_DELETED = {
    "type": "message",
    "subtype": "message_deleted",
    "hidden": True,
    "channel": "D024BE91L",
    "ts": "1358878755.000001",
    "deleted_ts": "1358878749.000002",
}
BOT_MESSAGE = {
    "type": "message",
    "subtype": "bot_message",
    "ts": "1358877455.000010",
    "channel": "D024BE91L",
    "text": "Pushing is the answer",
    "bot_id": "BB12033",
    "username": "github",
    "icons": {},
}
CHANNEL_JOIN = {
    "type": "message",
    "subtype": "channel_join",
    "ts": "1358877458.000011",
    "channel": "C123ABC456",
    "user": "U123ABC456",
    "text": "<@U123ABC456|cal> has joined the channel",
}
APP_HOME_OPENED = {
    "type": "app_home_opened",
    "user": "U061F7AUR",
    "channel": "D0LAN2Q65",
    "event_ts": "1515449522000016",
    "tab": "home",
}
BLOCK_ACTIONS = {
    "type": "block_actions",
    "team": {"id": "T9TK3CUKW", "domain": "example"},
    "user": {"id": "UA8RXUSPL", "username": "jtorrance", "team_id": "T9TK3CUKW"},
    "api_app_id": "AABA1ABCD",
    "token": "9s8d9as89d8as9d8as989",
    "container": {
        "type": "message",
        "message_ts": "1548261231.000200",
        "channel_id": "CBR2V3XEX",
        "is_ephemeral": False,
    },
    "trigger_id": "12321423423.333649436676.d8c1bb837935619ccad0f624c448ffb3",
    "channel": {"id": "CBR2V3XEX", "name": "review-updates"},
    "message": {
        "bot_id": "BAH5CA16Z",
        "type": "message",
        "text": "This content can't be displayed.",
        "user": "UAJ2RU415",
        "ts": "1548261231.000200",
        "thread_ts": "1548261230.000100",
        "blocks": [
            {"type": "section", "block_id": "a1", "text": {"type": "mrkdwn", "text": "Did it work?"}},
            {"type": "actions", "block_id": "a2", "elements": []},
        ],
    },
    "response_url": "https://hooks.slack.com/actions/AABA1ABCD/1232321423432/D09sSasdasdAS9091209",
    "actions": [
        {
            "action_id": "press-4.1",
            "block_id": "a2",
            "text": {"type": "plain_text", "text": "Same error", "emoji": True},
            "value": "4.1",
            "type": "button",
            "action_ts": "1548426417.840180",
        }
    ],
}
SLASH_COMMAND = {
    "token": "gIkuvaNzQIHg97ATvDxqgjtO",
    "team_id": "T0001",
    "team_domain": "example",
    "enterprise_id": "E0001",
    "enterprise_name": "Globular Construct Inc",
    "channel_id": "C2147483705",
    "channel_name": "test",
    "user_id": "U2147483697",
    "user_name": "Steve",
    "command": "/weather",
    "text": "94070",
    "response_url": "https://hooks.slack.com/commands/1234/5678",
    "trigger_id": "13345224609.738474920.8088930838d88f008e0",
    "api_app_id": "A123456",
}
