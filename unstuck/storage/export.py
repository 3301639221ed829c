"""Everything that is kept of one person, for them to have: rows as JSON, and the files beside it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Table, inspect, select
from sqlalchemy.engine import Connection, Engine

from unstuck.errors import AttachmentError, StoreError
from unstuck.privacy.fingerprints import fingerprint
from unstuck.settings import Settings
from unstuck.storage.attachments import Attachments
from unstuck.storage.conversations import Conversations
from unstuck.storage.database import connect, open_tracker, transaction
from unstuck.storage.support_tables import ticket_notes, ticket_parts, tickets
from unstuck.storage.tables import deleted_conversations, metadata, tracker_events

FILE = "data.json"
_AS_JSON = ("data", "body", "for_rasa")  # columns that hold JSON as text


class Export:
    """Gathers what is kept, from the tables that are erased as well (erasers.py)."""

    def __init__(self, settings: Settings) -> None:
        self._engine = connect(settings.database_location)
        self._tracker = open_tracker(settings.database_location)
        self._attachments = Attachments.from_settings(settings)
        self._person = Conversations.from_settings(settings).person

    def data(self, conversation_id: str) -> dict[str, list[dict[str, Any]]]:
        """The rows of each table that has any, as JSON takes them. Raises StoreError."""
        found = {tracker_events.name: self._rows(self._tracker, tracker_events, conversation_id)}
        for table in metadata.sorted_tables:
            found[table.name] = self._rows(self._engine, table, conversation_id)
        return {name: rows for name, rows in found.items() if rows}

    def write(self, conversation_id: str, folder: Path) -> list[Path]:
        """Write rows and files into a folder, which is made; the paths of what was written.

        Raises:
            StoreError: a store does not answer, or the folder cannot be written.
        """
        data = self.data(conversation_id)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            written = [folder / FILE]
            written[0].write_text(json.dumps(data, indent=2, ensure_ascii=False), encoding="utf-8")
            for row in data.get("attachments", ()):
                path = folder / row["id"]  # a sent name is a label, and no path is made of it
                try:
                    path.write_bytes(self._attachments.read(self._attachments.get(row["id"], conversation_id)))
                except AttachmentError:
                    continue  # its time is over
                written.append(path)
        except OSError as error:
            raise StoreError("export_not_written", f"{folder} cannot be written ({error.strerror}).") from error
        return written

    def _rows(self, engine: Engine, table: Table, conversation_id: str) -> list[dict[str, Any]]:
        which = self._of(table, conversation_id)
        if which is None:
            return []
        with transaction(engine) as connection:
            return _read(connection, table, which)

    def _of(self, table: Table, conversation_id: str) -> Any:
        """Which rows of a table are the person's; None where nobody is in it."""
        if table is deleted_conversations:
            return table.c.conversation_id.in_((conversation_id, fingerprint(conversation_id)))
        if "conversation_id" in table.c:
            return table.c.conversation_id == conversation_id
        if table in (ticket_parts, ticket_notes):
            return table.c.ticket.in_(select(tickets.c.id).where(tickets.c.conversation_id == conversation_id))
        return table.c.person == self._person(conversation_id) if "person" in table.c else None


def _read(connection: Connection, table: Table, which: Any) -> list[dict[str, Any]]:
    if not inspect(connection).has_table(table.name):
        return []  # Rasa makes the table of its tracker when it first starts
    rows = connection.execute(select(table).where(which).order_by(*table.primary_key.columns)).mappings()
    return [{str(name): _plain(str(name), value) for name, value in row.items()} for row in rows]


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if name in _AS_JSON and isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
