"""What the bot costs beside an earlier commit of itself: both set up and started in turn, several times, in one run.

    make bench-before BEFORE=dad16f2                            prints the table that stands in the README
    .venv/bin/python -m scripts.bench_before dad16f2 --rounds 1 --keep FOLDER   once; both folders stay for the next run

Each commit lies in a folder of its own. Set-up is timed the second time, when all packages are in uv's cache, with what
the tests need; the model is trained outside of the clock. A round starts one bot after the other, so what else the
machine does meets both; the table has the medians.
"""

import argparse
import shutil
import statistics
import subprocess
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import requests

from scripts.bench import WARM_UP, family, megabytes, of_one_person, say, throughput, turns
from tests.servers.bot import START_SECONDS, Bot
from unstuck.settings import ROOT

MANY = 8  # people at once
POLL_SECONDS = 0.05


@dataclass(frozen=True)
class Figures:
    """Of one bot, all its processes; the first three are those of a start to the first answer, and after all turns."""

    first_answer_s: float
    processor_s: float
    memory_mb: float
    p50_ms: float
    at_8_per_s: float


@dataclass(frozen=True)
class Installed:
    """Of one set-up."""

    setup_s: float
    venv_mb: float


def main() -> None:
    """Set up both, measure in turn, print the table."""
    parser = argparse.ArgumentParser(description="Benchmark against an earlier commit.")
    parser.add_argument("before", help="the commit")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="the folder for both set-ups, if they shall stay")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="unstuck-before-") as temporary:
        base = options.keep or Path(temporary)
        folders = {
            name: checkout(commit, base / name) for name, commit in (("before", options.before), ("now", "HEAD"))
        }
        installed = {name: install(folder) for name, folder in folders.items()}
        rounds: dict[str, list[Figures]] = {name: [] for name in folders}
        for number in range(options.rounds):
            for name, folder in folders.items():
                say(f"round {number + 1} of {options.rounds}: {name}")
                rounds[name].append(measure(folder))
    print(table(*(asdict(installed[name]) | medians(rounds[name]) for name in folders)))


def checkout(commit: str, folder: Path) -> Path:
    """The files of a commit in a folder."""
    if not folder.exists():
        folder.mkdir(parents=True)
        archive = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True).stdout
        subprocess.run(["tar", "-x", "-C", str(folder)], input=archive, check=True)
    return folder


def install(folder: Path) -> Installed:
    """Set a checkout up twice, the second time by the clock, and train its model."""
    say(f"{folder.name}: setting up")
    for _ in range(2):
        shutil.rmtree(folder / ".venv", ignore_errors=True)
        shutil.rmtree(folder / "models" / "encoder", ignore_errors=True)
        begun = time.perf_counter()
        run(folder, "scripts/setup.sh", "tests")  # earlier set-ups do not look at the word
        seconds = time.perf_counter() - begun
    files = (path.lstat() for path in (folder / ".venv").rglob("*"))
    size = sum(status.st_size for status in files) / 1e6
    run(folder, "scripts/build_web.sh")
    run(folder, ".venv/bin/python", "-m", "scripts.train")
    return Installed(seconds, size)


def run(folder: Path, *command: str) -> None:
    """Run a command of a checkout; what it says is shown when it fails."""
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def measure(folder: Path) -> Figures:
    """Start a checkout's bot, wait for its first answer, talk to it, stop it."""
    with tempfile.TemporaryDirectory(prefix="unstuck-before-") as var:
        # Python keeps what it compiled, as on most machines: from the second start on none of it is done again.
        bot = Bot(Path(var), {"PYTHONDONTWRITEBYTECODE": ""}, root=folder)
        begun = time.perf_counter()
        try:
            bot.spawn("actions", "rasa", "sender")
            first_answer(bot.address, begun + START_SECONDS)
            seconds = time.perf_counter() - begun
            processes = family(process.pid for process in bot.processes.values())
            spent = sum(sum(process.cpu_times()[:2]) for process in processes)
            turns(bot.address, "thanks", WARM_UP)
            return Figures(
                first_answer_s=seconds,
                processor_s=spent,
                p50_ms=statistics.median(of_one_person(bot.address, "thanks")),
                at_8_per_s=throughput([bot.address], "thanks", MANY),
                memory_mb=megabytes(processes),
            )
        finally:
            bot.stop()


def first_answer(address: str, until: float) -> None:
    """Ask until there is an answer."""
    message = {"sender": "first", "message": "it says update failed"}
    while True:
        assert time.perf_counter() < until, f"{address} does not answer"
        try:
            if requests.post(f"{address}/webhooks/rest/webhook", json=message, timeout=60).json():
                return
        except (requests.RequestException, ValueError):
            time.sleep(POLL_SECONDS)


def medians(rounds: list[Figures]) -> dict[str, float]:
    """The middle of each figure."""
    return {name: statistics.median(asdict(one)[name] for one in rounds) for name in asdict(rounds[0])}


def table(before: dict[str, float], now: dict[str, float]) -> str:
    """Both, and their ratio, as Markdown."""
    rows = ["| | before | now | ratio |", "|---|---|---|---|"]
    rows += [f"| {name} | {before[name]:.1f} | {one:.1f} | {one / before[name]:.2f} |" for name, one in now.items()]
    return "\n".join(rows)


if __name__ == "__main__":
    main()
