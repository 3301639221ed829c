"""How well and how fast intents are read: this pipeline beside Rasa's default and a nearest-neighbour baseline.

    make bench-nlu                                          the project's own examples, 5-fold cross-validation
    BENCHMARKS=/path make bench-nlu                         and banking30, BANKING77, CLINC150 from that folder
    .venv/bin/python -m scripts.bench_nlu --only unstuck --data own banking30
    BENCHMARKS=/path .venv/bin/python -m scripts.bench_nlu --data banking30 --epochs 1       how fast each reads

Each row is measured in this run, each in a process of its own with one thread: this project's Python, or for Rasa's
default the Python 3.10 that scripts/stock.sh sets up. `own25` is one fold of the own examples
with at most 25 of each intent to train on. Rasa's default takes hours on the larger sets: it runs on own25 and
banking30, unless --whole-default is given.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from ruamel.yaml import YAML

from scripts.stock_bot import TENSORFLOW, stock_python
from unstuck.articles.check import examples as examples_of
from unstuck.cli.serve import QUIET_AND_SINGLE_THREADED
from unstuck.settings import ROOT

PIPELINES = {"unstuck": "this pipeline", "default": "Rasa's default (DIET)", "nearest": "MiniLM, nearest example"}
DATA = ("own", "own25", "banking30", "banking77", "clinc150")
LARGE = ("own", "banking77", "clinc150")
FOLDS = 5
FEW = 25  # examples of an intent in own25
NO_CACHE = {"RASA_MAX_CACHE_SIZE": "0"}  # or a second run would not train at all
Example = tuple[str, str]


@dataclass(frozen=True)
class Task:
    """Messages to train on, to judge by, and of no known intent: far from all of them, and near."""

    train: list[Example]
    test: list[Example]
    far: list[str] = field(default_factory=list)
    near: list[str] = field(default_factory=list)


def main() -> None:
    """Run what was asked for and print the table."""
    parser = argparse.ArgumentParser(description="Benchmark of the understanding.")
    parser.add_argument("--only", nargs="+", choices=PIPELINES, default=list(PIPELINES))
    parser.add_argument("--data", nargs="+", choices=DATA, default=list(DATA))
    parser.add_argument("--whole-default", action="store_true", help="Rasa's default on everything: many hours")
    parser.add_argument("--epochs", type=int, default=100, help="of DIET; with 1 it reads as fast, but not as well")
    options = parser.parse_args()
    rows = []
    for data in options.data:
        if not data.startswith("own") and "BENCHMARKS" not in os.environ:
            continue
        for pipeline in options.only:
            if pipeline == "default" and data in LARGE and not options.whole_default:
                continue
            rows.append(row(pipeline, data, options.epochs))
    print(table(rows))


def row(pipeline: str, data: str, epochs: int) -> dict[str, Any]:
    """The figures of one pipeline on one set: the mean over its folds."""
    folds = range(FOLDS if data == "own" else 1)
    figures = []
    for fold in folds:
        say(f"{PIPELINES[pipeline]} on {data}, fold {fold + 1} of {len(folds)} ...")
        environment = os.environ | QUIET_AND_SINGLE_THREADED | TENSORFLOW | NO_CACHE
        command = [stock_python() if pipeline == "default" else sys.executable, "-m", "scripts.nlu_worker"]
        given = json.dumps(asdict(task(data, fold)) | {"config": config(pipeline, epochs)})
        done = subprocess.run(
            command, env=environment, cwd=ROOT, input=given, capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(done.stderr)
        figures.append(json.loads(done.stdout.splitlines()[-1]))
        say(f"    {figures[-1]}")
    python = figures[0].pop("python")
    mean = {
        name: float(np.mean([part[name] for part in figures])) for name in figures[0] if figures[0][name] is not None
    }
    return {"data": data, "pipeline": PIPELINES[pipeline], "python": python, **mean}


def config(pipeline: str, epochs: int) -> dict[str, Any] | None:
    """The contents of a config.yml: the project's, or the same with Rasa's default pipeline; none without Rasa."""
    if pipeline == "nearest":
        return None
    contents: dict[str, Any] = YAML(typ="safe").load(ROOT / "config.yml")
    return contents | ({"pipeline": default(epochs), "policies": []} if pipeline == "default" else {})


def default(epochs: int) -> list[dict[str, Any]]:
    """What `rasa init` writes for English in 3.6, where DIET has 100 epochs."""
    return [
        {"name": "WhitespaceTokenizer"},
        {"name": "RegexFeaturizer"},
        {"name": "LexicalSyntacticFeaturizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
        {"name": "DIETClassifier", "epochs": epochs, "constrain_similarities": True},
        {"name": "EntitySynonymMapper"},
        {"name": "FallbackClassifier", "threshold": 0.5, "ambiguity_threshold": 0.1},
    ]


def task(data: str, fold: int) -> Task:
    """The messages of one set; `fold` of the project's own."""
    if data.startswith("own"):
        examples = [(text, intent) for intent, said in examples_of(ROOT / "data" / "nlu").items() for text in said]
        held_out = folds_of([intent for _, intent in examples]) == fold
        train = [example for example, out in zip(examples, held_out, strict=True) if not out]
        test = [example for example, out in zip(examples, held_out, strict=True) if out]
        return Task(few(train) if data == "own25" else train, test)
    folder = Path(os.environ["BENCHMARKS"])
    if data == "banking30":
        parts = json.loads((folder / "banking30.json").read_text(encoding="utf-8"))
        return Task(pairs(parts["train"]), pairs(parts["test"]), texts(parts["far"]), texts(parts["near"]))
    if data == "banking77":
        return Task(*(table_of(folder / "banking77" / f"{part}.csv") for part in ("train", "test")))
    parts = json.loads((folder / "clinc150" / "data_full.json").read_text(encoding="utf-8"))
    return Task(pairs(parts["train"]), pairs(parts["test"]), texts(parts["oos_test"]))


