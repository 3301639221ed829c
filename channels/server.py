"""The Rasa server, which begins once each messenger that is connected has accepted its token."""

from __future__ import annotations

import runpy

from channels.messenger.tokens import demand_accepted
from unstuck.cli.start import connected
from unstuck.settings import read


def main() -> None:
    """Become Rasa, with the arguments of this process. Raises SettingError."""
    configured = read()
    demand_accepted(configured, connected(configured))
    runpy.run_module("rasa", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
