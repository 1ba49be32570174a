"""From first contact to feedback, as a hub lives it, through the API alone.

Monday 9 March 2026, noon. A nursery rings about Ng, two years old: a burn that nobody explains.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.api.running import NOON, Family, Running, add_family, decide, reasons, text_of


class Hub:
    """One file, with what its people do next. Each step is one thing recorded or asked."""

    def __init__(self, service: Running) -> None:
        self.service = service
        self.family: Family = add_family(service)
        self.path = self.family.path

    def at(self, day: int, hour: int, minute: int = 0) -> None:
        self.service.clock.now = datetime(2026, 3, day, hour, minute, tzinfo=NOON.tzinfo)

    def record(self, path: str, body: Any, role: str = "MASH_WORKER", **who: str) -> dict[str, Any]:
        return self.service.record(f"{self.path}/{path}", body, role, **who)

    def outcome(self, **changes: Any) -> tuple[str, list[str]]:
        answer = self.service.check(self.family.file, self.family.question(**changes))
        return answer["outcome"], [reason["code"] for reason in answer["reasons"]]

    def tasks(self, role: str = "MASH_WORKER") -> set[str]:
        reply = self.service.get(f"{self.path}/tasks", role)
        assert reply.status_code == 200, reply.text
        return {task["code"] for task in reply.get_json()["tasks"]}

    def overdue(self) -> set[str]:
        reply = self.service.get(f"{self.path}/tasks").get_json()
        return {task["code"] for task in reply["tasks"] if task["overdue"]}


@pytest.fixture
def hub(service: Running) -> Hub:
    return Hub(service)


@pytest.mark.each_database(
    "acknowledgeStopNotice",
    "checkFile",
    "listTasksOfFile",
    "recordAttempt",
    "recordAuthorisation",
    "recordConversation",
    "recordDisclosure",
    "recordReply",
    "recordResponse",
    "recordSafety",
    "recordShareNow",
    "requestDecision",
    "reviewShareNow",
    "sendStopNotice",
    "showEscalationWords",
    "withdraw",
)
def test_a_hub_from_first_contact_to_feedback(hub: Hub) -> None:
    family, service = hub.family, hub.service

    # The referrer says that the parents know. Nobody has asked them: that is no answer.
    word = {"person": family.mother, "answer": "REPORTED_BY_REFERRER", "method": "VIA_REFERRER"}
    hub.record("responses", word)
    assert hub.outcome() == ("ASK", ["REPORTED_NOT_CONFIRMED"])

    # The mother is called three times in vain within the hour, which is one try, then rings back.
    # The father is not safe to ask.
    for minute in (5, 25, 45):
        hub.at(9, 13, minute)
        hub.record("attempts", {"person": family.mother, "method": "PHONE_VERBAL"})
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "DOMESTIC_ABUSE"}
    hub.record("safety", unsafe)
    assert hub.outcome() == ("ASK", ["REPORTED_NOT_CONFIRMED"])
    assert "SPEAK_TO" not in hub.tasks()

    hub.at(9, 14)
    agreed = hub.record("conversations", family.conversation())["entries"][1]["id"]
    outcome, why = hub.outcome()
    assert (outcome, why) == ("COVERED", ["AGREED_BY_PARENT"])

    # The health visitor is asked in the words the service gave, which are recorded as sent.
    answer = service.check(family.file, family.question())
    words = answer["agency_words"]
    assert "Bo Example" not in words
    assert "or those who care for the child, until you have spoken to us." in words
    sent = {
        "subjects": [family.child],
        "agency": {"type": "HEALTH_VISITOR"},
        "categories": ["CHILD_HEALTH"],
        "purpose": "AGENCY_CHECKS",
        "direction": "SEEK",
        "basis": "AGREED",
        "rests_on": [agreed],
        "check": answer["ledger"]["seq"],
        "summary": "Asked about injuries and growth.",
        "words_sent": words,
    }
    disclosure = hub.record("disclosures", sent)["id"]

    # At night the child is brought to hospital. Nobody asks the record first; it is told after.
    hub.at(9, 23)
    now = service.check(
        family.file,
        family.question(agency={"type": "POLICE"}, direction="SHARE", urgency="IMMEDIATE"),
        role="EDT_WORKER",
        subject="edt-1",
    )
    assert now["outcome"] == "SHARE_NOW"
    service.beat()
    assert "RECORD_SHARE_NOW" in hub.tasks()
    hub.at(10, 8)
    used = _share_nows(service)
    assert len(used) == 1
    shared = {
        "share_now": used[0],
        "shared": True,
        "risk": "A second burn, and he would not say how.",
        "disclosure": {
            **{k: sent[k] for k in ("subjects", "categories", "purpose", "summary")},
            "agency": {"type": "POLICE"},
            "direction": "SHARE",
            "words_sent": "A child may be at risk right now.",
            "safe_to_tell": True,
            "not_safe_for": [family.father],
        },
    }
    hub.record("share-now-uses", shared, "EDT_WORKER", subject="edt-1")
    assert "RECORD_SHARE_NOW" not in hub.tasks()
    review = {"upheld": True, "words": "Right, and well described."}
    hub.record(f"share-now-uses/{used[0]}/reviews", review, "MASH_MANAGER")

    # A section 47 decision, asked for by the worker and made by a manager.
    hub.at(10, 9)
    scope = family.scope(
        purposes=["S47_ENQUIRY"], agencies=[{"type": "*"}], categories=["*"], directions=["BOTH"]
    )
    asked = hub.record("decision-requests", {"scope": scope, "why": "Two burns in a week."})["id"]
    assert "DECIDE" in hub.tasks("MASH_MANAGER")
    decide(
        service,
        family,
        kind="S47_DECISION",
        scope=scope,
        any_reason="Which services know of the burns is what we have to find out.",
        request=asked,
        rationale=reasons(),
        telling={"status": "NOT_SAFE", "on": "2026-03-13", "reason": "He would come for them."},
        reason_codes=["SIGNIFICANT_HARM_SUSPECTED"],
    )
    assert "DECIDE" not in hub.tasks("MASH_MANAGER")
    assert hub.outcome(purpose="S47_ENQUIRY", agency={"type": "GP"})[0] == "AUTHORISED"

    # The health visitor will not send it without consent: words to answer with, and time lost.
    hub.at(10, 11)
    reply = {"outcome": "WOULD_NOT", "because": "NO_CONSENT", "words": "We need a form."}
    hub.record(f"disclosures/{disclosure}/replies", reply)
    escalation = service.get(f"{hub.path}/disclosures/{disclosure}/escalation-words").get_json()
    assert "16LA" in escalation["words"]

    # The mother takes it back: the agency contacted under it is told to stop, nothing is unlawful.
    hub.at(10, 16)
    back = hub.record("withdrawals", {"person": family.mother, "words": "Stop, please."})
    assert [one["disclosure"] for one in back["travels"][0]["contacted"]] == [disclosure]
    assert "SEND_STOP_NOTICE" in hub.tasks()
    # A manager says how she is called: she is not to know of what was decided.
    assert "CALL_IF_SAFE" in hub.tasks("MASH_MANAGER")
    hub.record(f"disclosures/{disclosure}/stop-notice", {"words_sent": "She no longer agrees."})
    hub.record(f"disclosures/{disclosure}/stop-notice/acknowledgement", {})
    assert "SEND_STOP_NOTICE" not in hub.tasks()
    assert hub.outcome()[0] == "OBJECTION"
    assert hub.outcome(purpose="S47_ENQUIRY", agency={"type": "GP"})[0] == "AUTHORISED"
    assert hub.outcome(urgency="IMMEDIATE")[0] == "SHARE_NOW"

    # What staff saw at two on Monday is one call, whatever happened since.
    seen = service.check(
        family.file,
        family.question(as_of=text_of(_at(9, 14)), known_at=text_of(_at(9, 14))),
    )
    assert seen["outcome"] == "COVERED"
    before = text_of(_at(9, 13))
    then = service.check(family.file, family.question(as_of=before, known_at=before))
    assert then["outcome"] == "ASK"

    # A week on, nobody has been told what has to be told; it is late and blocks nothing.
    service.clock.now = NOON + timedelta(days=8)
    assert hub.overdue()
    assert hub.outcome(purpose="S47_ENQUIRY", agency={"type": "GP"})[0] == "AUTHORISED"
    service.beat()
    service.assert_sound()


def _at(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=NOON.tzinfo)


def _share_nows(service: Running) -> list[str]:
    events = [one.content.event for one in service.entries()]
    return [getattr(event, "share_now", "") for event in events if _is_use(event)]


def _is_use(event: Any) -> bool:
    return type(event).__name__ == "ShareNowUsed"
