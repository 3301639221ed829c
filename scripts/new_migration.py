"""Write the migration that leads from the latest one to the tables as they are declared now.

    .venv/bin/python -m scripts.new_migration "add the mood of a ticket"

Read through what it wrote: Alembic sees columns, indexes and constraints, but takes a new name for a new thing.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command

from unstuck.storage import migrations
from unstuck.storage.database import connect


def main() -> None:
    """Make a database by the migrations, and compare it with what is declared."""
    number = 1 + len(list((migrations.FOLDER / "versions").glob("[0-9]*.py")))
    with TemporaryDirectory() as folder, connect(Path(folder)).begin() as connection:
        command.revision(migrations.config(connection), sys.argv[1], autogenerate=True, rev_id=f"{number:04}")


if __name__ == "__main__":
    main()
