"""How well other languages are heard: the moves that first messages and conversations lead to, beside the right ones.

    .venv/bin/python -m scripts.bench_languages [--show]

A list of tests/understanding/languages/held/ (or of another folder) has `messages`, each a `text` with the move that is
right (`expect`, or one of `also`) and the `facts` that it tells, and `conversations` of `turns`, each what is said and
the moves of which one is right. A move is what the turn does, in one word: `fix:ID`, `answer:INTENT`, `ask_cause`,
`person`, an escalation's id, `next_step` and so on, whatever the words that it is said in.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from unstuck import settings
from unstuck.articles.knowledge import Knowledge
from unstuck.cli.rehearsal import TICKET, heard
from unstuck.guide.case import Asking, Case
from unstuck.guide.context import context_of
from unstuck.guide.respond import respond
from unstuck.guide.turn import LookAtPicture, Message, OpenTicket, Record, RepairPicture, Say, Turn
from unstuck.settings import ROOT, Settings
from unstuck.understanding import archive
from unstuck.understanding.encoder import SentenceEncoder
from unstuck.understanding.reading import Reader, Reading
from unstuck.understanding.statements import Act

LISTS = ROOT / "tests" / "understanding" / "languages" / "held"
FIGURES = ("right first moves", "wrong first moves", "right turns", "facts heard", "language told")
Entry = Mapping[str, Any]
# What a turn says, and the move that it is.
SAYS = {
    "ask_cause": "ask_cause",
    "ask_cause_again": "ask_cause",
    "offer_person": "person",
    "ask_trouble": "person",
    "ask_contact": "person",
    "told_and_offer": "person",
    "describe_other_platform": "platform",
    "out_of_scope": "declined",
    "comfort": "comfort",
    "express_frustration": "comfort",
    "express_sarcasm": "comfort",
    "greet": "greet",
    "greet_again": "greet",
    "ask_capabilities": "greet",
    "bot_challenge": "bot",
    "ask_picture": "picture",
    "other_error": "post",
    "step_help": "same_step",
    "here_we_are": "same_step",
    "noted_device": "same_step",
    "try_to_see": "same_step",
    "stopped": "stop",
    "stopped_idle": "stop",
    "goodbye": "stop",
    "ask_outcome": "asks_outcome",
    "ask_done": "asks_outcome",
    "last_step": "asks_outcome",
    "list_methods": "list_fixes",
    "fixed": "solved",
    "clarify": "asks_back",
    "set_language": "language",
    "language_set": "language",
}
EXACT = {"os_version": "os_version", "format": "file_format"}  # facts whose value counts, and their entities
OTHER_ARTICLE = "threads_upload_photo"
SAFE = frozenset(["asks_back", "same_step", "ask_cause", "person", "declined"])  # moves that lead nobody astray


@dataclass
class Talk:
    """One conversation, judged by its turns and not by their words."""

    reader: Reader
    knowledge: Knowledge
    case: Case = field(default_factory=Case)

    def say(self, text: str) -> tuple[Reading, frozenset[str]]:
        """What was read of a message, and the moves that answer it."""
        before = self.case
        reading = self.reader.read(text, context_of(self.knowledge, before))
        message = heard(text, reading)
        turn = respond(self.knowledge, before, message)
        opened = any(isinstance(effect, OpenTicket) for effect in turn.effects)
        self.case = replace(turn.case, ticket=TICKET if opened else turn.case.ticket)
        return reading, frozenset(moves(self.knowledge, before, message, turn))


def moves(knowledge: Knowledge, before: Case, message: Message, turn: Turn) -> Iterator[str]:
    """What a turn does."""
    case = turn.case
    said = [getattr(say, "name", "file") for say in turn.says]
    yield from (SAYS[name] for name in said if name in SAYS)
    answers = {str(say.values.get("body")) for say in turn.says if isinstance(say, Say)}
    escalations = [one for article in knowledge.in_language(case.language).articles for one in article.escalations]
    yield from (one.id for one in escalations if one.aside in answers)
    asked = {one.intent for one in message.statements if one.act is Act.ASKS} | {message.intent}
    yield from (f"answer:{intent}" for intent in asked if intent.startswith("ask_"))
    if message.intent == "set_language":
        yield "language"
    for effect in turn.effects:
        if isinstance(effect, OpenTicket):
            yield "person"
        elif isinstance(effect, LookAtPicture | RepairPicture):
            yield "picture"
        elif effect == Record("solved"):
            yield "solved"
    if case.asking in (Asking.HAND_OFF, Asking.TROUBLE):
        yield "person"
    if case.escalation and (
        case.escalation != before.escalation or case.asking in (Asking.ESCALATION, Asking.FOLLOW_UP)
    ):
        yield case.escalation
    if case.article == OTHER_ARTICLE:
        yield "post"
    if case.solved and not before.solved:
        yield "solved"
    if case.paused:
        yield "stop"
    shown = any(name in ("step", "fix_begins", "first_step", "whole_fix", "last_step") for name in said)
    if case.method and (shown or case.method != before.method):
        yield f"fix:{case.method}"
        yield "fix:any"
        if case.method != before.method:
            yield "next_fix"
        elif case.step > before.step:
            yield "next_step"
        elif case.step == before.step:
            yield "same_step"
    elif case.method and case.method == before.method and case.step == before.step and not case.asking:
        yield "same_step"


def judge(reader: Reader, knowledge: Knowledge, path: Path, show: bool = False) -> Counter[str]:
    """The figures of one language's list: first moves and conversations, right, wrong and all, and facts."""
    listed = YAML(typ="safe").load(path)
    score: Counter[str] = Counter()
    for one in listed["messages"]:
        talk = Talk(reader, knowledge)
        reading, made = talk.say(one["text"])
        verdict = _verdict(made, {one["expect"], *one.get("also", ())})
        score["messages"] += 1
        score[verdict] += 1
        score["language"] += reading.language == path.stem
        lacking = list(_facts(one.get("facts") or {}, talk.case, reading))
        score["facts"] += len(one.get("facts") or {})
        score["facts heard"] += len(one.get("facts") or {}) - len(lacking)
        if show and (verdict != "right" or lacking or reading.language != path.stem):
            print(f"{verdict}: {one['text']}\n    made {sorted(made)}, wanted {one['expect']}, lacks {lacking}")
            _explain(reading)
    for one in listed["conversations"]:
        talk = Talk(reader, knowledge)
        fine = True
        for turn in one["turns"]:
            reading, made = talk.say(turn["say"])
            verdict = _verdict(made, set(turn["expect"]))
            score["turns"] += 1
            score["turns right"] += verdict == "right"
            fine &= verdict == "right"
            if show and verdict != "right":
                print(f"{verdict}: {one['name']}: {turn['say']}\n    made {sorted(made)}, wanted {turn['expect']}")
                _explain(reading)
        score["conversations"] += 1
        score["conversations right"] += fine
    return score


