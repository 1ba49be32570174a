"""The decision: each item of a proposal, whose yes it needs, and one of eight outcomes."""
