"""What workers do with a browser."""
