"""Of the processes that share the tests, each reads another part of them first, and one begins with
those that take longest.

What pytest makes of a test's source is kept beside it, and what Hypothesis finds in ours to try in
`.hypothesis`. In a new clone nothing is there yet, and every process would make all of it: each
began with the same file.

Whoever has done takes the last half of what another has left. So what is dear to begin, a browser
and the demonstration before it, is never at the end of anybody's: it would be begun by each, and
the others would wait for the one that came last.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pytest
from _pytest.pathlib import import_path
from hypothesis.internal.constants_ast import constants_from_module

_TESTS: Final = Path(__file__).parent
#: The packages that are tested.
_OURS: Final = frozenset(("consent_service", "ledger"))
#: Where most tests take seconds, or one of them half a minute.
_LONGEST: Final = frozenset(
    (_TESTS / "browser", _TESTS / "test_sample.py", _TESTS / "rules" / "test_readme.py")
)


def comes_later(path: Path) -> bool:
    """Whether the tests of this file are begun after those that take longest."""
    return _LONGEST.isdisjoint((path, path.parent))


def read_ours_first(session: pytest.Session) -> None:
    """If all tests are to be read. They stay read: collecting them finds them so."""
    config = session.config
    given: dict[str, Any] | None = getattr(config, "workerinput", None)
    tests = config.rootpath / "tests"
    if given is None or [config.invocation_params.dir / one for one in config.args] != [tests]:
        return
    number = int(given["workerid"].removeprefix("gw"))
    for path in sorted(tests.rglob("test_*.py"))[number :: given["workercount"]]:
        # What cannot be read is said when it is collected.
        with suppress(Exception, pytest.skip.Exception):
            import_path(
                path, mode="importlib", root=config.rootpath, consider_namespace_packages=False
            )
    ours = sorted(name for name in sys.modules if name.partition(".")[0] in _OURS)
    for name in ours[number :: given["workercount"]]:
        # It keeps what it finds; whoever collected everything finds it kept by the others.
        constants_from_module(sys.modules[name])
