"""Which tests are of each day's sample, where many are of one kind. Campaigns run all of them, and
`.ci/run` runs the campaigns about what a change touches: that one alone fails is seen there.

Of one kind are the cases of a test that has more than a few, but where they are what the product
has, its operations or its kinds of entry: nobody wrote that list for a test, and of what is added
to it each must hold on the same day. So must whatever is marked `whole`.

What is of it is settled by a test's name, and so the same each day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import pytest

from tests import ofkinds

SQLITE, POSTGRESQL = "sqlite", "postgresql"
_DATABASE: Final = "database_kind"
#: One in so many.
_EACH: Final = 10
_TESTS: Final = Path(__file__).parent
#: Folders where the cases of one test are of one kind: bits, sizes, ways to change a copy.
_ARE_SWEPT: Final = frozenset({"ledger", "tamper", "storage"})
#: Here the cases of a test are, if there are more than so many: two say what is told apart.
_FEW: Final = 2
_BY_NUMBER: Final = frozenset({"api", "domain", "pages"})
_GO_THROUGH: Final = frozenset(map(_TESTS.parent.joinpath, ofkinds.going_through(_TESTS.parent)))
#: By the test, without its case, whether it has more than a few.
_has_many: dict[str, bool] = {}
#: By its file, the first test that stands on PostgreSQL.
_first_on_postgresql: dict[Path, str] = {}


def count(metafunc: pytest.Metafunc) -> None:
    """How many cases a test has, once all who say which have said so; on whichever database."""
    # No public way leads to them before each is a test.
    cases = {
        tuple((name, n) for name, n in call.indices.items() if name != _DATABASE)
        for call in metafunc._calls
    }
    test = metafunc.definition
    if test.get_closest_marker("whole"):
        return
    is_here = not _BY_NUMBER.isdisjoint(_stands_in(test.path))
    _has_many[test.nodeid] = is_here and len(cases) > _FEW and test.path not in _GO_THROUGH


@dataclass(frozen=True)
class _Case:
    """One case of a test that is about to be made, as far as a sample goes by it."""

    test: pytest.Item
    callspec: Any

    @property
    def path(self) -> Path:
        return self.test.path

    @property
    def nodeid(self) -> str:
        return f"{self.test.nodeid}[{self.callspec.id}]"

    def iter_markers(self, name: str) -> Iterator[pytest.Mark]:
        yield from (one for one in self.callspec.marks if one.name == name)
        yield from self.test.iter_markers(name)

    def get_closest_marker(self, name: str) -> pytest.Mark | None:
        return next(self.iter_markers(name), None)


def leave_out(metafunc: pytest.Metafunc, marks: Collection[str]) -> None:
    """Of its cases those that today's run leaves out, by one of these marks or by the sample, are
    not made, but for the first: to make half of all tests and leave them out took two seconds of
    each process.
    """
    cases = [_Case(metafunc.definition, call) for call in metafunc._calls]
    is_made = [not any(map(one.get_closest_marker, marks)) and is_daily(one) for one in cases]
    metafunc._calls[:] = [one.callspec for n, one in enumerate(cases) if n == 0 or is_made[n]]


def is_daily(test: pytest.Item | _Case) -> bool:
    """Whether it is of the sample, or of no list of which there is one."""
    return _is_daily_on_its_database(test) and _is_daily_of_its_cases(test)


def _is_daily_on_its_database(test: pytest.Item | _Case) -> bool:
    """Of what runs on both databases: on PostgreSQL whatever names an operation, the first of each
    file, and of the others one in ten. On SQLite all of it, but for what names an operation: of
    that one in ten, for every other test succeeds there by the same operations.
    """
    call: Any = getattr(test, "callspec", None)
    kind = None if call is None else call.params.get(_DATABASE)
    named = any(mark.args for mark in test.iter_markers("each_database"))
    if kind == SQLITE:
        return not named or _is_of_the_sample(test)
    if kind != POSTGRESQL:
        return True
    first = _first_on_postgresql.setdefault(test.path, test.nodeid)
    return named or first == test.nodeid or _is_of_the_sample(test)


def _is_daily_of_its_cases(test: pytest.Item | _Case) -> bool:
    """Of many cases of one test: the first, and of the others one in ten."""
    call: Any = getattr(test, "callspec", None)
    if call is None or not _is_swept(test):
        return True
    is_first = not any(n for name, n in call.indices.items() if name != _DATABASE)
    return is_first or _is_of_the_sample(test)


def _is_swept(test: pytest.Item | _Case) -> bool:
    if _has_many.get(test.nodeid.partition("[")[0]) or test.get_closest_marker("swept"):
        return True
    return not _ARE_SWEPT.isdisjoint(_stands_in(test.path))


@cache
def _stands_in(path: Path) -> tuple[str, ...]:
    """A file's folders: asked of each of its tests, and of each of their cases."""
    return path.relative_to(_TESTS).parts


def _is_of_the_sample(test: pytest.Item | _Case) -> bool:
    # What `make faults` runs is left out of every day by that, and not run in campaigns.
    return bool(test.get_closest_marker("faults")) or crc32(test.nodeid.encode()) % _EACH == 0
