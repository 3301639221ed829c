"""`unstuck serve`: become one of the bot's processes, with the environment that the settings ask for."""

import argparse
import gc
import os
import runpy
import signal
import socket
import sys
import time
import warnings
from pathlib import Path
from urllib.request import urlopen

from unstuck import settings
from unstuck.cli import start
from unstuck.errors import SettingError
from unstuck.observability import logs, metrics
from unstuck.privacy.signing_key import actions_secret, key
from unstuck.support import desks
from unstuck.wording.responses import Words

# One core a process: the encoder would otherwise start a thread for every core.
QUIET_AND_SINGLE_THREADED = {
    "OMP_NUM_THREADS": "1",
    "LOG_LEVEL": "WARNING",
    "RASA_TELEMETRY_ENABLED": "false",
    "SANIC_DEPRECATION_FILTER": "ignore",
    **logs.ENVIRONMENT,
}

PROCESSES = ("rasa", "actions", "sender")  # in the order of their ports for /metrics

# New objects between two looks of the garbage collector: many (Python begins with 2,000), for at the start everything
# that is made stays.
GARBAGE = 50_000


def register(commands: argparse._SubParsersAction) -> None:
    """Add `serve`."""
    command = commands.add_parser("serve", help="start one of the bot's processes; `make run` starts them all")
    command.add_argument("process", choices=(*PROCESSES, "ready"))
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Become the process asked for.

    Raises:
        ModelError: there is no trained model, or it is damaged.
        SettingError: a desk is chosen without what it needs, a secret can be guessed, nothing can be kept, one port is
            wanted for two things, the server's port is taken, or a messenger refuses its token.
        StoreError: a database is damaged, or does not answer.
    """
    configured = settings.read()
    if options.process in PROCESSES:
        for remark in start.remarks():
            print(remark, file=sys.stderr)
    desks.chosen_desks(configured)
    key(configured.secret, configured.var)
    if options.process in PROCESSES:
        start.demand_all_good(configured)
    os.environ.update(QUIET_AND_SINGLE_THREADED)
    if options.process in PROCESSES:
        os.environ[settings.variable("metrics_port")] = str(metrics_port(configured, options.process))
    if options.process == "ready":
        point_the_way(configured)
    elif options.process == "sender":
        become("channels.sender")
    elif options.process == "actions":
        demand_free(configured.actions_host, configured.actions_port, "actions_port")
        os.environ["SANIC_HOST"] = configured.actions_host
        become("rasa_sdk", "--actions", "actions", "--port", str(configured.actions_port), "--quiet")
    else:
        from unstuck.storage.attachments import most_bytes

        demand_free(configured.host, configured.port, "port")
        model = newest_model(configured)
        os.environ[settings.variable("actions_host")] = configured.actions_host
        os.environ[settings.variable("actions_port")] = str(configured.actions_port)
        os.environ["ACTIONS_SECRET"] = actions_secret(configured.secret, configured.var)
        os.environ["SANIC_REQUEST_MAX_SIZE"] = str(most_bytes(configured))
        become(
            "channels.server",
            "run",
            "--model",
            str(model),
            "-i",
            configured.host,
            "-p",
            str(configured.port),
            "--quiet",
        )


def demand_free(host: str, port: int, setting: str) -> None:
    """Raise SettingError when a server cannot listen there: Sanic itself would say only that it could not start."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as servers do: one that just ended is no obstacle
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            reason = error.strerror if isinstance(error, OSError) else "there is no such port"
            name = settings.variable(setting)
            raise SettingError(
                "port_taken",
                f"Port {port} of {host} cannot be used ({reason}): stop what has it, or set {name} to another.",
            ) from None


def metrics_port(configured: settings.Settings, process: str) -> int:
    """The port of this process's /metrics, 0 for none. Raises SettingError when a server needs one of them itself."""
    first = configured.metrics_port
    if not first:
        return 0
    if {configured.port, configured.actions_port} & set(range(first, first + len(PROCESSES))):
        raise SettingError(
            "metrics_port_taken",
            f"UNSTUCK_METRICS_PORT={first} and the two ports after it must not be those of the servers"
            f" ({configured.port}, {configured.actions_port}): choose another.",
        )
    return first + PROCESSES.index(process)


def newest_model(configured: settings.Settings) -> Path:
    """The trained model, whole. Raises ModelError."""
    from unstuck.understanding import archive

    model = archive.newest(configured.models)
    start.demand_whole(model)
    return model


def become(module: str, *arguments: str) -> None:
    """Run `module` as the main module of this process, with these arguments, in the project's folder."""
    os.chdir(settings.ROOT)
    warnings.simplefilter("ignore")
    configured = settings.read()
    logs.start(configured)
    metrics.serve(configured)
    gc.set_threshold(GARBAGE)
    sys.argv[1:] = arguments
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def point_the_way(configured: settings.Settings) -> None:
    """Wait until both servers answer, print where to go, and stay until stopped, as a Procfile runner expects."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    rasa = f"http://{configured.host}:{configured.port}"
    for address in (f"http://{configured.actions_host}:{configured.actions_port}/health", f"{rasa}/"):
        while not answers(address):
            time.sleep(0.5)
    print(Words.load().say("utter_terminal_ready", address=rasa), flush=True)
    for sentence in (*off(configured), Words.load().say("utter_terminal_expose")):
        print(sentence, flush=True)
    signal.pause()


def off(configured: settings.Settings) -> list[str]:
    """A sentence for each messenger that is not connected."""
    connected = start.connected(configured)
    return [Words.load().say(f"utter_terminal_{name}_off") for name in start.MESSENGERS if name not in connected]


def answers(address: str) -> bool:
    """Whether something answers there with success."""
    try:
        with urlopen(address, timeout=5):
            return True
    except OSError:
        return False
