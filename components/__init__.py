"""Rasa graph components and stores: thin wrappers of the core."""

from components import action_answers, trained_domain

action_answers.install()
trained_domain.install()
