"""Record a conversation with the running bot (`make run`) as docs/conversation.svg, for the README."""

import os
import secrets
import tempfile
from pathlib import Path

from rich.console import Console

from tests import pictures
from unstuck import settings
from unstuck.cli.chat import Talk, show

# A number presses a button, as in `unstuck chat`.
SAID = ("it says update failed when i change my pfp", "3", "@IMG_0042.HEIC", "it worked, thank you!")


def main() -> None:
    """Say the lines, send a picture, and write what the terminal showed."""
    console = Console(record=True, width=96, highlight=False)
    talk = Talk(settings.read(), f"recording-{secrets.token_hex(4)}")
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        Path("IMG_0042.HEIC").write_bytes(pictures.heic())
        for typed in SAID:
            console.print(f"\n[bold cyan]>[/] {typed}")
            show(console, talk, talk.say(typed))
        os.chdir(settings.ROOT)
    console.save_svg("docs/conversation.svg", title="unstuck chat")


if __name__ == "__main__":
    main()
