"""The only code that knows Alexa's JSON."""
