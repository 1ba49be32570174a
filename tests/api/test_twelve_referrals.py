"""A hub's day: twelve families ring in, and each is taken as far as one day takes it.

From the telephone to the closing table, in as many calls as there are steps. Every id that a call
needs was in a reply before it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.api.running import NOON, Running, reasons, text_of

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

#: A morning of twelve once took 366.
MOST_CALLS = 60
MANAGER = "MASH_MANAGER"
HEALTH_VISITOR = {"type": "HEALTH_VISITOR"}
GP = {"type": "GP"}
SAFE = {"safety": "SAFE"}
QUESTION = {
    "categories": ["CHILD_HEALTH"],
    "purpose": "AGENCY_CHECKS",
    "direction": "SEEK",
}


class Family:
    """A family that is only known by what replies said of it."""

    def __init__(self, day: Day, taken: dict[str, Any]) -> None:
        self.day, self.taken = day, taken
        self.file, self.enquiry = taken["file"], taken["enquiry"]
        self.ids = {one["label"]: one["id"] for one in taken["people"]}

    def record(self, path: str, body: Any, role: str = "MASH_WORKER") -> dict[str, Any]:
        return self.day.post(f"/v1/files/{self.file}/{path}", body, role)

    def talk(self, who: str, **changes: Any) -> dict[str, Any]:
        """One call for a conversation, with everything that was said in it."""
        free = {"seen_alone": "YES", "pressure_concern": "NONE"}
        talk = {"person": self.ids[who], "method": "PHONE_VERBAL", **free, **changes}
        return self.record("conversations", talk)

    def says(self, answer: str, *agencies: dict[str, str]) -> dict[str, Any]:
        scope = {
            "subjects": [self.ids["kim"]],
            "purposes": [QUESTION["purpose"]],
            "agencies": list(agencies),
            "categories": QUESTION["categories"],
            "directions": ["SEEK"],
        }
        return {"answer": answer, "scope": scope}

    def asks(self, agency: dict[str, str], **how: Any) -> str:
        """What is sent to an agency; its id."""
        sent = {
            **QUESTION,
            "subjects": [self.ids["kim"]],
            "agency": agency,
            "summary": "Growth and injuries.",
            "words_sent": "Please send what you hold about Kim's growth and injuries.",
            **how,
        }
        made: str = self.record("disclosures", sent)["id"]
        return made

    def ends(self, reason: str, *gaps: tuple[str, str, str]) -> dict[str, Any]:
        told = [
            {"about": self.ids.get(about, about), "column": column, "reason": why}
            for about, column, why in gaps
        ]
        return self.record(f"enquiries/{self.enquiry}/end", {"reason": reason, "gaps": told})


class Day:
    """What a hub sends in a day, counted."""

    def __init__(self, service: Running) -> None:
        self.service = service
        self.calls = 0
        self.families: list[Family] = []

    def at(self, hour: int, minute: int = 0) -> None:
        self.service.clock.now = datetime(2026, 3, 10, hour, minute, tzinfo=NOON.tzinfo)

    def post(self, path: str, body: Any, role: str = "MASH_WORKER") -> dict[str, Any]:
        self.calls += 1
        reply = self.service.post(path, body, role)
        assert reply.status_code in (200, 201), (path, reply.text)
        found: dict[str, Any] = reply.get_json()
        return found

    def get(self, path: str, role: str = "MASH_WORKER", **query: str) -> dict[str, Any]:
        self.calls += 1
        reply = self.service.get(path, role, **query)
        assert reply.status_code == 200, (path, reply.text)
        found: dict[str, Any] = reply.get_json()
        return found

    def rings(self, name: str, *, path: str = "/v1/referrals", **changes: Any) -> Family:
        """A referral, whose it is, and the first question: one call."""
        number = len(self.families)
        body = {
            "children": [{"label": "kim", "names": f"Kim {name}", "dob": f"2019-05-{10 + number}"}],
            "adults": [
                {"label": "mum", "names": f"Ada {name}"},
                {"label": "dad", "names": f"Bo {name}"},
            ],
            "relationships": [
                {"person": who, "child": "kim", "role": role, "pr_status": "YES"}
                for who, role in (("mum", "MOTHER"), ("dad", "FATHER"))
            ],
            "enquiry": {
                "rating": "AMBER",
                "referrer_agency": "SCHOOL",
                "referrer_name": "Cass Example",
                "referrer_reported_consent": "YES",
                "worry": "He comes to school hungry.",
            },
            "assigned": {"owner": "worker-1", "team": "Front door"},
            "first_check": {**QUESTION, "subjects": ["kim"], "agency": HEALTH_VISITOR},
            **changes,
        }
        family = Family(self, self.post(path, body))
        self.families.append(family)
        return family


@pytest.fixture
def day(service: Running) -> Day:
    """The staff stand in the directory since long before."""
    for staff, names in (("worker-1", "Cy Worker"), ("manager-1", "Di Manager")):
        service.record("/v1/staff", {"staff": staff, "names": names}, "SYSTEM_ADMIN")
    return Day(service)


def test_twelve_families_are_taken_through_a_day(day: Day) -> None:
    day.at(9)
    for name in ("Ash", "Birch", "Cedar"):
        they_agree_and_the_agency_answers(day, name)
    for name in ("Dogwood", "Elm", "Fir"):
        advice_is_enough(day, name)
    she_agrees_and_he_does_not(day, "Gorse")
    nobody_waits_for_the_record(day, "Hazel")
    it_is_significant_harm(day, "Ivy")
    known = one_is_known_already(day, "Juniper")
    nobody_can_be_reached(day, "Larch")
    assert len(day.families) == 12
    assert known.file in {family.file for family in day.families[:-2]}

    # The day's end: what is open is somebody's, what is to be done is named, nothing is late.
    day.at(17)
    going_on = day.get("/v1/enquiries", mine="true", open="true")["enquiries"]
    closed = 6
    assert len(going_on) == 12 - closed
    assert {one["team"] for one in going_on} == {"Front door"}
    left = day.get("/v1/tasks", mine="true", limit="100")["tasks"]
    assert left
    assert all(task["person"] is None or task["person_names"] for task in left)
    assert not [task["code"] for task in left if task["overdue"]]
    assert day.get("/v1/tasks", MANAGER, for_role=MANAGER)["behind"] == 0
    assert day.calls <= MOST_CALLS


def they_agree_and_the_agency_answers(day: Day, name: str) -> None:
    """Everything that was said in the talk is one call; the closing table is another."""
    family = day.rings(name)
    # What the referrer ticked is nobody's answer; it takes a talk, and then it is covered.
    assert family.taken["first_answer"]["outcome"] == "ASK"
    agreed = family.talk(
        "mum",
        responses=[family.says("AGREED", HEALTH_VISITOR)],
        contact_points=[
            {"person": family.ids["mum"], "type": "PHONE", "value": "020 7946 0018", **SAFE}
        ],
        wishes=[{"child": family.ids["kim"], "words": "I want my breakfast.", "objects": False}],
        attempts=[{"person": family.ids["dad"], "method": "PHONE_VERBAL"}],
    )
    response = next(one["id"] for one in agreed["entries"] if one["kind"] == "response-recorded")
    asked = family.asks(HEALTH_VISITOR, basis="AGREED", rests_on=[response])
    family.record(f"disclosures/{asked}/replies", {"outcome": "SENT", "words": "Well grown."})
    table = day.get(f"/v1/files/{family.file}/enquiries/{family.enquiry}/closing")
    cells = {(row["id"], cell["column"]): cell for row in table["rows"] for cell in row["cells"]}
    assert cells[family.ids["mum"], "HEARD"]["filled"] == "YES"
    assert cells[asked, "HEARD"]["filled"] == "YES"
    assert cells[family.ids["dad"], "HEARD"]["offers"] == "TRIED"
    ended = family.ends(
        "EARLY_HELP",
        ("dad", "HEARD", "TRIED"),
        ("dad", "TOLD", "TRIED"),
        ("kim", "TOLD", "TOO_YOUNG"),
        *((about, "TOLD", "STILL_TO_DO") for about in ("mum", asked, family.enquiry)),
    )
    # The mother, the agency and the referrer are to hear of it: each is a task.
    assert ended["without_reason"] == 0
    to_tell = {task["code"] for task in ended["left_open"]["tasks"]}
    assert {"TELL_OUTCOME", "TELL_AGENCY_OUTCOME", "TELL_REFERRER_OUTCOME"} <= to_tell
    if name == "Ash":
        everybody_is_told(family, asked)


def everybody_is_told(family: Family, asked: str) -> None:
    told = {"about": family.enquiry, "person": family.ids["mum"], "told": True}
    family.record("tellings", told)
    over = {"to": asked, "about": family.enquiry, "words_sent": "The enquiry has ended."}
    family.record("agencies-told", over)
    level = {"level": "OUTCOME", "words_sent": "Early help."}
    family.record(f"enquiries/{family.enquiry}/referrer-feedback", level)


def advice_is_enough(day: Day, name: str) -> None:
    family = day.rings(name)
    family.talk("mum", parent_words="She was ill, and her sister is with them now.")
    level = {"level": "OUTCOME", "words_sent": "Advice was given."}
    family.record(f"enquiries/{family.enquiry}/referrer-feedback", level)
    ended = family.ends(
        "NFA_ADVICE",
        *(("dad", column, "TRIED") for column in ("HEARD", "TOLD")),
        *(("kim", column, "TOO_YOUNG") for column in ("HEARD", "TOLD")),
        ("mum", "TOLD", "STILL_TO_DO"),
    )
    assert "TELL_REFERRER_OUTCOME" not in {t["code"] for t in ended["left_open"]["tasks"]}


def she_agrees_and_he_does_not(day: Day, name: str) -> None:
    """His no is heard beside her yes, and it takes a manager to go on."""
    family = day.rings(name)
    family.talk("mum", responses=[family.says("AGREED", HEALTH_VISITOR, GP)])
    family.talk("dad", responses=[family.says("REFUSED", HEALTH_VISITOR)])
    body = {**QUESTION, "subjects": [family.ids["kim"]], "agencies": [HEALTH_VISITOR, GP]}
    answers = family.record("agency-checks", body)["answers"]
    assert [one["outcome"] for one in answers] == ["OBJECTION", "COVERED"]
    scope = family.says("", HEALTH_VISITOR)["scope"]
    why = {"scope": scope, "why": "The weight is falling."}
    asked = family.record("decision-requests", why)["id"]
    decided = decided_about(scope, kind="OVERRIDE_DECISION", request=asked)
    family.record("authorisations", decided, MANAGER)


def decided_about(scope: dict[str, Any], **how: Any) -> dict[str, Any]:
    return {
        "scope": scope,
        "rationale": reasons(),
        "duty_test": {"relevant": True, "may_help": True, "more_harm_than_good": False},
        "reason_codes": ["SIGNIFICANT_HARM_SUSPECTED"],
        "telling": {"status": "WILL_TELL_BY", "on": "2026-03-12"},
        "end": text_of(NOON + timedelta(days=10)),
        **how,
    }


def nobody_waits_for_the_record(day: Day, name: str) -> None:
    now = {**QUESTION, "subjects": ["kim"], "agency": {"type": "POLICE"}, "urgency": "IMMEDIATE"}
    family = day.rings(name, first_check=now)
    assert family.taken["first_answer"]["outcome"] == "SHARE_NOW"
    shared = {
        "shared": True,
        "risk": "He said that he would not let them out.",
        "disclosure": {
            **{name: QUESTION[name] for name in ("categories", "purpose")},
            "subjects": [family.ids["kim"]],
            "agency": {"type": "POLICE"},
            "direction": "SHARE",
            "summary": "Where they are.",
            "words_sent": "A child may be at risk right now.",
        },
    }
    family.record("share-now-uses", shared)


def it_is_significant_harm(day: Day, name: str) -> None:
    family = day.rings(name, first_check={**QUESTION, "subjects": ["kim"], "agency": GP})
    at = {"starts_at": "2026-03-10T15:00:00Z", "children": [family.ids["kim"]]}
    invited = [{"agency": {"type": one}} for one in ("HOSPITAL", "POLICE", "GP")]
    called = {"meeting_type": "STRATEGY_DISCUSSION", "invited": invited, **at}
    meeting = family.record("meetings", called)["id"]
    day.at(16)
    met = {"held": True, "outcome": "S47_JOINT", "words": "A joint enquiry."}
    family.record(f"meetings/{meeting}/outcomes", met)
    scope = family.says("", HEALTH_VISITOR, GP)["scope"]
    scope |= {"purposes": ["S47_ENQUIRY"], "directions": ["BOTH"]}
    decided = decided_about(scope, kind="S47_DECISION", requested_by="worker-1")
    made = family.record("authorisations", decided, MANAGER)["id"]
    family.asks(GP, basis="AUTHORISED", rests_on=[made], purpose="S47_ENQUIRY")


def one_is_known_already(day: Day, name: str) -> Family:
    """It comes from two: the second is told that they may be known, and finds them."""
    first = day.rings(name)
    found = day.post("/v1/searches", {"names": f"{name.lower()} kim"})["found"]
    assert found[0]["file"] == first.file
    second = {"referrer_agency": "GP", "worry": "He has lost weight."}
    ask = {**QUESTION, "subjects": [first.ids["kim"]], "agency": GP}
    path = f"/v1/files/{first.file}/referrals"
    nobody: dict[str, Any] = {"children": [], "adults": [], "relationships": []}
    again = day.rings(name, path=path, enquiry=second, first_check=ask, **nobody)
    assert again.file == first.file
    return again


def nobody_can_be_reached(day: Day, name: str) -> None:
    family = day.rings(name)
    family.record("attempts", {"person": family.ids["mum"], "method": "PHONE_VERBAL"})
