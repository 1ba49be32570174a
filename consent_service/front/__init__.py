"""The server's edge: whole, bounded requests in, whole replies out; what is too much is said."""
