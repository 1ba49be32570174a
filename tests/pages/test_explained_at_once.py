"""What mostly goes together is ticked in one press, and each of it is on record."""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.domain.said.explaining import NINE
from consent_service.pages.forms.allof import ALL
from tests.api.running import Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import begun, checked, place, said


@pytest.mark.parametrize("ticked", [[ALL], [ALL, "HOW_TO_COMPLAIN"], [ALL, "WHY_WORRIED"]])
def test_all_that_belongs_to_asking_is_ticked_in_one_press(
    made_up: Running, ticked: list[str]
) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), place(family)
    page = begun(browser, family)
    assert checked(page) == []
    typed: dict[str, Any] = {
        **page.form(path),
        "responses.grid.0.CHILD_HEALTH": "AGREED",
        "method": "PHONE_VERBAL",
        "seen_alone": "YES",
        "pressure_concern": "NONE",
        "explained": ticked,
    }
    read = opened(browser.post(path, typed))
    assert "Why we are worried" in read.text
    again: dict[str, Any] = {**read.form(path), "explained": ticked}
    assert browser.post(path, again).status_code == 303
    (talk,) = said(made_up, family)["conversations"]
    assert {*talk["explained"]} == NINE | {*ticked} - {ALL}
    assert "EXPLAIN_THE_REST" not in {
        one["code"] for one in made_up.get(f"{family.path}/tasks").get_json()["tasks"]
    }
