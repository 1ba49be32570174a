"""What is kept in memory, and believed only while it is the newest by signed entries."""
