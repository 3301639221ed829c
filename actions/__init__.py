"""Rasa custom actions, one a module: slots in, one call of the core, events and responses out."""
