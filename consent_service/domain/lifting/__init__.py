"""What a write would let fall, worked out before it is kept, and who may let it."""
