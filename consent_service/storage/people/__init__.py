"""Who signs in, what they have begun to write, and who looked."""
