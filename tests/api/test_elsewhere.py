"""What is known of somebody on another file of the authority is heard here, and names no family."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from unittest.mock import MagicMock

import pytest

from consent_service.domain.file import bounds
from consent_service.storage.beside.spool import Spool, SpoolFull
from consent_service.storage.door import batch
from consent_service.storage.door.trouble import CannotRecord
from consent_service.storage.shown import carrying
from tests.api.asking_own import father_of
from tests.api.running import Family, Running, add_family, agree, problem_of
from tests.api.test_effects import HOUR, MANAGER, outcome
from tests.reasons import ENOUGH

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

TOM = {"names": "Tom Sample", "dob": "1988-04-01"}
NUMBER = {"identifiers": [{"scheme": "NHS_NUMBER", "value": "943 476 5919"}]}
ABUSER = {"safe_to_ask": False, "code": "ALLEGED_ABUSER", "reason": "Zz said so."}


def add(service: Running, family: Family, **changes: Any) -> dict[str, Any]:
    """A man of this name and birth, as the child's father."""
    made = service.record(f"{family.path}/adults", {**TOM, **changes})
    link = {"person": made["id"], "child": family.child, "role": "FATHER", "pr_status": "YES"}
    service.record(f"{family.path}/relationships", link)
    service.clock.now += HOUR
    return made


def asking(service: Running, family: Family, person: str) -> str:
    adults = service.get(family.path).get_json()["adults"]
    (found,) = [one["asking"] for one in adults if one["id"] == person]
    return str(found)


def signs(service: Running, family: Family) -> list[tuple[str, str | None]]:
    """Of whoever is named in one: what is heard of a child who may be the same names nobody."""
    known = service.get(family.path).get_json()["known"]["signs"]
    return [(one["code"], one["matched"]) for one in known if not one["of_role"]]


def numbered(service: Running, family: Family, person: str) -> dict[str, Any]:
    service.clock.now += HOUR
    path = f"{family.path}/people/{person}/identifiers"
    return service.record(path, NUMBER)


@pytest.mark.each_database
def test_a_sign_on_another_file_is_an_entry_of_this_one_as_sure_as_the_person_is_the_same(
    service: Running, family: Family
) -> None:
    tom = add(service, family)["id"]
    service.record(f"{family.path}/safety", {"person": tom, **ABUSER})
    other = add_family(service, "LCS-2")
    made = add(service, other, names="SAMPLE, Tom")
    assert [n["code"] for n in made["notices"]] == ["KNOWN_ELSEWHERE", "PERHAPS_KNOWN"]
    assert (asking(service, other, made["id"]), signs(service, other)) == (
        "NOT_KNOWN",
        [("ALLEGED_ABUSER", "BY_NAME")],
    )
    # It says neither which family it comes from nor who wrote there.
    entries = service.get(f"{other.path}/history").get_json()["entries"]
    heard = [one for one in entries if one["kind"] == "sign-recorded"]
    assert heard
    assert all(sign["by"]["id"] == "consent-service" for sign in heard)
    for word in (family.file, tom, "Zz said so."):
        assert word not in service.get(other.path).text
    numbered(service, family, tom)
    told = numbered(service, other, made["id"])
    assert "KNOWN_ELSEWHERE" in [notice["code"] for notice in told["notices"]]
    assert asking(service, other, made["id"]) == "NO"
    assert signs(service, other)[1:] == [("ALLEGED_ABUSER", "BY_NUMBER")]
    assert signs(service, family) == []


