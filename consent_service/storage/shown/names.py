"""The index of names: which files are found by a name and a date of birth, as keyed hashes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from ...domain.families.searching import WHO_IS_WHO, search_keys
from ...domain.file.casefile import CaseFile
from ...domain.file.whatwaits import with_what_may_stand_again
from ...domain.recorded.event import tag_of
from ..database import statements
from ..door.flights import Outgoing
from ..door.openfiles import AFile, Ledger
from ..sealed.sealing import AuthoritySeal

#: What says who is who, as a file calls it: most entries say nothing of it.
_WHO: Final = tuple(map(tag_of, WHO_IS_WHO))


def name_blinds(seal: AuthoritySeal, key: str) -> tuple[bytes, ...]:
    """The keyed hashes under which the index may know a key of `domain/families/searching.py`;
    what is written goes under the first.
    """
    return seal.blinds("name", key)


@dataclass(slots=True)
class Names:
    """What one batch changes in the index."""

    ledger: Ledger
    seal: AuthoritySeal
    _before: dict[str, CaseFile] = field(default_factory=dict)
    _after: dict[str, CaseFile] = field(default_factory=dict)

    def changed(self, before: AFile, after: AFile) -> None:
        """A file was changed in this batch."""
        if isinstance(before, CaseFile) and isinstance(after, CaseFile):
            self._before.setdefault(before.id, before)
            self._after[after.id] = after

    def write(self, out: Outgoing) -> list[dict[str, Any]]:
        """Put what is found now in the index, and which rows; take out what is not any more."""
        whose, seal = self.ledger.authority, self.seal
        added: list[dict[str, Any]] = []
        for file, after in self._after.items():
            before = self._before[file]
            # What a manager confirms may take a key away, and says nothing of anybody itself.
            one, other = map(with_what_may_stand_again, (before, after))
            if [*map(one.facts.get, _WHO)] == [*map(other.facts.get, _WHO)]:
                continue
            held, wanted = search_keys(before), search_keys(after)
            gone = [one for key in sorted(held - wanted) for one in name_blinds(seal, key)]
            new = [name_blinds(seal, key)[0] for key in sorted(wanted - held)]
            if gone:
                rows = [{"whose": whose, "held": blind, "which": file} for blind in gone]
                out.execute(statements.FORGET_NAMES, rows)
            if new:
                named = [{"authority": whose, "blind": blind, "file": file} for blind in new]
                out.execute(statements.ADD_NAMES, named)
                added += named
        return added
