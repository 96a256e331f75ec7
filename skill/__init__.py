"""Hawker: the backend of an Alexa shopping skill that any merchant can own."""
