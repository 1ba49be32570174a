"""Open what the settings name: key files, database, ledgers, spools, keepers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Protocol

import structlog
from sqlalchemy import Engine

from ledger.checkpoints import FolderCheckpoints
from ledger.errors import LedgerError
from ledger.policy import WitnessPolicy
from ledger.store import SqlStore

from ..beside.spool import Spool
from ..database.apart import NOBODY
from ..database.ballast import ballasts
from ..database.deadline import WorkAwaited
from ..database.engine import file_of, is_replica, open_engine, reading
from ..database.statements import EVERY_AUTHORITY
from ..database.tables import ledger_tables
from ..keepers.feeding import Feeder
from ..keepers.keeper import Keeper
from ..keepers.remaking import Lists
from ..keepers.replays import Replays
from ..keepers.resting import Bell
from ..keepers.soundness import Soundness
from ..keepers.vouching import Vouched, read_policies
from ..keepers.watching import Watching
from ..people.accounts import Accounts
from ..people.keptpages import KeptPages
from ..people.reads import Reads
from ..people.sessions import Sessions
from ..people.waysin import WaysIn
from ..sealed.keyfolder import KeyFolder
from ..sealed.keys import (
    LEDGER_NAME,
    AuthorityKeys,
    Keyring,
    file_name,
    is_reads,
    read_key_files,
    reads_of,
    whose,
)
from ..sealed.proving import prove_keys, without_key_file
from ..whole.findings import FoundWhole, Reconciled
from ..whole.verifying import reconcile
from .openfiles import Ledger
from .records import Records
from .trouble import KeyFileError

log = structlog.get_logger("consent_service.storage")

#: A ledger of who looked grows faster than the record itself, and no answer stands on it: it is
#: verified whole once where that is so many times.
_LOOKS_VERIFIED: Final = 6


class Where(Protocol):
    """What of the settings storage needs."""

    @property
    def database_url(self) -> str: ...
    @property
    def key_folder(self) -> KeyFolder: ...
    @property
    def keys_in_environment(self) -> bool: ...
    @property
    def checkpoints(self) -> Path: ...
    @property
    def spool(self) -> Path: ...
    @property
    def verify_every(self) -> int: ...
    @property
    def witnesses(self) -> Path | None: ...
    @property
    def witness_lag(self) -> int: ...
    @property
    def roles_apart(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class OpenStorage:
    """Everything of storage that one process uses, by the ledger's name: each authority has two."""

    engine: Engine
    records: Records
    keys: Mapping[str, AuthorityKeys]
    spools: Mapping[str, Spool]
    soundness: Mapping[str, Soundness]
    checkpoints: Mapping[str, FolderCheckpoints]
    keepers: dict[str, Keeper]
    feeders: dict[str, Feeder]
    sessions: Mapping[str, Sessions]
    kept_pages: Mapping[str, KeptPages]
    accounts: Mapping[str, Accounts]
    ways_in: Mapping[str, WaysIn]

    @property
    def demonstrations(self) -> dict[str, bool]:
        """Each authority, and whether its ledger is a demonstration."""
        return {one: keys.demonstration for one, keys in self.keys.items() if not is_reads(one)}

    def reconcile(
        self,
        authority: str,
        *,
        replay: bool = False,
        replay_from: int = 0,
        progress: Callable[[int, int], None] | None = None,
    ) -> Reconciled:
        """Verify one authority's whole record, and mark for every process what was found.

        With `replay`, the answers recorded from `replay_from` on are worked out again. A replica is
        verified up to where it is, and nothing is marked.
        """
        soundness, keeper = self.soundness[authority], self.keepers[authority]
        keeper.refresh_keys()
        is_another = is_replica(self.engine)
        found = reconcile(
            self.records,
            self.records.ledgers[authority],
            self.checkpoints[authority],
            keeper.keys,
            replay_from=replay_from if replay else None,
            progress=progress,
            may_lag=is_another,
        )
        if is_another:
            # The marks are the primary's, and a replica that lags says nothing about it.
            return found
        if found.rollback is not None:
            soundness.distrust(str(found.rollback))
        with self.spools[authority].trying_again():
            if found.alteration is not None:
                soundness.verified(str(found.alteration), found.files)
            elif found.rollback is None:
                soundness.found_whole()
        if found.published is not None:
            soundness.published_altered(str(found.published))
        elif not found.findings:
            soundness.published_whole()
        if replay and not replay_from and found.is_replayed:
            self.replays(authority).whole(self.records.clock(), found.entries)
        now, replayed_from = self.records.clock(), replay_from if replay else None
        keeper.verifications.ended(found, now, replayed_from)
        return found

    def unnamed(self) -> tuple[str, ...]:
        """Ledgers in the database that no key file is for: nobody here can tell what they are.

        Their codes; what is no code is not repeated. Raises what the database raises.
        """
        with reading(self.engine, NOBODY) as connection:
            found = {row for (row,) in connection.execute(EVERY_AUTHORITY)} - set(self.keys)
        known = {code for code in found if LEDGER_NAME.fullmatch(str(code)) is not None}
        return (*sorted(known), *(["what is no code"] if found - known else []))

    def replays(self, authority: str) -> Replays:
        """How far this authority's answers were replayed."""
        return Replays(self.checkpoints[authority].folder)

    def verify(
        self,
        authority: str,
        *,
        replay: bool = False,
        replay_from: int = 0,
        progress: Callable[[int, int], None] | None = None,
    ) -> FoundWhole:
        """The same, for who needs it whole. Raises the gravest fault found."""
        found = self.reconcile(authority, replay=replay, replay_from=replay_from, progress=progress)
        return found.whole()


