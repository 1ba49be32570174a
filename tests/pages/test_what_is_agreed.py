"""The grid of what is agreed, as a worker looks at it: of one child, however many there are."""

from __future__ import annotations

from consent_service.domain.deciding.covering import KINDS, MOST_CELLS
from tests.api.running import Running, add_family, agree
from tests.pages.test_being_somebody import someone


def test_a_family_of_many_children_is_looked_at_child_by_child(made_up: Running) -> None:
    family = add_family(made_up)
    others = [f"Zz{number}" for number in range(MOST_CELLS // len(KINDS))]
    ids = [
        made_up.record(f"{family.path}/children", {"names": one, "dob": "2019-02-01"})["id"]
        for one in others
    ]
    agree(made_up, family)
    worker = someone(made_up)
    here = f"/files/{family.file}/agreed"
    page = worker.open(here)
    assert "Ng" in page.text
    assert all(one in page.text for one in others)
    last = worker.open(f"{here}?child={ids[-1]}")
    assert last.reply.text.count("<table") == page.reply.text.count("<table") == 1
    # Each leads to the others, and none is lost by looking at one.
    assert all(f"child={one}" in last.reply.text for one in ids[:-1])