def folds_of(intents: Sequence[str]) -> np.ndarray:
    """A fold for each example, every intent spread over all of them; the same in each process."""
    random = np.random.default_rng(1)
    fold = np.zeros(len(intents), dtype=int)
    for intent in sorted(set(intents)):
        members = random.permutation([index for index, name in enumerate(intents) if name == intent])
        fold[members] = np.arange(len(members)) % FOLDS
    return fold


def few(examples: Sequence[Example]) -> list[Example]:
    """At most 25 examples of each intent, drawn the same way in each process."""
    taken: Counter[str] = Counter()
    drawn = []
    for place in np.random.default_rng(1).permutation(len(examples)):
        text, intent = examples[place]
        if taken[intent] < FEW:
            taken[intent] += 1
            drawn.append((text, intent))
    return drawn


def pairs(rows: Sequence[Sequence[str]]) -> list[Example]:
    """Text and intent of each row."""
    return [(text, intent) for text, intent in rows]


def texts(rows: Sequence[Any]) -> list[str]:
    """The text of each row, which is a text or begins with one."""
    return [one if isinstance(one, str) else one[0] for one in rows]


def table_of(path: Path) -> list[Example]:
    """The rows of a table with the columns text and category."""
    with path.open(encoding="utf-8", newline="") as file:
        return [(line["text"], line["category"]) for line in csv.DictReader(file)]


def table(rows: Sequence[dict[str, Any]]) -> str:
    """The figures as Markdown."""
    columns = {"accuracy": ".1f", "far": ".3f", "near": ".3f", "train_s": ".0f", "load_s": ".1f", "p50_ms": ".1f"}
    columns |= {"p95_ms": ".1f", "memory_mb": ".0f"}
    lines = ["| data | pipeline | Python | " + " | ".join(columns) + " |", "|---" * (len(columns) + 3) + "|"]
    for figures in rows:
        cells = [format(figures[name], style) if name in figures else "-" for name, style in columns.items()]
        lines.append(f"| {figures['data']} | {figures['pipeline']} | {figures['python']} | {' | '.join(cells)} |")
    return "\n".join(lines)


def say(text: str) -> None:
    """Show progress, beside the table."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
