"""What an operator types, each in a process of its own. See `forking`.

One process imports the commands and forks: a command takes less than starting Python for it does.
A line of its input says what was typed, in which environment, and where what is said goes; it
answers with the exit code. That a command starts by itself is shown by the README's tests.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from functools import partial
from typing import Any

from consent_service.cli.command import run
from tests.faults.ending import ends_with

#: A command that takes longer than this hangs, and is ended.
LONGEST_SECONDS = 120


def serve() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            ends_with(partial(_run, asked))
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _run(asked: dict[str, Any]) -> None:
    signal.alarm(LONGEST_SECONDS)
    for stream, name in enumerate((os.devnull, asked["out"], asked["err"])):
        file = os.open(name, os.O_RDWR | os.O_CREAT, 0o600)
        os.dup2(file, stream)
        os.close(file)
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["folder"])
    sys.argv = ["consent-service", *asked["typed"]]
    run()
