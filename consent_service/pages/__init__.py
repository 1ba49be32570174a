"""Pages: HTML over operations. No rule is in a template, and no HTML in Python."""
