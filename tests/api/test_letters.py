"""A letter goes to nobody to whom it is not known to be safe, and says what their page says."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.asking_own import mother_of
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


@pytest.mark.parametrize("wants", ["SPEAK_TO_SOMEBODY", "COMPLAIN"])
def test_what_they_typed_is_on_no_paper_and_is_read_to_whoever_does_not_read(
    service: Running, family: Family, wants: str
) -> None:
    """“You said: he hits me, please dont tell him I wrote” went by post to the house they share."""
    agree(service, family)
    words = "please be quick, zz"
    mother_of(service, family).receipt("requests", {"wants": wants, "words": words})
    mother_of(service, family).receipt("correction-requests", {"words": f"{words} wrong"})
    for query in ({}, {"contact": address(service, family)}):
        paper = letter_to(service, family, family.mother, "OWN_PAGE", **query)["letter"]
        assert "What you asked us for" in str(paper)
        assert "zz" not in str(paper)
    aloud = letter_to(service, family, family.mother, "OWN_PAGE", aloud="true")["letter"]
    assert words in str(aloud)


def test_while_words_of_harm_stand_unread_nothing_goes_by_post_but_that_we_could_not_reach_them(
    service: Running, family: Family
) -> None:
    agree(service, family)
    home = address(service, family)
    asked = {"wants": "SPEAK_TO_SOMEBODY", "words": "he hits me, please dont tell him I wrote"}
    mother_of(service, family).receipt("requests", asked)
    none = letter_to(service, family, family.mother, contact=home)
    assert none["letter"] is None
    assert "told of harm" in none["why_not"]
    sent = {"person": family.mother, "copy_sha256": "5e" * 32, "how": "POST", "contact": home}
    refused = service.post(f"{family.path}/letters", {**sent, "which": "ANSWER_COPY"})
    assert problem_of(refused)["type"].endswith("/letter-not-safe")
    quiet = letter_to(service, family, family.mother, "NOT_REACHED", contact=home)
    assert quiet["letter"] is not None
    service.record(f"{family.path}/letters", {**sent, "which": "NOT_REACHED"})
    # Into her hand it goes; a code by post is a manager's to give.
    assert letter_to(service, family, family.mother)["letter"] is not None
    ways = f"{family.path}/people/{family.mother}/ways-in"
    by_post = service.post(ways, {"how": "LETTER", "contact": home})
    assert problem_of(by_post)["type"].endswith("/way-in-may-be-read")
