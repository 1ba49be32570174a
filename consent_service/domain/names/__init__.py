"""Names of people: when two may be one, and how a family calls somebody instead."""
