"""What auditors read: whether the record is whole, and what staff saw."""
