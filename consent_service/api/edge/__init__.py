"""What every request passes: who asks, what may be read, one table of operations, problems."""
