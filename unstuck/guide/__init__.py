"""The guide: pure functions from a case and a message to the next case and what to say. No clock, no store."""
