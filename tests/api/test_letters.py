"""A letter goes to nobody to whom it is not known to be safe, and says what their page says."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.running import Family, Running, agree, problem_of

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


def letter_to(
    service: Running, family: Family, person: str, kind: str = "ANSWER_COPY", **query: str
) -> dict[str, Any]:
    path = f"{family.path}/people/{person}/letters/{kind}"
    shown: dict[str, Any] = service.get(path, **query).get_json()
    return shown


def address(service: Running, family: Family, **changes: Any) -> str:
    body = {"person": family.mother, "type": "ADDRESS", "value": "7 Example Row", "safety": "SAFE"}
    made: str = service.record(f"{family.path}/contact-points", {**body, **changes})["id"]
    return made


@pytest.mark.each_database("showLetter", "recordLetter")
def test_a_letter_goes_where_it_is_safe_and_nowhere_else(service: Running, family: Family) -> None:
    agree(service, family)
    home = address(service, family)
    posted = letter_to(service, family, family.mother, contact=home)
    assert (posted["safe"], posted["why_not"]) == ("YES", None)
    assert posted["letter"]["address"] == "7 Example Row"
    assert posted["letter"]["title"] == "What you told us"
    assert [part["heading"] for part in posted["letter"]["parts"]][1] == "What you have agreed to"
    # Whoever is read to holds no paper; and of what else it says nothing is left out.
    aloud = letter_to(service, family, family.mother, contact=home, aloud="true")["letter"]
    assert (posted["letter"]["has_slip"], aloud["has_slip"]) == (True, False)
    assert ("slip" in str(posted["letter"]["parts"]), "slip" in str(aloud["parts"])) == (
        True,
        False,
    )
    assert len(aloud["parts"]) == len(posted["letter"]["parts"])
    kept = address(service, family, value="9 Hidden Row", protected=True)
    unsafe = address(service, family, value="1 Old Road", safety="UNSAFE")
    # What is kept from others is opened with a reason, and by no letter.
    hidden = letter_to(service, family, family.mother, contact=kept)["letter"]
    assert (hidden["address"], hidden["address_is_kept"]) == (None, True)
    sent = {"person": family.mother, "which": "ANSWER_COPY", "copy_sha256": "5e" * 32}
    service.record(f"{family.path}/letters", {**sent, "how": "POST", "contact": home})
    for contact in (unsafe, "0" * 24):
        none = letter_to(service, family, family.mother, contact=contact)
        assert (none["safe"], none["letter"]) == ("NO", None)
    # Nobody has spoken to the father: his page says nothing.
    assert letter_to(service, family, family.father)["letter"] is None
    wrong = {"person": family.mother, "safe_to_ask": False, "code": "DOMESTIC_ABUSE"}
    service.record(f"{family.path}/safety", wrong)
    for query in ({}, {"contact": home}, {"kind": "NOT_REACHED"}):
        none = letter_to(service, family, family.mother, **query)
        assert (none["safe"], none["letter"]) == ("NO", None)
    # Nor is it put on record that one went, whatever was printed elsewhere.
    gone = {"person": family.mother, "which": "STOPPED", "copy_sha256": "5e" * 32}
    for how, code in (
        ({"how": "POST", "contact": home}, "letter-not-safe"),
        ({"how": "HANDED_OVER"}, "letter-not-safe"),
        ({"how": "POST"}, "letter-needs-address"),
        ({"how": "HANDED_OVER", "contact": home}, "letter-needs-address"),
    ):
        problem_of(service.post(f"{family.path}/letters", {**gone, **how}), code)


def test_a_young_person_is_written_to_who_decides_something_for_themself(
    service: Running, family: Family
) -> None:
    shown = letter_to(service, family, family.child, kind="NOT_REACHED")
    assert shown["letter"] is None
    assert "decide for themselves" in shown["why_not"]
    for path in (f"{'0' * 24}/letters/NOT_REACHED", f"{family.mother}/letters/ZZ"):
        problem_of(service.get(f"{family.path}/people/{path}"), "not-found")
