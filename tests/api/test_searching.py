"""Finding a family when the case system cannot be asked."""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.api.edge import fields
from consent_service.domain import searching
from consent_service.storage.rebuilding import rebuild
from tests.api.running import OURS, THEIRS, Family, Running, add_family, answer_of, problem_of

pytestmark = pytest.mark.each_database

NG = {"names": "Ng", "dob": "2024-02-01"}


def found(service: Running, **changes: str) -> list[str]:
    reply = service.post("/v1/searches", {**NG, **changes}, key=None)
    assert reply.status_code == 200, reply.text
    return [one["file"] for one in reply.get_json()["found"]]


@pytest.mark.each_database("search")
def test_F26_a_child_is_found_by_name_and_date_of_birth_and_checked(
    service: Running, family: Family
) -> None:
    reply = service.post("/v1/searches", NG, key=None).get_json()
    (one,) = reply["found"]
    assert one["children"] == [{"id": family.child, "names": "Ng", "dob": "2024-02-01"}]
    assert reply["unreadable"] == 0
    answer = service.check(one["file"], family.question())
    assert answer["outcome"] == "ASK"


def test_F26_a_child_nobody_knows_is_answered_and_linked_later(service: Running) -> None:
    assert found(service) == []
    asked = {
        "reference": "LCS-7",
        "subjects": ["f" * 24],
        "agency": {"type": "GP"},
        "categories": ["CHILD_HEALTH"],
        "purpose": "AGENCY_CHECKS",
        "direction": "SEEK",
    }
    answer = answer_of(service.post("/v1/checks", asked, key=None))
    assert [reason["code"] for reason in answer["reasons"]] == ["NO_RECORD"]
    family = add_family(service, reference="LCS-7")
    assert found(service) == [family.file]
    again = service.check_reference({**family.question(), "reference": "LCS-7"})
    assert again["reasons"][0]["code"] == "NOT_ASKED"
    service.assert_sound()


@pytest.mark.parametrize("names", ["ng", " NG ", "Ng."])
def test_how_a_name_is_written_makes_no_difference(
    service: Running, family: Family, names: str
) -> None:
    assert found(service, names=names) == [family.file]


@pytest.mark.parametrize("names", ["N\u00adg", "\u2060N\ufe0fg\u200b", "Ｎｇ"])
def test_what_nobody_sees_in_a_name_makes_no_other_name(
    service: Running, family: Family, names: str
) -> None:
    child = {"names": names, "dob": "2021-03-04"}
    service.record(f"{family.path}/children", child)
    assert found(service, names="Ng", dob="2021-03-04") == [family.file]
    assert found(service, names=f"{names}\u00ad", dob="2021-03-04") == [family.file]


def test_a_reference_is_the_same_with_what_nobody_sees_in_it(
    sqlite_service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = add_family(sqlite_service, reference="LCS-\u20607")
    asked = {**family.question(), "reference": "LCS-7\u200b"}
    assert sqlite_service.check_reference(asked)["reasons"][0]["code"] == "NOT_ASKED"
    # As it may come in where a joiner is part of the writing.
    monkeypatch.setattr(fields, "taken_in", str)
    asked = {**family.question(), "reference": "LCS\u200d-7"}
    assert sqlite_service.check_reference(asked)["reasons"][0]["code"] == "NOT_ASKED"


def test_a_name_indexed_by_an_earlier_fold_is_found_once_the_index_is_made_again(
    sqlite_service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = add_family(sqlite_service)
    with monkeypatch.context() as before:
        before.setattr(fields, "taken_in", str)
        before.setattr(searching, "unaccented", str.casefold)
        child = {"names": "N\u00adg", "dob": "2021-03-04"}
        sqlite_service.record(f"{family.path}/children", child)
    assert found(sqlite_service, dob="2021-03-04") == []
    rebuild(sqlite_service.storage.records, sqlite_service.storage.records.ledgers[OURS])
    assert found(sqlite_service, dob="2021-03-04") == [family.file]
    sqlite_service.assert_sound()


def test_the_order_of_the_names_makes_no_difference(service: Running, family: Family) -> None:
    child = {"names": "Zoë Ann O'Brien-Ng", "dob": "2020-01-02"}
    service.record(f"{family.path}/children", child)
    assert found(service, names="o’brien ng, Ann zoe\u0308", dob="2020-01-02") == [family.file]


@pytest.mark.parametrize("changes", [{"dob": "2024-02-02"}, {"names": "Nge"}, {"names": "%"}])
def test_another_name_or_day_is_another_child(
    service: Running, family: Family, changes: dict[str, str]
) -> None:
    assert found(service, **changes) == []


def test_two_files_with_the_same_child_are_both_found(service: Running, family: Family) -> None:
    other = add_family(service)
    assert set(found(service)) == {family.file, other.file}


def test_a_name_entered_in_error_finds_nothing_any_more(service: Running, family: Family) -> None:
    child = {"names": "Li Ng", "dob": "2020-01-02"}
    added = service.record(f"{family.path}/children", child)
    wrong = {"corrects": added["entries"][0]["seq"], "what_was_wrong": "Another family's child."}
    assert found(service, **child) == [family.file]
    service.record(f"{family.path}/corrections", wrong)
    assert found(service, **child) == []
    service.assert_sound()


def test_another_authoritys_family_is_not_found(service: Running, family: Family) -> None:
    assert found(service.as_authority(THEIRS)) == []


@pytest.mark.parametrize("body", [{}, {"names": "Ng"}, {**NG, "dob": "2024-02-30"}, {**NG, "a": 1}])
def test_a_search_needs_a_name_and_a_real_day(service: Running, body: dict[str, Any]) -> None:
    problem_of(service.post("/v1/searches", body, key=None), "invalid")
