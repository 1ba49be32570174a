"""What each process of a run begins with: those that run tests, and the one that hands them out.

That one imports nothing that is tested, which takes as long as a hundred tests: what the others
have stands in `tests/whoruns.py`.
"""

from __future__ import annotations

import os
import re
import tempfile
from importlib import import_module
from pathlib import Path

import pytest

from tests import databases, trying

#: A disk in memory, and the free bytes from which it is used: a run takes a tenth of it.
_MEMORY, _ENOUGH = Path(databases.IN_MEMORY), 4 << 30


def pytest_configure(config: pytest.Config) -> None:
    """What daily tests write goes to memory where there is plenty: most of their time was waiting
    for a disk. Nothing is left out by it, every sync is still asked for, and the tests of that ask
    the kernel; `make faults` stays on the disk, and so does whoever names one in TMPDIR.
    """
    if _is_campaign(config):
        trying.at_length()
    if not _hands_out(config):
        config.pluginmanager.register(import_module("tests.whoruns"))
    if "faults" in config.option.markexpr or "TMPDIR" in os.environ or not _MEMORY.is_dir():
        return
    room = os.statvfs(_MEMORY)
    may_be_used = os.access(_MEMORY, os.W_OK) and not room.f_flag & os.ST_NOEXEC
    if may_be_used and room.f_bavail * room.f_frsize >= _ENOUGH:
        # The processes that share the tests, and those that tests start, are to find it too.
        os.environ["TMPDIR"] = str(_MEMORY)
        tempfile.tempdir = None


def _hands_out(config: pytest.Config) -> bool:
    """Whether others run the tests, as `pytest -n 3` has it."""
    is_theirs = config.getoption("dist", "no") != "no" and not config.option.collectonly
    return is_theirs and not hasattr(config, "workerinput")


def _is_campaign(config: pytest.Config) -> bool:
    return bool(re.search(r"(?<!not )\bcampaign\b", config.option.markexpr))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests have to say though they passed: how much was tried, and what came of it."""
    seen = [
        str(value)
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == "seen" and report.when == "call"
    ]
    if seen:
        terminalreporter.section("what was tried")
        for line in seen:
            terminalreporter.write_line(line)
