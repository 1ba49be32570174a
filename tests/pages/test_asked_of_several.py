"""A check that a page leads to is filled in with all that it is about, however much that is."""

from __future__ import annotations

from typing import Any

from consent_service.pages.worker.asked import where_asked
from tests.api.running import Running, add_family
from tests.pages.opening import Page
from tests.pages.test_being_somebody import someone


def ticked(page: Page, name: str) -> set[str | None]:
    return {g.get("value") for _, g in page.tags if g.get("name") == name and "checked" in g}


def test_each_child_and_each_kind_is_ticked(made_up: Running) -> None:
    """Of a plan for two children neither was."""
    family, worker = add_family(made_up), someone(made_up)
    other = {"names": "Beto", "dob": "2019-05-01"}
    two = made_up.record(f"{family.path}/children", other)["id"]
    for subjects in ([family.child], [family.child, two]):
        for categories in (["SAFETY_PLAN"], ["SAFETY_PLAN", "CHILD_HEALTH"]):
            asked: dict[str, Any] = {"subjects": subjects, "categories": categories}
            asked |= {"purpose": "SAFETY_PLAN", "direction": "SHARE", "agency": {"type": "GP"}}
            page = worker.open(where_asked(family.file, asked))
            assert ticked(page, "subjects") == {*subjects}
            assert ticked(page, "categories") == {*categories}
