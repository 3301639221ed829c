"""Slack: events, buttons and commands in, Block Kit and files out. docs/slack.md tells how to connect it."""
