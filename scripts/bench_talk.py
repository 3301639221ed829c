"""How well what people really write is heard and answered: `make bench-talk`. Nothing of it was trained or tuned with.

    .venv/bin/python -m scripts.bench_talk           the table
    .venv/bin/python -m scripts.bench_talk --show    and every message and conversation that went wrong

Held-out messages (tests/understanding/) are compared with their statements; conversations (tests/talk/) are played
through reading, guide and words in one process. A turn of a conversation types `say`, or presses the button of the
last reply whose title matches `press`. The reply, as JSON, has to match every regular expression of `want`, one of
`any` and none of `never`; with `no_repeat: true` it says something that the reply before did not.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from unstuck import settings
from unstuck.articles.knowledge import Knowledge
from unstuck.cli.rehearsal import Rehearsal
from unstuck.settings import ROOT
from unstuck.understanding import move_lessons
from unstuck.understanding.context import Context
from unstuck.understanding.moves import Move
from unstuck.understanding.reading import Reader, Reading
from unstuck.understanding.statements import ALL_FIXES, TRIED, Act, How
from unstuck.wording.responses import Words

HELD_OUT = ROOT / "tests" / "understanding"
CONVERSATIONS = ROOT / "tests" / "talk" / "conversations.yml"
REPORT = "report_profile_photo_error"
# Lists of messages that say one thing each, and what their figures are called.
OF_ONE_INTENT = {
    "moments": "answers in their moment",
    "near": "single troubles and near misses",
    "signs": "troubles told by their signs alone",
    "sounds_like": "troubles by their signs, and what only sounds so",
}
# Lists of messages at steps, likewise.
OF_STEPS = {
    "at_step": "moves at a step",
    "solved_or_not": "moves where it is solved, or only seems so",
    "in_a_hurry": "moves of impatient people, with more beside",
}
# What answers to "does it work now?" come to, which are no moves.
ANSWERS = {"affirm": Move.FIXED, "confirm_fixed": Move.FIXED, "deny": Move.FAILS}

Score = Counter[str]  # "right" and "all"
Entry = Mapping[str, Any]


def load(path: Path) -> list[Entry]:
    """The entries of a YAML list. Raises OSError."""
    return list(YAML(typ="safe").load(path.read_text(encoding="utf-8")))


def measures(reader: Reader, knowledge: Knowledge, show: bool = False) -> dict[str, Score]:
    """Every figure of the held-out messages, by its name."""
    fixes = {method.id for article in knowledge.articles for method in article.methods}
    found: dict[str, Score] = {}

    def count(name: str, right: bool, text: str) -> None:
        score = found.setdefault(name, Counter())
        score["all"] += 1
        score["right"] += right
        if show and not right:
            print(f"{name}: {text}")

    for one in load(HELD_OUT / "statements.yml"):
        reading = reader.read(one["text"], Context(one.get("moment", "")))
        for name, right in _of_message(one, reading, fixes):
            count(name, right, one["text"])
    for one in load(HELD_OUT / "tried.yml"):
        if one["fix"] in fixes and one["how"] in set(How):
            struck = one["fix"] in _struck(reader.read(one["text"]), fixes)
            wanted = one["how"] in TRIED
            count(
                "fixes that were done, struck off" if wanted else "fixes not done, left open",
                struck == wanted,
                one["text"],
            )
    for name, title in OF_ONE_INTENT.items():
        for one in load(HELD_OUT / f"{name}.yml"):
            reading = reader.read(one["text"], Context(one["moment"]))
            count(title, one["intent"] in {reading.intent, *(said.intent for said in reading.statements)}, one["text"])
    return found


def _of_message(one: Entry, reading: Reading, fixes: set[str]) -> Iterator[tuple[str, bool]]:
    """The figures that one message counts in, and whether it is right there."""
    struck = _struck(reading, fixes)
    described = {said.intent for said in reading.statements if said.act is Act.DESCRIBES and said.how is How.STATED}
    named = {(entity.name, str(entity.value)) for entity in reading.entities}
    for statement in one["statements"]:
        how, target = statement.get("how", How.STATED), statement.get("target", "")
        if statement["act"] == "did" and target in fixes and how != How.ALL_BUT:
            wanted = how in TRIED
            yield (
                ("fixes that were done, struck off" if wanted else "fixes not done, left open"),
                (target in struck) == wanted,
            )
        elif statement["act"] == "describes" and statement["intent"] != REPORT:
            if how == How.DENIED:
                yield "troubles ruled out, not taken up", statement["intent"] not in described
            else:
                yield "troubles described, heard", statement["intent"] in described
        elif statement["act"] == "has" and target in ("device", "os_version"):
            yield "devices and versions, noted", any(name == target for name, _ in named)
        elif statement.get("intent") == "talk_to_human":
            yield "wishes for a person, heard", any(said.intent == "talk_to_human" for said in reading.statements)


def _struck(reading: Reading, fixes: set[str]) -> set[str]:
    """The fixes that count as done after a message; of "all" and "all but this" those that they stand for."""
    done: set[str] = set()
    for said in reading.statements:
        named = set(said.target.split())
        if said.act is Act.DID and said.how is How.ALL_BUT:
            done |= fixes - named
        elif (said.act is Act.DID and said.how in TRIED) or said.how is How.DENIED:
            done |= fixes if ALL_FIXES in named else named
    return done


def play(talk: Rehearsal, turns: Sequence[Entry]) -> tuple[list[str], list[tuple[str, str]]]:
    """What is wrong with a conversation, and what was said in it."""
    wrong: list[str] = []
    log: list[tuple[str, str]] = []
    replies: list[dict[str, Any]] = []
    for turn in turns:
        before, typed = replies, turn.get("say")
        if "press" in turn:
            offered = [button for reply in before for button in reply.get("buttons", ())]
            typed = next((one["payload"] for one in offered if re.search(turn["press"], one["title"])), None)
            if typed is None:
                return [*wrong, f"no button /{turn['press']}/"], log
        replies = talk.say(str(typed))
        body = json.dumps(replies, ensure_ascii=False)
        log.append((str(typed), body))
        wrong += [f"{typed!r}: {fault}" for fault in _faults(turn, body, replies, before)]
    return wrong, log


def _faults(turn: Entry, body: str, replies: Sequence[Entry], before: Sequence[Entry]) -> Iterator[str]:
    for wanted in turn.get("want", ()):
        if not re.search(wanted, body):
            yield f"lacks /{wanted}/"
    if turn.get("any") and not any(re.search(wanted, body) for wanted in turn["any"]):
        yield "lacks any of /" + "/, /".join(turn["any"]) + "/"
    for unwanted in turn.get("never", ()):
        if re.search(unwanted, body):
            yield f"has /{unwanted}/"
    if turn.get("no_repeat") and {one["text"] for one in replies} <= {one["text"] for one in before}:
        yield "repeats itself"


def conversations(reader: Reader, knowledge: Knowledge, split: str, show: bool = False) -> dict[str, Score]:
    """How many conversations of a split pass, by their kind."""
    found: dict[str, Score] = {}
    for one in load(CONVERSATIONS):
        if one.get("split") != split:
            continue
        wrong, log = play(Rehearsal(knowledge, Words.load(), reader), one["turns"])
        score = found.setdefault(one["kind"], Counter())
        score["all"] += 1
        score["right"] += not wrong
        if show and wrong:
            print(f"{one['kind']}: {one['name']}: {'; '.join(wrong)}")
            for said, answer in log:
                print(f"    > {said}\n    < {answer[:300]}")
    return found


def moves_at_step(reader: Reader, path: Path, show: bool = False) -> dict[str, Score]:
    """How many of the messages of a file (data/statements/README.md, `at_step.yml`) are judged rightly, by the move."""
    found: dict[str, Score] = {}
    for one in move_lessons.read(path):
        reading = reader.read(one.text, one.context)
        move = reading.move or ANSWERS.get(reading.intent)
        score = found.setdefault(one.move, Counter())
        score["all"] += 1
        score["right"] += move is one.move
        if show and move is not one.move:
            print(f"{one.move}: taken for {move}: {one.text}")
    return found


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description="How well what people write is heard and answered.")
    parser.add_argument("--show", action="store_true", help="print what went wrong")
    show = parser.parse_args().show
    chosen = settings.read()
    reader, knowledge = Reader.load(chosen.models), Knowledge.load(chosen.articles)
    rows = measures(reader, knowledge, show)
    for name, title in OF_STEPS.items():
        rows[title] = sum(moves_at_step(reader, HELD_OUT / f"{name}.yml", show).values(), Counter())
    talks = conversations(reader, knowledge, "held", show)
    rows |= {f"conversations: {kind}": score for kind, score in sorted(talks.items())}
    rows["conversations, all"] = sum(talks.values(), Counter())
    print("| held out | right | of | share |\n|---|---|---|---|")
    for name, score in rows.items():
        print(f"| {name} | {score['right']} | {score['all']} | {score['right'] / score['all']:.0%} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
