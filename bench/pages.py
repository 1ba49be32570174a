"""What an answer and a family cost as pages, against the operations that reply the same.

The same in turn on one application, as a page for a browser and as JSON for a program. What
is timed is until the first byte: the page is sent whole. Its bytes are printed beside it.
"""

from __future__ import annotations

import logging
import re
import sys
import time
from collections.abc import Callable

from werkzeug.test import Client, TestResponse

from .case import Case, case_on
from .table import Row

ROUNDS = 4
_HERE = "http://127.0.0.1:8000"


def measure(times: int = 200) -> list[Row]:
    """Answers shown for each second of processor time, and for each second that passes."""
    logging.disable(logging.CRITICAL)
    rows = []
    for database in ("sqlite", "postgresql"):
        with case_on(database) as case:
            for named, page, json in _each(case):
                sizes = f"{page():,} bytes against {json():,}"
                pairs = [(_rates(page, times), _rates(json, times)) for _ in range(ROUNDS)]
                for index, unit in enumerate((", by processor time", "")):
                    both = [(ours[index], theirs[index]) for ours, theirs in pairs]
                    what = f"{named}, {sizes}, {database}{unit}"
                    rows.append(Row(what, "the operations' JSON", both, 1 / 3))
    return rows


def _each(case: Case) -> list[tuple[str, Callable[[], int], Callable[[], int]]]:
    """Each page and the replies that it is made of, as they are asked for: how many bytes."""
    program, browser = case.app.test_client(), browser_of(case)
    bearer = {"Authorization": f"Bearer {case.token}"}
    checked = program.post(
        case.path, data=case.body, content_type="application/json", headers=bearer, base_url=_HERE
    )
    family = f"/files/{case.file}"
    answer = f"{family}/checks/{checked.get_json()['ledger']['seq']}"

    def page(path: str) -> Callable[[], int]:
        return lambda: len(whole(browser.get(path, base_url=_HERE)).data)

    def json(*paths: str) -> Callable[[], int]:
        def asked(path: str) -> TestResponse:
            return whole(program.get(f"/v1{path}", headers=bearer, base_url=_HERE))

        return lambda: sum(len(asked(one).data) for one in paths)

    return [
        ("an answer's page", page(answer), json(answer)),
        ("a family's page", page(family), json(family, f"{family}/tasks?limit=20")),
    ]


def browser_of(case: Case) -> Client:
    """A browser in which the first of the made-up people is signed in, a worker."""
    browser = case.app.test_client()
    first = browser.get("/", base_url=_HERE)
    (csrf, *_) = re.findall(r'name="csrf" value="([^"]*)"', first.text)
    sent = {"csrf": csrf, "who": "0", "to": "/"}
    ours = {"Origin": _HERE, "Sec-Fetch-Site": "same-origin"}
    begun = browser.post("/demonstration/be", data=sent, headers=ours, base_url=_HERE)
    if begun.status_code != 303:
        raise AssertionError(begun.text)
    return browser


def whole(reply: TestResponse) -> TestResponse:
    """The reply. Raises unless it is one."""
    if reply.status_code != 200:
        raise AssertionError(reply.text)
    return reply


def _rates(ask: Callable[[], int], times: int) -> tuple[float, float]:
    """By processor time, and by the clock on the wall."""
    ask()
    spent, began = time.process_time(), time.perf_counter()
    for _ in range(times):
        ask()
    return times / (time.process_time() - spent), times / (time.perf_counter() - began)


if __name__ == "__main__":
    from .table import as_markdown

    print(as_markdown(measure(int(sys.argv[1]) if sys.argv[1:] else 200)))
