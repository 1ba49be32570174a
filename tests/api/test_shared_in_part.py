"""Shared at once and written down in parts: that somebody must not know is never lost."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from tests.api.running import Family, Running
from tests.api.test_share_now import disclosed, record, tasks, used

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

_SAID = (True, False, None)


def in_parts(service: Running, family: Family, *parts: dict[str, Any]) -> None:
    """Of one use, which the first of them makes."""
    use: dict[str, Any] = {}
    for part in parts:
        body = {"shared": True, "risk": "He was on his way.", "disclosure": part, **use}
        recorded = service.record(f"{family.path}/share-now-uses", body)
        use = use or {"share_now": recorded["id"]}


def may_know(service: Running, family: Family) -> tuple[str, list[str]]:
    (shown,) = service.get(f"{family.path}/disclosures").get_json()["disclosures"]
    return shown["telling"]["safe_to_tell"], shown["telling"]["not_safe_for"]


def said(word: bool | None) -> dict[str, Any]:
    return {} if word is None else {"safe_to_tell": word}


@pytest.mark.parametrize(("first", "then"), [*product(_SAID, _SAID)])
def test_that_the_family_may_not_know_stands_whichever_part_said_so(
    service: Running, family: Family, first: bool | None, then: bool | None
) -> None:
    """A no in the part that made it whole was dropped, and an earlier yes stood in its place."""
    begun = {"agency": {"type": "HOSPITAL"}, **said(first)}
    in_parts(service, family, begun, disclosed(family, **said(then)))
    is_no, is_yes = False in (first, then), True in (first, then)
    assert may_know(service, family)[0] == ("NO" if is_no else "YES" if is_yes else "NOT_KNOWN")


@pytest.mark.parametrize("word", _SAID)
def test_that_the_family_may_not_know_stands_where_all_was_said_at_once(
    service: Running, family: Family, word: bool | None
) -> None:
    in_parts(service, family, disclosed(family, **said(word)))
    wanted = {True: "YES", False: "NO", None: "NOT_KNOWN"}[word]
    assert may_know(service, family)[0] == wanted


def test_whoever_was_named_in_an_earlier_part_is_not_told_by_a_later_one(
    service: Running, family: Family
) -> None:
    first = {"agency": {"type": "HOSPITAL"}, "not_safe_for": [family.father]}
    in_parts(service, family, first, disclosed(family, not_safe_for=[family.mother]))
    assert set(may_know(service, family)[1]) == {family.father, family.mother}


def test_whether_it_was_asked_or_told_is_not_made_up_of_whoever_could_not_wait(
    service: Running, family: Family
) -> None:
    """It stood on record that it was told, and filled the form in with that."""
    question = family.question(urgency="IMMEDIATE")
    del question["direction"]
    answer = service.check(family.file, question)
    assert "We are contacting you about" in answer["agency_words"]
    service.beat()
    (use,) = service.get(family.path).get_json()["done"]["share_now_used"]
    assert use["direction"] is None
    id = answer["share_now"]["used"]
    part = disclosed(family)
    del part["direction"]
    body = {"shared": True, "risk": "He came.", "share_now": id, "disclosure": part}
    service.record(f"{family.path}/share-now-uses", body)
    (left,) = service.get(f"{family.path}/disclosures").get_json()["not_whole"]
    assert left["not_said_yet"] == ["direction"]
    place = service.get(f"{family.path}/history").get_json()["entries"]
    (asked,) = [one for one in place if one["kind"] == "check-unanswered"]
    again = service.get(f"{family.path}/checks/{asked['seq']}")
    assert again.get_json()["asked"]["direction"] is None
    printed = service.get(f"{family.path}/receipts/{asked['seq']}/print")
    assert printed.status_code == 200
    assert "Asking or telling" not in printed.text


@pytest.mark.parametrize("part", [{}, {"agency": {"type": "HOSPITAL"}}])
def test_what_came_to_nothing_in_the_end_is_asked_for_no_more(
    service: Running, family: Family, part: dict[str, Any]
) -> None:
    """Written down in a hurry as shared, it was to be completed, and told to the parents, for
    ever.
    """
    asked = {"WRITE_DOWN_THE_REST", "TELL_PARENTS_OF_SHARING"}
    in_parts(service, family, part)
    assert asked <= tasks(service, family).keys()
    (left,) = service.get(f"{family.path}/disclosures").get_json()["not_whole"]
    service.clock.now += timedelta(minutes=5)
    nothing = {"shared": False, "risk": "He had gone.", "share_now": left["share_now"]}
    service.record(f"{family.path}/share-now-uses", nothing)
    assert asked.isdisjoint(tasks(service, family))
    assert service.get(f"{family.path}/disclosures").get_json()["not_whole"] == []
    # A manager looks at it all the same.
    assert "REVIEW_SHARE_NOW" in tasks(service, family)
    # What was shared after all is written down whole, and told.
    body = {**nothing, "shared": True, "disclosure": disclosed(family)}
    service.record(f"{family.path}/share-now-uses", body)
    assert "TELL_PARENTS_OF_SHARING" in tasks(service, family)


def test_what_was_shared_after_all_is_told(service: Running, family: Family) -> None:
    """Once it had been written down that nothing was, no parent was to be told of it any more."""
    use = used(service, family)
    nothing = {"shared": False, "risk": "He had gone.", "share_now": use}
    service.record(f"{family.path}/share-now-uses", nothing)
    assert "TELL_PARENTS_OF_SHARING" not in tasks(service, family)
    service.clock.now += timedelta(minutes=5)
    record(service, family, share_now=use)
    assert "TELL_PARENTS_OF_SHARING" in tasks(service, family)
