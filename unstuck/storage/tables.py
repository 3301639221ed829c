"""Every table of the database. The migrations lead to them; each is read and written by one module, named beside it.

Whatever belongs to a conversation has its id in a column `conversation_id`: by that it is found when it is erased
(erasure.py). Where nobody may be named, `person` is a keyed hash of it (conversations.py).
"""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

from unstuck.storage.columns import LONGEST_CHANNEL, LONGEST_ID, LONGEST_LANGUAGE
from unstuck.storage.filenames import LONGEST_NAME
from unstuck.storage.moments import Moment, Seconds
from unstuck.storage.support_tables import metadata  # with the team's tables in it

LONGEST_REASON = 200  # characters that say why something was set aside

# What Rasa has written down of each conversation: the table that its SQL store makes; no migration touches it.
tracker_events = Table(
    "events",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("sender_id", String(LONGEST_ID), key="conversation_id"),
    Column("type_name", String(255)),
    Column("timestamp", Seconds, key="at"),
    Column("data", Text),
)

# attachments.py
attachments = Table(
    "attachments",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("conversation_id", String(LONGEST_ID), nullable=False, index=True),
    Column("filename", String(LONGEST_NAME), nullable=False),
    Column("media_type", String(121), nullable=False),
    Column("size", Integer, nullable=False),
    Column("expires", Moment, nullable=False, index=True),
)

# message_log.py
messages = Table(
    "channel_messages",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("channel", String(20), nullable=False),
    Column("conversation_id", String(LONGEST_ID), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("author", String(4), nullable=False),
    Column("client_id", String(80)),
    Column("at", Moment, nullable=False),
    Column("body", Text, nullable=False),
    Column("for_rasa", Text),
    Column("waiting", Boolean, nullable=False),
    Column("address", JSON(none_as_null=True)),  # where it came from, or goes to, if that is not the route's
    UniqueConstraint("conversation_id", "seq"),
    UniqueConstraint("conversation_id", "client_id"),
    Index("channel_messages_waiting", "waiting", "channel"),
)
# By their fingerprints (privacy/fingerprints.py): nobody's id stays, and none comes back.
deleted_conversations = Table(
    "channel_deleted",
    metadata,
    Column("conversation_id", String(LONGEST_ID), primary_key=True),
    Column("at", Moment, nullable=False),
)

# inbox.py
arrivals = Table(
    "channel_arrivals",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("channel", String(20), nullable=False),
    Column("conversation_id", String(LONGEST_ID), nullable=False, index=True),
    Column("at", Moment, nullable=False, index=True),
    Column("body", Text, nullable=False),
    Column("waiting", Boolean, nullable=False, index=True),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("reason", String(LONGEST_REASON)),  # why it was set aside; empty for all others
)
arrival_keys = Table(
    "channel_arrival_keys",
    metadata,
    Column("channel", String(20), primary_key=True),
    Column("key", String(160), primary_key=True),  # a fingerprint, for it may hold a person's id
    Column("at", Moment, nullable=False, index=True),
)

# routes.py
routes = Table(
    "channel_routes",
    metadata,
    Column("conversation_id", String(LONGEST_ID), primary_key=True),
    Column("channel", String(20), nullable=False, index=True),
    Column("address", JSON, nullable=False),
    Column("delivered", Integer, nullable=False),
    Column("at", Moment),
    Column("asker", String(LONGEST_ID)),  # who called the bot there last, where several people talk
)

# conversation_languages.py
conversation_languages = Table(
    "conversation_languages",
    metadata,
    Column("conversation_id", String(LONGEST_ID), primary_key=True),
    Column("language", String(LONGEST_LANGUAGE), nullable=False),
)

# notices.py
notices = Table(
    "notices",
    metadata,
    Column("article", String(LONGEST_ID), primary_key=True),
    Column("text", Text, nullable=False),
)

# moves.py
moves = Table(
    "channel_moves",
    metadata,
    Column("channel", String(20), primary_key=True),
    Column("now", String(40), primary_key=True),
    Column("first", String(40), nullable=False),
)

# outbox.py
outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("queue", String(40), nullable=False),
    Column("key", String(255), nullable=False),
    Column("conversation_id", String(LONGEST_ID), nullable=False, index=True),
    Column("payload", JSON, nullable=False),
    Column("state", String(10), nullable=False),
    Column("created", Moment, nullable=False),
    Column("due", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("leased_until", Moment),
    Column("lease", String(32)),
    Column("note", Text, nullable=False),
    UniqueConstraint("queue", "key"),
    Index("outbox_due", "queue", "state", "due"),
)

# conversations.py
conversations = Table(
    "conversations",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("person", String(64), nullable=False, index=True),
    Column("channel", String(LONGEST_CHANNEL), nullable=False),
    Column("language", String(LONGEST_LANGUAGE), nullable=False, server_default=""),
    Column("begun", Moment, nullable=False, index=True),
    Column("last", Moment, nullable=False),
    Column("article", String(100), nullable=False),
    Column("cause", String(100), nullable=False),
    Column("method", String(100), nullable=False),
    Column("step", Integer, nullable=False),
    Column("escalation", String(100), nullable=False),
    Column("end", String(20), nullable=False),
    Column("thumb", String(4), nullable=False),
)
unclear_messages = Table(
    "unclear_messages",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("person", String(64), nullable=False, index=True),
    Column("at", Moment, nullable=False, index=True),
    Column("text", Text, nullable=False),
)
comments = Table(
    "comments",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("person", String(64), nullable=False, index=True),
    Column("at", Moment, nullable=False, index=True),
    Column("thumb", String(4), nullable=False),
    Column("text", Text, nullable=False),
)
photo_findings = Table(
    "photo_findings",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False, index=True),
    Column("code", String(50), nullable=False),
)

# outcomes.py
outcomes = Table(
    "outcomes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("article", String(100), nullable=False),
    Column("cause", String(100), nullable=False),
    Column("method", String(100), nullable=False),
    Column("result", String(20), nullable=False),
    Column("version", String(20), nullable=False, server_default=""),
)
