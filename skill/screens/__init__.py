"""How it looks on a device with a screen: Alexa Presentation Language documents."""
