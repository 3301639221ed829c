"""The articles of the tests, their examples and their model: what lies in data/articles is nothing to a test."""

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
def begin_training() -> subprocess.Popen[bytes]:
    """Have the tests' model trained beside the tests, unless it is there: minutes after a change."""
    command = [sys.executable, "-m", "tests.library"]
    return subprocess.Popen(command, cwd=ROOT, env=os.environ | SETTINGS, stdin=subprocess.DEVNULL)


def train() -> None:
    """Wait until the tests' model is there."""
    assert begin_training().wait() == 0, "the tests' model cannot be trained"
