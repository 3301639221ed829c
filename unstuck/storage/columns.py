"""What the tables are declared with: their common metadata, and how long ids and names may be."""

from sqlalchemy import MetaData

LONGEST_ID = 255  # of a conversation, as in Rasa's own table
LONGEST_CHANNEL = 50  # over REST, the caller names it
LONGEST_ACTOR = 80  # the id of whoever acts: a teammate, a member of a Slack workspace, another help desk
LONGEST_PERSON_NAME = 100  # of whoever acts, as people read it

metadata = MetaData()
LONGEST_LANGUAGE = 12
