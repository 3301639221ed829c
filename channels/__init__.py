"""How people reach the bot. What a message, a button and an attachment are is decided here, once for all channels."""
