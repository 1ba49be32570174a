"""Whoever would write to somebody who lives with one that must not learn of it reads that first."""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.domain.codes import TEXTS
from tests.api.running import Family, Running, add_family, agree
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_letters import on_record

LETTER = {"kind": "ANSWER_COPY", "does": "GOES", "contact": "", "style": "STANDARD"}


def a_sign(service: Running, family: Family) -> str:
    sign = {"person": family.mother, "code": "DOMESTIC_ABUSE_NEED", "people": [family.father]}
    service.record(f"{family.path}/signs", sign)
    return TEXTS["may_be_read_by"].format(names="Bo Example (father)")


def a_way_that_is_kept(service: Running, family: Family) -> str:
    point = {"person": family.mother, "type": "PHONE", "value": "020 7946 0011"}
    kept = {**point, "safety": "SAFE", "protected": True}
    service.record(f"{family.path}/contact-points", kept)
    return TEXTS["may_be_read"]


@pytest.mark.parametrize("watched", [a_sign, a_way_that_is_kept])
def test_who_may_read_it_is_said_first_and_read_before_it_goes(
    made_up: Running, watched: Any
) -> None:
    """The copy was due by the next day, and nothing said that he lives with her."""
    family = add_family(made_up)
    agree(made_up, family)
    worker, path = someone(made_up), f"/files/{family.file}/people/{family.mother}/letters"
    before = worker.open(path)
    assert "must not learn of it" not in before.text
    said = watched(made_up, family)
    page = worker.open(path)
    assert page.text.index(said) < page.text.index("It says what their own page says")
    due = made_up.get(f"{family.path}/tasks").get_json()["tasks"]
    (copy,) = (one for one in due if one["code"] == "SEND_SUMMARY")
    assert "Somebody who must not learn of it may read it" in copy["so_far"]
    # Of the other it says nothing: nobody near her is to be feared.
    other = {one["id"]: one["before_writing"] for one in file_of(made_up, family)["adults"]}
    assert (other[family.mother], other[family.father]) == (said, None)
    refused = opened(worker.send(page, path, **LETTER), 422)
    assert "Read above who may read it" in refused.text
    assert on_record(made_up, family.file) == []
    # To look at it, or to read it out, sends it to nobody.
    assert worker.send(page, path, **LETTER | {"does": "LOOK"}).status_code == 200
    assert worker.send(page, path, **LETTER | {"does": "READ"}).status_code == 200
    assert worker.send(page, path, **LETTER, unread="ALONE").status_code == 200
    assert len(on_record(made_up, family.file)) == 1


def file_of(service: Running, family: Family) -> dict[str, Any]:
    """The file as it stands."""
    found: dict[str, Any] = service.get(family.path).get_json()
    return found
