"""What a parent, a young person or their advocate sees and does: their own page, and no other."""