def test_a_sign_is_heard_elsewhere_when_it_becomes_known_and_again_when_there_is_a_new_one(
    service: Running, family: Family
) -> None:
    other = add_family(service, "LCS-2")
    tom, same = add(service, family)["id"], add(service, other)["id"]
    assert signs(service, other) == []
    unsafe = {"person": tom, "safe_to_ask": False, "code": "VIOLENCE_TO_STAFF"}
    made = service.record(f"{family.path}/safety", unsafe)
    assert [entry["kind"] for entry in made["entries"]] == ["safety-recorded"]
    assert signs(service, other) == [("NOT_SAFE", "BY_NAME")]
    assert asking(service, other, same) == "NOT_KNOWN"
    safe = {"person": same, "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
    service.clock.now += HOUR
    service.record(f"{other.path}/safety", safe, MANAGER)
    assert asking(service, other, same) == "YES"
    amended = {"names": "Tom B. Sample", "reason": "As he writes it."}
    service.record(f"{other.path}/people/{same}/amendments", amended)
    assert asking(service, other, same) == "YES"
    service.clock.now += HOUR
    service.record(f"{family.path}/safety", unsafe)
    assert asking(service, other, same) == "NOT_KNOWN"


def test_who_may_be_in_danger_elsewhere_may_be_here_and_those_around_are_not_known(
    service: Running, family: Family
) -> None:
    other = add_family(service, "LCS-2")
    for one in (family, other):
        dob = {"dob": "1990-12-30", "reason": "She says so."}
        service.record(f"{one.path}/people/{one.mother}/amendments", dob)
    assert asking(service, other, other.father) == "YES"
    needs = {"person": family.mother, "indicators": ["DOMESTIC_ABUSE_VICTIM"]}
    service.record(f"{family.path}/needs", needs)
    assert signs(service, other) == [("DOMESTIC_ABUSE_NEED", "BY_NAME")]
    assert asking(service, other, other.father) == "NOT_KNOWN"
    assert asking(service, other, other.mother) == "YES"


def test_what_came_from_another_file_goes_on_to_no_third(service: Running, family: Family) -> None:
    other, third = add_family(service, "LCS-2"), add_family(service, "LCS-3")
    tom = add(service, family)["id"]
    same = add(service, other)["id"]
    service.record(f"{family.path}/safety", {"person": tom, **ABUSER})
    # Known there by another name, and by nothing else that the first file has.
    service.record(f"{other.path}/people/{same}/amendments", {"names": "Tom Other"})
    add(service, third, names="Tom Other")
    assert signs(service, third) == []


def test_somebody_who_is_put_right_may_be_known_already(service: Running, family: Family) -> None:
    add(service, family)
    other = add_family(service, "LCS-2")
    same = service.record(f"{other.path}/adults", {"names": "Tom Smaple"})
    assert same["notices"] == []
    path = f"{other.path}/people/{same['id']}/amendments"
    assert service.record(path, {"dob": TOM["dob"]})["notices"] == []
    made = service.record(path, {"names": "Tom Sample"})
    assert [notice["code"] for notice in made["notices"]] == ["PERHAPS_KNOWN"]


# ── joined across files ─────────────────────────────────────────────────────────────────────


def join(service: Running, family: Family, person: str, other: Family, same: str) -> dict[str, Any]:
    service.clock.now += HOUR
    body = {"file": other.file, "other": same, "reason": f"As the {family.file} mother says."}
    path = f"{family.path}/people/{person}/joinings-elsewhere"
    made: dict[str, Any] = service.record(path, body)
    service.clock.now += HOUR
    return made


def with_another_child(service: Running, family: Family) -> Family:
    """Of a name and birth that no other file has."""
    child = service.record(f"{family.path}/children", {"names": "Sam", "dob": "2019-02-28"})["id"]
    link = {"person": family.father, "child": child, "role": "FATHER", "pr_status": "YES"}
    service.record(f"{family.path}/relationships", link)
    return replace(family, child=child)


def answer(service: Running, family: Family, answer: str) -> None:
    said = {"answer": "REFUSED", "scope": family.scope()}
    body = family.conversation(
        said if answer == "REFUSED" else family.agreement(), person=family.father
    )
    service.record(f"{family.path}/conversations", body)
    service.clock.now += HOUR


@pytest.mark.each_database("joinElsewhere", "partElsewhere")
def test_a_no_of_somebody_joined_across_files_stands_here_until_they_have_answered_here(
    service: Running, family: Family
) -> None:
    other = with_another_child(service, add_family(service, "LCS-2"))
    answer(service, family, "REFUSED")
    answer(service, other, "AGREED")
    assert outcome(service, other) == "COVERED"
    # Their no is about a child of whom nobody has said that they are on this file as well.
    made = join(service, other, other.father, family, family.father)
    assert outcome(service, other) == "COVERED"
    join(service, family, family.child, other, other.child)
    assert outcome(service, other) == "OBJECTION"
    assert outcome(service, family) == "OBJECTION"
    history = service.get(f"{other.path}/history").text
    assert family.file not in history.replace(f"As the {other.file} mother says.", "")
    history += service.get(other.path).text
    for theirs in (family.father, family.child, family.enquiry):
        assert theirs not in history.replace(f"As the {other.file} mother says.", "")
    # Nobody here was told of it; they know what they said, and of nobody by it.
    read = father_of(service, other).view()["said_no"]
    assert [one["about"] for one in read] == [["Sam"], ["Someone in your family"]]
    answer(service, other, "AGREED")
    assert outcome(service, other) == "COVERED"
    assert outcome(service, family) == "OBJECTION"
    # What they say there from now on is heard here as well.
    answer(service, family, "REFUSED")
    assert outcome(service, other) == "OBJECTION"
    apart = f"{other.path}/joinings-elsewhere/{made['id']}/parting"
    # By one worker's word nothing falls.
    service.record(apart, {"reason": ENOUGH})
    assert outcome(service, other) == "OBJECTION"
    service.record(apart, {"reason": ENOUGH}, MANAGER)
    assert outcome(service, other) == "COVERED"
    known = service.get(family.path).get_json()["known"]
    assert [one["joining"] for one in known["parted_elsewhere"]] == [made["id"]]
    problem_of(service.post(apart, {"reason": "Again."}, MANAGER), "settled-already")


def test_a_joining_makes_a_sign_certain_on_both_and_names_somebody_who_is_there(
    service: Running, family: Family
) -> None:
    other = add_family(service, "LCS-2")
    service.record(f"{family.path}/safety", {"person": family.father, **ABUSER})
    path = f"{other.path}/people/{other.father}/joinings-elsewhere"
    body = {"file": family.file, "other": "f" * 24, "reason": "He says so."}
    problem_of(service.post(path, body), "not-on-file")
    problem_of(service.post(path, {**body, "file": other.file}), "this-very-file")
    problem_of(service.post(path, {**body, "file": "e" * 32}), "not-found")
    join(service, other, other.father, family, family.father)
    assert signs(service, other) == [("ALLEGED_ABUSER", "CONFIRMED")]
    assert asking(service, other, other.father) == "NO"


# ── more than is gone through at once ───────────────────────────────────────────────────────


def of_one_name(service: Running, family: Family, many: int = 5) -> list[tuple[Family, str]]:
    """Families on each of which a man of this name and birth stands, the first of them `family`."""
    every = [family, *(add_family(service, f"LCS-{n}") for n in range(2, many + 1))]
    return [(one, add(service, one)["id"]) for one in every]


def with_room_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of other files one is gone through at a time."""
    monkeypatch.setattr(carrying, "UNDER_THE_LOCK", bounds.MOST)


def heard(service: Running, every: list[tuple[Family, str]]) -> list[str]:
    return [asking(service, *one) for one in every]


@pytest.mark.each_database
def test_of_more_than_are_gone_through_at_once_the_rest_is_told_within_a_beat(
    service: Running, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also what they know is heard here; and it is one entry each, as if it had been at once."""
    every = of_one_name(service, family)
    (third, tom), (last, same) = every[2], every[-1]
    service.record(f"{last.path}/people/{same}/identifiers", NUMBER)
    numbered(service, third, tom)
    spool = service.storage.spools[service.authority]
    with_room_for_one(monkeypatch)
    size = service.size()
    service.record(f"{third.path}/safety", {"person": tom, **ABUSER})
    # Who surely is the same comes first.
    assert heard(service, every) == ["YES", "YES", "NO", "YES", "NO"]
    assert (service.size(), spool.is_empty) == (size + 2, False)
    assert service.storage.keepers[service.authority].drain() == 3
    assert heard(service, every) == ["NOT_KNOWN", "NOT_KNOWN", "NO", "NOT_KNOWN", "NO"]
    assert (service.size(), spool.is_empty, spool.has_heard) == (size + 5, True, False)
    new = add_family(service, "LCS-9")
    size = service.size()
    added = service.record(f"{new.path}/adults", TOM)["id"]
    service.storage.keepers[service.authority].drain()
    assert asking(service, new, added) == "NOT_KNOWN"
    assert service.size() == size + 2


def test_no_check_is_answered_before_every_file_has_heard_what_it_has_to(
    service: Running, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = of_one_name(service, family)
    with_room_for_one(monkeypatch)
    needs = {"person": every[0][1], "indicators": ["DOMESTIC_ABUSE_VICTIM"]}
    service.record(f"{family.path}/needs", needs)
    unheard = [one for one, _ in every if not signs(service, one)]
    assert len(unheard) == 4
    outcome(service, family)
    assert [signs(service, one) for one, _ in every[1:]] == [
        [("DOMESTIC_ABUSE_NEED", "BY_NAME")]
    ] * 4


def test_what_is_still_to_be_told_outlives_a_crash_and_a_write_that_failed_has_told_nothing(
    service: Running, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = of_one_name(service, family)
    spool, size = service.storage.spools[service.authority], service.size()
    with_room_for_one(monkeypatch)

    def fails(*_: object) -> None:
        raise CannotRecord

    with monkeypatch.context() as patched:
        patched.setattr(batch, "write_changed", fails)
        unsafe = {"person": every[0][1], **ABUSER}
        assert service.post(f"{family.path}/safety", unsafe).status_code == 503
    # It was on disk before anything would have been committed.
    assert not spool.is_empty
    assert service.storage.keepers[service.authority].drain() == 3
    assert service.size() == size
    service.record(f"{family.path}/safety", unsafe)
    with monkeypatch.context() as patched:
        patched.setattr(batch, "write_changed", fails)
        with pytest.raises(CannotRecord):
            service.storage.keepers[service.authority].drain()
    assert not spool.is_empty
    service.storage.keepers[service.authority].drain()
    assert heard(service, every)[1:] == ["NOT_KNOWN"] * 4


def test_what_cannot_be_kept_for_later_is_told_at_once(
    service: Running, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = of_one_name(service, family)
    with_room_for_one(monkeypatch)
    full = MagicMock(side_effect=SpoolFull)
    monkeypatch.setattr(Spool, "add", full)
    service.record(f"{family.path}/safety", {"person": every[0][1], **ABUSER})
    assert heard(service, every)[1:] == ["NOT_KNOWN"] * 4
    assert full.call_count == 1


def test_the_rows_of_many_files_that_one_write_changes_are_not_all_made_while_others_wait(
    service: Running, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = of_one_name(service, family)
    lists, authority = service.storage.records.lists, service.authority
    with monkeypatch.context() as patched:
        patched.setattr(bounds, "of_a_row", lambda _: bounds.MOST // 3 // 2)
        service.record(f"{family.path}/safety", {"person": every[0][1], **ABUSER})
    assert len(lists.behind(authority)) == len(every) - 2
    lists.keep(authority)
    assert lists.behind(authority) == []


def test_who_is_to_be_kept_from_a_child_is_not_rung_about_them_on_a_second_file(
    service: Running, family: Family
) -> None:
    """He stands there by his name alone, and only the child has a birth: nobody read of him."""
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    service.record(f"{family.path}/safety", unsafe)
    second = add_family(service, "LCS-2")
    assert asking(service, second, second.father) == "NOT_KNOWN"
    tasks = service.get(f"{second.path}/tasks", MANAGER).get_json()["tasks"]
    to_him = {one["code"] for one in tasks if one["person"] == second.father}
    assert "DECIDE_IF_SAFE" in to_him
    assert "SPEAK_TO" not in to_him
    # Nothing of it crosses that anybody said; nor back, nor twice.
    (sign,) = service.get(second.path).get_json()["known"]["signs"]
    assert (sign["person"], sign["of_role"], sign["matched"]) == (second.child, "FATHER", "BY_NAME")
    assert sign["names"] == []
    size = service.size()
    agree(service, second)
    assert [one["code"] for one in service.get(family.path).get_json()["known"]["signs"]] == []
    kinds = [e["kind"] for e in service.get(f"{second.path}/history").get_json()["entries"]]
    assert kinds.count("sign-recorded") == 1
    assert service.size() == size + 2
    safe = {"person": second.father, "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
    service.clock.now += HOUR
    service.record(f"{second.path}/safety", safe, MANAGER)
    assert asking(service, second, second.father) == "YES"
