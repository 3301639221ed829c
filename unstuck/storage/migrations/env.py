"""What Alembic runs: the migrations, on the connection and in the transaction of whoever called it."""

from typing import Any, Literal

from alembic import context

from unstuck.storage.moments import Moment
from unstuck.storage.tables import metadata


def _render(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """How a column's type stands in a migration: without the project's own types, which may change."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, Moment) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by making it anew
    render_item=_render,
)
context.run_migrations()
