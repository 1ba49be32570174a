"""Who looked: a line in an authority's second ledger before anything of a file is shown.

It goes through the same door as everything that is recorded, and is on disk when it returns. Where
the door does not take it in time it waits in a spool, on disk as well, and is entered later: nobody
goes without what they must see because it could not be recorded that they saw it.

A file of that ledger is a family in one month, by a reference that says which, and so has a key of
its own. The looks at one family are read without opening those at another, held to what the entries
say of that file; and a month can be forgotten by destroying its keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

import structlog
from msgspec.structs import replace

from ...actions.moment import Moment, new_id
from ...domain.file.looks import ForWhom, Itself, Somebody
from ...domain.recorded.events import AnyEvent, FileOpened
from ...domain.recorded.falling import Looked
from ..beside.setaside import LookSetAside
from ..beside.spool import Spool, SpoolFull
from ..database.deadline import one_call
from ..door.records import Records
from ..door.requests import Once, OpenedBy, Recorded, Request
from ..sealed.keys import reads_of

#: How long a line may keep somebody waiting. More than `SLOW_SECONDS`, so that whoever waited in
#: vain opens the circuit, and the next do not wait at all.
LOOK_SECONDS: Final = 1.5
#: In the place of a family, for looks at them all.
NO_FAMILY: Final = "-"

log = structlog.get_logger("consent_service.reads")


class Reads:
    """Writes down who looked, for one process. Thread-safe."""

    def __init__(self, records: Records, spools: Mapping[str, Spool]) -> None:
        self._records = records
        self._spools = spools

    def record(self, authority: str, for_whom: ForWhom, files: Iterable[str | None]) -> None:
        """Put on record that somebody is about to be shown these files; None is all of them.

        On return each look is durable: in the ledger, else in the spool. Where neither takes it,
        that is said in the log, with opaque ids, and the look goes on.
        """
        if isinstance(for_whom, Itself):
            return
        new = [one for one in dict.fromkeys(files) if (authority, one) not in for_whom.told]
        if not new:
            return
        for_whom.told.update((authority, one) for one in new)
        self._put(authority, [self._look(for_whom, one) for one in new])

    def record_list(self, authority: str, for_whom: ForWhom, shown: tuple[str, ...]) -> None:
        """Put on record that somebody is about to be shown lines of a list: one line, which names
        the files. Likewise durable on return.
        """
        if isinstance(for_whom, Itself):
            return
        look = self._look(for_whom, None)
        self._put(authority, [replace(look, event=replace(look.event, shown=shown))])

    def _put(self, authority: str, looks: Sequence[LookSetAside]) -> None:
        ledger = reads_of(authority)
        for look, found in zip(looks, self._entered(ledger, looks), strict=True):
            if found is None:
                self._spool(ledger, look)

    def tried(self, authority: str, somebody: Somebody, recorded: Recorded) -> Recorded:
        """What came of something that was only tried, with the entry that says so in this ledger,
        and what they were told. While that waits the entry has no place.
        """
        (written,) = recorded.entries
        assert isinstance(written.content.event, Looked)  # noqa: S101 - what a batch makes of it
        file = None if recorded.view is None else recorded.file
        somebody.told.add((authority, file))
        notices = written.content.event.notices
        look = self._look(somebody, file)
        look = replace(look, event=replace(look.event, notices=notices))
        ledger = reads_of(authority)
        (found,) = self._entered(ledger, [look])
        if found is None:
            self._spool(ledger, look)
            return recorded
        entry = next(one for one in found.entries if isinstance(one.content.event, Looked))
        placed = written._replace(seq=entry.seq, entry_hash=entry.entry_hash)
        return replace(recorded, origin=found.origin, entries=(placed,))

    def _look(self, somebody: Somebody, file: str | None) -> LookSetAside:
        event = Looked(
            what=somebody.operation,
            look=new_id(),
            of=file,
            why=somebody.why,
            session=somebody.session,
            client=somebody.client,
            acting_for=somebody.acting_for,
        )
        return LookSetAside(somebody.by, event, self._records.clock.told())

    def _entered(self, ledger: str, looks: Sequence[LookSetAside]) -> list[Recorded | None]:
        """What each came to in the ledger. None for one of which nobody knows: it may then stand
        there twice, under the same id.
        """
        at = self._records.now(ledger)
        requests = [entering(ledger, look, at) for look in looks]
        try:
            with one_call(LOOK_SECONDS):
                results = self._records.run_all(requests)
        except Exception as error:  # noqa: BLE001 - whatever it was, it is no reason to show nothing
            log.warning("read.waits", trouble=type(error).__name__)
            return [None] * len(looks)
        failed = [one for one in results if isinstance(one, Exception)]
        if failed:
            log.warning("read.waits", trouble=type(failed[0]).__name__)
        return [None if isinstance(one, Exception) else one for one in results]

    def _spool(self, ledger: str, look: LookSetAside) -> None:
        try:
            self._spools[ledger].add(look)
        except SpoolFull:
            log.error(
                "read.not_recorded",
                ledger=ledger,
                who=look.by.id,
                operation=look.event.what,
                file=look.event.of,
            )


def month_of(file: str | None, at: datetime) -> str:
    """By which reference the looks at a family in one month are found."""
    return f"{at:%Y-%m} {file or NO_FAMILY}"


def entering(ledger: str, look: LookSetAside, at: datetime, once: Once | None = None) -> Request:
    """How a look comes to the door of its ledger. `at` is now."""
    reference = month_of(look.event.of, at)

    def action(moment: Moment) -> Sequence[AnyEvent]:
        if moment.file is None or moment.file.reference is not None:
            return (look.event,)
        # After it: of one request a question comes first, so that a later one is told from it.
        return (look.event, FileOpened(reference=reference))

    return Request(ledger, look.by, OpenedBy(reference), action, once)
