"""What stands outside the ledger: the spool, copies for others, receipts."""
