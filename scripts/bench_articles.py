"""What many articles cost: training time, whether messages find their article, and the time of a turn.

    make bench-articles                                        200 articles beside the project's own
    .venv/bin/python -m scripts.bench_articles --articles 20 --no-turns

The articles are made of parts: apps with made-up names, each with one of the troubles below, so that only the app's
name or the error message tells articles of one trouble apart; every example and message names the app. The messages for
measuring are worded otherwise than the examples. Nothing of it is kept.
"""

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.servers.bot import Bot
from unstuck import settings
from unstuck.articles.assemble import assemble
from unstuck.articles.knowledge import Knowledge
from unstuck.cli.serve import QUIET_AND_SINGLE_THREADED
from unstuck.guide.case import Case
from unstuck.guide.route import route
from unstuck.guide.turn import Message
from unstuck.settings import ROOT
from unstuck.understanding.reading import Reader

# The error, what fails, and two causes, each as a noun phrase.
TROUBLES = (
    ("Cannot Print Page", "printing a page", "an empty ink cartridge", "a paper jam"),
    ("Sync Stopped", "syncing my calendar", "two devices with other clocks", "a calendar that is shared"),
    ("Payment Declined", "paying for my basket", "an expired card", "a wrong billing address"),
    ("Video Call Dropped", "a video call", "a blocked camera", "a headset that is not paired"),
    ("Route Not Found", "planning a route", "an old map", "location services being off"),
    ("Backup Incomplete", "backing up my files", "a full drive", "a file that is open elsewhere"),
    ("Login Not Possible", "logging in", "a forgotten password", "a code that never arrives"),
    ("Song Unavailable", "playing a song", "a lapsed subscription", "a song from another country"),
    ("Ticket Not Valid", "scanning my ticket", "a dark screen", "a ticket for another day"),
    ("Lamp Not Responding", "switching on the lamp", "a lamp without power", "a lamp of another room"),
    ("Workout Lost", "saving my workout", "a strap without battery", "a watch that was not worn"),
    ("Scan Too Blurry", "scanning a document", "a dirty lens", "a shaking hand"),
    ("Booking Failed", "booking a table", "a table that is taken", "a party that is too large"),
    ("Message Not Delivered", "sending a message", "a number that has changed", "a contact who blocks me"),
    ("Door Stays Locked", "opening the door", "a dead lock battery", "a key that was revoked"),
    ("Translation Missing", "translating a menu", "a language that is not loaded", "handwriting on the menu"),
    ("Game Not Saved", "saving my game", "a second player online", "a save from an older version"),
    ("Reading Not Possible", "opening my book", "a book that was returned", "a file with a lock"),
    ("Weather Out Of Date", "seeing the forecast", "a station that is silent", "a place without a name"),
    ("Parcel Not Found", "tracking my parcel", "a mistyped number", "a parcel that is not handed over yet"),
)
SAID = ("I think it is {}", "it must be {}", "could it be {}", "{} I guess", "looks like {} to me", "we have {} here",
        "turns out there is {}", "the reason seems to be {}")  # fmt: skip
COMPLAINED = ("{} does not work", "{} fails", "I have trouble with {}", "no luck with {}", "{} always ends in an error",
              "help with {}", "something is wrong with {}", "{} stopped working")  # fmt: skip
ASKED_CAUSE = ("in {app} I noticed {what}", "{app} acts up and I suspect {what}", "is {what} a problem for {app}?")
ASKED_ERROR = ("{app} gives an error at {what}", "why does {what} go wrong in {app}", "{app} won't do it: {what}")
EACH = 15  # examples of an intent
MOST_MINUTES, MOST_TURN = 3, 1.3
WALK = ("my wifi is slow", "done", "where is that", "ok next", "it still fails", "already tried", "what is the summary",
        "skip it", "go back", "thanks")  # fmt: skip
ROUNDS = 4


@dataclass(frozen=True)
class Asked:
    """A message that no example repeats, and where it belongs."""

    text: str
    article: str
    part: str


