"""A newcomer's Rasa: `rasa init`, one trivial action, and the same kind of store as this bot's."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import rasa.cli
import requests

from tests.servers.bot import START_SECONDS, free_port
from unstuck.cli.serve import QUIET_AND_SINGLE_THREADED
from unstuck.settings import ROOT

PYTHON = ROOT / ".venv-stock" / "bin" / "python"  # 3.10, set up by scripts/stock.sh
RASA = (str(PYTHON), "-m", "rasa")
TENSORFLOW = {"TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1", "TF_CPP_MIN_LOG_LEVEL": "3"}
ENVIRONMENT = os.environ | QUIET_AND_SINGLE_THREADED | TENSORFLOW | {"SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
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
class StockBot:
    """Trained in the folder `project`."""

    project: Path
    port: int
    actions_port: int

    def run(self) -> Iterator[tuple[str, list[psutil.Process]]]:
        """Start both servers; its address and its processes once it answers. They stop when the generator ends."""
        address = f"http://127.0.0.1:{self.port}"
        commands = (
            [*RASA, "run", "actions", "--port", str(self.actions_port), "--quiet"],
            [*RASA, "run", "-p", str(self.port), "-i", "127.0.0.1", "--quiet"],
        )
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        processes = [subprocess.Popen(command, cwd=self.project, env=ENVIRONMENT, **quiet) for command in commands]
        try:
            wait_for(address, f"http://127.0.0.1:{self.actions_port}/health")
            yield address, family(process.pid for process in processes)
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(timeout=60)


def train_stock_bot(project: Path) -> StockBot:
    """What `rasa init` makes, with the action, in a folder that does not exist yet."""
    shutil.copytree(Path(rasa.cli.__file__).parent / "initial_project", project)
    port, actions_port = free_port(), free_port()
    (project / "actions" / "actions.py").write_text(ACTION, encoding="utf-8")
    append(project / "domain.yml", "\nactions:\n- action_hello\n")
    append(project / "data" / "rules.yml", RULE)
    # The stories that begin with a greeting would contradict the rule.
    (project / "data" / "stories.yml").unlink()
    (project / "endpoints.yml").write_text(ENDPOINTS.format(port=actions_port, folder=project), encoding="utf-8")
    stock_python()
    say("stock Rasa: training")
    subprocess.run([*RASA, "train", "--quiet"], cwd=project, env=ENVIRONMENT, check=True, capture_output=True)
    return StockBot(project, port, actions_port)


def stock_python() -> str:
    """Where the Python of stock Rasa is. Ends the process with a sentence when it is not set up."""
    if not PYTHON.exists():
        sys.exit("no_stock_rasa: stock Rasa is not installed; run `scripts/stock.sh`, or `make bench`, which does.")
    return str(PYTHON)


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


def family(pids: Iterable[int]) -> list[psutil.Process]:
    """Processes with all their children."""
    heads = [psutil.Process(pid) for pid in pids]
    return [process for head in heads for process in (head, *head.children(recursive=True))]


def say(text: str) -> None:
    """Show progress, beside the table."""
    print(text, file=sys.stderr, flush=True)
