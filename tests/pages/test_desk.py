"""Where a manager begins: each count is of the list that it leads to."""

from __future__ import annotations

import re
from datetime import timedelta

from tests.api.running import Running, add_family, decide
from tests.pages.test_being_somebody import someone
from tests.pages.test_deciding import MANAGER
from tests.pages.test_looking_at import links_to


def test_what_is_late_with_workers_is_counted_as_the_list_that_it_leads_to(
    made_up: Running,
) -> None:
    """A review of a manager's own decision is late too, and is no worker's."""
    family = add_family(made_up)
    decide(made_up, family, review_due="2026-03-10")
    made_up.clock.now += timedelta(days=9)
    manager = someone(made_up, MANAGER)
    desk = manager.open("/")
    (address,) = links_to(desk, "late=workers")
    listed = manager.open(address)
    (said,) = re.findall(r"Late with workers ?: ([0-9]+)", desk.text)
    query = {"overdue": "true", "limit": "100"}
    late = made_up.get("/v1/tasks", "MASH_MANAGER", **query).get_json()["tasks"]
    assert int(said) == sum(one["for_role"] == "MASH_WORKER" for one in late) < len(late)
    assert "Look at this decision again" not in listed.text
