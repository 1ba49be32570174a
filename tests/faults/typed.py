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
import traceback
from typing import Any

from consent_service.cli.command import run

#: A command that takes longer than this hangs, and is ended.
LONGEST_SECONDS = 120


def serve() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            _run(asked)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _run(asked: dict[str, Any]) -> None:
    code = 1
    signal.alarm(LONGEST_SECONDS)
    try:
        for stream, name in enumerate((os.devnull, asked["out"], asked["err"])):
            file = os.open(name, os.O_RDWR | os.O_CREAT, 0o600)
            os.dup2(file, stream)
            os.close(file)
        os.environ.clear()
        os.environ.update(asked["environment"])
        os.chdir(asked["folder"])
        sys.argv = ["consent-service", *asked["typed"]]
        run()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - as Python itself would end
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
