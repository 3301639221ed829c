"""The web channel: the server side of docs/web-channel.md."""
