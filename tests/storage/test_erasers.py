"""What is kept of people, kind by kind, and how each is erased."""

import pytest

from unstuck.settings import read
from unstuck.storage.erasers import erasers
from unstuck.storage.tables import metadata

OF_PEOPLE = {"conversation_id", "person"}


@pytest.fixture
def settings(tmp_path):
    return read({"UNSTUCK_VAR": str(tmp_path)})


def test_every_table_with_people_in_it_has_an_eraser(settings):
    people = {table.name for table in metadata.tables.values() if OF_PEOPLE & set(table.columns.keys())}
    erased = {table for eraser in erasers(settings) for table in eraser.tables}
    assert people | {"events", "ticket_parts", "ticket_notes"} == erased
