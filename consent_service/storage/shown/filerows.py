"""The rows that a file as it is held in memory has in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Table

from ...domain.file.authorityfile import AuthorityFile
from ..believed.unchanged import Unchanged, times_in
from ..database.readback import TableRow
from ..database.statements import (
    ADD_FILES,
    ADD_KEYS,
    ADD_REFERENCES,
    CHANGE_FILE,
    FORGET_REFERENCES,
)
from ..database.tables import case_files, file_keys
from ..door.flights import Outgoing
from ..door.openfiles import OpenFile, decode_state, encode_state
from ..sealed.sealing import AuthoritySeal
from .openings import FileOpening


def write_files(
    out: Outgoing, authority: str, new: Sequence[OpenFile], changed: Sequence[OpenFile]
) -> dict[Table, list[TableRow]]:
    """Put files as they are now in the tables, with the keys of those that are new; which rows."""
    keys = [_key_row(authority, one) for one in new]
    rows = [_file_row(authority, one) for one in new]
    if new:
        out.execute(ADD_KEYS, keys)
        out.execute(ADD_FILES, rows)
    rows += [_write_file(out, authority, one) for one in changed]
    return {file_keys: keys, case_files: rows}


def _key_row(authority: str, opened: OpenFile) -> TableRow:
    """Its key, wrapped."""
    return {"authority": authority, "file": opened.state.id, "wrapped": opened.wrapped}


def write_references(
    out: Outgoing, authority: str, seal: AuthoritySeal, openings: Sequence[FileOpening]
) -> list[TableRow]:
    """Put where these references lead in the table, and which rows. Of a file that is opened under
    one that another has, the database refuses it.
    """
    added: dict[str, TableRow] = {}
    for one in openings:
        for wrong in filter(None, (one.never_theirs,)):
            added.pop(wrong, None)
            rows = [
                {"whose": authority, "held": blind, "which": one.file}
                for blind in seal.blind_references(wrong)
            ]
            out.execute(FORGET_REFERENCES, rows)
        if one.reference is not None:
            added[one.reference] = reference_row(authority, seal, one.reference, one.file)
    if added:
        out.execute(ADD_REFERENCES, list(added.values()))
    return list(added.values())


def reference_row(authority: str, seal: AuthoritySeal, reference: str, file: str) -> TableRow:
    """Where a reference leads."""
    return {"authority": authority, "blind": seal.blind_references(reference)[0], "file": file}


def _file_row(authority: str, opened: OpenFile) -> TableRow:
    """The file itself, sealed to the place that it is folded to. What opening it will give is made
    from the very bytes, so that what is worked out of it then can be worked out now.
    """
    state = opened.state
    row, stored = encode_state(state), opened.stored
    opened.written = Unchanged(
        decode_state(row, is_own=isinstance(state, AuthorityFile)),
        before=None if stored is None else stored.last_seen,
    )
    opened.written.times = sorted(set(times_in(row)))
    opened.sealed = opened.seal.seal_row(row, state.folded_to)
    return {
        "authority": authority,
        "file": state.id,
        "folded_to": state.folded_to,
        "sealed": opened.sealed,
    }


def _write_file(out: Outgoing, authority: str, opened: OpenFile) -> TableRow:
    """Put the file as it is now in the place of its row, and which row that is. One that something
    else has changed stays as that left it: it is read back.
    """
    row = _file_row(authority, opened)
    out.execute(
        CHANGE_FILE,
        {
            "whose": row["authority"],
            "which": row["file"],
            "held": opened.stored_at,
            "folded_to": row["folded_to"],
            "sealed": row["sealed"],
        },
    )
    return row
