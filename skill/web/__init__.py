"""What Hawker serves over HTTP: Alexa's endpoint, and the pretend Echo's page on a laptop."""
