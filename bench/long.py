"""How many functions a write, a read and a page call of a family of whom much is on record.

`python -m bench.long 20 200`: families of so many facts, spread over sixty days: talks, yeses of
both parents, contacts that rest on them, and now and then a reply or a word on whether somebody is
safe. Python's functions and the libraries' are counted, which no other load can move, and of a
check its time is taken too; PostgreSQL where `--postgresql` is said. Pages are read by `--pages`.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from itertools import count
from statistics import median
from typing import Any, Final

from consent_service.actions.moment import Moment
from consent_service.demonstration import AUTHORITY
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.events import AnyEvent, EnquiryOpened, SafetyRecorded
from consent_service.domain.recorded.practice import AgencyReplied
from consent_service.storage.door.requests import ByHandle, Request
from tests.reasons import ENOUGH

from .calls import Family, called, let_go_of_all
from .case import Case, case_on
from .day import ASKED, SERVICE
from .facts import Fact
from .pages import browser_of, whole

_BY: Final = By("worker-priya", "MASH_WORKER")
_OVER: Final = timedelta(days=60)
#: So many at once that each yes stands with the talk in which it was given, as whoever records one
#: sends it: apart, the yes would lift what was said in the talk, and all of it wait for a manager.
_AT_ONCE: Final = 120


def life(people: dict[str, str], enquiry: str, until: datetime, facts: int) -> Iterator[AnyEvent]:
    """So many facts of two parents and one child, each at a time of its own."""
    begun = until - _OVER
    yield EnquiryOpened(enquiry=enquiry, effective_at=begun - timedelta(days=1), rating="AMBER")
    for number in range(facts):
        at, person = begun + _OVER / facts * number, people[("mum", "dad")[number // 4 % 2]]
        fact = Fact(f"{number:024x}", enquiry, people["kim"], at)
        before = f"{number - 1:024x}"
        if number % 4 == 0:
            yield fact.talk(person)
        elif number % 4 == 1:
            yield fact.yes(person, before)
        elif number % 4 == 2:
            yield fact.contact(before)
        elif number // 4 % 2:
            yield AgencyReplied(disclosure=before, outcome="SENT", effective_at=at)
        else:
            yield SafetyRecorded(
                person=person, safe_to_ask=True, code="OTHER", reason=ENOUGH, effective_at=at
            )


class Long(Family):
    """A family of so many facts, and what is sent and asked about it."""

    def __init__(self, case: Case, number: int, facts: int) -> None:
        super().__init__(case, number)
        self.file = self.path.rpartition("/")[2]
        self.since = f"{number:024x}"
        for first in range(0, facts + 1, _AT_ONCE):

            def action(moment: Moment, first: int = first) -> Sequence[AnyEvent]:
                opened, *every = life(self.people, self.since, moment.at, facts)
                return ([] if first else [opened]) + every[first : first + _AT_ONCE]

            case.service.records.run(Request(AUTHORITY, _BY, ByHandle(self.file), action))
        # As any write leaves it: with its row, and kept open.
        self.send("/competence", {"child": self.people["kim"], "status": "NOT_COMPETENT"})
        self.checked = json.loads(self.check())["ledger"]["seq"]

    def check(self) -> bytes:
        """As whoever asks sends it and is replied, which is theirs to make and to read."""
        return self.case.send(f"{self.path}/checks", self.asks)

    @cached_property
    def asks(self) -> bytes:
        asked = {"subjects": [self.people["kim"]], "agency": {"type": "GP"}, **ASKED}
        return json.dumps({**asked, "enquiry": self.since}).encode()

    def conversation(self) -> Any:
        return self.send("/conversations", {**self.talk(), "enquiry": self.enquiry})

    def disclosure(self) -> Any:
        return self.send(
            "/disclosures",
            {
                "enquiry": self.enquiry,
                "subjects": [self.people["kim"]],
                "agency": SERVICE,
                "basis": "AGREED",
                "summary": "Growth.",
                "words_sent": "Please send what you hold.",
                **ASKED,
            },
        )


_WRITES: Final[dict[str, Callable[[Long], Any]]] = {
    "an enquiry is given to a team": lambda family: family.send(
        f"/enquiries/{family.enquiry}/assignments", {"owner": "bench", "team": "Front"}
    ),
    "a yes": lambda family: family.answer("AGREED"),
    "a no": lambda family: family.answer("REFUSED"),
    "a conversation with a yes": Long.conversation,
    "what was shared": Long.disclosure,
    "a child's competence": lambda family: family.send(
        "/competence", {"child": family.people["kim"], "status": "NOT_COMPETENT"}
    ),
}
_READS: Final = {
    "the file": "",
    "its tasks": "/tasks?limit=20",
    "a page of its history": "/history?limit=25",
    "a page of what was shared": "/disclosures?limit=20",
    "an answer of before": "/checks/{checked}",
}
_PAGES: Final = {
    "family": "",
    "answer": "/checks/{checked}",
    "what happened": "/timeline",
    "asked and told": "/sent",
    "call wrong": "/corrections/new",
    "contact": "/disclosures/new",
    "telling": "/tellings/new",
    "talk": "/conversations/new",
    "recordable": "/record",
    "check": "/check",
}


def checks(family: Long) -> Iterator[tuple[str, str]]:
    """What a check takes of a file that was not seen since, and asked again: the processor's
    milliseconds, least and median, and so many functions.
    """
    for name, times, before in (
        ("a check of a file not seen since", 15, let_go_of_all),
        ("the same check again", 60, bool),
    ):
        for _ in range(3):
            family.check()
        taken = []
        for _ in range(times):
            before(family.case)
            began = time.thread_time()
            family.check()
            taken.append((time.thread_time() - began) * 1e3)
        before(family.case)
        functions = called(family.check)
        yield name, f"{min(taken):.1f}, {median(taken):.1f} ms; {functions:,}"


def measure(case: Case, sizes: Sequence[int], *, pages: bool) -> str:
    """A line for each thing that is done, with its functions by how many facts there are."""
    numbers, browser = count(1), browser_of(case)
    found: dict[str, list[int | str]] = {}
    for facts in sizes:
        for name, send in _WRITES.items():
            send(Long(case, next(numbers), facts))
            family = Long(case, next(numbers), facts)
            found.setdefault(name, []).append(called(lambda: send(family)))  # noqa: B023 - at once
        family = Long(case, next(numbers), facts)
        for name, said in checks(family):
            found.setdefault(name, []).append(said)
        paths = {name: f"/v1/files/{family.file}{rest}" for name, rest in _READS.items()}
        for name, path in paths.items():
            address = path.format(checked=family.checked)
            case.send(address)
            found.setdefault(name, []).append(called(lambda: case.send(address)))  # noqa: B023
        for name, rest in _PAGES.items() if pages else ():
            address = f"/files/{family.file}{rest}".format(checked=family.checked)

            def get(address: str = address) -> None:
                whole(browser.get(address, base_url="http://127.0.0.1:8000"))

            get()
            found.setdefault(f"the page: {name}", []).append(called(get))
    head = ["| functions called | " + " | ".join(f"{facts:,}" for facts in sizes) + " |"]
    head.append("|---|" + "---:|" * len(sizes))
    return "\n".join(
        head
        + [f"| {name} | {' | '.join(_cell(n) for n in each)} |" for name, each in found.items()]
    )


def _cell(of: int | str) -> str:
    return of if isinstance(of, str) else f"{of:,}"


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    said = sys.argv[1:]
    sizes = [int(one) for one in said if one.isdigit()] or [20, 200]
    with case_on("postgresql" if "--postgresql" in said else "sqlite") as case:
        print(measure(case, sizes, pages="--pages" in said))
