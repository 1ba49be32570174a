"""Keys, what is sealed with them, and how each is followed by the next."""
