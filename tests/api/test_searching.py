"""Finding a family when the case system cannot be asked."""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.api.edge import fields
from consent_service.domain import writing
from consent_service.domain.families import finding
from consent_service.storage.whole.rebuilding import rebuild
from tests.api.counting_looks import looks_of
from tests.api.running import OURS, THEIRS, Family, Running, add_family, answer_of, problem_of

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
    assert one["fits"] == [{"person": family.child, "by": ["NAME", "BIRTH"]}]
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
        for module in (writing, finding):
            before.setattr(module, "unaccented", str.casefold)
        child = {"names": "Zoë", "dob": "2021-03-04"}
        sqlite_service.record(f"{family.path}/children", child)
    asked = {"names": "Zoe", "dob": "1999-09-09"}
    assert found(sqlite_service, **asked) == []
    rebuild(sqlite_service.storage.records, sqlite_service.storage.records.ledgers[OURS])
    assert found(sqlite_service, **asked) == [family.file]
    sqlite_service.assert_sound()


def test_the_order_of_the_names_makes_no_difference(service: Running, family: Family) -> None:
    child = {"names": "Zoë Ann O'Brien-Ng", "dob": "2020-01-02"}
    service.record(f"{family.path}/children", child)
    assert found(service, names="o’brien ng, Ann zoe\u0308", dob="2020-01-02") == [family.file]


@pytest.mark.parametrize("asked", [{"names": "Nge"}, {"dob": "2023-02-02"}])
def test_somebody_else_is_not_found_and_it_is_said_what_to_try(
    service: Running, family: Family, asked: dict[str, str]
) -> None:
    reply = service.post("/v1/searches", asked, key=None)
    body = reply.get_json()
    assert body["found"] == []
    assert [one["code"] for one in body["advice"]][-1] == "NO_ANSWER"


def test_two_files_with_the_same_child_are_both_found(service: Running, family: Family) -> None:
    other = add_family(service)
    assert set(found(service)) == {family.file, other.file}


def test_a_name_entered_in_error_finds_nothing_any_more(service: Running, family: Family) -> None:
    child = {"names": "Li Zed", "dob": "2020-01-02"}
    added = service.record(f"{family.path}/children", child)
    wrong = {"corrects": added["entries"][0]["seq"], "what_was_wrong": "Another family's child."}
    assert found(service, **child) == [family.file]
    service.record(f"{family.path}/corrections", wrong)
    assert found(service, **child) == []
    service.assert_sound()


def test_another_authoritys_family_is_not_found(service: Running, family: Family) -> None:
    assert found(service.as_authority(THEIRS)) == []


WRONG: list[dict[str, Any]] = [
    {},
    {"names": "N"},
    {"scheme": "UPN"},
    {**NG, "dob": "2024-02-30"},
    {**NG, "a": 1},
]


@pytest.mark.parametrize("body", WRONG)
def test_a_search_needs_something_and_a_real_day(service: Running, body: dict[str, Any]) -> None:
    problem_of(service.post("/v1/searches", body, key=None), "invalid")