def main() -> int:
    """Print the figures; exit status 1 when one misses its goal."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--no-turns", action="store_true", help="leave out the servers")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return measure(Path(folder), options.articles, not options.no_turns)


def measure(folder: Path, count: int, turns: bool) -> int:
    """Generate, train, route and talk in `folder`."""
    environment, asked = generate(folder, count)
    os.environ.update(environment)
    seconds, spent = train(folder)
    print(
        f"training: {seconds:.0f} s, {spent:.0f} s of processors, for {count} articles beside the project's own",
        flush=True,
    )
    right, whole = routed(asked)
    print(
        f"routing: {right:.1%} of {len(asked)} messages find their article, {whole:.1%} the cause in it as well",
        flush=True,
    )
    if not turns:
        return int(seconds > MOST_MINUTES * 60)
    few = turn_cost(folder / "few", dict.fromkeys(environment, ""))
    many = turn_cost(folder / "many", environment)
    print(
        f"a turn: {few[0]:.1f} ms before, {many[0]:.1f} ms with them ({many[0] / few[0]:.2f} times); of processor time"
    )
    print(f"        {few[1]:.1f} ms before, {many[1]:.1f} ms with them ({many[1] / few[1]:.2f} times)")
    return int(seconds > MOST_MINUTES * 60 or many[1] > MOST_TURN * few[1])


def generate(folder: Path, count: int) -> tuple[dict[str, str], list[Asked]]:
    """Write articles and examples; returns the settings that use them, and the messages for measuring."""
    chosen = settings.read()
    shutil.copytree(chosen.articles, folder / "articles")
    shutil.copytree(chosen.examples, folder / "nlu")
    (folder / "models").mkdir()
    (folder / "models" / "encoder").symlink_to(chosen.models / "encoder")
    asked: list[Asked] = []
    for number, app in enumerate(apps(count)):
        trouble = TROUBLES[number % len(TROUBLES)]
        id = f"{app.lower()}_article"
        write(folder / "articles" / f"{id}.yml", article(id, app, trouble))
        write(folder / "nlu" / f"{id}.yml", {"nlu": list(examples(id, app, trouble))})
        asked += messages(id, app, trouble)
    environment = {"UNSTUCK_ARTICLES": str(folder / "articles"), "UNSTUCK_MODELS": str(folder / "models")}
    return environment, asked


def apps(count: int) -> list[str]:
    """Made-up names of apps, each another."""
    dice = random.Random(1)
    names: dict[str, None] = {}
    while len(names) < count:
        syllables = [dice.choice("bdfgklmnprstvz") + dice.choice("aeiou") for _ in range(3)]
        names["".join(syllables).capitalize() + dice.choice("lnrsx")] = None
    return list(names)


def article(id: str, app: str, trouble: tuple[str, ...]) -> dict[str, Any]:
    """An article with two causes of its own and one that others have too."""
    error, what, *reasons = trouble
    causes = [(f"reason{n}", reason, [f"{id}.reason{n}"]) for n, reason in enumerate(reasons)]
    causes.append(("network", "a weak connection", ["describe_network_trouble"]))
    return {
        "id": id,
        "title": error,
        "product": app,
        "platforms": ["phone"],
        "error_messages": [f"{app}: {error}"],
        "intents": [f"{id}.error"],
        "summary": f"{app} says this when {what} fails.",
        "chain": f"{app} needs a connection and a free hand for {what}.",
        "takeaways": [f"Mind {reason}." for _, reason, _ in causes],
        "causes": [
            {
                "id": part,
                "title": reason.capitalize(),
                "short": reason,
                "explanation": f"With {reason}, {what} in {app} ends early.",
                "signs": [f"There is {reason}"],
                "intents": intents,
                "methods": [f"mend_{part}"],
            }
            for part, reason, intents in causes
        ],
        "methods": [
            {
                "id": f"mend_{part}",
                "title": f"Get rid of {reason}",
                "why": f"Without it {what} goes on.",
                "names": [f"get rid of {reason}", f"mend {reason}"],
                "steps": [
                    {"title": f"Step {n}", "text": f"Open {app} and look for {reason}.", "help": f"It is on page {n}."}
                    for n in (1, 2, 3)
                ],
            }
            for part, reason, _ in causes
        ],
        "prevention": f"Look for {reasons[0]} before {what}.",
        "source": "scripts/bench_articles.py",
    }


def examples(id: str, app: str, trouble: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Training examples of the article's own intents."""
    _, what, *reasons = trouble
    yield entry(f"{id}.error", [said.format(what) for said in COMPLAINED], app)
    for number, reason in enumerate(reasons):
        yield entry(f"{id}.reason{number}", [said.format(reason) for said in SAID], app)


