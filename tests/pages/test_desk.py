"""Where a manager begins: each count is of the list that it leads to."""

from __future__ import annotations

import re
from datetime import timedelta

from tests.api.running import Running, add_family, agree, decide
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


def test_what_waits_stands_before_what_does_not(made_up: Running) -> None:
    """On a telephone the first thing that waited stood below six of which there was none."""
    family = add_family(made_up)
    wish = {"child": family.child, "objects": False, "words": "I like it.", "heard_by": "Priya"}
    kept = {"not_to_be_told": [family.mother], "not_to_be_told_because": "She would be cross."}
    made_up.record(f"{family.path}/wishes", wish | kept)
    desk = someone(made_up, MANAGER).open("/").text
    assert desk.index("Safety to decide") < desk.index("Nothing else waits:")
    assert desk.index("Nothing else waits:") < desk.index("section 47 to decide today")


def test_what_stays_to_be_done_with_two_people_names_them(made_up: Running) -> None:
    """The same line stood there twice."""
    family = add_family(made_up)
    agree(made_up, family)
    path = f"/files/{family.file}/enquiries/{family.enquiry}/closing"
    made_up.record(f"{family.path}/conversations", family.conversation(person=family.father))
    text = someone(made_up).open(path).text
    for name in ("Ann Example", "Bo Example"):
        assert f"Tell this person how, and what happens now: {name}" in text
