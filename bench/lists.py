"""What a page of a list costs with ten thousand families, against one with a hundred.

The same pages in turn on two applications, by processor time and by the clock on the wall; both
with every row as of now. What it takes to make rows again after a night is printed beside them, and
what each report of a manager's day takes.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final
from urllib.parse import quote

from consent_service.access.tokens import issue_token
from consent_service.actions.moment import Moment
from consent_service.demonstration import AUTHORITY
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.events import (
    AdultAdded,
    AnyEvent,
    ChildAdded,
    EnquiryOpened,
    FileOpened,
    RelationshipRecorded,
)
from consent_service.domain.recorded.members import ALWAYS
from consent_service.domain.recorded.owning import EnquiryAssigned
from consent_service.storage.door.requests import NewFile, Request
from consent_service.storage.keepers.remaking import A_SLICE

from .case import Case, case_on
from .table import Row, as_markdown

FEW: Final = 100
ROUNDS: Final = 4
#: So many share the families: their shares stay, and the numbers grow.
WORKERS: Final = 20
#: A batch has its four seconds, also on a machine that does much else.
_A_BATCH: Final = 10
_BY: Final = By("bench", "MASH_WORKER")
#: What a manager looks at each day.
REPORTS: Final = (
    *("caregivers-not-spoken-to", "timeliness", "share-now", "disclosures-held-against"),
    *("safety-plans", "decisions-waiting", "enquiries-without-owner", "agencies-kept-waiting"),
    *("quiet-agencies", "implausible-facts"),
)
#: What a hub looks at all day: as many lines of it as there are with few families.
PAGES: Final = {
    "my tasks": "/v1/tasks?mine=true&limit=20",
    "a team's tasks": "/v1/tasks?team=Team+3&limit=20",
    "every task": "/v1/tasks?limit=20",
    "a manager's tasks": "/v1/tasks?for_role=MASH_MANAGER&limit=20",
    "my enquiries": "/v1/enquiries?mine=true&open=true&limit=5",
    "red enquiries": "/v1/enquiries?rating=RED&open=true&limit=20",
}


def measure(families: int, times: int = 60) -> list[Row]:
    """Pages for each second of processor time, and for each second that passes."""
    logging.disable(logging.CRITICAL)
    rows = []
    for database in ("sqlite", "postgresql"):
        with case_on(database) as few, case_on(database) as many:
            fill(few, FEW)
            fill(many, families)
            for name, page in PAGES.items():
                pairs = [
                    (_rates(many, page, times), _rates(few, page, times)) for _ in range(ROUNDS)
                ]
                for index, unit in enumerate((", by processor time", "")):
                    both = [(ours[index], theirs[index]) for ours, theirs in pairs]
                    what = f"pages of {name}, {families:,} families, {database}{unit}"
                    rows.append(Row(what, f"{FEW} families", both))
            _print_remaking(many, database)
            for case in (few, many):
                _print_reports(case, database)
            print(as_markdown(rows[-2 * len(PAGES) :]), flush=True)
            many.assert_sound()
    return rows


def fill(case: Case, families: int) -> None:
    """So many families, each with two parents, a child and an enquiry that somebody has."""
    began = time.perf_counter()
    for low in range(0, families, _A_BATCH):
        numbers = range(low, min(low + _A_BATCH, families))
        results = case.service.records.run_all([_family(number) for number in numbers])
        for one in results:
            if isinstance(one, Exception):
                raise one
    print(f"{families:,} families in {time.perf_counter() - began:.0f} s", flush=True)


def _family(number: int) -> Request:
    def action(moment: Moment) -> Sequence[AnyEvent]:
        worker = number % WORKERS
        since = moment.at - timedelta(minutes=number % 600)
        owner = "bench" if worker == 0 else f"worker-{worker}"
        rating = ("RED", "AMBER", "GREEN", "NOT_RATED")[number % 4]
        return (
            FileOpened(),
            ChildAdded(child="c", names=f"Child {number}", dob=date(2020, 1, 1 + number % 28)),
            AdultAdded(person="m", names=f"Mother {number}"),
            AdultAdded(person="f", names=f"Father {number}"),
            *(
                RelationshipRecorded(
                    person=person, child="c", role=role, pr_status="YES", effective_at=ALWAYS
                )
                for person, role in (("m", "MOTHER"), ("f", "FATHER"))
            ),
            EnquiryOpened(enquiry="e", effective_at=since, rating=rating),
            EnquiryAssigned(
                enquiry="e", effective_at=since, owner=owner, team=f"Team {number % 10}"
            ),
        )

    return Request(AUTHORITY, _BY, NewFile(None), action)


def _print_remaking(case: Case, database: str) -> None:
    """A slice of rows made again, as the keeper does it after midnight."""
    records = case.service.records
    files = records.ledgers[AUTHORITY].newest.files()[:50]
    spent, began = time.process_time(), time.perf_counter()
    made = records.lists.remake(AUTHORITY, files)
    spent, took = time.process_time() - spent, time.perf_counter() - began
    print(
        f"{database}: {made} rows made again in {took * 1000:.0f} ms, "
        f"{spent / made * 1000:.2f} ms of processor time each",
        flush=True,
    )


def _print_reports(case: Case, database: str) -> None:
    """Each report of a manager's day as of now, from rows; and of a moment ago as known now, for
    which each file is opened.
    """
    with case.app.app_context():
        token = issue_token("bench", ["HEAD_OF_SERVICE"], AUTHORITY)
    records = case.service.records
    while late := records.lists.behind(AUTHORITY):
        records.lists.remake(AUTHORITY, late[:A_SLICE])
    then = (records.now(AUTHORITY) - timedelta(milliseconds=1)).isoformat()
    files = records.ledgers[AUTHORITY].newest.count
    for name in REPORTS:
        path = f"/v1/reports/{name}?limit=20"
        took = []
        for address in (path, f"{path}&as_of={quote(then)}"):
            spent = time.process_time()
            case.send(address, token=token)
            took.append((time.process_time() - spent) * 1000)
        print(f"{database}, {files:,} files, {name}: {took[0]:.0f} ms, {took[1]:.0f} by opening")


def _rates(case: Case, page: str, times: int) -> tuple[float, float]:
    """By processor time, and by the clock on the wall."""
    get(case, page)
    spent, began = time.process_time(), time.perf_counter()
    for _ in range(times):
        get(case, page)
    return times / (time.process_time() - spent), times / (time.perf_counter() - began)


def get(case: Case, page: str) -> None:
    """A page of a list, of which nothing is behind."""
    if b'"behind":0' not in case.send(page):
        raise AssertionError(page)


if __name__ == "__main__":
    print(as_markdown(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)))
