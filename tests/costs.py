"""What each test takes of the processors, in its own process and in those that it waited for.

`make costs` asks for it. Seconds by the clock say how busy the machine was; these say what to mend.
Nor is a second of one day as long as that of another: the same processors take two and a half times
as long on some. So all of it is also said as a multiple of one loop, which compares them.
"""

from __future__ import annotations

import os
import resource
import time
from collections import defaultdict
from collections.abc import Generator
from contextlib import suppress
from operator import itemgetter
from pathlib import Path, PurePosixPath
from typing import Final

import pytest

#: How many of the dearest tests are named.
_NAMED: Final = 50
#: So many steps has the loop, and it is timed so often: the quickest was disturbed the least.
_STEPS: Final = 5_000_000
_TIMED: Final = 3
#: Under which a report says it, also from another process.
_COST: Final = "cost"
_began: float
#: What was found last, and what has gone since the beginning without anybody waiting for it.
_found = _gone = 0.0


def _used() -> float:
    """Seconds of processors' time, user and system, of this process, of whatever it started that
    still runs, and of whatever has ended: a server is counted with the tests that ask it.

    Whose parent ends first is nobody's child here: a browser's pages, what a killed server had
    started. What they took is kept all the same: it was found before, and there is less now.
    """
    global _found, _gone  # noqa: PLW0603 - one test at a time runs in a process
    both = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    mine = sum(one.ru_utime + one.ru_stime for one in both)
    found = mine + sum(map(_used_by, _started_by(os.getpid()))) / os.sysconf("SC_CLK_TCK")
    _gone += max(0.0, _found - found)
    _found = found
    return found + _gone


def _started_by(process: int) -> list[int]:
    """And by whatever was started by it, as far as it runs."""
    started: list[int] = []
    # Any of them may end while it is looked at.
    with suppress(OSError):
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            started += map(int, children.read_text().split())
    return started + [one for child in started for one in _started_by(child)]


def _used_by(process: int) -> int:
    """By it, and by those of its own that have ended. In ticks, see `man 5 proc_pid_stat`."""
    with suppress(OSError):
        said = Path(f"/proc/{process}/stat").read_text()
        return sum(map(int, said.rpartition(")")[2].split()[11:15]))
    return 0


def one_loop() -> float:
    """Seconds of a processor that a loop takes today that reads, keeps and waits for nothing."""
    return min(_looped() for _ in range(_TIMED))


def _looped() -> float:
    began, added = time.process_time(), 0
    for step in range(_STEPS):
        added += step * step
    return time.process_time() - began


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_logstart() -> None:
    """A test begins."""
    global _began  # noqa: PLW0603 - one test at a time runs in a process
    _began = _used()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Each part of a test says what it took. What many share is counted where it was made."""
    global _began
    report = yield
    began, _began = _began, _used()
    report.user_properties.append((_COST, _began - began))
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Each folder and file with what it took, and the dearest tests."""
    tests: dict[str, float] = defaultdict(float)
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", ()):
                if name == _COST:
                    tests[report.nodeid] += value
    files: dict[str, float] = defaultdict(float)
    folders: dict[str, float] = defaultdict(float)
    for test, cost in tests.items():
        file = test.partition("::")[0]
        files[file] += cost
        folders[str(PurePosixPath(file).parent)] += cost
    whole = _used()
    folders["(starting, collecting, ending)"] = whole - sum(tests.values())
    folders["in all"] = whole
    for title, costs, named in (
        ("folders", folders, None),
        ("files", files, _NAMED),
        ("tests", tests, _NAMED),
    ):
        terminalreporter.section(f"seconds of processors: {title}")
        for name, cost in sorted(costs.items(), key=itemgetter(1), reverse=True)[:named]:
            terminalreporter.write_line(f"{cost:8.2f} {name}")
    loop = one_loop()
    terminalreporter.section("to compare days")
    terminalreporter.write_line(f"{loop:8.2f} one loop of {_STEPS:,} steps")
    terminalreporter.write_line(f"{whole / loop:8.0f} such loops in all")
