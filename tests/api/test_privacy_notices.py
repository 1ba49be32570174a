"""The register of privacy notices, and what one that somebody was given counts for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.api.running import Family, Running, add_family, problem_of

POLISH: dict[str, Any] = {
    "version": "2026-01",
    "language": "Polish",
    "reading_age": 9,
    "text_sha256": "5e" * 32,
}


def given(running: Running, family: Family, mother: str, **changes: Any) -> Any:
    """She agrees in a conversation in which nothing was said, and a notice was given."""
    talk = family.conversation(person=mother, privacy_notice_version="2026-01", explained=[])
    return running.record(f"{family.path}/conversations", {**talk, **changes})


def polish_mother(running: Running, family: Family) -> str:
    ewa = {"names": "Ewa", "language": "polish"}
    mother: str = running.record(f"{family.path}/adults", ewa)["id"]
    link = {"person": mother, "child": family.child, "role": "MOTHER", "pr_status": "YES"}
    running.record(f"{family.path}/relationships", link)
    return mother


@pytest.mark.each_database("publishNotice", "listNotices", "showNotice")
def test_a_notice_in_their_language_counts_as_explained_and_one_not_listed_is_said(
    service: Running,
) -> None:
    family = add_family(service)
    mother = polish_mother(service, family)
    unlisted = given(service, family, mother)
    assert "NOTICE_NOT_LISTED" in [notice["code"] for notice in unlisted["notices"]]
    assert service.check(family.file, family.question())["outcome"] != "COVERED"
    made = service.post("/v1/privacy-notices", POLISH, "IG_OFFICER")
    assert made.status_code == 201
    shown = service.get(made.headers["Location"]).get_json()
    assert shown == {**POLISH, "notice": made.get_json()["id"]}
    assert service.get("/v1/privacy-notices").get_json()["notices"] == [shown]
    changed = {**POLISH, "text_sha256": "6f" * 32}
    refused = service.post("/v1/privacy-notices", changed, "IG_OFFICER")
    problem_of(refused, "notice-stays-as-it-is")
    again = service.record("/v1/privacy-notices", {**POLISH, "reading_age": 8}, "IG_OFFICER")
    # Whoever kept the address that it was published under finds what took its place.
    instead = service.get(made.headers["Location"]).get_json()
    assert instead == {**shown, "reading_age": 8, "notice": again["id"]}
    service.clock.now += timedelta(days=2)
    listed = given(service, family, mother)
    assert "NOTICE_NOT_LISTED" not in [notice["code"] for notice in listed["notices"]]
    assert service.check(family.file, family.question())["outcome"] == "COVERED"
