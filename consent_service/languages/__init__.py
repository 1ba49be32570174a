"""In which language families are spoken to."""
