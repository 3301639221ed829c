"""Write the migration that leads from the latest one to the tables as they are declared now.

    .venv/bin/python -m scripts.new_migration "add the mood of a ticket"

Read through what it wrote: Alembic sees columns, indexes and constraints, but takes a new name for a new thing.
"""

import importlib
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command

from unstuck.settings import ROOT
from unstuck.storage import migrations
from unstuck.storage.database import connect


def declare_all() -> None:
    """Import every module that declares a table."""
    for path in sorted(ROOT.glob("unstuck/**/*.py")) + sorted(ROOT.glob("channels/**/*.py")):
        if "migrations" not in path.parts and "metadata,\n" in path.read_text(encoding="utf-8"):
            importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


def main() -> None:
    """Make a database by the migrations, and compare it with what is declared."""
    declare_all()
    number = 1 + len(list((migrations.FOLDER / "versions").glob("[0-9]*.py")))
    with TemporaryDirectory() as folder, connect(Path(folder)).begin() as connection:
        command.revision(migrations.config(connection), sys.argv[1], autogenerate=True, rev_id=f"{number:04}")


if __name__ == "__main__":
    main()
