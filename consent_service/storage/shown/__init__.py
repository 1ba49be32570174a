"""What lists and searches show: rows and keyed hashes beside the ledger, made from its entries."""