def open_storage(settings: Where, clock: Callable[[], datetime]) -> OpenStorage:
    """Read the key files and prepare the rest. The database need not be there yet.

    Raises `KeyFileError` when there is no key file, or one that cannot be trusted or lacks a key
    that is in use, and for a witness policy that cannot be used.
    """
    keys = _keys_that_may_be_used(settings)
    made_up = all(one.demonstration for one in keys.values())
    keyrings = {authority: Keyring(settings.key_folder, authority) for authority in keys}
    engine = open_engine(settings.database_url, apart=settings.roles_apart and not made_up)
    ledgers = {
        authority: Ledger(
            authority,
            one.origin,
            one.own_file,
            SqlStore(ledger_tables, authority, one.origin),
            keyrings[authority].seal,
        )
        for authority, one in keys.items()
    }
    checkpoints = {
        authority: FolderCheckpoints(settings.checkpoints / file_name(authority))
        for authority in keys
    }
    _prove(engine, ledgers, keys, settings.checkpoints)
    soundness = {authority: Soundness(one.folder) for authority, one in checkpoints.items()}
    beside_spool, beside_database = ballasts(settings.spool, file_of(engine))
    spools = {
        authority: Spool(settings.spool, authority, ring.spool, beside_spool)
        for authority, ring in keyrings.items()
    }
    policies = read_policies(settings.witnesses, keys)
    comparing: dict[str, WorkAwaited] = {}
    records = Records(
        engine,
        ledgers,
        clock,
        soundness,
        lambda authority: comparing[authority](),
        bells={authority: Bell(one.folder) for authority, one in checkpoints.items()},
        ballast=beside_database,
    )
    records.reads = Reads(records, spools)
    records.lists = Lists(records)
    records.spools = spools
    seals = {one: ring.seal for one, ring in keyrings.items() if not is_reads(one)}
    opened = OpenStorage(
        engine,
        records,
        keys,
        spools,
        soundness,
        checkpoints,
        keepers={},
        feeders={},
        kept_pages={one: KeptPages(engine, one) for one in seals},
        sessions={one: Sessions(engine, one, seal, settings.spool) for one, seal in seals.items()},
        accounts={one: Accounts(engine, one, seal) for one, seal in seals.items()},
        ways_in={one: WaysIn(engine, one, seal) for one, seal in seals.items()},
    )
    for authority, ring in keyrings.items():
        keeper = opened.keepers[authority] = Keeper(
            records,
            ledgers[authority],
            keyring=ring,
            checkpoints=checkpoints[authority],
            spool=spools[authority],
            soundness=soundness[authority],
            verify=_verifier(opened, authority),
            verify_every=settings.verify_every * (_LOOKS_VERIFIED if is_reads(authority) else 1),
            ballasts={beside_spool, beside_database or beside_spool},
        )
        comparing[authority] = WorkAwaited(keeper.compare)
        if is_reads(authority):
            keeper.watch = Watching(records, whose(authority)).look
    lag = timedelta(seconds=settings.witness_lag)
    for authority, policy in policies.items():
        opened.feeders[authority] = _witnessed(opened, authority, policy, lag)
    return opened


