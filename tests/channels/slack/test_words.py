"""Words in both directions: Slack's markup read as plain words, the bot's Markdown within Block Kit's limits."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.slack import blocks
from channels.slack.mrkdwn import mrkdwn, pieces, plain
from channels.slack.signature import is_signed, sign
from unstuck.storage.message_log import Entry
from unstuck.wording.messages import Button, Item, Message, Report, Step, WholeFix


def entry(message):
    return Entry("slack-U1", 7, "bot", datetime(2024, 5, 1, tzinfo=UTC), None, message)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("<@U0ME> it fails", "it fails"),
        ("hey <@U0ME|unstuck>, it fails", "hey , it fails"),
        ("ask <@U2|ann> in <#C1|general>", "ask @ann in #general"),
        ("<!here> <!subteam^S1|@support>", "@here @support"),
        ("<!date^1392734382^Posted {date}|Posted 18 Feb>", "Posted 18 Feb"),
        ("see <https://x.example/?a=1&amp;b=2|the page>", "see the page"),
        ("see <https://x.example/?a=1&amp;b=2>", "see https://x.example/?a=1&b=2"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2", "1 < 2 && 3 > 2"),
        ("&amp;lt;", "&lt;"),
    ],
)
def test_what_people_type_reaches_the_bot_in_plain_words(typed, read):
    assert plain(typed, "U0ME") == read


def test_labels_are_bold_and_nothing_calls_people():
    assert mrkdwn("Tap **Full Access** & <!channel>") == "Tap *Full Access* &amp; &lt;!channel&gt;"
    assert mrkdwn("- one\n- two") == "• one\n• two"
    assert mrkdwn("[it](https://a.example/b?c&d)") == "<https://a.example/b?c&amp;d|it>"
    assert (
        mrkdwn("[it](http://a.example) <https://b.example|c>") == "[it](http://a.example) &lt;https://b.example|c&gt;"
    )


def test_a_long_text_is_cut_between_paragraphs_and_never_inside_a_label():
    paragraph = "Tap **Full Access** and wait. " * 60
    found = pieces("\n\n".join([paragraph] * 4), 3000)
    assert all(piece.startswith("Tap") and piece.endswith("wait.") for piece in found)
    assert all(piece.count("*") % 2 == 0 for piece in pieces("word **two words** " * 500, 300))


@given(st.text(alphabet="ab &<>*\n.", max_size=400))
def test_no_piece_is_too_long_or_empty_and_nothing_is_lost(text):
    found = pieces(text, 50)
    assert all(0 < len(piece) <= 50 for piece in found)
    if "*" not in text:
        assert "".join("".join(found).split()) == "".join(mrkdwn(text).split())


STEP = Step(
    "Fix 2 of 5 · step 3 of 5\n**Open Settings**\nTap **Photos** & wait.\nDid it work?",
    (Button("It works now", "/confirm_fixed"),),
    fix=2,
    fixes=5,
    fix_title="Permission",
    step=3,
    steps=5,
    title="Open Settings",
    body="Tap **Photos** & wait.",
    last=True,
)


def test_a_step_is_small_print_a_section_and_buttons():
    assert blocks.rendered(entry(STEP)) == [
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "Fix 2 of 5 · step 3 of 5"}]},
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": "*Open Settings*\nTap *Photos* &amp; wait.\nDid it work?"},
        },
        {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "text": {"type": "plain_text", "text": "It works now"},
                    "value": "7.0",
                    "action_id": "press-7.0",
                }
            ],
        },
    ]
    assert blocks.fallback(entry(STEP)).startswith("Fix 2 of 5 · step 3 of 5\n*Open Settings*")


def test_a_whole_fix_and_a_report_say_all_that_their_texts_say():
    items = (Item(1, "Open", "Tap it."), Item(2, "Close", "Tap again."))
    whole = WholeFix(
        "Fix 1 of 5 · Permission\n1. **Open**: Tap it.\n2. **Close**: Tap again.\nDid it work?",
        fix=1,
        fixes=5,
        fix_title="Permission",
        items=items,
    )
    place, section = blocks.rendered(entry(whole))
    assert place["elements"][0]["text"] == "Fix 1 of 5 · Permission"
    assert section["text"]["text"] == "1. *Open*: Tap it.\n2. *Close*: Tap again.\nDid it work?"
    report = Report("I looked (HEIC, 4 MB):\n- It is HEIC.", facts="HEIC, 4 MB", findings=("It is HEIC.",))
    (section,) = blocks.rendered(entry(report))
    assert section["text"]["text"] == "I looked (HEIC, 4 MB):\n• It is HEIC."


@pytest.mark.parametrize(
    ("count", "kind", "menus"), [(25, "button", 0), (26, "static_select", 1), (101, "static_select", 2)]
)
def test_many_buttons_become_a_menu_and_each_keeps_its_own_name(count, kind, menus):
    message = Message("Which?", tuple(Button(f"Fix {n}", f"/{n}") for n in range(count)))
    _, *actions = blocks.rendered(entry(message))
    elements = [element for block in actions for element in block["elements"]]
    assert {element["type"] for element in elements} == {kind}
    choices = [choice for element in elements for choice in element.get("options", [element])]
    assert [choice["value"] for choice in choices] == [f"7.{n}" for n in range(count)]
    assert sum("options" in element for element in elements) == menus
    assert len({element["action_id"] for element in elements}) == len(elements)


def test_a_long_title_is_shortened_and_stays_as_it_is_otherwise():
    message = Message("?", (Button("x" * 76, "/a"), Button("Tom & <Jerry>", "/b")))
    titles = [element["text"]["text"] for element in blocks.rendered(entry(message))[1]["elements"]]
    assert titles == ["x" * 74 + "…", "Tom & <Jerry>"]


def test_the_choice_takes_the_place_of_the_buttons():
    before = blocks.rendered(entry(STEP))
    assert blocks.with_choice(before, "<b> & co") == [
        *before[:2],
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "✓ *&lt;b&gt; &amp; co*"}]},
    ]


def test_the_signature_is_the_one_of_slack_s_documentation():
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    secret, stamp = "8f742231b10e8888abcd99yyyzzz85a5", "1531420618"
    signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    assert sign(secret, stamp, body) == signature
    assert is_signed(secret, stamp, signature, body, 1531420618 + 300)
    assert not is_signed(secret, stamp, signature, body, 1531420618 + 301)
    assert not is_signed(secret, stamp, signature, body + b" ", 1531420618)
