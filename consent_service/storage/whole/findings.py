"""What a verification found wrong, wall by wall, and which of it weighs most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from ledger.errors import LedgerError, RolledBack


class Wall(StrEnum):
    """The walls that a change must get past, in the order in which they stand."""

    CHAIN = "chain"
    CHECKPOINT = "checkpoint"
    CONTENTS = "contents"
    ROWS = "rows"
    ANSWERS = "answers"
    PUBLISHED = "published"


#: By exit code. Altered, rolled back and forked weigh the same: whichever was found first. Then
#: what could not be verified, because anything may hide there; then what is lost and says so.
_WEIGHT: Final = {2: 0, 3: 0, 6: 1, 5: 2, 4: 3}
_ROLLBACK: Final = RolledBack.exit_code


def gravest(codes: Iterable[int]) -> int:
    """The exit code that weighs most among those of several ledgers; 0 if each is 0."""
    return min((code for code in codes if code), key=_weight, default=0)


def _weight(code: int) -> int:
    return _WEIGHT[code]


class NotReplayed(LedgerError):
    """The answer in entry `seq` was given by an edition of the rules that is not kept here.

    Why not "altered"? Nothing is known to be wrong with it; it could not be looked at.
    """

    exit_code = 5

    def __init__(self, seq: int, edition: str) -> None:
        self.why = edition
        super().__init__(
            f"The answer in entry {seq} was given by edition {edition} of the rules, which this "
            "version of the service does not have. Replay it with a version that has."
        )


@dataclass(slots=True)
class Places:
    """Places in the ledger, in rising order, kept as stretches so that millions take no room."""

    stretches: list[tuple[int, int]] = field(default_factory=list)
    count: int = 0

    def add(self, seq: int) -> None:
        """Add a place after all the others."""
        self.count += 1
        if self.stretches and self.stretches[-1][1] == seq - 1:
            self.stretches[-1] = (self.stretches[-1][0], seq)
        else:
            self.stretches.append((seq, seq))

    def __str__(self) -> str:
        return ", ".join(
            str(first) if first == last else f"{first}-{last}" for first, last in self.stretches
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of fault in one place. `fault` speaks of the first entry or row that has it.

    `places` are all the entries it is about, `rows` counts the rows of a projection that differ,
    and `files` are those that no answer is to be made from until it is mended. `others` are those
    that it is about as well, and that stop nothing.
    Nothing here is anybody's name or word: tables, places, and the random ids of files.
    """

    wall: Wall
    fault: LedgerError
    table: str | None = None
    file: str | None = None
    places: Places = field(default_factory=Places)
    rows: int = 0
    files: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        if self.places.count > 1:
            return f"{self.fault} The same of {self.places.count} entries in all: {self.places}."
        if self.rows > 1:
            return f"{self.fault} It is the first of {self.rows} rows there that differ."
        return str(self.fault)

    def facts(self) -> dict[str, Any]:
        """For a script. `entries` are stretches: the first and the last place of each."""
        return {
            "wall": self.wall.value,
            "exit_code": self.fault.exit_code,
            "table": self.table,
            "file": self.file,
            "files": sorted(self.files),
            "others": sorted(self.others),
            "entries": [list(stretch) for stretch in self.places.stretches],
            "rows": self.rows,
            "fault": str(self),
        }


@dataclass(frozen=True, slots=True)
class FoundWhole:
    """What was looked at and found whole."""

    origin: str
    entries: int
    root: bytes
    checkpoint_size: int | None
    case_files: int
    answers_replayed: int
    #: Entries without their content, whose loss was accepted and is on record.
    contents_lost: int = 0


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What came of a verification: everything found wrong, or else what was verified.

    `not_compared` says, in sentences, what could not be looked at because of what was found.
    `entries` is how many the ledger had.
    """

    verified: FoundWhole | None
    findings: tuple[Finding, ...] = ()
    not_compared: tuple[str, ...] = ()
    entries: int = 0

    @property
    def gravest(self) -> Finding | None:
        """The first of those findings that weigh most."""
        return min(self.findings, key=lambda one: _weight(one.fault.exit_code), default=None)

    @property
    def exit_code(self) -> int:
        """That of the gravest finding; 0 when there is none."""
        return 0 if self.gravest is None else self.gravest.fault.exit_code

    @property
    def rollback(self) -> Finding | None:
        """The first that says the ledger is behind or beside its checkpoint."""
        behind = (one for one in self.findings if one.fault.exit_code == _ROLLBACK)
        return next((one for one in behind if one.wall is not Wall.PUBLISHED), None)

    @property
    def alteration(self) -> Finding | None:
        """The gravest of the others. That an answer was not replayed is no sign of one, and what is
        published can be made again.
        """
        others = tuple(
            one
            for one in self.findings
            if one.fault.exit_code != _ROLLBACK
            and not isinstance(one.fault, NotReplayed)
            and one.wall is not Wall.PUBLISHED
        )
        return Reconciled(None, others).gravest

    @property
    def is_replayed(self) -> bool:
        """Every answer that this version has the rules for is the one that they give."""
        return all(isinstance(one.fault, NotReplayed) for one in self.findings)

    @property
    def published(self) -> Finding | None:
        """What is wrong with what is published."""
        return next((one for one in self.findings if one.wall is Wall.PUBLISHED), None)

    @property
    def files(self) -> set[str]:
        """Every file that something altered or missing is about."""
        return {file for one in self.findings for file in one.files}

    def whole(self) -> FoundWhole:
        """What was verified. Raises the gravest fault that was found."""
        if self.gravest is not None:
            raise self.gravest.fault
        assert self.verified is not None  # noqa: S101 - without findings it was verified
        return self.verified