def _keys_that_may_be_used(settings: Where) -> dict[str, AuthorityKeys]:
    """Each ledger's key file. Raises `KeyFileError` if there is none, one is missing beside
    another, or real families' keys would stand in the environment unasked.
    """
    keys = read_key_files(settings.key_folder)
    if not keys:
        raise KeyFileError("There is no authority's key file: run `consent-service init` first.")
    for authority in keys:
        if not is_reads(authority) and reads_of(authority) not in keys:
            raise KeyFileError(
                f"{authority} has no ledger of who looks at its record, or the key file of that is "
                "gone. Put it back; where there never was one, run `consent-service migrate`."
            )
    made_up = all(one.demonstration for one in keys.values())
    if not (made_up or settings.keys_in_environment or isinstance(settings.key_folder, Path)):
        raise KeyFileError(
            "Keys of real families are not kept in the environment, where every process that this "
            "account runs can read them: keep them in files. CONSENT_ALLOW_ENV_KEYS=yes says that "
            "you know."
        )
    return keys


def _witnessed(
    opened: OpenStorage, authority: str, policy: WitnessPolicy, lag: timedelta
) -> Feeder:
    """What feeds this ledger's witnesses; its keeper asks them, and believes what they saw."""
    keeper, checkpoints = opened.keepers[authority], opened.checkpoints[authority]
    clock = opened.records.clock
    origin = opened.keys[authority].origin
    vouched = Vouched(checkpoints.folder, origin, policy, keeper.published, lag)
    feeder = Feeder(vouched, checkpoints, opened.soundness[authority], heard=clock.heard)
    for state in vouched.states():
        if state.at is not None:
            clock.has_vouched(state.at)
    keeper.vouched = vouched
    keeper.ask_witnesses = feeder.ask
    return feeder


def _prove(
    engine: Engine,
    ledgers: Mapping[str, Ledger],
    keys: Mapping[str, AuthorityKeys],
    checkpoints: Path,
) -> None:
    for missing in without_key_file(checkpoints, keys):
        log.error("keys.file_is_missing", file=f"{file_name(missing)}.json")
    for name, one in keys.items():
        try:
            prove_keys(engine, ledgers[name], one, checkpoints / file_name(name))
        except KeyFileError:
            engine.dispose()
            raise


def _verifier(opened: OpenStorage, authority: str) -> Callable[[], None]:
    def run() -> None:
        try:
            due_from = opened.replays(authority).due_from(opened.records.clock())
            if opened.keepers[authority].verifications.asked() is not None:
                # Whoever asks for everything is told of everything.
                due_from = 0
            found = opened.verify(
                authority,
                replay=True,
                replay_from=due_from,
                progress=opened.keepers[authority].verifications.came_to,
            )
            unnamed = opened.unnamed()
            if unnamed:
                log.error("ledger.unnamed", ledgers=len(unnamed))
            log.info("ledger.verified", entries=found.entries, replayed=found.answers_replayed)
        except LedgerError as error:
            log.error("ledger.fault", fault=type(error).__name__, exit_code=error.exit_code)

    return run
