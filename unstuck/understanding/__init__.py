"""What a message means: intent, entities, language, what it denies. Arrays, patterns and a sentence encoder; no Rasa."""
