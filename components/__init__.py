"""Rasa graph components and stores: thin wrappers of the core."""
