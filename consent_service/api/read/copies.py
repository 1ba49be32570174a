"""A copy of a ledger, to keep and to check without us."""

from __future__ import annotations

from ledger.errors import LedgerError

from ...storage.beside.copies import part_of, parts_of
from ...storage.door.trouble import CannotRead
from ...storage.keepers.publishing import published_of
from ...storage.sealed.keys import file_name, ledger_of, whose
from ..edge.operations import Call, Operation, Plain, Sent
from ..edge.problems import ProblemError
from .auditors import AUDITORS, LEDGER

#: A tar, by the one name for bytes to save that generators of clients know.
_TAR = "application/octet-stream"
#: As often, at most, a tile is outgrown while a part is put together.
_TRIES = 3


def export_ledger(call: Call) -> Sent:
    """One part of what is published of the ledger, with whatever witnesses signed."""
    ledger, part = ledger_of(call.path["authority"]), call.place("part")
    keeper = call.service.keepers.get(ledger)
    for _ in range(_TRIES):
        published = None if keeper is None else published_of(keeper.published)
        if keeper is None or published is None or part >= parts_of(published.size):
            raise ProblemError("not-found")
        feeder = call.service.feeders.get(ledger)
        checkpoint = published.checkpoint
        if feeder is not None:
            checkpoint = feeder.vouched.with_lines(checkpoint)
        try:
            data = part_of(ledger, published, checkpoint, part)
        except LedgerError:
            continue
        call.service.records.reads.record(whose(ledger), call.for_whom, [None])
        of = f"{part + 1}-of-{parts_of(published.size)}"
        return Sent(data, _TAR, "no-store", f"{file_name(ledger)}-{of}.tar")
    raise CannotRead("What is published is not there as it is signed for.")


def operations() -> list[Operation]:
    """A part of the copy."""
    return [
        Operation(
            "exportLedger",
            f"{LEDGER}/copies/<string:part>",
            "A part of a copy of the whole ledger, as a .tar file",
            export_ledger,
            AUDITORS,
            Plain(_TAR),
            tag="audit",
            description=(
                "Part 0, and as many more as `showWholeness` says. Of one part, the file itself is "
                "what `verify-ledger.html` takes; of more, unpack them all into one folder, for it "
                "or for `python -m ledger verify bundle`. It holds no content, but patterns of "
                "times and kinds: treat it as personal data."
            ),
            problems=("not-found",),
            step_up=True,
        )
    ]
