"""A family's page works out once what is due of it, however much that is.

Counted and not timed, as in `tests/domain/test_growth.py`.
"""

from __future__ import annotations

from functools import partial

import pytest

from consent_service.api.read import tasks
from tests.api.families_that_grow import called_wrong, grown
from tests.api.running import Running
from tests.counted import Calls
from tests.pages.test_being_somebody import someone

#: More than a list gives at once.
MANY = 210


def test_a_familys_page_works_out_what_is_due_once(
    made_up: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = someone(made_up)
    due = Calls(monkeypatch, tasks, "due")
    for count in (1, MANY):
        path = f"/files/{grown(made_up, called_wrong, count)}"
        listed = made_up.get(f"/v1{path}/tasks", limit="200").get_json()
        assert (listed["next"] is not None) == (count == MANY)
        assert due.of(partial(worker.open, path)) == 1
        about = {one["about"] for one in listed["tasks"]}
        assert len(about) >= min(count, 200)
