"""How it sounds: acts in, speech out."""
