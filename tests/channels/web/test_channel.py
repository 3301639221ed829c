"""The web channel through the real servers: a page that talks, sends a picture, comes back, and deletes it all."""

import hashlib
import secrets
import sqlite3
import subprocess
from contextlib import closing
from io import BytesIO

import pytest
import requests
from PIL import Image

from tests import pictures
from tests.channels.page import Page
from tests.channels.web.codes import decoded
from unstuck.errors import AttachmentError
from unstuck.insight.figures import Comment, Insight
from unstuck.settings import read
from unstuck.storage.attachments import Attachments
from unstuck.storage.message_log import MessageLog
from unstuck.support.follow_ups import FollowUps

pytestmark = pytest.mark.servers


@pytest.fixture
def page(bot):
    with Page(bot.address) as page:
        yield page


def test_the_bot_greets_first_and_offers_a_way_in(page):
    (greeting,) = page.seen
    assert greeting["seq"] == 1
    assert "My profile photo won't change" in [button["title"] for button in greeting["buttons"]]


def test_a_step_is_a_card_with_its_place(page):
    assert page.say("it only lets me pick from 3 pictures on my iphone se") == {"ok": True}
    step = page.wait_for("bot", "step")
    assert (step["fix"], step["step"], step["last"]) == (1, 1, False)
    assert step["fixes"] == step["steps"] == 5
    assert step["body"] in step["text"]
    assert page.press("Done, next") == {"ok": True}
    assert page.wait_for("user")["text"] == "Done, next"
    assert page.wait_for("bot", "step")["step"] == 2


def test_a_whole_fix_lists_its_steps(page):
    page.say("it only lets me pick from 3 pictures on my iphone se")
    page.wait_for("bot", "step")
    page.say("show me the whole fix")
    whole = page.wait_for("bot", "whole_fix")
    assert [item["number"] for item in whole["items"]] == [1, 2, 3, 4, 5]


def test_the_end_is_told_as_data_and_a_line_may_be_added_to_the_thumb(page, bot):
    page.say("it only lets me pick from 3 pictures on my iphone se")
    page.wait_for("bot", "step")
    page.say("it works now")
    while page.wait_for("bot").get("end") != "solved":
        pass
    while not page.seen[-1]["buttons"]:
        page.wait_for("bot")
    page.press("👎 No")
    while page.wait_for("bot").get("asks") != "comment":
        pass
    line = 'Shorter steps @0.5 {"thumb":"up"} /restart'
    assert page.emit("comment", {"id": secrets.token_hex(16), "text": line}) == {"ok": True}
    assert page.wait_for("user")["text"] == line
    assert page.wait_for("bot")["text"] == "Thank you, the team will read it."
    figures = Insight.from_settings(read({"UNSTUCK_VAR": str(bot.var)})).figures(1)
    assert Comment("down", line) in figures.comments


def test_an_article_and_a_cause_have_a_qr_code_that_a_phone_reads(bot):
    for query in ("", "?cause=permission"):
        code = requests.get(f"{bot.address}/chat/articles/threads_profile_photo/qr.svg{query}", timeout=9)
        assert (code.headers["content-type"], code.headers["cache-control"]) == (
            "image/svg+xml",
            "public, max-age=86400",
        )
        assert decoded(code.content) == f"{bot.address}/chat?article=threads_profile_photo{query.replace('?', '&')}"
    for unknown in ("nowhere/qr.svg", "threads_profile_photo/qr.svg?cause=nothing"):
        assert requests.get(f"{bot.address}/chat/articles/{unknown}", timeout=9).status_code == 404


def test_a_heic_picture_comes_back_repaired_with_a_report(page, bot):
    assert page.attach(pictures.heic(), "IMG 0042.HEIC") == {"ok": True}
    sent = page.wait_for("user", "picture")
    assert requests.get(bot.address + sent["url"], timeout=9).content == pictures.heic()
    report = page.wait_for("bot", "report")
    assert "HEIC" in report["facts"]
    assert any("HEIC" in finding for finding in report["findings"])
    file = page.wait_for("bot", "file")
    saved = requests.get(bot.address + file["url"], timeout=9)
    assert Image.open(BytesIO(saved.content)).size == (1024, 1024)
    assert saved.headers["content-disposition"] == "attachment; filename*=UTF-8''IMG%200042.jpg"
    assert Image.open(BytesIO(requests.get(bot.address + file["preview"], timeout=9).content)).format == "PNG"


def test_after_a_reload_the_same_conversation_is_there_with_button_titles(page):
    page.press("What can you do?")
    page.wait_for("bot")
    token = page.call("POST", "/session").json()["token"]
    again = Page(page.address, token)
    history = again.history()
    assert again.conversation_id == page.conversation_id
    assert [message["seq"] for message in history] == list(range(1, len(history) + 1))
    assert "What can you do?" in [message["text"] for message in history]
    assert not any(message["text"].startswith("/") for message in history)
    assert again.history(after=len(history)) == []


