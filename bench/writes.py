"""What writes cost over HTTP and how many there are a second, with this program and with another.

`python -m bench.writes ../other`: each serves as it is served, on a database of its own, and both
are asked in turn in the same minutes, by 1, 8 and 32 clients; so their ratio can be believed where
neither figure can. In each round there are new families, each of which was asked about before, and
each kind of write is sent once about each. At the end both records are verified.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from importlib.util import module_from_spec, spec_from_file_location
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any, Final, NamedTuple

# Of whichever copy it is run in.
from bench import spent
from bench.case import Case, case_on
from bench.checks import SERVING, _url
from bench.over_http import headers_of, served_by
from consent_service.demonstration import AUTHORITY

BARE: Final = "the bare route"
ASSIGNED, YES, NO, TALK = KINDS = (
    "an enquiry is given to a team",
    "a yes",
    "a no",
    "a conversation with a yes",
)
CLIENTS: Final = (1, 8, 32)
_READY: Final = "families"
_ASKED: Final = "--asked"
#: So often the bare route is asked for each family: it is the kernel's ticks that are counted.
_TIMES_BARE: Final = 30
_HERE: Final = Path(__file__).parent


class Seen(NamedTuple):
    """Of one load: how many a second, milliseconds and microseconds of processor time of one."""

    rate: float
    p50: float
    p99: float
    python: float
    database: float


def compare(there: Path, database: str, rounds: int, families: int, clients: Sequence[int]) -> str:
    """A line for each number of clients and kind: ours, the other's, and what ours are of those."""
    here = _HERE.parent
    seen: dict[tuple[int, str, Path], list[Seen]] = defaultdict(list)
    with ExitStack() as stack:
        asked = {
            root: stack.enter_context(
                subprocess.Popen(
                    # This file in each, as the other may be older; what it imports is each's own.
                    [sys.executable, "-P", __file__, _ASKED, database],
                    cwd=root,
                    env={**os.environ, "PYTHONPATH": str(root)},
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for root in (here, there)
        }
        for number in range(rounds):
            for many in clients:
                # One after the other takes long, and says as much of fewer.
                some = max(families // (4 if many == 1 else 1), 8)
                for process in asked.values():
                    _say(process, some, _READY)
                for process in asked.values():
                    _hear(process)
                for kind in (BARE, *KINDS):
                    for root in (here, there) if number % 2 else (there, here):
                        _say(asked[root], many, kind)
                        seen[many, kind, root].append(Seen(*map(float, _hear(asked[root]))))
            print(f"{database}, round {number + 1} of {rounds}", file=sys.stderr, flush=True)
        for process in asked.values():
            process.communicate()
            if process.returncode:
                raise AssertionError("what one of the two wrote is not sound")
    heads = (
        *(f"{database}, clients", "", "a second; of the other", "p50, p99 ms", "µs of Python"),
        *("of the database", "rate of the other's", "Python of the other's", "the database's"),
    )
    lines = [f"| {' | '.join(heads)} |", "|---|---|" + "---:|" * (len(heads) - 2)]
    lines += [
        f"| {many} | {kind} | {_line(seen[many, kind, here], seen[many, kind, there])} |"
        for many in clients
        for kind in (BARE, *KINDS)
    ]
    return "\n".join(lines)


def _say(process: subprocess.Popen[str], many: int, what: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{many} {what}\n")
    process.stdin.flush()


def _hear(process: subprocess.Popen[str]) -> list[str]:
    assert process.stdout is not None
    said = process.stdout.readline().split()
    if not said:
        raise AssertionError("one of the two has ended")
    return said


def _line(ours: Sequence[Seen], theirs: Sequence[Seen]) -> str:
    def both(form: str, *names: str) -> str:
        return "; ".join(
            ", ".join(format(median(getattr(one, name) for one in every), form) for name in names)
            for every in (ours, theirs)
        )

    def ratio(name: str) -> str:
        found = sorted(
            getattr(mine, name) / getattr(other, name)
            for mine, other in zip(ours, theirs, strict=True)
            if getattr(other, name)
        )
        if not found:
            return "–"
        return f"**{median(found):.2f}** ({found[0]:.2f} to {found[-1]:.2f})"

    figures = (both(",.0f", "rate"), both(".0f", "p50", "p99"))
    costs = (both(",.0f", "python"), both(",.0f", "database"))
    ratios = map(ratio, ("rate", "python", "database"))
    return " | ".join((*figures, *costs, *ratios))


# ── one of the two ──────────────────────────────────────────────────────────────────────────


def answer(database: str) -> None:
    """Serve, and do what is said on standard input, a line each; say what came of it."""
    with case_on(database) as case, ExitStack() as stack:
        targets = (("bench.bare:application", True), ("consent_service.worker:application", False))
        serving = SERVING[database]
        served = {
            is_bare: stack.enter_context(served_by(target, case, *serving))
            for target, is_bare in targets
        }
        postmaster = spent.postmaster_of(_url(case)) if database == "postgresql" else None

        def taken(group: int) -> tuple[float, float]:
            return spent.of_group(group), 0.0 if postmaster is None else spent.of_server(postmaster)

        calls, numbers = _calls(), count(1)
        families: list[Any] = []
        for line in sys.stdin:
            many, what = line.strip().split(" ", 1)
            if what == _READY:
                families = [calls.Family(case, next(numbers)) for _ in range(int(many))]
                _load(case, served[False][0], 8, [_check(one) for one in families])
                said: Sequence[object] = ("ready",)
            else:
                port, group = served[what == BARE]
                requests = list(_requests(what, families))
                before = taken(group)
                loaded = _load(case, port, int(many), requests)
                _wait_for_lists(case)
                each = (
                    (b - a) / len(requests) * 1e6 for a, b in zip(before, taken(group), strict=True)
                )
                rate = len(requests) / loaded["seconds"]
                said = (rate, loaded["p50"], loaded["p99"], *each)
            print(*said)
            sys.stdout.flush()
        stack.close()
        case.assert_sound()


def _wait_for_lists(case: Case) -> None:
    """Until what was left to the keepers is done: it is of what a write costs, and takes nothing
    from whoever is asked next.
    """
    while case.service.records.lists.behind(AUTHORITY):
        time.sleep(0.05)


def _requests(what: str, families: Sequence[Any]) -> Iterator[tuple[str, str]]:
    for one in families:
        if what == BARE:
            yield from (("/bare", _check(one)[1]),) * _TIMES_BARE
        else:
            yield _SENT[what](one)


def _sent(family: Any, do: Callable[[Any], object]) -> tuple[str, str]:
    """What it would send, without sending it."""
    found: list[tuple[str, str]] = []
    family.send = lambda path, body: found.append((family.path + path, json.dumps(body)))
    do(family)
    del family.send
    return found[0]


def _check(family: Any) -> tuple[str, str]:
    return _sent(family, lambda one: one.ask())


_SENT: Final[dict[str, Callable[[Any], tuple[str, str]]]] = {
    ASSIGNED: lambda family: _sent(
        family,
        lambda one: one.send(
            f"/enquiries/{one.enquiry}/assignments", {"owner": "bench", "team": "Front"}
        ),
    ),
    YES: lambda family: _sent(family, lambda one: one.answer("AGREED")),
    NO: lambda family: _sent(family, lambda one: one.answer("REFUSED")),
    TALK: lambda family: _sent(family, lambda one: one.send("/conversations", one.talk())),
}


def _load(case: Case, port: int, clients: int, requests: list[tuple[str, str]]) -> dict[str, float]:
    """Send all of them, each under a key of its own. Raises unless each was taken."""
    asked = {"port": port, "clients": clients, "headers": headers_of(case), "requests": requests}
    found: dict[str, float] = json.loads(
        subprocess.run(
            # Of this copy: the other's may take nothing but answers.
            [sys.executable, "-P", str(_HERE / "asking.py")],
            input=json.dumps({**asked, "keyed": True}),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout
    )
    return found


def _calls() -> Any:
    """The families of `calls`, of this copy: the other may have none."""
    found = spec_from_file_location("bench.calls", _HERE / "calls.py")
    assert found is not None
    assert found.loader is not None
    calls = module_from_spec(found)
    found.loader.exec_module(calls)
    return calls


def main() -> None:
    """Compare and print; or be one of the two."""
    if sys.argv[1:2] == [_ASKED]:
        answer(sys.argv[2])
        return
    parser = argparse.ArgumentParser(prog="python -m bench.writes", description=__doc__)
    parser.add_argument("other", type=Path, help="the root of another copy of this program")
    parser.add_argument("--database", choices=tuple(SERVING), action="append")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--families", type=int, default=100)
    parser.add_argument("--clients", type=int, action="append")
    asked = parser.parse_args()
    for database in asked.database or tuple(SERVING):
        print(
            compare(
                asked.other.resolve(),
                database,
                asked.rounds,
                asked.families,
                asked.clients or CLIENTS,
            ),
            flush=True,
        )


if __name__ == "__main__":
    main()
