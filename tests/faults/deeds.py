"""Single deeds, each in a process of its own, to be broken. See `forking`.

As in `appending`, one process imports everything and forks: breaking a deed at hundreds of calls
would otherwise be hundreds of starts of Python. A line of its input names a deed and where its
service is. The process forked for it says its number, waits to be let go, so that a tracer has the
time to attach, and then says READY before, and ACK after, what the deed is about.
"""

from __future__ import annotations

import ctypes
import json
import os
import select
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from consent_service import logs
from consent_service.cli import verifying  # noqa: F401 - by the one that forks, for all others
from consent_service.cli.command import run
from consent_service.machine import system_clock
from consent_service.storage.door.opening import OpenStorage, open_storage
from tests.api.running import OURS, settings_in
from tests.builders import a_check, an_answer
from tests.faults.servers import environment

#: A deed that takes longer than this hangs, and is ended.
LONGEST_SECONDS = 90
#: `prctl` by which a process lets any other of the same user trace it (Linux, Yama).
PR_SET_PTRACER, ANYBODY = 0x59616D61, ctypes.c_ulong(-1)


def _say(line: str) -> None:
    os.write(2 if line == "READY" else 1, line.encode() + b"\n")


def _append(asked: dict[str, Any]) -> None:
    """What an operator would type: one entry, from the outside."""
    _command(asked, "append-one")


def _verify(asked: dict[str, Any]) -> None:
    _command(asked, "verify")


def _command(asked: dict[str, Any], name: str) -> None:
    settings = settings_in(Path(asked["folder"]), asked["database_url"])
    os.environ |= environment(settings)
    sys.argv = ["consent-service", name, "--authority", OURS]
    run()


def _opened(asked: dict[str, Any]) -> OpenStorage:
    return open_storage(settings_in(Path(asked["folder"]), asked["database_url"]), system_clock)


def _publish(asked: dict[str, Any]) -> None:
    """Sign what is new, swap the checkpoint in, publish the tiles."""
    keeper = _opened(asked).keepers[OURS]
    _say("READY")
    keeper.publish_now()
    _say("ACK")


def _spool(asked: dict[str, Any]) -> None:
    """Keep an answer that could not be recorded."""
    spool = _opened(asked).spools[OURS]
    _say("READY")
    spool.add(an_answer(9))
    _say("ACK")


def _drain(asked: dict[str, Any]) -> None:
    """Enter what waits in the spool."""
    keeper = _opened(asked).keepers[OURS]
    _say("READY")
    keeper.drain()
    _say("ACK")


def _hold(asked: dict[str, Any]) -> None:
    """Take the authority's lock, and stop inside the transaction until told to go on."""
    records = _opened(asked).records
    request = a_check()

    stopped: list[bool] = []

    def stop_first(moment: Any) -> Any:
        if not stopped:
            stopped.append(True)
            _say("READY")
            os.kill(os.getpid(), signal.SIGSTOP)
        return request.action(moment)

    held = type(request)(request.authority, request.by, request.target, stop_first, request.once)
    entry = records.run(held).entries[0]
    _say(f"ACK {entry.seq} {entry.entry_hash.hex()}")


DEEDS: dict[str, Callable[[dict[str, Any]], None]] = {
    "append": _append,
    "verify": _verify,
    "publish": _publish,
    "spool": _spool,
    "drain": _drain,
    "hold": _hold,
}


def serve() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        wait, go = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(go)
            _do(asked, wait)
        os.close(wait)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        sys.stdin.readline()
        os.close(go)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _do(asked: dict[str, Any], wait: int) -> None:
    code = 1
    try:
        signal.alarm(LONGEST_SECONDS)
        ctypes.CDLL(None).prctl(PR_SET_PTRACER, ANYBODY, 0, 0, 0)
        for stream, name in ((1, "out"), (2, "err")):
            file = os.open(asked[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            os.dup2(file, stream)
            os.close(file)
        # Not a read: reads are among the calls that are counted.
        select.select([wait], [], [])
        logs.configure()
        DEEDS[asked["deed"]](asked)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except Exception as error:  # noqa: BLE001 - its kind is what the test is told
        _say(f"TROUBLE {type(error).__name__}")
    finally:
        os._exit(code)
