"""Imports everything that any of the forkers needs, opens nothing, and becomes each of them by a
fork: `python -m tests.faults.forking`, with a socket for its input, over which come the name of a
kind and its two ends of pipes. It answers with the process.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from typing import Final, NoReturn

from consent_service.cli.group import MODULES, cli
from tests.faults import appending, deeds, starting, typed

KINDS: Final = {
    "appending": appending.serve,
    "deeds": deeds.serve,
    "starting": starting.answer,
    "typed": typed.serve,
}


def main() -> None:
    for name in MODULES:
        # What each command imports is there before anything is typed.
        cli.get_command(None, name)  # type: ignore[arg-type]
    # Nobody waits for them here.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(fileno=0) as asked:
        while True:
            kind, files, _, _ = socket.recv_fds(asked, 32, 2)
            if not kind:
                return
            child = os.fork()
            if child == 0:
                _become(kind.decode(), files)
            for file in files:
                os.close(file)
            asked.sendall(f"{child}".encode())


def _become(kind: str, files: list[int]) -> NoReturn:
    code = 1
    try:
        # They wait for what they fork.
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for stream, file in enumerate(files):
            os.dup2(file, stream)
            os.close(file)
        sys.stdin = os.fdopen(0, "r", closefd=False)
        sys.stdout = os.fdopen(1, "w", closefd=False)
        KINDS[kind]()
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
