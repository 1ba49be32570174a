"""A witness (C2SP tlog-witness): somebody else, who remembers the last checkpoint of a ledger.

    python -m ledger keygen witness.example.org --witness --out witness.key
    python -m ledger witness --state witness/ --key witness.key --log 'VKEY' --listen 0.0.0.0:7380

It is given a checkpoint and a proof that the tree has only grown since the last one. It writes
the new one down, syncs it to disk, and only then signs that it saw it and when. So one ledger
cannot show two histories to two people and have both cosigned.

    ledger.witness.rules      what is cosigned and what is refused, with which status
    ledger.witness.state      what was cosigned, in SQLite
    ledger.witness.serving    HTTP
    ledger.witness.command    the command line

Nothing here is imported with `ledger`: an auditor needs no database.
"""
