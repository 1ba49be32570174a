"""The specification, made from the operations."""
