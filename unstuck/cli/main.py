"""`unstuck COMMAND`: find the command, run it, turn an error into one sentence."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from unstuck.errors import UnstuckError

# Where each command is, in the order of the help. Telegram's stands with its channel, and is found by its name alone,
# since the core imports no channel.
COMMANDS = (
    "unstuck.cli.ask",
    "unstuck.cli.chat",
    "unstuck.cli.photo",
    "unstuck.cli.articles",
    "unstuck.cli.outcomes",
    "unstuck.cli.tickets",
    "unstuck.cli.arrivals",
    "unstuck.cli.forget",
    "channels.telegram.command",
    "unstuck.cli.serve",
)


def parser() -> argparse.ArgumentParser:
    """The parser of all commands; each command's module adds its own part."""
    top = argparse.ArgumentParser(prog="unstuck", description="Talks people out of an app error, one fix at a time.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in COMMANDS:
        import_module(name).register(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        The exit status: 0, or 1 after an error, which is printed to standard error as `code: sentence`.
    """
    options = parser().parse_args(arguments)
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
