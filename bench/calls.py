"""How many functions one write calls, Python's and the libraries': what no other load can move.

`python -m bench.calls`: each kind of write, and a check, is sent over HTTP to a family of its own,
of whom the mother has agreed to one thing and the father was spoken to, after two others of its
kind were; some of them to one of whom much is written down. It is counted once; the processor time
beside it is the least and the median of a dozen.
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


#: As somebody writes down what was said, with names and with words that are looked for.
_WRITTEN: Final = (
    "She says that it is fine to ring the surgery and the health visitor about Kim's weight, as "
    "long as we tell her what they say. Her husband works nights at the bakery, so mornings are "
    "best. She was happy to talk about school as well: Kim likes reading and has two good friends, "
    "and her teacher has been kind. She would like the letters in large print. They moved in March "
    "and the flat is small; the housing people said in June that they would come back to her, and "
    "nobody has. We explained what is shared and why, and she asked two questions about who keeps "
    "it, which were answered from the leaflet. She will bring the red book on Thursday, no. {}."
)
_TALKS: Final = 6


class MuchSaid(Family):
    """Of whom much is written down: of each of six talks some 700 letters, no two alike."""

    _places = count(1)

    def __init__(self, case: Case, number: int) -> None:
        super().__init__(case, number)
        for _ in range(_TALKS):
            self.send("/conversations", self.talk())

    def talk(self) -> dict[str, Any]:
        return {**super().talk(), "parent_words": _WRITTEN.format(next(self._places))}


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
#: The same of a family of whom much is written down.
MUCH_SAID: Final = {
    f"{kind}, much written": _KINDS[kind]
    for kind in (
        *("a yes", "a conversation with a yes", "a check of a file not seen since"),
        "a check after a write of this process",
    )
}


def ready(case: Case, kind: str, number: int) -> Callable[[], Any]:
    """What sends one of the kind, of a family that is there."""
    family = (MuchSaid if kind in MUCH_SAID else Family)(case, number)
    if kind == _AGAIN:
        family.ask()
    return partial((_KINDS | MUCH_SAID)[kind], family)


def measure(database: str) -> str:
    """A line for each kind."""
    lines = [f"| {database} | functions | ms, least | median |", "|---|---:|---:|---:|"]
    numbers = count(1)
    with case_on(database) as case:
        for kind in (*_KINDS, *MUCH_SAID):
            for _ in range(2):
                ready(case, kind, next(numbers))()
            functions = called(ready(case, kind, next(numbers)))
            times = sorted(_taken(ready(case, kind, next(numbers))) for _ in range(_TIMED))
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


def _taken(work: Callable[[], object]) -> float:
    began = time.thread_time()
    work()
    return time.thread_time() - began


if __name__ == "__main__":
    for database in ("postgresql", "sqlite"):
        print(measure(database), flush=True)
