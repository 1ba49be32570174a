"""A referral is taken in by one call, and by a second one the first answer is there."""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.domain.codes import codes
from tests.api.running import Family, Running, problem_of

REFERRAL: dict[str, Any] = {
    "reference": "LCS-204417",
    "children": [
        {
            "label": "kim",
            "names": "Kim Example",
            "dob": "2019-05-01",
            "identifiers": [{"scheme": "NHS_NUMBER", "value": "943 476 5919"}],
        },
        {"label": "baby", "names": "Baby Example", "estimated_due_date": "2026-06-20"},
        {"label": "cousin", "names": "Lee", "estimated_dob": "2015-01-01"},
    ],
    "adults": [
        {"label": "mum", "names": "Ada Example", "dob": "1990-02-03"},
        {"label": "dad", "names": "Bo Example"},
    ],
    "relationships": [
        {"person": "mum", "child": "kim", "role": "MOTHER", "pr_status": "YES"},
        {"person": "mum", "child": "baby", "role": "MOTHER", "pr_status": "YES"},
        {"person": "dad", "child": "kim", "role": "FATHER", "pr_status": "UNCONFIRMED"},
    ],
    "numbers": [
        {"person": "mum", "identifiers": [{"scheme": "NHS_NUMBER", "value": "9434765870"}]}
    ],
    "contact_points": [
        {"person": "mum", "type": "PHONE", "value": "020 7946 0018", "safety": "NEVER_TEXT"}
    ],
    "signs": [{"person": "mum", "code": "NOT_SAFE", "people": ["dad"], "note": "He reads it all."}],
    "enquiry": {
        "rating": "AMBER",
        "referrer_name": "Cass Example",
        "referrer_contact": "020 7946 0100, ask for the nurse",
        "referrer_reported_consent": "YES",
        "referrer_words": "Mum is fine with it.",
        "worry": "A burn that nobody explains.",
    },
}
ASKED = {
    "subjects": ["kim"],
    "agency": {"type": "HEALTH_VISITOR"},
    "categories": ["CHILD_HEALTH"],
    "purpose": "AGENCY_CHECKS",
    "direction": "SEEK",
}


def but(**changes: Any) -> dict[str, Any]:
    return {**REFERRAL, **changes}


def taken(service: Running, body: dict[str, Any], path: str = "/v1/referrals") -> dict[str, Any]:
    reply = service.post(path, body)
    assert reply.status_code == 201, reply.text
    found: dict[str, Any] = reply.get_json()
    return found


@pytest.mark.each_database("takeReferral", "addReferral", "openEnquiry")
def test_a_referral_is_taken_in_and_answered_in_two_calls(service: Running) -> None:
    nurse = {"type": "SCHOOL_NURSE", "names": ["Elm Nurses"]}
    listed = service.record("/v1/services", nurse, "MASH_MANAGER")["id"]
    body = but(enquiry={**REFERRAL["enquiry"], "referrer_service": listed})

    tried = taken(service, {**body, "dry_run": True, "first_check": ASKED})
    assert (tried["people"], tried["enquiry"], tried["first_answer"]) == ([], None, None)

    first = taken(service, {**body, "first_check": ASKED})
    assert next(iter(first)) == "perhaps_known"
    assert first["perhaps_known"] == first["left_out"] == []
    people = {one["label"]: one["id"] for one in first["people"]}
    assert set(people) == {"kim", "baby", "cousin", "mum", "dad"}
    # What the referrer ticked is no answer, and asks for nothing but that somebody is asked.
    assert first["first_answer"]["outcome"] == "ASK"
    assert [one["code"] for one in first["first_answer"]["reasons"]] == ["REPORTED_NOT_CONFIRMED"]

    file = service.get(f"/v1/files/{first['file']}").get_json()
    (enquiry,) = file["enquiries"]
    assert (enquiry["referrer_agency"], enquiry["referrer_organisation"]) == (
        "SCHOOL_NURSE",
        "Elm Nurses",
    )
    assert enquiry["worry"] == "A burn that nobody explains."
    born = {one["id"]: (one["dob"], one["estimated_dob"], one["age"]) for one in file["children"]}
    assert born[people["cousin"]] == (None, "2015-01-01", 11)
    # Of which of several it is said stands with it.
    guess = [one["text"] for one in first["notices"] if one["code"] == "BIRTH_IS_A_GUESS"]
    (cousin,) = [one["names"] for one in file["children"] if one["id"] == people["cousin"]]
    assert [text.rpartition(" This is about ")[2] for text in guess] == [f"{cousin}."]
    asking = {one["id"]: one["asking"] for one in file["adults"]}
    assert asking[people["dad"]] == "NO"

    # Opened by itself, an enquiry knows its referrer as well.
    opened = service.record(
        f"/v1/files/{first['file']}/enquiries", {"referrer_service": listed, "rating": "GREEN"}
    )
    service.close(f"/v1/files/{first['file']}/enquiries/{opened['id']}")

    # The same family from somebody else: a file of its own is perhaps one too many, and is said.
    again = taken(service, but(reference="LCS-1"))
    known = {(one["label"], one["by"]) for one in again["perhaps_known"]}
    assert known == {
        *(("kim", by) for by in ("NUMBER", "NAME_AND_BIRTH")),
        *(("mum", by) for by in ("NUMBER", "NAME_AND_BIRTH")),
        # Who is not born yet is known by name and the month in which they are expected.
        ("baby", "LIKE_NAME_AND_BIRTH"),
    }

    # Once it is found, the second call adds to it, and asks.
    gran = {"label": "gran", "names": "Dee Example"}
    second = taken(
        service,
        {
            "adults": [gran],
            "relationships": [
                {"person": "gran", "child": people["kim"], "role": "GRANDPARENT", "pr_status": "NO"}
            ],
            "enquiry": {"worry": "She rang, at night."},
            "first_check": {**ASKED, "subjects": [people["kim"]]},
        },
        f"/v1/files/{first['file']}/referrals",
    )
    assert second["file"] == first["file"]
    assert second["enquiry"] != first["enquiry"]
    # That one goes on already is said, before and after: nobody has two for want of looking.
    assert "ANOTHER_GOES_ON" not in {one["code"] for one in first["notices"]}
    assert "ANOTHER_GOES_ON" in {one["code"] for one in second["notices"]}
    assert "NAME_THE_ENQUIRY" not in {one["code"] for one in second["first_answer"]["reasons"]}


