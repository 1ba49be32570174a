"""Pages of a family of whom very much is on record, against the operations that reply the same.

`python -m bench.large 1000 5000`: so many facts of each kind in turn, a talk with an answer, an
attempt, a disclosure; and some checks. What is timed is one application, as a page for a browser
and as JSON for a program, in turn, in milliseconds of processor time and until the first byte.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from statistics import median
from typing import Final

from consent_service.actions.moment import Moment
from consent_service.demonstration import AUTHORITY
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.events import AnyEvent
from consent_service.storage.door.requests import ByHandle, Request

from .case import Case, case_on
from .facts import Fact
from .pages import browser_of, whole

_BY: Final = By("worker-priya", "MASH_WORKER")
_AT_ONCE: Final = 250
_CHECKS: Final = 20
_TIMES: Final = 5


def grow(case: Case, facts: int) -> None:
    """As many facts as are asked for, in batches of one action each."""
    stands = json.loads(case.send(f"/v1/files/{case.file}"))
    enquiry = next(one["id"] for one in stands["enquiries"] if one["goes_on"])
    adults = [one["id"] for one in stands["adults"]][:2]
    for begun in range(0, facts, _AT_ONCE):
        numbers = range(begun, min(begun + _AT_ONCE, facts))

        def action(moment: Moment, numbers: range = numbers) -> Sequence[AnyEvent]:
            return [_fact(n, moment, enquiry, adults[n % 2], case.john) for n in numbers]

        case.service.records.run(Request(AUTHORITY, _BY, ByHandle(case.file), action))
    for _ in range(_CHECKS):
        case.send(case.path, case.body.encode())


def _fact(number: int, moment: Moment, enquiry: str, person: str, child: str) -> AnyEvent:
    fact = Fact(f"{number:024x}", enquiry, child, moment.at)
    if number % 3 == 0:
        return fact.talk(person)
    if number % 3 == 1:
        return fact.yes(person)
    return fact.contact(f"{number - 1:024x}")


def measure(case: Case, facts: int) -> None:
    """Each page beside the JSON that it is made of."""
    grow(case, facts)
    program, browser = case.app.test_client(), browser_of(case)
    bearer = {"Authorization": f"Bearer {case.token}"}
    family = f"/files/{case.file}"
    checked = json.loads(case.send(case.path, case.body.encode()))
    answer = f"{family}/checks/{checked['ledger']['seq']}"
    history, sent = f"{family}/history", f"{family}/disclosures"
    correctable = f"{history}?correctable=true&newest_first=true&limit=200"
    checks = f"{history}?kinds=check-made&newest_first=true&limit=200"
    newest = f"{sent}?newest_first=true&limit=200"
    pages: dict[str, tuple[str, tuple[str, ...]]] = {
        "family": (family, (family, f"{family}/tasks?limit=20")),
        "answer": (answer, (answer, family)),
        "what happened": (f"{family}/timeline", (f"{history}?limit=25", family)),
        "its end": (
            f"{family}/timeline?newest_first=true",
            (f"{history}?limit=25&newest_first=true", family),
        ),
        "asked and told": (f"{family}/sent", (f"{sent}?limit=20", family)),
        "call wrong": (f"{family}/corrections/new", (family, correctable)),
        "contact": (f"{family}/disclosures/new", (family, checks)),
        "telling": (f"{family}/tellings/new", (family, newest)),
        "talk": (f"{family}/conversations/new", (family,)),
        "recordable": (f"{family}/record", (family, newest)),
        "check": (f"{family}/check", (family,)),
    }

    def page(path: str) -> int:
        return len(whole(browser.get(path, base_url="http://127.0.0.1:8000")).data)

    def json_of(path: str) -> int:
        reply = program.get(f"/v1{path}", headers=bearer, base_url="http://127.0.0.1:8000")
        return len(whole(reply).data)

    print(f"\n{facts:,} facts\n\n| page | ms | bytes | JSON ms | bytes | times |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, (path, replies) in pages.items():
        try:
            ours, size = _timed(partial(page, path))
        except AssertionError as error:
            print("|", name, "|", str(error)[:60].replace("\n", " "), "|")
            continue
        theirs, bytes_ = _timed(partial(_sum, json_of, replies))
        print(
            f"| {name} | {ours:.0f} | {size:,} | {theirs:.0f} | {bytes_:,} | {ours / theirs:.1f} |"
        )


def _sum(asks: Callable[[str], int], paths: Sequence[str]) -> int:
    return sum(map(asks, paths))


def _timed(ask: Callable[[], int]) -> tuple[float, int]:
    ask()
    spent = []
    for _ in range(_TIMES):
        began = time.process_time()
        size = ask()
        spent.append((time.process_time() - began) * 1000)
    return median(spent), size


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    for facts in map(int, sys.argv[1:] or ("1000", "5000")):
        with case_on("sqlite") as case:
            measure(case, facts)
