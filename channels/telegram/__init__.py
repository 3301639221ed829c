"""Telegram: updates in through a webhook, messages and files out through the Bot API."""
