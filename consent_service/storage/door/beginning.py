"""Begin an authority's record: its keys, its ledger, its own file, its first checkpoint; and the
same again for the ledger of who looks at it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, insert

from ledger.checkpoints import FolderCheckpoints
from ledger.errors import Unreadable
from ledger.log import Draft, extend
from ledger.signing import Checkpointer
from ledger.store import SqlStore

from ...domain.codes import CODES
from ...domain.file.authorityfile import AuthorityFile
from ...domain.file.folding import Stamp, fold
from ...domain.file.looks import KEEPER
from ...domain.recorded.content import By, Content, format_content
from ...domain.recorded.event import kind_of
from ...domain.recorded.ofauthority import LedgerOpened, PolicyAdopted
from ...domain.recorded.policy import DEFAULT_POLICY
from ..database import statements
from ..database.engine import reading, writing
from ..database.tables import entry_contents, ledger_tables
from ..sealed.keys import (
    AuthorityKeys,
    create_key_file,
    file_name,
    is_reads,
    read_key_files,
    reads_of,
)
from ..sealed.proving import note_keys
from ..sealed.sealing import FileSeal, new_key
from ..whole.reader import LedgerReader
from .openfiles import Ledger, encode_state


def begin(
    engine: Engine,
    *,
    keys_folder: Path,
    checkpoints_folder: Path,
    authority: str,
    origin: str,
    by: By,
    at: datetime,
    demonstration: bool = False,
) -> AuthorityKeys:
    """Make the keys and the ledgers of a new authority. Their first entries are in an own file.

    The key file comes first: a ledger whose keys were lost could never be read. If what follows
    fails, the key file stands alone and can be removed.
    """
    keys = create_key_file(keys_folder, authority, origin, demonstration=demonstration)
    adopted = Content(by, PolicyAdopted(policy=DEFAULT_POLICY))
    _begin(engine, checkpoints_folder, keys, [_opened(keys, by), adopted], at)
    begin_reads(
        engine, keys_folder=keys_folder, checkpoints_folder=checkpoints_folder, by=by, at=at
    )
    return keys


def begin_reads(
    engine: Engine, *, keys_folder: Path, checkpoints_folder: Path, by: By, at: datetime
) -> tuple[str, ...]:
    """Begin the ledger of who looks for each authority that has none. Which ones these were.

    Where it was cut short after the keys were made it goes on. Where a ledger stands, or one was
    signed for, nothing is touched: whether it is as it was is for whoever opens it to find out.
    """
    keys, begun = read_key_files(keys_folder), []
    for authority, one in keys.items():
        name = reads_of(authority)
        if is_reads(authority) or os.path.lexists(checkpoints_folder / file_name(name)):
            continue
        mine = keys.get(name) or create_key_file(
            keys_folder, name, reads_of(one.origin), demonstration=one.demonstration
        )
        if _stands(engine, mine):
            continue
        _begin(engine, checkpoints_folder, mine, [_opened(mine, by)], at)
        begun.append(authority)
    return tuple(begun)


def _opened(keys: AuthorityKeys, by: By) -> Content:
    return Content(by, LedgerOpened(codes_version=CODES.version, demonstration=keys.demonstration))


def _stands(engine: Engine, keys: AuthorityKeys) -> bool:
    with reading(engine, keys.authority) as connection:
        try:
            SqlStore(ledger_tables, keys.authority, keys.origin).head(connection)
        except Unreadable:
            return False
    return True


def _begin(
    engine: Engine,
    checkpoints_folder: Path,
    keys: AuthorityKeys,
    contents: Sequence[Content],
    at: datetime,
) -> None:
    store = SqlStore(ledger_tables, keys.authority, keys.origin)
    ledger = Ledger(keys.authority, keys.origin, keys.own_file, store, keys.seal)
    with writing(engine, keys.authority) as connection:
        store.create(connection)
        _write_own_file(connection, ledger, contents, at)
    reader = LedgerReader(engine, ledger, KEEPER)
    checkpoints = FolderCheckpoints(checkpoints_folder / file_name(keys.authority))
    Checkpointer(keys.origin, keys.signer(), checkpoints, first=True).advance(
        reader.head(), reader.lines
    )
    note_keys(checkpoints.folder, keys)


def _write_own_file(
    connection: Connection, ledger: Ledger, contents: Sequence[Content], at: datetime
) -> None:
    key = new_key()
    seal = FileSeal(key, ledger.origin, ledger.own_file)
    state = AuthorityFile(id=ledger.own_file)
    drafts, rows = [], []
    head = ledger.store.lock_head(connection)
    for seq, content in enumerate(contents, head.size):
        commitment, sealed = seal.seal_content(format_content(content))
        state = fold(state, content, Stamp(seq, at))
        drafts.append(Draft(kind_of(content.event), ledger.own_file, commitment))
        rows.append(
            {
                "authority": ledger.authority,
                "seq": seq,
                "file": ledger.own_file,
                "changes": state.folded_to == seq,
                "sealed": sealed,
            }
        )
    head, lines = extend(head, at, drafts)
    ledger.store.append(connection, lines, head)
    connection.execute(insert(entry_contents), rows)
    connection.execute(
        statements.ADD_KEYS,
        {
            "authority": ledger.authority,
            "file": ledger.own_file,
            "wrapped": ledger.seal.wrap(key, ledger.own_file),
        },
    )
    connection.execute(
        statements.ADD_FILES,
        {
            "authority": ledger.authority,
            "file": ledger.own_file,
            "folded_to": state.folded_to,
            "sealed": seal.seal_row(encode_state(state), state.folded_to),
        },
    )
