"""What somebody should know about what they have just recorded: it is noticed, never refused."""