def test_what_is_repeated_is_taken_in_once(service: Running) -> None:
    body = but(first_check=ASKED)
    one, two = (service.post("/v1/referrals", body, key="the-same").get_json() for _ in range(2))
    assert two["replayed"]
    assert two["first_answer"]["ledger"] == one["first_answer"]["ledger"]
    assert {**two, "replayed": False, "first_answer": None} == {**one, "first_answer": None}


def test_every_fault_is_pointed_at_and_nothing_is_recorded(service: Running) -> None:
    harmless = but(signs=[], contact_points=[])
    body = {
        **harmless,
        "children": [{"label": "kim", "names": "Kim"}, {"label": "lee", "names": "Lee"}],
        "adults": [{"label": "mum", "names": "Ada"}, {"label": "mum", "names": "Bo"}],
    }
    taken(service, but(reference="LCS-1"))
    size = service.size()
    reply = service.post("/v1/referrals", body)
    assert reply.status_code == 422
    # What only names a child who is not whole is no fault of its own.
    pointed = [one["pointer"] for one in reply.get_json()["errors"]]
    assert pointed == [
        "/children/0/dob",
        "/children/1/dob",
        "/adults/1/label",
        "/relationships/1/child",
    ]
    asked = {**harmless, "first_check": {**ASKED, "subjects": ["kim", "nobody"]}}
    (error,) = service.post("/v1/referrals", asked).get_json()["errors"]
    assert error["pointer"] == "/first_check/subjects/1"
    assert service.size() == size


