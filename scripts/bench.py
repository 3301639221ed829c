"""What a turn costs, beside a stock Rasa bot with one trivial custom action and the same kind of store, in one run.

    make bench                                   a few minutes; prints a table of both and their ratios
    .venv/bin/python scripts/bench.py --write    and draws docs/bench.png

Both bots run as they are started in earnest: a Rasa server and an action server (and here the sender), SQLite, one
thread for numbers. The stock bot is what `rasa init` makes; its rule answers "hi" by an action that says one sentence.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil
import rasa.cli
import requests

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.servers.bot import START_SECONDS, Bot, free_port  # noqa: E402
from unstuck.cli.serve import QUIET_AND_SINGLE_THREADED  # noqa: E402

OURS, STOCK = "this bot", "stock Rasa"
ALONE = 100  # turns of one person, for the percentiles
CROWDS = (8, 64)  # people at once
CROWD_TURNS = 256  # of all of them together
LONG = 200  # turns of one conversation
EARLY, LATE = slice(5, 15), slice(190, 200)  # its turns 6 to 15 and 191 to 200
WARM_UP = 10
PATIENCE = 120

ACTION = """
from rasa_sdk import Action


class ActionHello(Action):
    def name(self):
        return "action_hello"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="Hello!")
        return []
"""
RULE = """
- rule: a greeting is answered by an action
  steps:
  - intent: greet
  - action: action_hello
"""
ENDPOINTS = """
action_endpoint:
  url: http://127.0.0.1:{port}/webhook
tracker_store:
  type: SQL
  dialect: sqlite
  db: {folder}/tracker.db
