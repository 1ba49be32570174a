"""What may be read by anybody."""
