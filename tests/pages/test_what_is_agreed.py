"""The grid of what is agreed, as a worker looks at it: of one child, however many there are."""

from __future__ import annotations

from typing import Any

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
    for one in (page, last):
        assert one.reply.text.count("The child&#39;s health</th>") == 1
    # Each leads to the others, and none is lost by looking at one.
    assert all(f"child={one}" in last.reply.text for one in ids[:-1])


def test_what_is_said_of_a_kind_of_information_stands_before_what_is_not_agreed_yet(
    made_up: Running,
) -> None:
    """On a telephone one line of agreement stood among forty that were not agreed yet."""
    family = add_family(made_up)
    browser, grid = someone(made_up), f"/files/{family.file}/agreed"
    agree(made_up, family)
    text = browser.open(grid).text
    assert text.index("Agreed until") < text.index("Not agreed yet: ")
    elsewhere = browser.open(f"{grid}?purpose=CIN_PLAN").text
    assert "Nothing of this is agreed yet." in elsewhere
    no: dict[str, Any] = {"person": family.father, "answer": "REFUSED", "scope": family.scope()}
    made_up.record(f"{family.path}/responses", no)
    # A no beside it keeps each in the open.
    text = browser.open(grid).text
    assert "✕ Said no" in text
    assert "Not agreed yet: " not in text


def test_a_no_stands_in_the_cells_that_it_is_close_to_and_in_no_other(made_up: Running) -> None:
    """She said no to the doctor about health, and every cell said "something close to this"."""
    family = add_family(made_up)
    said = family.scope(agencies=[{"type": "GP"}], categories=["CHILD_HEALTH"])
    no = family.agreement(answer="REFUSED", expires_at=None, scope=said)
    made_up.record(f"{family.path}/conversations", family.conversation(no))
    told = {
        (service, cell["category"]): bool(cell["against"])
        for service in ("GP", "SCHOOL")
        for one in made_up.get(f"{family.path}/coverage", agency=service).get_json()["agencies"]
        for cell in one["cells"]
        if cell["outcome"] != "OBJECTION"
    }
    assert {service for service, _ in told} == {"GP", "SCHOOL"}
    assert all(said == ("GP" in cell or "CHILD_HEALTH" in cell) for cell, said in told.items())