def test_two_tabs_see_the_same(page):
    other = Page(page.address, page.token).connect()
    page.say("what is heic?", id="a" * 32)
    assert other.wait_for("user")["client_id"] == page.wait_for("user")["client_id"] == "a" * 32
    assert other.wait_for("bot") == page.wait_for("bot")
    other.leave()


def test_a_websocket_works_as_well(page, root):
    """Python's client cannot open one here, so the widget's own does."""
    script = f"""
        const {{ io }} = require("socket.io-client");
        const ways = {{ path: "/chat/socket.io", transports: ["websocket"], auth: {{ token: "{page.token}" }} }};
        const socket = io("{page.address}", ways);
        const end = (words) => {{ console.log(words); process.exit(0); }};
        socket.on("message", (message) => message.from === "bot" && end(message.kind));
        socket.on("connect_error", (error) => end(error.message));
        const said = {{ id: "b".repeat(32), text: "thanks" }};
        socket.emit("say", said, (answer) => console.log(JSON.stringify(answer)));
    """
    done = subprocess.run(
        ["node", "-e", script], cwd=root / "web", capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.splitlines() == ['{"ok":true}', "text"], done.stderr


def test_a_typed_secret_is_in_no_database(page, bot):
    page.say("my password is hunter4")
    assert page.wait_for("user")["text"] == "my password is •••"
    page.wait_for("bot")
    assert not any(b"hunter4" in path.read_bytes() for path in bot.var.glob("*.db*"))


def test_a_deleted_conversation_leaves_nothing_behind(page, bot):
    page.attach(pictures.fine(), "me.jpg")
    page.wait_for("bot")
    store = Attachments.from_settings(bot.settings)
    attachment = page.seen[-2]["url"].split("/")[-1].split("?")[0]
    assert store.find(attachment)
    FollowUps(bot.var).schedule(page.conversation_id, "web", -1)
    assert page.call("DELETE", "/conversation").json() == {"deleted": True}
    with pytest.raises(AttachmentError):
        store.find(attachment)
    assert MessageLog(bot.var, "web").since(page.conversation_id, 0) == []
    assert FollowUps(bot.var).cancel(page.conversation_id) == 0
    with closing(sqlite3.connect(bot.var / "tracker.db")) as tracker:
        assert not tracker.execute("SELECT 1 FROM events WHERE sender_id = ?", [page.conversation_id]).fetchall()
    refused = page.call("GET", "/history")
    assert (refused.status_code, refused.json()["error"]["code"]) == (410, "channel_conversation_deleted")
    assert Page(bot.address, page.token).call("POST", "/session").json()["token"].split(".")[0] != page.conversation_id


def test_a_fresh_server_is_healthy_and_ready(bot):
    for path in ("/health", "/ready"):
        answer = Page(bot.address).call("GET", path)
        assert (answer.status_code, answer.json()) == (200, {"ok": True, "failing": [], "refused": []})


def test_the_page_and_its_parts_come_with_strict_headers(bot, root):
    dist = root / "web" / "dist"
    answer = Page(bot.address).call("GET", "")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    for asset in (dist / "assets").iterdir():
        answer = Page(bot.address).call("GET", f"/assets/{asset.name}")
        assert hashlib.sha256(answer.content).digest() == hashlib.sha256(asset.read_bytes()).digest()
        assert "immutable" in answer.headers["cache-control"]


def test_a_heic_picture_has_a_preview_that_every_browser_shows(page, bot):
    page.attach(pictures.heic(), "IMG 0042.HEIC")
    sent = page.wait_for("user", "picture")
    answer = requests.get(bot.address + sent["preview"], timeout=20)
    assert answer.headers["content-type"] == "image/jpeg"
    assert Image.open(BytesIO(answer.content)).format == "JPEG"
    forged = sent["preview"].replace("sign=", "sign=0")
    assert requests.get(bot.address + forged, timeout=9).status_code == 403


def test_articles_are_found_and_read_and_a_talk_begins_with_one(page, bot):
    listed = requests.get(f"{bot.address}/chat/articles", params={"q": "profile photo"}, timeout=9).json()["articles"]
    whole = requests.get(f"{bot.address}/chat/articles/{listed[0]['id']}", timeout=9).json()
    assert whole["title"] == listed[0]["title"]
    assert whole["causes"]
    assert whole["fixes"]
    assert requests.get(f"{bot.address}/chat/articles/nothing", timeout=9).status_code == 404
    begin = {"id": secrets.token_hex(16), "article": whole["id"], "cause": whole["causes"][0]["id"]}
    assert page.socket.call("begin", begin) == {"ok": True}
    assert page.wait_for("user")["text"] == whole["causes"][0]["title"]
    assert page.wait_for("bot", "step")["fix"] == 1
