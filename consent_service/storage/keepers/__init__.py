"""What must happen while nobody asks: checkpoints, witnesses, publishing, and the mark of doubt."""
