"""What somebody who speaks for an agency sees: what it was asked, and nothing of anybody else."""
