"""What can be put on record: each row stands beside its schema."""
