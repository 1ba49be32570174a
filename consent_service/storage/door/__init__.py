"""The one door: who waits at it, one batch under one lock, and what is read and changes nothing."""
