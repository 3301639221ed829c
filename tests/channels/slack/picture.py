"""A picture of a conversation in Slack, made from the very messages that were posted: docs/slack.png.

`test_real.py` records its conversation; `python -m tests.channels.slack.picture` draws what it recorded.
"""

from __future__ import annotations

import base64
import html
import json
import re
import subprocess
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from tests.channels.slack.delivery import BOT
from tests.channels.slack.workspace import HERE, Person, node_environment
from unstuck.settings import ROOT

RECORDED = ROOT / "results" / "slack" / "conversation.json"
PICTURE = ROOT / "docs" / "slack.png"

_STYLE = """
body { font: 15px/1.46 Lato, "Noto Sans", Arial, sans-serif; color: #1d1c1d; margin: 20px;
  columns: 2; column-gap: 28px }
article { display: flex; gap: 8px; break-inside: avoid; padding: 6px 0 }
.face { flex: none; width: 36px; height: 36px; border-radius: 6px; background: #7c5cbf; color: #fff; font-weight: 700;
  display: grid; place-items: center }
.app { background: #1a1d29 }
.name { font-weight: 900 } .tag { font-size: 10px; background: #e8e8e8; border-radius: 2px; padding: 1px 3px }
small { display: block; color: #616061; font-size: 13px }
.actions { display: flex; flex-wrap: wrap; gap: 8px; padding: 6px 0 }
.actions span { border: 1px solid #bbb; border-radius: 8px; padding: 2px 12px; font-weight: 700; font-size: 14px }
.file { border: 1px solid #ddd; border-radius: 8px; padding: 10px 12px; display: inline-block }
img { width: 220px; border-radius: 8px; display: block }
"""


def record(person: Person) -> None:
    """Keep the person's conversation, with the pictures that a browser can show."""
    messages = sorted(person.history(), key=lambda message: message["ts"])
    for message in messages:
        for file in message.get("files", []):
            file["shown"] = _shown(person.fetch(file["url_private"]))
    RECORDED.parent.mkdir(parents=True, exist_ok=True)
    RECORDED.write_text(json.dumps(messages))


def page(messages: Sequence[dict[str, Any]]) -> str:
    """The messages as a page: Block Kit and mrkdwn, as far as the bot uses them."""
    return f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style>{''.join(map(_message, messages))}"


def main() -> None:
    """Draw what was recorded."""
    with tempfile.TemporaryDirectory() as folder:
        source, shot = Path(folder) / "page.html", Path(folder) / "page.png"
        source.write_text(page(json.loads(RECORDED.read_text())))
        subprocess.run(["node", HERE / "shoot.mjs", source, shot], env=node_environment(), check=True)
        Image.open(shot).convert("RGB").quantize(192).save(PICTURE, optimize=True)


def _message(message: dict[str, Any]) -> str:
    is_bot = message["user"] == BOT
    name = (
        '<span class="name">Unstuck</span> <span class="tag">APP</span>' if is_bot else '<span class="name">Ann</span>'
    )
    body = "".join(map(_block, message.get("blocks", []))) or f"<div>{_mrkdwn(message['text'])}</div>"
    files = "".join(map(_file, message.get("files", [])))
    face = f'<div class="face {"app" if is_bot else ""}">{"U" if is_bot else "A"}</div>'
    return f"<article>{face}<div>{name}{body}{files}</div></article>"


def _block(block: dict[str, Any]) -> str:
    if block["type"] == "section":
        return f"<div>{_mrkdwn(block['text']['text'])}</div>"
    if block["type"] == "context":
        return "".join(f"<small>{_mrkdwn(element['text'])}</small>" for element in block["elements"])
    titles = (html.escape(element["text"]["text"]) for element in block["elements"])
    return f'<div class="actions">{"".join(f"<span>{title}</span>" for title in titles)}</div>'


def _file(file: dict[str, Any]) -> str:
    if file["shown"]:
        return f'<small>{html.escape(file["name"])}</small><img src="data:image/jpeg;base64,{file["shown"]}">'
    return f'<div class="file">{html.escape(file["name"])}</div>'


def _mrkdwn(text: str) -> str:
    """Slack escapes as HTML does."""
    return re.sub(r"\*([^*\n]+)\*", r"<b>\1</b>", text).replace("\n", "<br>")


def _shown(data: bytes) -> str:
    """A small JPEG in base64 of what a browser shows; nothing of a HEIC file."""
    if not data.startswith(b"\xff\xd8"):
        return ""
    image = Image.open(BytesIO(data))
    image.thumbnail((440, 440))
    buffer = BytesIO()
    image.save(buffer, "JPEG")
    return base64.b64encode(buffer.getvalue()).decode()


if __name__ == "__main__":
    main()
