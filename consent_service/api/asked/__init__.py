"""The question itself: a check, a partner's, and the same question about the past."""