@pytest.mark.each_database
def test_a_family_is_found_by_whatever_is_known_of_it(service: Running, family: Family) -> None:
    path = family.path
    service.record(f"{path}/children", {"names": "Zoë O'Brien", "estimated_dob": "2015-07-01"})
    service.record(f"{path}/children", {"names": "Baby Lee", "estimated_due_date": "2026-05-20"})
    service.record(f"{path}/children", {"names": "Wren Ash", "born_in": "2021-11"})
    number = {"identifiers": [{"scheme": "LA_ID", "value": "LA-00 77"}]}
    service.record(f"{path}/people/{family.mother}/identifiers", number)
    changed = {"names": "Ada Newname", "dob": "1990-04-03"}
    service.record(f"{path}/people/{family.mother}/amendments", changed)
    home = {"person": family.mother, "type": "ADDRESS", "value": "7 Elm Row, N1 9GU"}
    mobile = {"person": family.mother, "type": "PHONE", "value": "+44 7700 900123"}
    for point in (home, mobile):
        service.record(f"{path}/contact-points", {**point, "safety": "SAFE"})
    add_family(service)

    def by(**asked: Any) -> list[str]:
        """By what somebody of the family fits; nothing where it is not found, or not alone."""
        found = service.post("/v1/searches", asked, key=None).get_json()["found"]
        mine = [one for one in found if one["file"] == family.file]
        return list(mine[0]["fits"][0]["by"]) if mine and mine[0] == found[0] else []

    assert by(names="obrien zoe") == ["NAME"]
    assert by(names="O Brien") == ["NAME"]
    assert by(names="obri") == ["NAME_BEGINS"]
    assert by(names="Zoe O'Brien", dob="2015-01-31") == ["NAME", "BIRTH_YEAR"]
    assert by(names="newname", dob="1990-03-04") == ["NAME", "BIRTH_SWAPPED"]
    assert by(names="Baby", due="2026-06-01") == ["NAME", "DUE_MONTH"]
    assert by(due="2026-05-01") == ["DUE_MONTH"]
    assert by(names="Wren", born_in="2021-11") == ["NAME", "BIRTH_MONTH", "BIRTH_YEAR"]
    assert by(born_in="2021-11") == by(dob="2021-11-30") == ["BIRTH_MONTH", "BIRTH_YEAR"]
    assert by(names="Ada Newname")[0] == "NAME"
    assert by(number="la0077") == ["NUMBER"]
    assert by(telephone="07700 900 123") == ["TELEPHONE"]
    assert by(postcode="n19gu") == ["POSTCODE"]
    # Where nobody may come to finds nobody, whoever knows it already.
    kept = {**home, "value": "9 Oak Row, E1 6AN", "safety": "SAFE", "protected": True}
    service.record(f"{path}/contact-points", kept)
    assert by(postcode="E1 6AN") == []
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "DOMESTIC_ABUSE"}
    service.record(f"{path}/safety", unsafe)
    assert by(postcode="N1 9GU") == []
    assert by(telephone="07700 900123") == ["TELEPHONE"]
    service.assert_sound()
    rebuild(service.storage.records, service.storage.records.ledgers[OURS])
    service.assert_sound()


@pytest.mark.parametrize("safety", ["SAFE", "UNSAFE", "CODE_WORD"])
def test_a_telephone_number_that_is_kept_finds_the_family_for_who_may_read_it_and_is_not_shown(
    service: Running, family: Family, safety: str
) -> None:
    """It found nobody, so whoever was rung from it took the family in a second time."""
    point = {"person": family.mother, "type": "PHONE", "value": "020 7946 0999", "protected": True}
    service.record(f"{family.path}/contact-points", {**point, "safety": safety})

    def by_number(role: str = "MASH_WORKER", subject: str = "") -> Any:
        asked = {"telephone": "+44 20 7946 0999"}
        return service.post("/v1/searches", asked, role, key=None, subject=subject)

    reply = by_number()
    assert [one["file"] for one in reply.get_json()["found"]] == [family.file]
    assert "7946" not in reply.text
    # Who reads no names here finds none out by asking for one number after another.
    assert by_number("AUDITOR").get_json()["found"] == []
    alone = {"file": family.file, "staff": "worker-1", "reason": "Her mother works next door."}
    service.record("/v1/restrictions", alone, "MASH_MANAGER")
    assert by_number(subject="worker-2").get_json()["found"] == []
    assert by_number(subject="worker-1").get_json()["found"]


def test_a_search_is_on_record_by_what_it_was_and_not_for_whom(
    service: Running, family: Family
) -> None:
    found(service)
    service.post("/v1/searches", {"names": "Nobody"}, key=None)
    last = [event for look, event in looks_of(service) if look.operation == "search"][-2:]
    assert [(one.why, one.shown) for one in last] == [
        ("Searched by dob, names.", (family.file,)),
        ("Searched by names.", ()),
    ]


