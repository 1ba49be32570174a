"""What the page with the answer to a check costs, against the operations that reply the same.

The same answer in turn on one application, as a page for a browser and as JSON for a program. What
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
            page, json = _both(case)
            shown, replied = page(), json()
            sizes = f"{len(shown.data):,} bytes against {len(replied.data):,}"
            pairs = [(_rates(page, times), _rates(json, times)) for _ in range(ROUNDS)]
            for index, unit in enumerate((", by processor time", "")):
                both = [(ours[index], theirs[index]) for ours, theirs in pairs]
                what = f"an answer's page, {sizes}, {database}{unit}"
                rows.append(Row(what, "the operation's JSON", both, 1 / 3))
    return rows


def _both(case: Case) -> tuple[Callable[[], TestResponse], Callable[[], TestResponse]]:
    """The page and the reply, each as it is asked for."""
    program, browser = case.app.test_client(), case.app.test_client()
    bearer = {"Authorization": f"Bearer {case.token}"}
    checked = program.post(
        case.path, data=case.body, content_type="application/json", headers=bearer, base_url=_HERE
    )
    path = f"/files/{case.file}/checks/{checked.get_json()['ledger']['seq']}"
    _sign_in(browser)

    def page() -> TestResponse:
        return _whole(browser.get(path, base_url=_HERE))

    def json() -> TestResponse:
        return _whole(program.get(f"/v1{path}", headers=bearer, base_url=_HERE))

    return page, json


def _sign_in(browser: Client) -> None:
    """As the first of the made-up people, a worker."""
    first = browser.get("/", base_url=_HERE)
    (csrf, *_) = re.findall(r'name="csrf" value="([^"]*)"', first.text)
    sent = {"csrf": csrf, "who": "0", "to": "/"}
    ours = {"Origin": _HERE, "Sec-Fetch-Site": "same-origin"}
    begun = browser.post("/demonstration/be", data=sent, headers=ours, base_url=_HERE)
    if begun.status_code != 303:
        raise AssertionError(begun.text)


def _whole(reply: TestResponse) -> TestResponse:
    if reply.status_code != 200:
        raise AssertionError(reply.text)
    return reply


def _rates(ask: Callable[[], TestResponse], times: int) -> tuple[float, float]:
    """By processor time, and by the clock on the wall."""
    ask()
    spent, began = time.process_time(), time.perf_counter()
    for _ in range(times):
        ask()
    return times / (time.process_time() - spent), times / (time.perf_counter() - began)


if __name__ == "__main__":
    from .table import as_markdown

    print(as_markdown(measure(int(sys.argv[1]) if sys.argv[1:] else 200)))
