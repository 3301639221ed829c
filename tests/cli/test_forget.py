"""`unstuck forget`: what was erased is printed, and what is not there is no error."""

import json

from tests.clock import Clock
from tests.storage.kept import fill
from unstuck.cli.main import main
from unstuck.settings import read


def test_the_command_prints_what_it_erased(var, capsys):
    for who in ("ann", "bob"):
        fill(read(), who, Clock())
    assert main(["forget", "ann"]) == 0
    assert capsys.readouterr().out.startswith("Erased: 1 tracker events, 1 messages")
    main(["forget", "bob", "--json"])
    assert json.loads(capsys.readouterr().out)["tickets"] == 1
    main(["forget", "carl"])
    assert capsys.readouterr().out == "Nothing is kept of this person.\n"
