"""What a batch will want to know, as far as this process can tell before it has the lock.

It may be wrong: another process may have opened a file, or given it another reference, since. So
nothing is concluded from it. What the batch then wants and was not asked for is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..door.flights import Ahead
from ..door.openfiles import FILES, REFERENCES, Ledger
from ..door.repeats import ONCE, once_keys, reasons_keys
from ..door.requests import ByHandle, OwnFile, Request

#: After every place in a ledger.
_END: Final = 2**63 - 1


def foreseen(ledger: Ledger, requests: Sequence[Request]) -> Ahead:
    """The lock, and what is looked up first."""
    seal, whose = ledger.seal, ledger.authority
    ahead = Ahead(seal=seal)
    ahead.ask(ledger.store.locking, {})
    if ledger.newest.is_shared:
        ahead.ask(ledger.store.following, {"start": ledger.newest.size, "stop": _END})
    files, references, again = {ledger.own_file}, set[bytes](), set[bytes]()
    for request in requests:
        target = request.target
        if isinstance(target, ByHandle):
            files.add(target.file)
        if not isinstance(target, OwnFile) and target.reference is not None:
            file = ledger.newest.find(target.reference)
            if file is None:
                references.update(seal.blind_references(target.reference))
            else:
                files.add(file)
        if request.once is not None:
            keys = once_keys(seal, request.once)
            again.update(keys)
            if request.once.asked is None:
                ahead.blinds[request.once.client, request.once.key] = keys
        if request.reasons:
            again.update(reasons_keys(seal, request.by, request.reasons))
    ahead.look_up(REFERENCES, whose, references)
    ahead.known = ledger.kept.digests(files)
    known = [ahead.known[file] for file in sorted(files)]
    ahead.look_up(FILES, whose, files, known=known)
    ahead.look_up(ONCE, whose, again)
    return ahead
