"""Read marks: up to which message somebody has read a conversation."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from unstuck.storage.database import Store, transaction
from unstuck.storage.support_tables import read_marks
from unstuck.support.actor import PERSON


class ReadMarks(Store):
    """The marks of persons and of teammates; a mark only moves on."""

    def mark(self, conversation_id: str, seq: int, reader: str = PERSON.id) -> bool:
        """Everything up to number `seq` has been read; whether that is news. Raises StoreError."""
        mine = (read_marks.c.conversation_id == conversation_id) & (read_marks.c.reader == reader)
        with transaction(self._engine) as connection:
            if connection.execute(read_marks.update().where(mine & (read_marks.c.seq < seq)).values(seq=seq)).rowcount:
                return True
            row = {"conversation_id": conversation_id, "reader": reader, "seq": seq}
            try:
                with connection.begin_nested():
                    connection.execute(read_marks.insert().values(**row))
            except IntegrityError:
                return False
        return True

    def by_team(self, conversation_id: str) -> int:
        """The number of the last message that somebody of the team has read; 0 for none. Raises StoreError."""
        mine = (read_marks.c.conversation_id == conversation_id) & (read_marks.c.reader != PERSON.id)
        with transaction(self._engine) as connection:
            return connection.execute(select(func.max(read_marks.c.seq)).where(mine)).scalar() or 0


def read_up_to(connection: Connection, conversation_id: str, reader: str = PERSON.id) -> int:
    """The number of the last message that somebody has read; 0 for none."""
    mine = (read_marks.c.conversation_id == conversation_id) & (read_marks.c.reader == reader)
    return connection.execute(select(read_marks.c.seq).where(mine)).scalar() or 0
