"""A pretend Echo: hears an utterance, sends a real Alexa request, says what the skill answers."""
