"""Of a list of what is due a red family of today stands above what is late of a green one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from consent_service.domain.listed import MOST_URGENT_FIRST
from consent_service.domain.tasks.task import NEVER
from consent_service.storage.shown.lists import A_RATING, micros
from tests.api.running import Running, add_family
from tests.sweeping import each


def rated(service: Running, rating: str) -> str:
    family = add_family(service)
    service.record(f"{family.path}/enquiries", {"worry": f"Of {rating}.", "rating": rating})
    return family.file


def test_the_most_urgent_rating_comes_first_and_of_each_what_is_late(service: Running) -> None:
    late = {one: rated(service, one) for one in ("GREEN", "AMBER", "RED")}
    service.clock.now += timedelta(days=21)
    today = {one: rated(service, one) for one in ("BLUE", "RED", "NOT_RATED")}
    every = service.get("/v1/tasks", limit="200").get_json()
    assert every["next"] is None
    ratings = [one["rating"] or "NOT_RATED" for one in every["tasks"]]
    assert ratings == sorted(ratings, key=MOST_URGENT_FIRST.index)
    assert {late["RED"], today["RED"], late["GREEN"]} <= {one["file"] for one in every["tasks"]}
    for rating in MOST_URGENT_FIRST:
        of_it = [one["overdue"] for one in every["tasks"] if one["rating"] == rating]
        assert of_it == sorted(of_it, reverse=True), rating
    # Page by page it is the same, and what is late is counted whatever its rating is.
    found: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        page = service.get("/v1/tasks", limit="3", **cursor).get_json()
        found += page["tasks"]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert found == every["tasks"]
    is_late = [one for one in every["tasks"] if one["overdue"]]
    assert every["counted"] == {"listed": len(found), "overdue": len(is_late)}
    kinds = service.get("/v1/tasks/counts").get_json()["kinds"]
    assert sum(one["overdue"] for one in kinds) == len(is_late)
    only = service.get("/v1/tasks", overdue="true", limit="200").get_json()["tasks"]
    assert only == is_late


@each("place", of=range(len(MOST_URGENT_FIRST)))
def test_no_moment_is_so_late_that_it_stands_with_another_rating(place: int) -> None:
    assert micros(NEVER) < A_RATING
    latest = datetime(9999, 12, 31, tzinfo=NEVER.tzinfo)
    assert place * A_RATING + micros(latest) < (place + 1) * A_RATING < 2**63
