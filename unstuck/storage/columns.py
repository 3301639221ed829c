"""What the tables are declared with: their common metadata, and how long ids may be."""

from sqlalchemy import MetaData

LONGEST_ID = 255  # of a conversation, as in Rasa's own table
LONGEST_CHANNEL = 50  # over REST, the caller names it

metadata = MetaData()
