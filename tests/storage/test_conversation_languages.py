"""The language of each conversation is kept: a suggestion counts once, a decision always."""

import pytest
from sqlalchemy import select

from unstuck.storage.conversation_languages import ConversationLanguages
from unstuck.storage.database import connect, transaction
from unstuck.storage.tables import conversation_languages


@pytest.fixture
def kept(database):
    def read():
        with transaction(connect(database)) as connection:
            rows = connection.execute(select(conversation_languages)).mappings()
            return {row["conversation_id"]: row["language"] for row in rows}

    return read


def test_a_suggestion_counts_where_nothing_was_known_and_a_decision_in_any_case(database, kept):
    languages = ConversationLanguages(database)
    assert languages.suggest("ann", "de")
    assert not languages.suggest("ann", "fr")
    languages.keep("bob", "es")
    assert kept() == {"ann": "de", "bob": "es"}
    languages.keep("ann", "fr")
    assert kept() == {"ann": "fr", "bob": "es"}
