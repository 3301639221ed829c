"""Rasa graph components and stores: thin wrappers of the core."""

from components import action_answers

action_answers.install()