"""


@dataclass(frozen=True)
class Figures:
    """Of one bot. Times in milliseconds, throughput in turns a second, memory in megabytes, start in seconds."""

    start_s: float
    memory_mb: float
    p50_ms: float
    p95_ms: float
    at_8_per_s: float
    at_64_per_s: float
    early_ms: float
    late_ms: float


def main() -> None:
    """Measure both, print the table, draw it if asked."""
    parser = argparse.ArgumentParser(description="Benchmark of a turn.")
    parser.add_argument("--write", action="store_true", help="draw docs/bench.png")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="unstuck-bench-") as name:
        folder = Path(name)
        stock = measure(STOCK, stock_bot(folder), "hi")
        ours = measure(OURS, our_bot(folder), "thanks")
    print(table(ours, stock))
    if options.write:
        draw(ours, stock, ROOT / "docs" / "bench.png")


def measure(name: str, bot: "Iterator[tuple[str, list[psutil.Process]]]", text: str) -> Figures:
    """Start a bot, talk to it in every way, stop it."""
    say(f"{name}: starting")
    begun = time.perf_counter()
    with contextmanager(lambda: bot)() as (address, processes):
        start = time.perf_counter() - begun
        turns(address, text, WARM_UP)
        say(f"{name}: {ALONE} turns of one person")
        alone = [ms for _ in range(ALONE // 10) for ms in turns(address, text, 10)]
        crowds = []
        for people in CROWDS:
            say(f"{name}: {CROWD_TURNS} turns of {people} people at once")
            crowds.append(throughput(address, text, people))
        say(f"{name}: {LONG} turns of one conversation")
        long = turns(address, text, LONG)
        memory = sum(process.memory_info().rss for process in processes) / 1e6
    return Figures(
        start_s=start,
        memory_mb=memory,
        p50_ms=statistics.median(alone),
        p95_ms=statistics.quantiles(alone, n=20)[-1],
        at_8_per_s=crowds[0],
        at_64_per_s=crowds[1],
        early_ms=statistics.median(long[EARLY]),
        late_ms=statistics.median(long[LATE]),
    )


def turns(address: str, text: str, count: int) -> list[float]:
    """The milliseconds of each turn of a new conversation over REST."""
    sender, times = uuid.uuid4().hex, []
    with requests.Session() as session:
        for _ in range(count):
            begun = time.perf_counter()
            answer = session.post(
                f"{address}/webhooks/rest/webhook", json={"sender": sender, "message": text}, timeout=PATIENCE
            )
            times.append(1000 * (time.perf_counter() - begun))
            assert answer.json(), "the bot has to answer"
    return times


def throughput(address: str, text: str, people: int) -> float:
    """Turns a second, with so many people who each wait for their answer."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(people) as threads:
        list(threads.map(lambda _: turns(address, text, CROWD_TURNS // people), range(people)))
    return CROWD_TURNS / (time.perf_counter() - begun)


def our_bot(folder: Path) -> Iterator[tuple[str, list[psutil.Process]]]:
    """This bot, all its processes."""
    var = folder / "ours"
    var.mkdir()
    bot = Bot(var)
    try:
        bot.start("actions", "rasa", "sender")
        yield bot.address, family(process.pid for process in bot.processes.values())
    finally:
        bot.stop()


def stock_bot(folder: Path) -> Iterator[tuple[str, list[psutil.Process]]]:
    """What `rasa init` makes, with the action; it is trained before the clock runs for it."""
    project = folder / "stock"
    shutil.copytree(Path(rasa.cli.__file__).parent / "initial_project", project)
    port, actions_port = free_port(), free_port()
    (project / "actions" / "actions.py").write_text(ACTION, encoding="utf-8")
    append(project / "domain.yml", "\nactions:\n- action_hello\n")
    append(project / "data" / "rules.yml", RULE)
    # The stories that begin with a greeting would contradict the rule.
    (project / "data" / "stories.yml").unlink()
    (project / "endpoints.yml").write_text(ENDPOINTS.format(port=actions_port, folder=project), encoding="utf-8")
    environment = os.environ | QUIET_AND_SINGLE_THREADED
    say(f"{STOCK}: training")
    run = [sys.executable, "-m", "rasa"]
    subprocess.run([*run, "train", "--quiet"], cwd=project, env=environment, check=True, capture_output=True)
    address = f"http://127.0.0.1:{port}"
    commands = (
        [*run, "run", "actions", "--port", str(actions_port), "--quiet"],
        [*run, "run", "-p", str(port), "-i", "127.0.0.1", "--quiet"],
    )
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    processes = [subprocess.Popen(command, cwd=project, env=environment, **quiet) for command in commands]
    try:
        wait_for(address, f"http://127.0.0.1:{actions_port}/health")
        yield address, family(process.pid for process in processes)
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=60)


def append(path: Path, text: str) -> None:
    """Add text to the end of a file."""
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def wait_for(*addresses: str) -> None:
    """Until all of them answer."""
    until = time.monotonic() + START_SECONDS
    for address in addresses:
        while True:
            try:
                if requests.get(address, timeout=2).ok:
                    break
            except requests.RequestException:
                pass
            assert time.monotonic() < until, f"{address} does not answer"
            time.sleep(0.2)


def family(pids: "Iterator[int]") -> list[psutil.Process]:
    """Processes with all their children."""
    heads = [psutil.Process(pid) for pid in pids]
    return [process for head in heads for process in (head, *head.children(recursive=True))]


def table(ours: Figures, stock: Figures) -> str:
    """Both, and their ratio, as Markdown."""
    rows = [f"| | {OURS} | {STOCK} | ratio |", "|---|---|---|---|"]
    for name, one in asdict(ours).items():
        other = asdict(stock)[name]
        rows.append(f"| {name} | {one:.1f} | {other:.1f} | {one / other:.2f} |")
    growth = [figures.late_ms / figures.early_ms for figures in (ours, stock)]
    rows.append(f"| turn 200 / turn 10 | {growth[0]:.2f} | {growth[1]:.2f} | |")
    return "\n".join(rows)


def draw(ours: Figures, stock: Figures, path: Path) -> None:
    """A bar for each figure, as a share of the stock bot's."""
    import matplotlib

    matplotlib.use("svg" if path.suffix == ".svg" else "agg")
    from matplotlib import pyplot

    labels = {
        "p50_ms": "turn, p50",
        "p95_ms": "turn, p95",
        "late_ms": "turn 200",
        "start_s": "start",
        "memory_mb": "memory",
        "at_8_per_s": "throughput, 8 people",
        "at_64_per_s": "throughput, 64 people",
    }
    shares = [asdict(ours)[name] / asdict(stock)[name] for name in labels]
    figure, axes = pyplot.subplots(figsize=(7, 3.2))
    bars = axes.barh(list(labels.values())[::-1], shares[::-1], color="#2563eb")
    axes.bar_label(bars, labels=[f"{share:.2f}" for share in shares[::-1]], padding=4)
    axes.axvline(1, color="#888", linewidth=1)
    axes.set_xlabel(f"{OURS} as a share of {STOCK}")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    figure.tight_layout()
    figure.savefig(path, dpi=120)


def say(text: str) -> None:
    """Show progress, beside the table."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
