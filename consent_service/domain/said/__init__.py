"""What one person said, and whether it counts: by overlap for a no, by containment for a yes."""
