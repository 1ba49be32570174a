"""The directory of services: kept by managers, read by staff, and what it makes of a name."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from consent_service.cli.group import cli
from consent_service.domain.recorded.events import AgreementWithdrawn, ResponseRecorded
from consent_service.domain.scopes.scope import Agency
from tests.api.asking_own import mother_of
from tests.api.running import Family, Running, add_family, agree, answer_of, problem_of
from tests.faults.servers import environment

ELM: dict[str, Any] = {"type": "SCHOOL", "names": ["Elm Primary School", "Elm Lane School"]}
ODS = {"scheme": "ODS", "value": "A81001"}


def listed(running: Running, **changes: Any) -> str:
    made: str = running.record("/v1/services", {**ELM, **changes}, "MASH_MANAGER")["id"]
    return made


@pytest.mark.each_database("findServices", "listService", "listServices", "showService")
def test_a_service_is_listed_changed_found_and_shown_as_it_was_known(service: Running) -> None:
    body = {**ELM, "identifier": ODS, "contact": "Office", "opening_hours": "8 to 4"}
    made = service.post("/v1/services", body, "SYSTEM_ADMIN")
    elm, before = made.get_json()["id"], made.get_json()["recorded_at"]
    where = made.headers["Location"]
    shown = {**body, "service": elm, "ended": False}
    assert service.get(where).get_json() == shown
    service.clock.now += timedelta(minutes=1)
    oak = listed(service, names=["Oak Primary School"])
    gone = {"service": elm, "type": "SCHOOL", "names": ["Elm Academy"], "ended": True}
    service.record("/v1/services", gone, "MASH_MANAGER")
    assert service.get(where).get_json()["names"] == ["Elm Academy"]
    assert service.get(where, known_at=before).get_json() == shown
    page = service.get("/v1/services", limit="1", type="SCHOOL").get_json()
    rest = service.get("/v1/services", limit="1", type="SCHOOL", cursor=page["next"]).get_json()
    assert [one["service"] for one in (*page["services"], *rest["services"])] == [elm, oak]
    assert rest["next"] is None
    asked = {"type": "SCHOOL", "organisation": "oak PRIMARY-school"}
    answer = service.post("/v1/services/searches", asked, key=None).get_json()
    assert answer["found"]["service"] == oak
    near = {"type": "SCHOOL", "organisation": "Oka Primary School"}
    answer = service.post("/v1/services/searches", near, key=None).get_json()
    assert (answer["found"], [one["service"] for one in answer["resembling"]]) == (None, [oak])


def test_a_service_keeps_its_type_and_only_a_listed_one_is_changed(
    sqlite_service: Running,
) -> None:
    elm = listed(sqlite_service)
    for body, problem in (
        ({**ELM, "service": elm, "type": "GP"}, "service-stays-of-its-type"),
        ({**ELM, "service": "0" * 24}, "service-not-listed"),
    ):
        problem_of(sqlite_service.post("/v1/services", body, "MASH_MANAGER"), problem)
    problem_of(sqlite_service.post("/v1/services", ELM), "not-your-role")
    problem_of(sqlite_service.get(f"/v1/services/{'0' * 24}"), "not-found")
    for tried in (True, False):
        sent = {**ELM, "dry_run": tried}
        again = sqlite_service.post("/v1/services", sent, "MASH_MANAGER").get_json()
        assert [notice["code"] for notice in again["notices"]] == ["NAME_OF_TWO"]


# ── what it makes of a name ─────────────────────────────────────────────────────────────────


def test_a_no_to_a_school_is_heard_however_the_question_names_it(sqlite_service: Running) -> None:
    """Each time the mother has agreed to any school but this one, under one of its names."""
    service, elm = sqlite_service, listed(sqlite_service)
    said = ("Elm Primary School", "elm primary", "The Elm Primary School", "Elm Lane School")
    for spelled in (*({"organisation": name} for name in said), {"id": elm}):
        family = add_family(service)
        no = {"agencies": [{"type": "SCHOOL", **spelled}]}
        scope = family.scope(agencies=[{"type": "SCHOOL"}], exclusions=no)
        agree(service, family, answer="AGREED_IN_PART", scope=scope)
        for asked in (
            *({"organisation": name} for name in said if spelled != {"organisation": said[1]}),
            {"organisation": "ELM PRIMARY"},
            {"id": elm},
            {"id": elm, "organisation": "Elm Lane School"},
        ):
            question = family.question(agency={"type": "SCHOOL", **asked})
            answer = answer_of(service.post(f"{family.path}/checks", question, key=None))
            assert answer["outcome"] == "OBJECTION", (spelled, asked)


def test_a_yes_or_a_check_by_an_id_that_says_nothing_is_refused_and_a_no_is_kept(
    sqlite_service: Running,
) -> None:
    service, elm = sqlite_service, listed(sqlite_service)
    family = add_family(service)
    for agency, problem in (
        ({"type": "SCHOOL", "id": "0" * 24}, "service-not-listed"),
        ({"type": "GP", "id": elm}, "service-contradicted"),
        ({"type": "SCHOOL", "id": elm, "organisation": "Oak School"}, "service-contradicted"),
    ):
        question = family.question(agency=agency)
        found = problem_of(service.post(f"{family.path}/checks", question, key=None), problem)
        assert found["errors"][0]["pointer"] == "/agency/id"
        yes = family.conversation(family.agreement(scope=family.scope(agencies=[agency])))
        found = problem_of(service.post(f"{family.path}/conversations", yes), problem)
        assert found["errors"][0]["pointer"] == "/responses/0/scope/agencies/0/id"
        no = {"person": family.mother, "answer": "REFUSED", "scope": {"agencies": [agency]}}
        kept = service.record(f"{family.path}/responses", {**no, "words": "No."})
        assert [notice["code"] for notice in kept["notices"]] == ["SERVICE_IN_DOUBT"]
    # Each of them is heard for whatever it may have meant.
    for meant in ({"type": "SCHOOL", "id": elm}, {"type": "GP"}, {"type": "SCHOOL"}):
        question = family.question(agency=meant)
        answer = answer_of(service.post(f"{family.path}/checks", question, key=None))
        assert answer["outcome"] == "OBJECTION", meant


def test_what_was_typed_stands_beside_the_id_and_a_near_name_is_said(
    sqlite_service: Running,
) -> None:
    service, elm = sqlite_service, listed(sqlite_service)
    family = add_family(service)

    def refused(**agency: str) -> dict[str, Any]:
        scope = {"agencies": [{"type": "SCHOOL", **agency}]}
        body = {"person": family.mother, "answer": "REFUSED", "scope": scope, "words": "No."}
        return service.record(f"{family.path}/responses", body)

    assert refused(organisation="elm lane SCHOOL")["notices"] == []
    event = service.entries()[-1].content.event
    assert isinstance(event, ResponseRecorded)
    assert event.scope.agencies == (Agency("SCHOOL", "elm lane SCHOOL", elm),)
    (near,) = refused(organisation="Elm Primery School")["notices"]
    assert near["code"] == "NAME_RESEMBLES"
    assert "Elm Primary School" in near["text"]
    (described,) = refused(described="my old school")["notices"]
    assert described["code"] == "SERVICE_DESCRIBED"
    listed(service, names=["Elm Lane School"])
    assert refused(organisation="Elm Lane School")["notices"][0]["code"] == "NAME_OF_TWO"


@pytest.mark.parametrize(
    ("no", "asked", "sentence"),
    [
        ({"organisation": "Park School"}, {}, "Say which one: they said no to Park School."),
        (
            {"organisation": "Park School"},
            {"organisation": "Parkview School"},
            "They said no to Park School: is it this one?",
        ),
        ({"described": "my old school"}, {}, "Say which one: they said no to “my old school”."),
    ],
)
def test_where_a_service_must_be_named_it_is_said_which_they_said_no_to(
    sqlite_service: Running, no: dict[str, str], asked: dict[str, str], sentence: str
) -> None:
    service, family = sqlite_service, add_family(sqlite_service)
    excluded = {"agencies": [{"type": "SCHOOL", **no}]}
    scope = family.scope(agencies=[{"type": "SCHOOL"}], exclusions=excluded)
    agree(service, family, answer="AGREED_IN_PART", scope=scope)
    question = family.question(agency={"type": "SCHOOL", **asked})
    answer = answer_of(service.post(f"{family.path}/checks", question, key=None))
    for reason in (answer["reasons"][0], answer["items"][0]["reason"]):
        assert reason["code"] == "NAME_THE_SERVICE"
        assert reason["next"].startswith(f"{sentence} Name the service")


def test_a_question_that_only_describes_a_service_is_one_that_names_none(
    sqlite_service: Running,
) -> None:
    """She has not decided about Park School, and that may be the school round the corner."""
    service, family = sqlite_service, add_family(sqlite_service)
    agree(service, family, scope=family.scope(agencies=[{"type": "SCHOOL"}]))
    service.clock.now += timedelta(minutes=1)
    scope = {"agencies": [{"type": "SCHOOL", "organisation": "Park School"}]}
    undecided = {"person": family.mother, "answer": "UNDECIDED", "scope": scope}
    service.record(f"{family.path}/responses", undecided)
    for asked in ({}, {"described": "the school round the corner"}):
        question = family.question(agency={"type": "SCHOOL", **asked})
        answer = service.check(family.file, question)
        assert answer["reasons"][0]["code"] == "NAME_THE_SERVICE", asked
        said = "Say which one: they have not said yes to Park School."
        assert answer["reasons"][0]["next"].startswith(said)


def test_what_somebody_stops_themself_is_looked_up_like_what_staff_write_down(
    sqlite_service: Running,
) -> None:
    service, elm = sqlite_service, listed(sqlite_service)
    family = add_family(service)
    agree(service, family, scope=family.scope(agencies=[{"type": "SCHOOL"}]))
    for named in ({"organisation": "elm lane school"}, {"id": "0" * 24, "organisation": "Oak"}):
        stop = {"scope": {"agencies": [{"type": "SCHOOL", **named}]}}
        assert mother_of(service, family).post("withdrawals", stop).status_code == 201
    one, other = (written.content.event for written in service.entries()[-2:])
    assert isinstance(one, AgreementWithdrawn)
    assert isinstance(other, AgreementWithdrawn)
    assert one.scope.agencies == (Agency("SCHOOL", "elm lane school", elm),)
    assert other.scope.agencies == (Agency("SCHOOL", "Oak", "0" * 24),)


def test_a_name_that_was_taken_off_the_list_takes_no_no_along(sqlite_service: Running) -> None:
    service, elm = sqlite_service, listed(sqlite_service)
    family = add_family(service)
    no = {"agencies": [{"type": "SCHOOL", "id": elm}]}
    scope = family.scope(agencies=[{"type": "SCHOOL"}], exclusions=no)
    agree(service, family, answer="AGREED_IN_PART", scope=scope)
    listed(service, service=elm, names=["Ash Academy"])
    for name in ("Ash Academy", "Elm Lane School"):
        agency = {"type": "SCHOOL", "organisation": name}
        question = family.question(agency=agency)
        answer = answer_of(service.post(f"{family.path}/checks", question, key=None))
        assert answer["outcome"] == "OBJECTION", name


# ── a list from elsewhere ───────────────────────────────────────────────────────────────────

AS_CSV = """type,names,ods,contact,ended
GP,Hillside Surgery | Dr Patel and Partners,A81001,Reception,
SCHOOL,Elm Lane School,,,yes
"""


def test_a_list_is_taken_over_whole_and_twice_changes_nothing(
    sqlite_service: Running, tmp_path: Path
) -> None:
    service, elm = sqlite_service, listed(sqlite_service)

    def imported(name: str, text: str, *more: str) -> Any:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        words = ["directory", "import", str(file), "--authority", service.authority]
        words += ["--by", "admin-1", *more]
        return CliRunner().invoke(cli, words, env=environment(service.settings))

    said = "1 would be listed, 1 would be changed, 0 as before."
    assert said in imported("list.csv", AS_CSV, "--dry-run").output
    # The command has a clock of its own.
    service.clock.now = datetime.now(UTC) + timedelta(hours=1)
    assert len(service.get("/v1/services").get_json()["services"]) == 1
    assert "1 listed, 1 changed, 0 as before." in imported("list.csv", AS_CSV).output
    assert "0 listed, 0 changed, 2 as before." in imported("list.csv", AS_CSV).output
    school, gp = service.get("/v1/services").get_json()["services"]
    assert (school["service"], school["ended"]) == (elm, True)
    assert gp["names"] == ["Hillside Surgery", "Dr Patel and Partners"]
    assert gp["identifier"] == ODS
    # By its number it is the same service, whatever it is called now.
    renamed = [{"type": "GP", "names": ["Valley Surgery"], "identifier": ODS}]
    assert "0 listed, 1 changed" in imported("list.json", json.dumps(renamed)).output
    for text, complaint in (
        ("type,names\nGP,\nNONE,Zzz Surgery", "Row 1: names\nRow 2: type"),
        ("type,names\nGP,Valley Surgery\nGP,Valley surgery", "Row 2: Id, type and name"),
        ("type,names,a\nGP,Zzz,b,c", "neither JSON nor CSV"),
    ):
        ended = imported("bad.csv", text)
        assert complaint in ended.output
        assert ended.exit_code == 1
        assert "Zzz" not in ended.output
    assert len(service.get("/v1/services").get_json()["services"]) == 2


def test_what_an_administrator_lists_makes_no_answer_more_permissive_before_a_manager_does(
    sqlite_service: Running,
) -> None:
    """Neither another name of a school that was agreed to, nor one of a name like another's."""
    service, elm = sqlite_service, listed(sqlite_service)
    agreed, refused = add_family(service), add_family(service)
    agree(service, agreed, scope=agreed.scope(agencies=[{"type": "SCHOOL", "id": elm}]))
    no = {"agencies": [{"type": "SCHOOL", "id": elm}]}
    scope = refused.scope(agencies=[{"type": "SCHOOL"}], exclusions=no)
    agree(service, refused, answer="AGREED_IN_PART", scope=scope)
    alias = {**ELM, "service": elm, "names": [*ELM["names"], "Ash Academy"]}
    other = {**ELM, "names": ["Elmhurst School"]}

    def outcome(family: Family, name: str) -> str:
        question = family.question(agency={"type": "SCHOOL", "organisation": name})
        found: str = service.check(family.file, question)["outcome"]
        return found

    pairs = [(agreed, "Ash Academy"), (refused, "Elmhurst School"), (refused, "Ash Academy")]
    before = [outcome(*pair) for pair in pairs]
    assert before == ["ASK", "ASK", "COVERED"]
    by_admin = [service.record("/v1/services", body, "SYSTEM_ADMIN") for body in (alias, other)]
    codes = [[notice["code"] for notice in made["notices"]] for made in by_admin]
    assert codes == [["SERVICE_TO_CONFIRM"], ["SERVICE_TO_CONFIRM"]]
    # By the new name the no is heard at once.
    assert [outcome(*pair) for pair in pairs] == ["ASK", "ASK", "OBJECTION"]
    for body in (alias, {**other, "service": by_admin[1]["id"]}):
        assert service.record("/v1/services", body, "MASH_MANAGER")["notices"] == []
    assert [outcome(*pair) for pair in pairs] == ["COVERED", "COVERED", "OBJECTION"]
