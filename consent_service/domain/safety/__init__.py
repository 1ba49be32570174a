"""Is it safe to ask somebody, to tell them, to reach them by this way: nothing else decides it.

Edition 2026.3 of the rules, section 4. Pure. Three answers, each with its reasons; nobody takes
NOT_KNOWN for a yes, and nothing is safe because nobody said that it is not.
"""
