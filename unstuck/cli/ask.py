"""`unstuck ask`: what the bot understands of a message, and why."""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from unstuck import settings
from unstuck.articles.assemble import assemble
from unstuck.articles.fingerprint import model_file
from unstuck.articles.knowledge import Knowledge, Part
from unstuck.cli.rehearsal import Rehearsal, heard
from unstuck.errors import UnstuckError
from unstuck.guide.context import context_of
from unstuck.guide.route import route
from unstuck.understanding.statements import UNDERSTOOD
from unstuck.wording.responses import Words


def register(commands: argparse._SubParsersAction) -> None:
    """Add `ask`."""
    command = commands.add_parser("ask", help="explain what the bot understands of a message")
    given = command.add_mutually_exclusive_group(required=True)
    given.add_argument("text", nargs="?", help="the message")
    given.add_argument("--file", type=Path, help="a file with one message a line")
    command.add_argument("--after", default="", metavar="TEXT", help="what was said before; several parted by |")
    command.add_argument("--json", action="store_true", help="one line of JSON a message")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Print one explanation a message; standard error tells when it is an older model's.

    Raises:
        ModelError: there is no model.
        UnstuckError: the file is unreadable.
    """
    from unstuck.understanding.reading import Reader

    configured = settings.read()
    reader = Reader.load(configured.models)
    knowledge = Knowledge.load(configured.articles)
    if is_stale(configured, knowledge):
        print("The model was made of other data, or by other code: `make train` makes one of these.", file=sys.stderr)
    for text in _messages(options):
        talk = Rehearsal(knowledge, Words.load(), reader)
        for before in filter(None, map(str.strip, options.after.split("|"))):
            talk.say(before)
        answer = explain(text, talk)
        if options.json:
            print(json.dumps(answer, ensure_ascii=False), flush=True)
        else:
            print("\n".join(f"{name:<11}{_shown(value)}" for name, value in answer.items()), end="\n\n")


def is_stale(configured: settings.Settings, knowledge: Knowledge) -> bool:
    """Whether there is no model of the present articles, examples and code, so that an older one answers."""
    with TemporaryDirectory() as folder:
        files = assemble(knowledge, settings.ROOT, configured.examples, Path(folder))
        return not model_file(configured.models, settings.ROOT, configured.encoder, files).exists()


def explain(text: str, talk: Rehearsal) -> dict[str, Any]:
    """What is understood of a message in a talk, what it does to the case, and what is said next; the talk goes on.

    Returns:
        `cause` is the id of the cause, escalation or fix that the message points to, `part` says which of them;
        `understood` is whether the bot acts on it instead of asking back; `runner_up` is the second best intent with
        its confidence; `move` is what it asks for at a step; `case` are the fields of the case that changed.
    """
    assert talk.reader, "explaining needs a reader"
    before, knowledge = talk.case, talk.knowledge
    reading = talk.reader.read(text, context_of(knowledge, before))
    message = heard(text, reading)
    led = route(knowledge, before, replace(message, intent=reading.intent, also=reading.also)).targets
    target = next(iter(led), None) or knowledge.target(reading.intent)
    pointed = target if target and target.part in (Part.CAUSE, Part.ESCALATION, Part.METHOD) else None
    runner_up = reading.ranking[1] if len(reading.ranking) > 1 else None
    said = talk.take(message)
    was, now = before.to_json(), talk.case.to_json()
    return {
        "text": text,
        "intent": reading.intent,
        "confidence": round(reading.confidence, 3),
        "understood": reading.confidence >= UNDERSTOOD,
        "runner_up": {"intent": runner_up[0], "confidence": round(runner_up[1], 3)} if runner_up else None,
        "nearest": reading.nearest,
        "article": target.article.id if target else None,
        "cause": pointed.id if pointed else None,
        "part": target.part.value if target else None,
        "entities": [asdict(entity) for entity in reading.entities],
        "language": reading.language,
        "denied": list(reading.denied),
        "also": list(reading.also),
        "passages": [found.passage.text for found in reading.passages],
        "move": reading.move,
        "statements": [one.to_json() | {"says": text[one.start : one.end]} for one in reading.statements],
        "case": {name: value for name, value in now.items() if value != was[name] and name != "said"},
        "next": [message["text"] for message in said],
    }


def _messages(options: argparse.Namespace) -> Iterator[str]:
    if options.file is None:
        yield options.text
        return
    try:
        yield from options.file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        message = f"{options.file} cannot be read ({error}): give a text file in UTF-8."
        raise UnstuckError("file_unreadable", message) from None


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_shown, value)) or "-"
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values())
    return "-" if value is None else str(value)
