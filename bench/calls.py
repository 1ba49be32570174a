"""How many functions one write calls, Python's and the libraries': what no other load can move.

`python -m bench.calls`: each kind of write, and a check, is sent over HTTP to a family of its own,
of whom the mother has agreed to one thing and the father was spoken to, after two others of its
kind were. It is counted once; the processor time beside it is the least and the median of a dozen.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import count
from statistics import median
from typing import Any, Final

from consent_service.demonstration import AUTHORITY

from .case import Case, case_on
from .day import ASKED, SERVICE, referral, talk

_TIMED: Final = 12


class Family:
    """A file of its own, and what is sent about it."""

    def __init__(self, case: Case, number: int) -> None:
        self.case, self.number = case, number
        taken = self._post("/v1/referrals", referral(f"Sample {number}"))
        self.people = {one["label"]: one["id"] for one in taken["people"]}
        self.path, self.enquiry = f"/v1/files/{taken['file']}", taken["enquiry"]
        self.send("/conversations", talk(self.people))
        spoken = self.send("/conversations", {**self.talk(), "responses": []})
        kinds = {one["kind"]: one["id"] for one in spoken["entries"]}
        self.conversation = kinds["conversation-recorded"]

    def _post(self, path: str, body: Any) -> Any:
        return json.loads(self.case.send(path, json.dumps(body).encode()))

    def send(self, path: str, body: Any) -> Any:
        return self._post(f"{self.path}{path}", body)

    def talk(self) -> dict[str, Any]:
        """The father agrees to one thing."""
        return {**talk(self.people), "person": self.people["dad"]}

    def answer(self, answer: str) -> Any:
        said = {
            "person": self.people["dad"],
            "enquiry": self.enquiry,
            "conversation": self.conversation,
            "method": "PHONE_VERBAL",
            "answer": answer,
            "scope": self.talk()["responses"][0]["scope"],
        }
        return self.send("/responses", said)

    def refer(self) -> Any:
        """Another family, whose names are like those of all the others."""
        return self._post("/v1/referrals", referral(f"Sample {self.number} again"))

    def ask(self) -> Any:
        about = {"subjects": [self.people["kim"]], "agency": SERVICE, **ASKED}
        return self.send("/checks", about)

    def ask_unseen(self) -> Any:
        """As if another process had changed the file."""
        let_go_of_all(self.case)
        return self.ask()


def let_go_of_all(case: Case) -> None:
    """What is kept open goes, as if somebody else had changed all of it. Each file by itself, so
    that its room is free again and what was worked out of it goes with it: else what is kept is
    soon thought to be full, and nothing is kept of what is asked next.
    """
    kept = case.service.records.ledgers[AUTHORITY].kept
    for file in [*kept._files]:  # noqa: SLF001 - nobody but a measurement has all of it go at once
        kept._drop(file)  # noqa: SLF001


_KINDS: Final[dict[str, Callable[[Family], Any]]] = {
    "an enquiry is given to a team": lambda family: family.send(
        f"/enquiries/{family.enquiry}/assignments", {"owner": "bench", "team": "Front"}
    ),
    "a yes": lambda family: family.answer("AGREED"),
    "a no": lambda family: family.answer("REFUSED"),
    "a conversation with a yes": lambda family: family.send("/conversations", family.talk()),
    "a child's competence": lambda family: family.send(
        "/competence", {"child": family.people["kim"], "status": "NOT_COMPETENT"}
    ),
    "a referral that opens a family": lambda family: family.refer(),
    "a check of a file not seen since": Family.ask_unseen,
    "a check after a write of this process": Family.ask,
    "the same check again": Family.ask,
}
_AGAIN: Final = "the same check again"


def measure(database: str) -> str:
    """A line for each kind."""
    lines = [f"| {database} | functions | ms, least | median |", "|---|---:|---:|---:|"]
    numbers = count(1)
    with case_on(database) as case:

        def family(kind: str) -> Family:
            found = Family(case, next(numbers))
            if kind == _AGAIN:
                found.ask()
            return found

        for kind, send in _KINDS.items():
            for _ in range(2):
                send(family(kind))
            one = family(kind)
            functions = called(partial(send, one))
            times = sorted(_taken(send, family(kind)) for _ in range(_TIMED))
            cells = f"{times[0] * 1e3:.1f} | {median(times) * 1e3:.1f}"
            lines.append(f"| {kind} | {functions:,} | {cells} |")
    return "\n".join(lines)


def called(work: Callable[[], object]) -> int:
    """How many functions it calls."""
    times = 0

    def noted(_: Any, event: str, __: Any) -> None:
        nonlocal times
        times += event in ("call", "c_call")

    sys.setprofile(noted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return times


def _taken(send: Callable[[Family], Any], family: Family) -> float:
    began = time.thread_time()
    send(family)
    return time.thread_time() - began


if __name__ == "__main__":
    for database in ("postgresql", "sqlite"):
        print(measure(database), flush=True)