def entry(intent: str, texts: list[str], app: str) -> dict[str, str]:
    """One intent's examples: each text with the app's name before it or behind it."""
    lines = [f"{app}: {text}" for text in texts] + [f"{text} in {app}" for text in texts]
    return {"intent": intent, "examples": "".join(f"- {line}\n" for line in lines[:EACH])}


def messages(id: str, app: str, trouble: tuple[str, ...]) -> Iterator[Asked]:
    """Messages for measuring."""
    error, what, *reasons = trouble
    for text in ASKED_ERROR:
        yield Asked(text.format(app=app, what=what), id, id)
    for number, reason in enumerate(reasons):
        for text in ASKED_CAUSE:
            yield Asked(text.format(app=app, what=reason), id, f"reason{number}")
    yield Asked(f"{app} again, my wifi is slow", id, "network")
    yield Asked(f"the screen says {app}: {error}", id, id)


def train(folder: Path) -> tuple[float, float]:
    """Train a model of everything; returns the seconds, and those of the processors."""
    files = assemble(Knowledge.load(folder / "articles"), ROOT, folder / "nlu", folder / "build")
    data = list(map(str, files.data))
    command = [sys.executable, "-m", "rasa", "train", "--domain", str(files.domain), "--data", *data]
    command += ["--out", str(folder / "models"), "--quiet", "--skip-validation"]
    environment = os.environ | QUIET_AND_SINGLE_THREADED | {"RASA_CACHE_DIRECTORY": str(folder / "cache")}
    environment["OMP_NUM_THREADS"] = str(len(os.sched_getaffinity(0)))
    start, used = time.monotonic(), os.times()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    after = os.times()
    spent = after.children_user + after.children_system - used.children_user - used.children_system
    return time.monotonic() - start, spent


def routed(asked: list[Asked]) -> tuple[float, float]:
    """The share of messages that lead to their article, and to the right part of it."""
    reader, knowledge = Reader.load(settings.read().models), Knowledge.load(settings.read().articles)
    articles = parts = 0
    for one in asked:
        reading = reader.read(one.text)
        entities = tuple((entity.name, entity.value) for entity in reading.entities)
        intent = reading.intent if reading.confidence >= 0.5 else ""
        target = next(iter(route(knowledge, Case(), Message(intent, entities, reading.ranking)).targets), None)
        if target and target.article.id == one.article:
            articles += 1
            parts += (target.id or one.article) == one.part
    return articles / len(asked), parts / len(asked)


def turn_cost(folder: Path, environment: dict[str, str]) -> tuple[float, float]:
    """Median milliseconds of a turn through both servers, and of their processors' time."""
    folder.mkdir()
    bot = Bot(folder, dict(environment))
    try:
        bot.start()
        bot.talk("warm-up").say("hi")
        spent, times, turns = processor_seconds(bot), [], 0
        for number in range(ROUNDS):
            talk = bot.talk(f"walk-{number}")
            for text in WALK:
                start = time.perf_counter()
                talk.say(text)
                times.append(1000 * (time.perf_counter() - start))
                turns += 1
        return statistics.median(times), 1000 * (processor_seconds(bot) - spent) / turns
    finally:
        bot.stop()


def processor_seconds(bot: Bot) -> float:
    """What both servers have used so far, of the system as well."""
    ticks = 0
    for process in bot.processes.values():
        fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def write(path: Path, content: dict[str, Any]) -> None:
    """Write a YAML file."""
    with path.open("w", encoding="utf-8") as file:
        YAML(typ="safe").dump(content, file)


if __name__ == "__main__":
    sys.exit(main())
