"""What a check and a write cost, with this program and with another copy of it, in turn.

`python -m bench.in_turn ../other`: each has one process, one thread, a database of its own, and so
many of each kind in each round. Both are asked in the same minute of the same machine, so that what
else it does comes to both: their ratio can be believed where neither figure can.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from importlib.util import module_from_spec, spec_from_file_location
from itertools import count, cycle
from pathlib import Path
from secrets import token_hex
from statistics import median
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flask import Flask, Response

# Of whichever copy it is run in.
from bench import spent
from bench.case import Case, case_on
from bench.checks import Family, _family, _url
from consent_service import forgood
from consent_service.actions.checks import check_sharing
from consent_service.actions.moment import Moment
from consent_service.api.asked.bodies import CheckSchema
from consent_service.demonstration import AUTHORITY

if TYPE_CHECKING:
    from consent_service.domain.recorded.content import By
    from consent_service.domain.recorded.events import AnyEvent, CompetenceRecorded
    from consent_service.domain.recorded.owning import EnquiryAssigned
    from consent_service.storage.door.requests import ByHandle, Once, Request
else:

    def _called(name: str) -> type:
        """What is called so, in whichever module it stands: an older copy has no rooms."""
        of_ours = {n: m for n, m in sys.modules.items() if n.startswith("consent_service.")}
        every = ((n, vars(module).get(name)) for n, module in of_ours.items())
        return next(one for n, one in every if getattr(one, "__module__", None) == n)

    By, CompetenceRecorded, EnquiryAssigned = map(
        _called, ("By", "CompetenceRecorded", "EnquiryAssigned")
    )
    ByHandle, Once, Request = map(_called, ("ByHandle", "Once", "Request"))

KINDS: Final = (
    "the bare route",
    "the same question again",
    "another question",
    "a file not seen since",
    "a write",
    "a write that is compared",
    "thirty-two questions in one batch",
)
#: Over HTTP, each of a family of its own that was there before (`calls`).
WRITES: Final = (
    "an enquiry is given to a team",
    "a yes",
    "a no",
    "a conversation with a yes",
    "a yes, much written",
    "a check of a file not seen since, much written",
)
_ASK: Final = "--asked"


class Spent(NamedTuple):
    """Microseconds for each: of the thread, of the database, by the clock."""

    python: float
    database: float
    clock: float


def compare(
    there: Path, database: str, rounds: int, each: int, kinds: Sequence[str] = (*KINDS, *WRITES)
) -> str:
    """A line for each kind: how many of the other's microseconds ours are."""
    here = Path(__file__).parent.parent
    seen: dict[tuple[str, Path], list[Spent]] = {}
    with ExitStack() as stack:
        asked = {
            root: stack.enter_context(
                subprocess.Popen(
                    # This file in each, as the other may be older; what it imports is each's own.
                    [sys.executable, "-P", __file__, _ASK, database],
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
            for kind in kinds:
                for root in (here, there) if number % 2 else (there, here):
                    seen.setdefault((kind, root), []).append(_ask(asked[root], kind, each))
    lines = ["| | Python | the database | by the clock |", "|---|---:|---:|---:|"]
    for kind in kinds:
        ours, theirs = zip(*seen[kind, here], strict=True), zip(*seen[kind, there], strict=True)
        cells = (_ratio(mine, other) for mine, other in zip(ours, theirs, strict=True))
        lines.append(f"| {kind} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _ask(process: subprocess.Popen[str], kind: str, each: int) -> Spent:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{each} {kind}\n")
    process.stdin.flush()
    return Spent(*map(float, process.stdout.readline().split()))


def _ratio(mine: Sequence[float], other: Sequence[float]) -> str:
    ratios = sorted(a / b for a, b in zip(mine, other, strict=True) if b)
    if not ratios:
        return "–"
    return (
        f"{median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f}), "
        f"{median(mine):,.0f} for {median(other):,.0f} µs"
    )


# ── one of the two ──────────────────────────────────────────────────────────────────────────


def answer(database: str) -> None:
    """Do as many of a kind as is asked on standard input, and say what each took."""
    with case_on(database) as case:
        postmaster = spent.postmaster_of(_url(case)) if database == "postgresql" else None

        def taken() -> float:
            return 0.0 if postmaster is None else spent.of_server(postmaster)

        kinds = {**_writes(case)}
        for kind, one in _kinds(case).items():
            kinds[kind] = partial(_as_it_is, one)
        for one in kinds.values():
            one()()
        as_it_serves()
        for line in sys.stdin:
            many, kind = line.strip().split(" ", 1)
            wanted = [kinds[kind]() for _ in range(int(many))]
            before = time.thread_time(), taken(), time.perf_counter()
            for one in wanted:
                one()
            after = time.thread_time(), taken(), time.perf_counter()
            print(*((b - a) / int(many) * 1e6 for a, b in zip(before, after, strict=True)))
            sys.stdout.flush()


def as_it_serves() -> None:
    """Rubbish is looked for as this copy looks for it where it serves: it is a part of what
    anything costs, and what a process began with is no part of it.
    """
    gc.collect()
    gc.freeze()
    # An older copy knows nothing of it.
    getattr(forgood, "look_seldom", gc.enable)()


def _as_it_is(one: Callable[[], Any]) -> Callable[[], Any]:
    return one


def _writes(case: Case) -> dict[str, Callable[[], Any]]:
    """What gives each of these to be done, with its family ready. As `calls` has them, of this
    copy: the other may have none.
    """
    calls, numbers = _calls(), count(1)

    def ready(kind: str) -> Any:
        return calls.ready(case, kind, next(numbers))

    return {kind: partial(ready, kind) for kind in WRITES}


def _calls() -> Any:
    found = spec_from_file_location("bench.calls", Path(__file__).with_name("calls.py"))
    assert found is not None
    assert found.loader is not None
    calls = module_from_spec(found)
    found.loader.exec_module(calls)
    return calls


def _kinds(case: Case) -> dict[str, Callable[[], Any]]:
    family, body, bare = _family(case, 1), case.body.encode(), _bare(case)
    questions = cycle([question.encode() for _, question in family.questions()])
    checks = f"/v1/files/{family.file}/checks"
    let_go_of_all = _calls().let_go_of_all

    def unseen() -> None:
        let_go_of_all(case)
        case.send(case.path, body)

    every = (
        lambda: bare.send("/bare", body),
        lambda: case.send(case.path, body),
        lambda: case.send(checks, next(questions)),
        unseen,
        lambda: case.service.records.run(_assigned(family)),
        lambda: case.service.records.run(_assessed(family)),
        lambda: asked_at_once(case, body),
    )
    return dict(zip(KINDS, every, strict=True))


def _assigned(family: Family) -> Request:
    return _written(
        family,
        lambda at: EnquiryAssigned(
            enquiry=family.enquiry, effective_at=at, owner="bench", team="Front"
        ),
    )


def _assessed(family: Family) -> Request:
    """Whether a child decides may let an answer fall, and is compared."""
    return _written(
        family,
        lambda at: CompetenceRecorded(child=family.child, status="NOT_COMPETENT", effective_at=at),
    )


def _written(family: Family, event: Callable[[datetime], AnyEvent]) -> Request:
    def action(moment: Moment) -> Sequence[AnyEvent]:
        return (event(moment.at),)

    return Request(AUTHORITY, By("bench", "MASH_WORKER"), ByHandle(family.file), action)


def asked_at_once(case: Case, body: bytes) -> None:
    """As many who wait at the door together, without what each of them costs before and after."""
    command = replace(CheckSchema().load(json.loads(body)), asked_of=case.file)
    by, target, within = By("bench", "MASH_WORKER"), ByHandle(case.file), timedelta(minutes=10)
    requests = [
        Request(AUTHORITY, by, target, partial(check_sharing, command), once, asks=True)
        for once in (Once("bench", token_hex(8), body, within=within) for _ in range(32))
    ]
    for one in case.service.records.run_all(requests):
        if isinstance(one, Exception):
            raise one


def _bare(case: Case) -> Case:
    """The route of `bench.bare`, in this process and by the same token."""
    app = Flask("bare")
    case.service.access.attach(app)

    @app.post("/bare")
    def bare() -> Response:
        case.service.access.principal()
        return Response('{"ok": true}', content_type="application/json")

    found = replace(case, app=app)
    found.__dict__["token"] = case.token
    return found


def main() -> None:
    """Compare and print; or be one of the two."""
    if sys.argv[1:2] == [_ASK]:
        answer(sys.argv[2])
        return
    parser = argparse.ArgumentParser(prog="python -m bench.in_turn", description=__doc__)
    parser.add_argument("other", type=Path, help="the root of another copy of this program")
    parser.add_argument("--database", choices=("postgresql", "sqlite"), default="postgresql")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--each", type=int, default=25)
    parser.add_argument("--writes", action="store_true", help="these alone")
    asked = parser.parse_args()
    kinds = WRITES if asked.writes else (*KINDS, *WRITES)
    print(compare(asked.other.resolve(), asked.database, asked.rounds, asked.each, kinds))


if __name__ == "__main__":
    main()
