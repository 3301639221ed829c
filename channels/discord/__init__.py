"""Discord: messages and buttons in through its gateway, Markdown, components and files out through its API."""
