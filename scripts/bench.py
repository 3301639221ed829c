"""What a turn costs, beside a stock Rasa bot with one trivial custom action and the same kind of store, in one run.

    make bench                                   a few minutes; prints a table of both and their ratios
    .venv/bin/python -m scripts.bench --write    and draws docs/bench.png
    .venv/bin/python -m scripts.bench --servers  only this bot on 1, 2 and 4 servers with PostgreSQL, Redis and S3

Both bots run as they are started in earnest: a Rasa server and an action server (and here the sender), SQLite, one
thread for numbers. The stock bot is what `rasa init` makes; its rule answers "hi" by an action that says one sentence.
"""

import argparse
import statistics
import tempfile
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil
import requests

from deploy.cluster import Cluster
from scripts.stock_bot import family, say, train_stock_bot
from tests.servers.bot import Bot
from unstuck.settings import ROOT

OURS, STOCK = "this bot", "stock Rasa"
ALONE = 100  # turns of one person, for the percentiles
CROWDS = (8, 64)  # people at once
CROWD_TURNS = 256  # of all of them together
LONG = 200  # turns of one conversation
EARLY, LATE = slice(5, 15), slice(190, 200)  # its turns 6 to 15 and 191 to 200
WARM_UP = 10
SERVERS = (1, 2, 4)
MANY = 8  # people at once who talk to several servers
PATIENCE = 120


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


@dataclass(frozen=True)
class Scaled:
    """This bot on several servers, its stores not counted; units as in Figures."""

    servers: int
    p50_ms: float
    at_8_per_s: float
    memory_mb: float


def main() -> None:
    """Measure both, print the table, draw it if asked."""
    parser = argparse.ArgumentParser(description="Benchmark of a turn.")
    parser.add_argument("--write", action="store_true", help="draw docs/bench.png")
    parser.add_argument("--servers", action="store_true", help="measure the servers' number instead")
    options = parser.parse_args()
    if options.servers:
        print(rows_of([scaled(servers) for servers in SERVERS]))
        return
    with tempfile.TemporaryDirectory(prefix="unstuck-bench-") as name:
        folder = Path(name)
        stock = measure(STOCK, train_stock_bot(folder / "stock").run(), "hi")
        ours = measure(OURS, our_bot(folder), "thanks")
    print(table(ours, stock))
    if options.write:
        draw(ours, stock, ROOT / "docs" / "bench.png")


def measure(name: str, bot: Iterator[tuple[str, list[psutil.Process]]], text: str) -> Figures:
    """Start a bot, talk to it in every way, stop it."""
    say(f"{name}: starting")
    begun = time.perf_counter()
    with contextmanager(lambda: bot)() as (address, processes):
        start = time.perf_counter() - begun
        turns(address, text, WARM_UP)
        say(f"{name}: {ALONE} turns of one person")
        alone = of_one_person(address, text)
        crowds = []
        for people in CROWDS:
            say(f"{name}: {CROWD_TURNS} turns of {people} people at once")
            crowds.append(throughput([address], text, people))
        say(f"{name}: {LONG} turns of one conversation")
        long = turns(address, text, LONG)
        memory = megabytes(processes)
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


def scaled(servers: int) -> Scaled:
    """Talk to a cluster of so many servers."""
    say(f"{servers} servers: starting")
    with tempfile.TemporaryDirectory(prefix="unstuck-bench-") as folder:
        cluster = Cluster(Path(folder), servers=servers)
        try:
            cluster.start()
            for address in cluster.addresses:
                turns(address, "thanks", WARM_UP)
            say(f"{servers} servers: {ALONE} turns of one person, {CROWD_TURNS} of {MANY}")
            return Scaled(
                servers,
                statistics.median(of_one_person(cluster.addresses[0], "thanks")),
                throughput(cluster.addresses, "thanks", MANY),
                megabytes(family(process.pid for bot in cluster.bots for process in bot.processes.values())),
            )
        finally:
            cluster.stop()


def of_one_person(address: str, text: str) -> list[float]:
    """The milliseconds of each of ALONE turns, ten a conversation."""
    return [ms for _ in range(ALONE // 10) for ms in turns(address, text, 10)]


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


def throughput(addresses: Sequence[str], text: str, people: int) -> float:
    """Turns a second, with so many people, one server after the other, who each wait for their answer."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(people) as threads:
        each = [addresses[number % len(addresses)] for number in range(people)]
        list(threads.map(lambda address: turns(address, text, CROWD_TURNS // people), each))
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


def megabytes(processes: Iterable[psutil.Process]) -> float:
    """The memory of all of them; what some share counts once."""
    return sum(process.memory_full_info().pss for process in processes) / 1e6


def table(ours: Figures, stock: Figures) -> str:
    """Both, and their ratio, as Markdown."""
    rows = [f"| | {OURS} | {STOCK} | ratio |", "|---|---|---|---|"]
    for name, one in asdict(ours).items():
        other = asdict(stock)[name]
        rows.append(f"| {name} | {one:.1f} | {other:.1f} | {one / other:.2f} |")
    growth = [figures.late_ms / figures.early_ms for figures in (ours, stock)]
    rows.append(f"| turn 200 / turn 10 | {growth[0]:.2f} | {growth[1]:.2f} | |")
    return "\n".join(rows)


def rows_of(measured: Sequence[Scaled]) -> str:
    """The figures of several servers as Markdown."""
    lines = ["| servers | p50 ms | turns/s, 8 people | memory MB |", "|---|---|---|---|"]
    lines += [f"| {one.servers} | {one.p50_ms:.1f} | {one.at_8_per_s:.1f} | {one.memory_mb:.0f} |" for one in measured]
    return "\n".join(lines)


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
    axes.axvline(1, color="#888", linewidth=1)
    axes.bar_label(bars, labels=[f"{share:.2f}" for share in shares[::-1]], padding=4, backgroundcolor="white")
    axes.set_xlabel(f"{OURS} as a share of {STOCK}")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    figure.tight_layout()
    figure.savefig(path, dpi=120)


if __name__ == "__main__":
    main()
