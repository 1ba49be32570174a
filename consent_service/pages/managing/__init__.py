"""The manager's pages: what waits for a decision or a look, and how the team's day went."""