def test_a_danger_is_kept_whatever_else_is_wrong(service: Running) -> None:
    taken(service, but(signs=[]))
    wrong = but(
        children=[
            {"label": "what"},
            {"label": "kim", "names": "Kim Example", "dob": "2019-02-30"},
            {"label": "lee", "names": "Lee Example", "dob": "2014-02-03", "gender": 7},
            {"label": "jo", "names": "Łukasz Example"},
        ],
        relationships=[
            {"person": "mum", "child": "kim", "role": "MOTHER", "pr_status": "YES"},
            {"person": "mum", "child": "lee", "role": "MOTHER", "pr_status": "YES"},
        ],
        signs=[{"person": "mum", "people": ["dad", "who"], "note": 7}],
        enquiry={"rating": "AMBER", "referrer_service": "0" * 24},
        assigned={"team": "Front door", "owner": 7},
        unheard="of",
    )
    kept = taken(service, wrong)
    assert {one["pointer"] for one in kept["left_out"]} == {
        *("/children/1/dob", "/reference", ""),
    }
    people = {one["label"]: one["id"] for one in kept["people"]}
    assert set(people) == {"what", "kim", "lee", "jo", "mum", "dad"}
    file = service.get(f"/v1/files/{kept['file']}").get_json()
    # No child is lost for want of a birth: that their age is a guess is said, and they are found.
    guessed = {one["id"] for one in file["children"] if one["estimated_dob"] is not None}
    assert guessed == {people["what"], people["kim"], people["jo"]}
    (found,) = service.post("/v1/searches", {"names": "Lukasz"}).get_json()["found"]
    assert [one["person"] for one in found["fits"]] == [people["jo"]]
    assert file["reference"] is None
    assert {one["id"]: one["asking"] for one in file["adults"]}[people["dad"]] == "NO"
    assert [one["rating"] for one in file["enquiries"]] == ["AMBER"]
    assert [one["team"] for one in file["enquiries"]] == ["Front door"]
    said = {one["code"] for one in kept["notices"]}
    assert {"LEFT_OUT", "SERVICE_NOT_LISTED", "NOT_ON_FILE", "DOB_OR_DUE_DATE"} <= said
    assert said <= {*codes("notices"), *codes("taken_with_care")}


def test_what_is_left_out_is_said_with_the_member_that_it_lacked(service: Running) -> None:
    """Whose parental responsibility nobody said is not guessed, and the danger is kept."""
    link = {"person": "mum", "child": "kim", "role": "MOTHER"}
    kept = taken(
        service, but(relationships=[link, {**link, "person": "dad", "pr_status": "PERHAPS"}])
    )
    assert [one["pointer"] for one in kept["left_out"]] == [
        *("/relationships/0/pr_status", "/relationships/0"),
        *("/relationships/1/pr_status", "/relationships/1"),
    ]


def test_somebody_is_found_by_what_they_were_called_before(service: Running) -> None:
    known = {"label": "gran", "names": "Wren Oldname", "dob": "1961-02-03"}
    taken(service, but(adults=[*REFERRAL["adults"], known]))
    before = ["Wren Oldname", "Wren Between"]
    again = {**known, "names": "Wren Newname", "former_names": before}
    lee = {"label": "lee", "names": "Lee New", "dob": "2015-01-02", "former_names": ["Lee Old"]}
    kept = taken(
        service, but(children=[*REFERRAL["children"], lee], adults=[*REFERRAL["adults"], again])
    )
    assert {"label": "gran", "by": "NAME_AND_BIRTH"} in kept["perhaps_known"]
    people = {one["label"]: one["id"] for one in kept["people"]}
    file = service.get(f"/v1/files/{kept['file']}").get_json()
    on_file = {one["id"]: one for one in (*file["children"], *file["adults"])}
    gran, child = on_file[people["gran"]], on_file[people["lee"]]
    assert (gran["names"], set(gran["former_names"])) == ("Wren Newname", set(before))
    assert (child["names"], child["former_names"]) == ("Lee New", ["Lee Old"])
    (found,) = service.post("/v1/searches", {"names": "Between Wren"}).get_json()["found"]
    assert found["file"] == kept["file"]


def test_whoever_cannot_wait_shares_now_whatever_becomes_of_the_referral(service: Running) -> None:
    now = {**ASKED, "urgency": "IMMEDIATE", "categories": "no list"}
    answered = taken(service, but(first_check=now))
    assert answered["first_answer"]["outcome"] == "SHARE_NOW"
    reply = service.post(
        "/v1/referrals", but(children=[{}], signs=[], contact_points=[], first_check=now)
    )
    assert reply.status_code == 422
    assert "share" in reply.get_json()["detail"]
    service.beat()
    waiting = service.get(f"/v1/files/{answered['file']}/tasks").get_json()["tasks"]
    assert "RECORD_SHARE_NOW" in {one["code"] for one in waiting}
    listed = service.get("/v1/tasks").get_json()["tasks"]
    assert sum(one["code"] in ("RECORD_SHARE_NOW", "LINK_SHARE_NOW") for one in listed) >= 2


