"""One family's file: folded from its entries, and seen at a moment; who is responsible for whom."""
