"""Whom a child does not want told: each is weighed by themself, and whoever is named in words alone
is minded, whichever way the words came.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.api.asking_own import Own
from tests.api.running import Family, Running, add_family
from tests.reasons import ENOUGH
from tests.sweeping import each

_DAVE = "Please don't tell Dave."


def asking(service: Running, family: Family) -> dict[str, str]:
    return {one["id"]: one["asking"] for one in service.get(family.path).get_json()["adults"]}


def to_weigh(service: Running, family: Family) -> list[str]:
    listed = service.get(f"{family.path}/tasks", "MASH_MANAGER").get_json()["tasks"]
    return [one["about"] for one in listed if one["code"] == "WEIGH_WISH"]


def may_be_told(service: Running, family: Family, wish: str) -> None:
    weighed = {"may_be_told": True, "reason": ENOUGH, "means": []}
    service.record(f"{family.path}/wishes/{wish}/weighings", weighed, "MASH_MANAGER")


def by_itself(service: Running, family: Family, wish: dict[str, Any]) -> None:
    service.record(f"{family.path}/wishes", wish)


def in_a_talk(service: Running, family: Family, wish: dict[str, Any]) -> None:
    service.record(f"{family.path}/conversations", family.conversation(wishes=[wish]))


def in_a_referral(service: Running, family: Family, wish: dict[str, Any]) -> None:
    service.record(f"{family.path}/referrals", {"wishes": [wish], "enquiry": {}})


WAYS = (by_itself, in_a_talk, in_a_referral)


@each("way", of=WAYS, ids=lambda way: way.__name__)
def test_of_two_who_are_named_in_one_wish_each_is_weighed_by_themself(
    way: Callable[[Running, Family, dict[str, Any]], None], service: Running
) -> None:
    """Her mother may be told; nothing was said of her father, and he was told as well."""
    family = add_family(service, way.__name__)
    both = [family.mother, family.father]
    wish = {"child": family.child, "objects": False, "words": "Zz.", "not_to_be_told": both}
    way(service, family, wish)
    wishes = service.get(family.path).get_json()["known"]["wishes"]
    named = {one["id"]: one["not_to_be_told"] for one in wishes}
    due = to_weigh(service, family)
    assert [named[one] for one in due] == [[family.mother], [family.father]]
    may_be_told(service, family, due[0])
    assert asking(service, family) == {family.mother: "YES", family.father: "NO"}
    assert to_weigh(service, family) == due[1:]


def young_of(service: Running, family: Family) -> Own:
    return replace(Own(service, family.file, family.child), role="YOUNG_PERSON")


def on_their_page(service: Running, family: Family) -> None:
    young_of(service, family).receipt("kept-from", {"who": ["MY_DAD"], "words": _DAVE})


def asking_for_something(service: Running, family: Family) -> None:
    wants = {"wants": "SPEAK_TO_SOMEBODY", "words": _DAVE}
    young_of(service, family).receipt("requests", wants)


def saying_what_is_wrong(service: Running, family: Family) -> None:
    young_of(service, family).receipt("correction-requests", {"words": _DAVE})


def pressing_stop(service: Running, family: Family) -> None:
    young_of(service, family).receipt("withdrawals", {"words": _DAVE})


def in_a_wish(service: Running, family: Family) -> None:
    by_itself(service, family, {"child": family.child, "objects": False, "words": _DAVE})


def as_they_answered(service: Running, family: Family) -> None:
    no = {"answer": "REFUSED", "scope": family.scope(), "words": _DAVE}
    talk = family.conversation(no, person=family.child)
    service.record(f"{family.path}/conversations", talk)


def in_the_words_of_a_talk(service: Running, family: Family) -> None:
    no = {"answer": "REFUSED", "scope": family.scope(), "words": "No."}
    talk = family.conversation(no, person=family.child, parent_words=_DAVE)
    service.record(f"{family.path}/conversations", talk)


IN_WORDS = (
    on_their_page,
    asking_for_something,
    saying_what_is_wrong,
    pressing_stop,
    in_a_wish,
    as_they_answered,
    in_the_words_of_a_talk,
)


@each("way", of=IN_WORDS, ids=lambda way: way.__name__, every=3)
def test_somebody_a_child_names_in_words_alone_is_minded_whichever_way_they_came(
    way: Callable[[Running, Family], None], service: Running
) -> None:
    """Dave is nobody on the file: whoever is added under that name is not known to be safe."""
    family = add_family(service, way.__name__)
    way(service, family)
    found = asking(service, family)
    assert found[family.mother] == "NOT_KNOWN"
    dave = service.record(f"{family.path}/adults", {"names": "Dave Grendon"})["id"]
    assert asking(service, family)[dave] == "NOT_KNOWN"
    (unnamed,) = (
        one["id"]
        for one in service.get(family.path).get_json()["known"]["wishes"]
        if one["not_to_be_told_because"] and not one["not_to_be_told"]
    )
    assert unnamed in to_weigh(service, family)
    may_be_told(service, family, unnamed)
    assert asking(service, family)[dave] == "YES"
    assert asking(service, family)[family.mother] == "YES"


@each("role", of=["SECOND_PARENT", "ADOPTIVE_PARENT", "STEPPARENT", "PARENTS_PARTNER"], every=2)
def test_of_two_whom_a_child_may_call_so_it_is_kept_from_both(role: str, service: Running) -> None:
    """Of two mothers the other went on to be rung, and was given a way in."""
    family = add_family(service, role.lower())
    other = service.record(f"{family.path}/adults", {"names": "Bea Example"})["id"]
    link = {"person": other, "child": family.child, "role": role, "pr_status": "YES"}
    service.record(f"{family.path}/relationships", link)
    young_of(service, family).receipt("kept-from", {"who": ["MY_MUM"]})
    asked = asking(service, family)
    assert (asked[family.mother], asked[other]) == ("NO", "NO")
    due = to_weigh(service, family)
    assert len(due) == 2
    for wish in due:
        may_be_told(service, family, wish)
    assert {asking(service, family)[one] for one in (family.mother, other)} == {"YES"}