def _verdict(made: frozenset[str], right: set[str]) -> str:
    if made & right:
        return "right"
    return "unsure" if made <= SAFE else "wrong"


def _facts(facts: Entry, case: Case, reading: Reading) -> Iterator[str]:
    """Those of the facts that were told and are not known."""
    named = {(entity.name, str(entity.value)) for entity in reading.entities}
    names = {name for name, _ in named}
    for name, value in facts.items():
        if name in ("tried", "not_tried"):
            yield from (f"{name} {fix}" for fix in value if (fix in case.tried) != (name == "tried"))
        elif name in ("device", "size"):
            known = {"device": "device", "size": "file_size"}[name] in names
            yield from () if known else (f"{name} {value}",)
        elif name in EXACT and (EXACT[name], str(value)) not in named:
            yield f"{name} {value}"


def _explain(reading: Reading) -> None:
    print(f"      [{reading.language}] " + "; ".join(f"{intent} {share:.2f}" for intent, share in reading.ranking[:3]))
    for one in reading.statements:
        print(f"        {one.act} {one.intent} {one.target} {one.how} {one.confidence:.2f} @{one.start}-{one.end}")


def reader_of_all(configured: Settings) -> Reader:
    """A reader of every language that was trained, whether or not there are words to answer in. Raises ModelError."""
    every = replace(configured, words=configured.languages)
    encoder = SentenceEncoder.load(configured.models / "encoder", configured.encoder)
    return Reader.make(every, encoder, archive.read_newest(configured.models))


def shares(score: Counter[str]) -> dict[str, float]:
    """The figures of one language as shares: of first messages, of turns of conversations, and of facts."""
    return {
        "right first moves": score["right"] / score["messages"],
        "wrong first moves": score["wrong"] / score["messages"],
        "right turns": score["turns right"] / score["turns"],
        "facts heard": score["facts heard"] / score["facts"],
        "language told": score["language"] / score["messages"],
    }


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description="How well other languages are heard.")
    parser.add_argument("--show", action="store_true", help="print what went wrong")
    parser.add_argument("--lists", type=Path, default=LISTS, help="folder of the lists")
    options = parser.parse_args()
    configured = settings.read()
    reader, knowledge = reader_of_all(configured), Knowledge.load(configured.articles)
    print(f"| language | {' | '.join(FIGURES)} |\n|---|{'---|' * len(FIGURES)}")
    for path in sorted(options.lists.glob("*.yml")):
        found = shares(judge(reader, knowledge, path, options.show))
        print(f"| {path.stem} | {' | '.join(f'{found[name]:.0%}' for name in FIGURES)} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
