"""`unstuck COMMAND`: find the command, run it, turn an error into one sentence."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from unstuck.errors import UnstuckError

# Where each command is, in the order of the help. Telegram's stands with its channel, and is found by its name alone,
# since the core imports no channel.
COMMANDS = {
    "ask": "unstuck.cli.ask",
    "chat": "unstuck.cli.chat",
    "photo": "unstuck.cli.photo",
    "articles": "unstuck.cli.articles",
    "words": "unstuck.cli.words",
    "outcomes": "unstuck.cli.outcomes",
    "tickets": "unstuck.cli.tickets",
    "team": "unstuck.cli.team",
    "arrivals": "unstuck.cli.arrivals",
    "export": "unstuck.cli.export",
    "forget": "unstuck.cli.forget",
    "telegram": "channels.telegram.cli",
    "serve": "unstuck.cli.serve",
}


def parser(wanted: str = "") -> argparse.ArgumentParser:
    """The parser of the command of this name alone, for the others' modules take time to load; of all, if none has it.

    Each command's module adds its own part.
    """
    top = argparse.ArgumentParser(prog="unstuck", description="Talks people out of an app error, one fix at a time.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in [wanted] if wanted in COMMANDS else COMMANDS:
        import_module(COMMANDS[name]).register(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        The exit status: 0, or 1 after an error, which is printed to standard error as `code: sentence`.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    options = parser(*arguments[:1]).parse_args(arguments)
    try:
        options.run(options)
    except UnstuckError as error:
        print(f"{error.code}: {error.message}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    return 0
