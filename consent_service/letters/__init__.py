"""Letters on paper: a letter's sentences, set for a printer."""
