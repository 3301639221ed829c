"""The articles of the tests, their examples and their model: what lies in data/articles is nothing to a test."""

import fcntl
import os
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

from unstuck.settings import ROOT

FOLDER = Path(__file__).parent
ARTICLES, EXAMPLES = FOLDER / "articles", FOLDER / "examples"
MODELS = ROOT / "build" / "tests" / "models"
SETTINGS = {
    "UNSTUCK_ARTICLES": str(ARTICLES),
    "UNSTUCK_EXAMPLES": str(EXAMPLES),
    "UNSTUCK_MODELS": str(MODELS),
}


def share_encoder() -> None:
    """Put the project's sentence encoder into the folder of the tests' model."""
    MODELS.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):  # another process was first
        (MODELS / "encoder").symlink_to(ROOT / "models" / "encoder")


@cache
def train() -> None:
    """Train the tests' model, unless it is there: a minute after a change. Processes wait for one another."""
    command = [sys.executable, "-m", "scripts.train"]
    with (MODELS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = subprocess.run(command, cwd=ROOT, env=os.environ | SETTINGS, stdin=subprocess.DEVNULL, check=False)
    assert done.returncode == 0, "the tests' model cannot be trained"
