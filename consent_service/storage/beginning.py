"""Begin an authority's record: its keys, its ledger, its own file, its first checkpoint."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, insert

from ledger.checkpoints import FolderCheckpoints
from ledger.log import Draft, extend
from ledger.signing import Checkpointer
from ledger.store import SqlStore

from ..domain.authorityfile import AuthorityFile
from ..domain.codes import CODES
from ..domain.content import By, Content, format_content
from ..domain.event import kind_of
from ..domain.events import AnyEvent
from ..domain.folding import Stamp, fold
from ..domain.ofauthority import LedgerOpened, PolicyAdopted
from ..domain.policy import DEFAULT_POLICY
from . import statements
from .engine import writing
from .keys import AuthorityKeys, create_key_file
from .openfiles import Ledger, encode_state
from .reader import LedgerReader
from .sealing import FileSeal, new_key
from .tables import entry_contents, ledger_tables


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
    """Make the keys and the ledger of a new authority. Its first two entries are in its own file.

    The key file comes first: a ledger whose keys were lost could never be read. If what follows
    fails, the key file stands alone and can be removed.
    """
    keys = create_key_file(keys_folder, authority, origin, demonstration=demonstration)
    store = SqlStore(ledger_tables, authority, origin)
    ledger = Ledger(authority, origin, keys.own_file, store, keys.seal())
    with writing(engine, authority) as connection:
        store.create(connection)
        _write_own_file(connection, ledger, by, at, demonstration=demonstration)
    reader = LedgerReader(engine, ledger)
    checkpoints = FolderCheckpoints(checkpoints_folder / authority)
    Checkpointer(origin, keys.signer(), checkpoints, first=True).advance(
        reader.head(), reader.lines
    )
    return keys


def _write_own_file(
    connection: Connection, ledger: Ledger, by: By, at: datetime, *, demonstration: bool
) -> None:
    key = new_key()
    seal = FileSeal(key, ledger.origin, ledger.own_file)
    events: list[AnyEvent] = [
        LedgerOpened(codes_version=CODES.version, demonstration=demonstration),
        PolicyAdopted(policy=DEFAULT_POLICY),
    ]
    state = AuthorityFile(id=ledger.own_file)
    drafts, rows = [], []
    head = ledger.store.lock_head(connection)
    for seq, event in enumerate(events, head.size):
        content = Content(by, event)
        commitment, sealed = seal.seal_content(format_content(content))
        state = fold(state, content, Stamp(seq, at))
        drafts.append(Draft(kind_of(event), ledger.own_file, commitment))
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
