"""The team's pages: the door to all of them, and the conversations that the bot has handed over."""
