"""What can be recorded: the classes of the event catalogue, and the members they are made of."""
