"""What an answer reaches: services, information, purposes; and when one scope holds another."""
