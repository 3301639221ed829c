"""The widget in a real browser. The scripts beside this file do the work; each also runs alone: `node --test FILE`."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.library import ARTICLES

pytestmark = pytest.mark.long

HERE = Path(__file__).resolve().parent
TIMEOUT = 600


@pytest.fixture(scope="module", autouse=True)
def built(root: Path) -> None:
    """The widget as it is now, and what its tests need."""
    subprocess.run([root / "scripts" / "build_web.sh", "tests/web"], check=True)


def run(root: Path, script: str, **environment: str) -> None:
    # Node comes from the PATH or, where there is none, from .venv.
    path = os.pathsep.join([os.environ["PATH"], str(root / ".venv" / "node" / "path")])
    done = subprocess.run(
        ["node", "--test", "--test-reporter=spec", script],
        cwd=HERE,
        env=os.environ | environment | {"PATH": path},
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
    )
    print(done.stdout)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]


@pytest.mark.parametrize(
    "script", ["articles", "docs", "elsewhere", "host", "languages", "network", "people", "pictures", "screens", "team"]
)
def test_the_widget(root, script):
    run(root, f"{script}.test.mjs")


def test_every_drawing_of_the_articles_is_drawn_and_has_words(root):
    articles = "".join(path.read_text() for path in ARTICLES.glob("*.yml"))
    wanted = set(re.findall(r"drawing: (\w+)", articles))
    for variants in re.findall(r"drawings: \{(.+)\}", articles):
        wanted |= set(re.findall(r": (\w+)", variants))
    for source in ("web/src/drawings.js", "data/words/en.yml"):
        assert wanted <= set(re.findall(r"^ +(\w+):", (root / source).read_text(), re.M)), source
