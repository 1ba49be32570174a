"""What one durable check costs over HTTP, in processor time by process, beside how many a second.

Of many files: the same question again; another question about a file of which this process has
answered one as it stands; the same question of a file that another process has changed since, and
another one of such a file. In the same rounds, behind the same server and token:
a route that does nothing else, and what somebody would write instead (`otherwise`). Rates move with
whatever else the machine does; the processor time of one check moves less.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from itertools import islice, product
from statistics import median
from typing import Any, Final

from consent_service.actions.moment import Moment
from consent_service.demonstration import AUTHORITY
from consent_service.domain.codes import CHILD_CATEGORIES
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.events import AnyEvent
from consent_service.domain.recorded.owning import EnquiryAssigned
from consent_service.storage.door.requests import ByHandle, Request

from . import otherwise, spent
from .asking import Answered, Asked
from .case import Case, case_on
from .day import ASKED, SERVICE, referral, talk
from .over_http import ROOT, headers_of, served_by

#: How many processes of how many threads: as many as `serve` begins (`operating.md`).
SERVING: Final = {"postgresql": (1, 32), "sqlite": (1, 32)}
CLIENTS: Final = (1, 8, 32)
BARE, OTHERWISE, AGAIN, ANOTHER, UNSEEN, BOTH = (
    "the bare route",
    "what one would write instead",
    "the same question again",
    "another question of a known file",
    "a file changed since it was seen",
    "another question of a file changed since",
)
ASKED_IN_TURN: Final = (BARE, OTHERWISE, AGAIN, ANOTHER, UNSEEN, BOTH)
_TARGETS: Final = {
    BARE: "bench.bare:application",
    OTHERWISE: "bench.otherwise:application",
    AGAIN: "consent_service.worker:application",
}
_BY: Final = By("bench", "MASH_WORKER")
#: So often a question is asked before each process knows its file and its answer, most likely:
#: which of them takes a connection nobody can choose.
_UNTIL_KNOWN: Final = 4
#: So often it is asked then: it is the kernel's ticks that are counted.
_TIMES: Final = 5

Requests = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Family:
    """A file with two parents, of whom the mother agreed to one thing; and what can be asked."""

    file: str
    child: str
    enquiry: str

    def question(self, **besides: Any) -> tuple[str, str]:
        """Path and body of a check."""
        about = {"subjects": [self.child], "agency": SERVICE, **ASKED, **besides}
        return f"/v1/files/{self.file}/checks", json.dumps(about)

    def questions(self) -> Iterator[tuple[str, str]]:
        """Such as differ from each other, and from the one above."""
        for category, type_, to in product(
            sorted(CHILD_CATEGORIES), ("GP", "SCHOOL", "POLICE"), ("SEEK", "SHARE")
        ):
            yield self.question(agency={"type": type_}, categories=[category], direction=to)


@dataclass(frozen=True, slots=True)
class Seen:
    """One load: what came of it, and microseconds of processor time for each answer."""

    answered: Answered
    python: float
    database: float

    @property
    def rate(self) -> float:
        return self.answered.count / self.answered.seconds

    @property
    def client(self) -> float:
        return self.answered.spent / self.answered.count * 1e6


class Findings(defaultdict[tuple[str, int, str], list[Seen]]):
    """By database, clients and what was asked: each round's."""

    def __init__(self) -> None:
        super().__init__(list)

    def as_markdown(self) -> str:
        """A line for each, at the medians of its rounds, with the spread of the processor time."""
        heads = (
            *("database, clients", "asked", "a second", "p50, p99 ms"),
            *("µs of Python (least to most)", "of the database", "of the client"),
            "to the bare route's",
        )
        lines = [f"| {' | '.join(heads)} |", "|---|---|" + "---:|" * (len(heads) - 2)]
        for (database, clients, what), rounds in self.items():
            bare = median(one.python for one in self[database, clients, BARE])
            python = sorted(one.python for one in rounds)
            whole = median(one.python + one.database for one in rounds)
            lines.append(
                f"| {database}, {clients} | {what} | {median(one.rate for one in rounds):,.0f} | "
                f"{median(one.answered.p50 for one in rounds):.1f}, "
                f"{median(one.answered.p99 for one in rounds):.1f} | "
                f"{median(python):,.0f} ({python[0]:,.0f} to {python[-1]:,.0f}) | "
                f"{median(one.database for one in rounds):,.0f} | "
                f"{median(one.client for one in rounds):,.0f} | {whole / bare:.1f} |"
            )
        return "\n".join(lines)


