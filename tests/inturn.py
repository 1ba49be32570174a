"""Of the processes that share the tests, each reads another part of them first.

What pytest makes of a test's source is kept beside it. In a new clone nothing is there yet, and
every process would make all of it: each began with the same file.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from _pytest.pathlib import import_path


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
