"""The rows of lists, held to what the entries say: made again as of when they were made.

A file that has none, or one that no longer holds, is no finding: the keeper makes it. No answer is
made from a row, so what is found stops no file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

import msgspec

from ledger.errors import Altered

from ...actions.refused import RecordDamaged
from ..database.tables import case_lists, list_places
from ..door.openfiles import Ledger
from ..sealed.sealing import ID_BYTES
from ..shown.lists import CHOSEN_BY, basis_of, decode_kept, made_at, micros, places
from ..shown.reportlines import encode_lines
from .findings import Finding, Wall
from .projections import Projections

#: What stands in a row of `list_places`, beside whose it is.
_SAID: Final = ("list", "n", "rank", "since", *CHOSEN_BY)
Place: TypeAlias = tuple[Any, ...]


def places_by_file(rows: Iterable[Any]) -> dict[str, set[Place]]:
    """Where the lines of each file stand."""
    found: dict[str, set[Place]] = defaultdict(set)
    for row in rows:
        found[row.file].add(tuple(getattr(row, name) for name in _SAID))
    return found


def list_differences(
    rows: Mapping[str, Any],
    stand: Mapping[str, set[Place]],
    keys: Mapping[str, Any],
    folded: Projections,
    damaged: Collection[str],
) -> Iterator[Finding]:
    """For each of the two tables, which files have rows that are not what the entries say. Of a
    file without its key nothing can be said, and that it has none is found elsewhere.
    """
    every = {*rows, *stand} - set(damaged)
    known = {file for file in every if file in keys and file in folded.files}
    strangers = every - folded.files.keys()
    wrong = {file for file in known & rows.keys() if not _is_ours(rows[file], keys[file], folded)}
    wrong |= strangers & rows.keys()
    apart = {
        file
        for file in known - wrong
        if _stand_elsewhere(stand.get(file, set()), rows.get(file), keys[file], folded.ledger)
    }
    yield from _finding(case_lists.name, wrong)
    yield from _finding(list_places.name, apart | (strangers & stand.keys()))


def _finding(table: str, files: set[str]) -> Iterator[Finding]:
    if files:
        why = f"in {table} what stands of a file is not what the entries say"
        yield Finding(Wall.ROWS, Altered(None, why), table, rows=len(files), others=files)


def _is_ours(row: Any, wrapped: Any, folded: Projections) -> bool:
    """It opens where it stands, is of the file as it is, and says what follows from that. What was
    made by another policy or by other rules says what followed then.
    """
    state, ledger = folded.files.get(row.file), folded.ledger
    if state is None or row.folded_to != state.folded_to:
        return False
    try:
        seal = ledger.seal.unwrap(wrapped, row.file)
        kept = decode_kept(seal.open_list(row.sealed, row.folded_to))
        # A row from before there were any has none.
        lines = None if row.lines is None else seal.open_lines(row.lines, row.folded_to)
    except (RecordDamaged, msgspec.DecodeError):
        return False
    if micros(kept.holds_until) != row.holds_until:
        return False
    if row.basis != basis_of(ledger.seal, folded.own):
        return True
    found, needed = made_at(state, folded.own, kept.made_at, kept.holds_until)
    return kept == found and lines == encode_lines(needed)


def _stand_elsewhere(stand: set[Place], row: Any, wrapped: Any, ledger: Ledger) -> bool:
    """The lines of a file do not stand where they should, by the index key of their row. By one
    that nobody holds any more nobody can say, and no list shows them.
    """
    if row is None:
        return bool(stand)
    whole, by = ledger.seal, bytes(row.basis[:ID_BYTES])
    ids = whole.index_ids
    if by not in ids:
        return False
    kept = decode_kept(whole.unwrap(wrapped, row.file).open_list(row.sealed, row.folded_to))
    should = places(ledger.authority, whole, row.file, kept, ids.index(by))
    return stand != {tuple(one[name] for name in _SAID) for one in should}