def measure(
    families: int,
    rounds: int,
    databases: Sequence[str] = tuple(SERVING),
    clients_in_turn: Sequence[int] = CLIENTS,
    served_as: tuple[int, int] | None = None,
) -> Findings:
    """Each kind in turn in each round, by so many clients. Raises unless every answer was found on
    record, and the record sound with its answers given again.
    """
    found = Findings()
    for database in databases:
        with case_on(database) as case, ExitStack() as stack:
            known = [_family(case, number) for number in range(families)]
            otherwise.prepare(_url(case), [one.file for one in known])
            is_apart = database == "postgresql"
            postmaster = spent.postmaster_of(_url(case)) if is_apart else None
            serving = served_as or SERVING[database]
            running = {
                what: _Served(
                    case,
                    *stack.enter_context(served_by(target, case, *serving)),
                    postmaster,
                )
                for what, target in _TARGETS.items()
            }
            fresh = {one.file: one.questions() for one in known}
            running[OTHERWISE].load(2, _requests(OTHERWISE, known, fresh))
            for number in range(rounds):
                for clients in clients_in_turn:
                    # One after the other takes long, and says as much of fewer.
                    some = known[: families // 2] if clients == 1 else known
                    for what in ASKED_IN_TURN:
                        if what in (UNSEEN, BOTH):
                            _change(case, some)
                        server = running.get(what, running[AGAIN])
                        if what in (AGAIN, ANOTHER):
                            server.load(8, [one.question() for one in some] * _UNTIL_KNOWN)
                        if what == ANOTHER:
                            # What a change leaves as it was is no question decided: one is, first.
                            server.load(8, _requests(ANOTHER, some, fresh))
                        before = case.entries()
                        seen = server.load(clients, _requests(what, some, fresh))
                        recorded = 0 if what in (BARE, OTHERWISE) else seen.answered.count
                        if len(case.added(before)) != recorded:
                            raise AssertionError(f"{what}: not each answer was recorded")
                        found[database, clients, what].append(seen)
                print(f"{database}, round {number + 1} of {rounds}", flush=True)
            stack.close()
            case.assert_sound()
    return found


def _family(case: Case, number: int) -> Family:
    taken = json.loads(
        case.send("/v1/referrals", json.dumps(referral(f"Sample {number}")).encode())
    )
    people = {one["label"]: one["id"] for one in taken["people"]}
    path = f"/v1/files/{taken['file']}/conversations"
    case.send(path, json.dumps(talk(people)).encode())
    return Family(taken["file"], people["kim"], taken["enquiry"])


def _requests(
    what: str, families: Sequence[Family], fresh: dict[str, Iterator[tuple[str, str]]]
) -> Requests:
    if what == BARE:
        # So quick that a hundred take fewer ticks of the kernel's clock than can be told apart.
        return [("/bare", one.question()[1]) for one in families] * 30
    if what == OTHERWISE:
        return [(f"/otherwise/{one.file}", one.question()[1]) for one in families]
    if what == AGAIN:
        return [one.question() for one in families] * _TIMES
    if what in (ANOTHER, BOTH):
        return [question for one in families for question in islice(fresh[one.file], 1)]
    return [one.question() for one in families]


def _change(case: Case, families: Sequence[Family]) -> None:
    """By this process: the enquiry of each is given to a team, so that no row is as it was."""

    def assigned(family: Family) -> Request:
        def action(moment: Moment) -> Sequence[AnyEvent]:
            return (
                EnquiryAssigned(
                    enquiry=family.enquiry, effective_at=moment.at, owner="bench", team="Front"
                ),
            )

        return Request(AUTHORITY, _BY, ByHandle(family.file), action)

    for low in range(0, len(families), 10):
        for one in case.service.records.run_all([assigned(f) for f in families[low : low + 10]]):
            if isinstance(one, Exception):
                raise one


@dataclass(frozen=True, slots=True)
class _Served:
    """A server, its process group, and the first process of its PostgreSQL."""

    case: Case
    port: int
    group: int
    postmaster: int | None

    def load(self, clients: int, requests: Requests) -> Seen:
        """Ask it all of them. Raises for any answer but 200."""
        before = self._spent()
        asked = Asked(self.port, clients, headers_of(self.case), requests)
        said = subprocess.run(
            [sys.executable, "-m", "bench.asking"],
            cwd=ROOT,
            input=json.dumps(asdict(asked)),
            capture_output=True,
            text=True,
            check=False,
        )
        if said.returncode:
            raise AssertionError(said.stderr[-2000:])
        answered = Answered(**json.loads(said.stdout))
        python, database = (
            (now - then) / answered.count * 1e6
            for now, then in zip(self._spent(), before, strict=True)
        )
        return Seen(answered, python, database)

    def _spent(self) -> tuple[float, float]:
        of_database = 0.0 if self.postmaster is None else spent.of_server(self.postmaster)
        return spent.of_group(self.group), of_database


def _url(case: Case) -> str:
    return case.environment["CONSENT_DATABASE_URL"]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.checks", description=__doc__)
    parser.add_argument("--families", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--database", choices=tuple(SERVING), action="append")
    parser.add_argument("--clients", type=int, action="append")
    parser.add_argument("--processes", type=int, help="with --threads: of so many threads each")
    parser.add_argument("--threads", type=int)
    asked = parser.parse_args()
    # Told to end, it ends its servers as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    databases = asked.database or tuple(SERVING)
    clients = asked.clients or CLIENTS
    served_as = (asked.processes, asked.threads) if asked.processes and asked.threads else None
    print(measure(asked.families, asked.rounds, databases, clients, served_as).as_markdown())


if __name__ == "__main__":
    main()
