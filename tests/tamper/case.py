"""A way to tamper, and what it must be caught by: the one shape of every case in this folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pytest

from ledger.errors import Altered, ContentMissing, Forked, LedgerError, RolledBack, Unreadable

#: What stands in the way of a change, in the words of docs/tamper-matrix.md.
CHAIN: Final = "chain"
CHECKPOINT: Final = "checkpoint"
CONTENTS: Final = "contents"
ROWS: Final = "rows"
ANSWERS: Final = "answers"
BUNDLE: Final = "bundle verifiers"
RECEIPT: Final = "receipt verifiers"
POLICY: Final = "policy"
WITNESS: Final = "witness"
FEEDER: Final = "feeder of the witness"
KEEPER: Final = "keeper"
LIVE: Final = "every reader"
HARMLESS: Final = "nothing: nothing reads it"
UNSEEN: Final = "nothing in the database"

#: What a change is made with: most often a hand in the database, and the story it is done to.
Alter = Callable[..., Any]


@dataclass(frozen=True)
class Case:
    """`alter` is done; then `by` catches it, with `error` where one is raised, and `code`.

    `only` is the one database that it can be done to; `why` explains a case that is not plain.
    """

    alter: Alter
    by: str
    code: int
    error: type[LedgerError] | None = None
    only: str | None = None
    why: str = ""


def by_name(cases: Mapping[str, Case]) -> pytest.MarkDecorator:
    """Run a test once for each of these cases, as `name` and `case`."""
    return pytest.mark.parametrize(
        ("name", "case"), [pytest.param(name, case, id=name) for name, case in cases.items()]
    )


def chain(alter: Alter, **more: Any) -> Case:
    return Case(alter, CHAIN, 2, Altered, **more)


def contents(alter: Alter, **more: Any) -> Case:
    return Case(alter, CONTENTS, 2, Altered, **more)


def missing(alter: Alter, **more: Any) -> Case:
    return Case(alter, CONTENTS, 4, ContentMissing, **more)


def rows(alter: Alter, **more: Any) -> Case:
    return Case(alter, ROWS, 2, Altered, **more)


def answers(alter: Alter, **more: Any) -> Case:
    return Case(alter, ANSWERS, 2, Altered, **more)


def rolled_back(alter: Alter, **more: Any) -> Case:
    return Case(alter, CHECKPOINT, 3, RolledBack, **more)


def forked(alter: Alter, **more: Any) -> Case:
    return Case(alter, CHECKPOINT, 3, Forked, **more)


def unreadable(alter: Alter, **more: Any) -> Case:
    return Case(alter, CHAIN, 5, Unreadable, **more)


def known(alter: Alter, **more: Any) -> Case:
    """A forgery that no answer is made from, whether or not anybody has verified since."""
    return Case(alter, LIVE, 2, **more)


def harmless(alter: Alter, why: str, **more: Any) -> Case:
    """A change of what nothing reads, with the reason why it cannot matter."""
    return Case(alter, HARMLESS, 0, why=why, **more)


def unseen(alter: Alter, why: str, **more: Any) -> Case:
    """A change that this does not catch, with what does."""
    return Case(alter, UNSEEN, 0, why=why, **more)
