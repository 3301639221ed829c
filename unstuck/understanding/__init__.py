"""What a message means: its intents, entities and language, and what it denies. It knows nothing of Rasa."""