def test_who_may_be_known_by_another_spelling_or_a_telephone_is_said(service: Running) -> None:
    taken(service, but(signs=[]))

    def known(**changes: Any) -> set[tuple[str, str]]:
        body = {"children": [], "adults": [], "enquiry": {}, **changes}
        found = taken(service, {**body, "dry_run": True})["perhaps_known"]
        return {(one["label"], one["by"]) for one in found}

    child = {"label": "she", "names": "Kim Exámple", "dob": "2019-01-05"}
    assert known(children=[child]) == {("she", "LIKE_NAME_AND_BIRTH")}
    assert known(children=[{**child, "names": "Example Kimberley"}]) == set()
    assert known(children=[{**child, "names": "Exam Kim"}]) == {("she", "LIKE_NAME_AND_BIRTH")}
    assert known(children=[{**child, "names": "Kim Other"}]) == set()
    assert known(children=[{**child, "dob": "2019-06-01"}]) == set()
    unborn = {"label": "she", "names": "Baby Tarn", "estimated_due_date": "2026-06-20"}
    taken(service, {"children": [unborn], "enquiry": {}})
    due = "estimated_due_date"
    assert known(children=[{**unborn, due: "2026-07-02"}]) == {("she", "LIKE_NAME_AND_BIRTH")}
    assert known(children=[{**unborn, due: "2026-09-02"}]) == set()
    assert known(children=[{**unborn, "names": "Baby Mere"}]) == set()
    reached = {"type": "PHONE", "value": "+44 20 7946 0018", "safety": "SAFE", "person": "her"}
    adult = {"label": "her", "names": "Nobody Known"}
    assert known(adults=[adult], contact_points=[reached]) == {("her", "TELEPHONE")}
    hidden = {**reached, "value": "020 7946 0999", "protected": True}
    taken(service, {"adults": [adult], "contact_points": [hidden], "enquiry": {}})
    # Kept from others it is looked for all the same: the family was taken in a second time.
    assert known(adults=[adult], contact_points=[{**hidden, "protected": False}]) == {
        ("her", "TELEPHONE")
    }


def test_by_a_number_that_is_kept_nobody_is_known_to_whom_the_record_is_kept_from(
    service: Running, family: Family
) -> None:
    """A dry run leaves no trace: by asking for one number after another they found it out."""
    point = {"person": family.mother, "type": "PHONE", "value": "020 7946 0999", "protected": True}
    service.record(f"{family.path}/contact-points", {**point, "safety": "UNSAFE"})
    asked = {
        "adults": [{"label": "her", "names": "Nobody Known"}],
        "contact_points": [{**point, "person": "her", "protected": False, "safety": "SAFE"}],
        "enquiry": {},
        "dry_run": True,
    }

    def known_to(subject: str) -> list[str]:
        reply = service.post("/v1/referrals", asked, subject=subject)
        return [one["by"] for one in reply.get_json()["perhaps_known"]]

    assert known_to("worker-2") == ["TELEPHONE"]
    alone = {"file": family.file, "staff": "worker-1", "reason": "Her mother works next door."}
    service.record("/v1/restrictions", alone, "MASH_MANAGER")
    assert known_to("worker-2") == []
    assert known_to("worker-1") == ["TELEPHONE"]


def test_a_birth_by_its_month_alone_is_taken_in_and_perhaps_known_already(service: Running) -> None:
    body = {
        "children": [
            {"label": "ash", "names": "Ash Wren", "born_in": "2024-03"},
            {"label": "baby", "names": "Baby Wren", "due_in": "2026-06"},
        ],
        "enquiry": {"rating": "AMBER", "referrer_agency": "POLICE"},
    }
    first = taken(service, body)
    # It was told as it is known, and is no guess.
    assert "BIRTH_IS_A_GUESS" not in {one["code"] for one in first["notices"]}
    path = f"/v1/files/{first['file']}"
    ash, baby = service.get(path).get_json()["children"]
    assert (ash["dob"], ash["estimated_dob"], ash["born_in"], ash["age"]) == (
        None,
        None,
        "2024-03",
        1,
    )
    assert (ash["age_is_about"], baby["due_in"], baby["estimated_due_date"]) == (
        True,
        "2026-06",
        None,
    )
    (listed,) = service.get("/v1/enquiries").get_json()["enquiries"]
    assert [one["age_is_about"] for one in listed["children"]] == [True, False]
    again = taken(
        service, {**body, "children": [{"label": "a", "names": "Ash Wren", "dob": "2024-03-09"}]}
    )
    assert [(one["label"], one["by"]) for one in again["perhaps_known"]] == [
        ("a", "LIKE_NAME_AND_BIRTH")
    ]
    both = {"names": "Zz", "born_in": "2024-03", "dob": "2024-03-09"}
    problem_of(service.post(f"{path}/children", both), "dob-or-due-date")
    for wrong in ({"born_in": "2024-13"}, {"due_in": "2026"}, {"born_in": "24"}):
        problem_of(service.post(f"{path}/children", {"names": "Zz", **wrong}), "invalid")