@pytest.mark.each_database("giveReference", "findByReference")
def test_a_reference_is_put_changed_and_given_back_and_leads_to_one_family(
    service: Running, family: Family
) -> None:
    other = add_family(service)

    def give(whose: Family, **body: str) -> Any:
        return service.post(f"{whose.path}/references", body)

    def leads(reference: str) -> str | None:
        reply = service.get(f"/v1/references/{reference}")
        if reply.status_code == 404:
            asked = {**family.question(), "reference": reference}
            assert service.check_reference(asked)["reasons"][0]["code"] == "NO_RECORD"
            return None
        # A check by it is about the same family.
        found = str(reply.get_json()["file"])
        asked = {**family.question(), "reference": reference}
        assert service.check_reference(asked)["receipt"].startswith(f"/v1/files/{found}/")
        return found

    assert leads("LCS-20") is None
    assert give(other, reference="LCS-20").status_code == 201
    assert give(family, reference="LCS-30").status_code == 201
    problem_of(give(family, reference="LCS-20"), "reference-in-use")
    problem_of(give(family, never_theirs="LCS-20"), "not-on-file")
    problem_of(service.post("/v1/files", {"reference": "LCS-30"}), "reference-in-use")
    assert give(family, reference="LCS-31").status_code == 201
    assert [leads(one) for one in ("LCS-20", "LCS-30", "LCS-31")] == [
        other.file,
        family.file,
        family.file,
    ]
    assert service.get(family.path).get_json()["reference"] == "LCS-31"
    # It was put on the wrong family.
    assert give(other, never_theirs="LCS-20").status_code == 201
    assert leads("LCS-20") is None
    assert give(family, reference="LCS-20").status_code == 201
    assert leads("LCS-20") == family.file
    known = service.get("/v1/references/LCS-30").get_json()
    assert known["references"][-3:] == ["LCS-30", "LCS-31", "LCS-20"]
    service.assert_sound()
    # Another process, and rows that are made again, say the same.
    rebuild(service.storage.records, service.storage.records.ledgers[OURS])
    again = service.restarted()
    assert again.get("/v1/references/LCS-20").get_json()["file"] == family.file
    assert again.get("/v1/references/LCS-31").get_json()["file"] == family.file
    again.assert_sound()
    assert service.as_authority(THEIRS).get("/v1/references/LCS-31").status_code == 404


def test_a_reference_is_found_however_it_is_typed_and_a_system_names_the_very_one(
    service: Running, family: Family
) -> None:
    """Whoever reads one out says neither hyphens nor capitals."""

    def by(typed: str) -> list[str]:
        reply = service.post("/v1/searches", {"reference": typed}, key=None)
        return [one["file"] for one in reply.get_json()["found"]]

    def give(whose: Family, **body: str) -> None:
        service.record(f"{whose.path}/references", body)

    other = add_family(service)
    give(family, reference="LCS-20/418")
    for typed in ("LCS-20/418", "lcs-20/418", "LCS20418", "lcs 20 418", "LCS\u201120\u2011418"):
        assert by(typed) == [family.file], typed
    assert by("LCS-2041") == by("CS-20418") == by("--") == []
    # Two families may have what reads the same: the very one comes first.
    give(other, reference="LCS 20418")
    assert by("LCS 20418") == [other.file, family.file]
    assert by("LCS-20/418") == [family.file, other.file]
    assert {*by("lcs20418")} == {family.file, other.file}
    for typed in ("lcs-20/418", "LCS20418"):
        assert service.get(f"/v1/references/{typed.replace('/', '%2F')}").status_code == 404
        asked = {**family.question(), "reference": typed}
        assert service.check_reference(asked)["reasons"][0]["code"] == "NO_RECORD"
    # One that was never theirs finds them no more.
    give(other, never_theirs="LCS 20418")
    assert by("lcs20418") == [family.file]
    assert (
        service.restarted()
        .post("/v1/searches", {"reference": "lcs20418"}, key=None)
        .get_json()["found"]
    )
