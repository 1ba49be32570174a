"""What somebody is told who stops is no more than what the next check says: over HTTP."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from consent_service.api.recorded.by_family import WRITES
from consent_service.domain.codes import TEXTS
from tests.api.asking_own import father_of, mother_of
from tests.api.counting_looks import looks_of
from tests.api.running import Family, Running, agree

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


def test_what_stopping_would_mean_can_be_tried_and_is_what_the_next_check_says(
    service: Running, family: Family
) -> None:
    """A worker has ended the father's responsibility, which nobody has confirmed, and of which his
    page and his receipt say nothing.
    """
    agree(service, family)
    father = father_of(service, family)
    before = father.post("withdrawals", {"dry_run": True}).get_json()
    ended = {"person": family.father, "child": family.child, "role": "FATHER", "pr_status": "NO"}
    service.record(f"{family.path}/relationships", ended)
    service.clock.now += timedelta(minutes=1)
    tried = father.post("withdrawals", {"dry_run": True}).get_json()
    assert tried["dry_run"] is True
    assert service.check(family.file, family.question())["outcome"] == "COVERED"
    (*_, (look, _)) = looks_of(service)
    assert (look.operation, look.file) == ("stopAgreeing", family.file)
    receipt = father.receipt("withdrawals")
    assert receipt["means"] == tried["receipt"]["means"] == before["receipt"]["means"]
    assert receipt["means"].startswith("We will stop from now ")
    assert set(receipt) == set(tried["receipt"])
    assert service.check(family.file, family.question())["outcome"] == "OBJECTION"


def test_nothing_is_said_to_be_written_down_before_it_is_sent(
    service: Running, family: Family
) -> None:
    """The form that asks whether they are sure said “We have written down” above its button."""
    agreed = agree(service, family)["entries"][1]["id"]
    service.clock.now += timedelta(minutes=1)
    mother = mother_of(service, family)
    # What they said for another part of our work stays, so that it is heard and no more.
    other = service.record(f"{family.path}/enquiries", {})["id"]
    wider = family.scope(agencies=[{"type": "SCHOOL"}, {"type": "HEALTH_VISITOR"}])
    talk = family.conversation(family.agreement(scope=wider), enquiry=other)
    service.record(f"{family.path}/conversations", talk)
    bodies: dict[str, dict[str, Any]] = {
        "stopAgreeing": {"response": agreed},
        "sayYes": {"response": agreed},
        "sayWrong": {"words": "Not so."},
        "sayWhoMustNotKnow": {"who": ["MY_DAD"]},
        "askUs": {"wants": "HELP_NOW"},
    }
    for write in WRITES:
        young = replace(mother, person=family.child, role="YOUNG_PERSON", subject="young-1")
        who = mother if write.name != "sayWhoMustNotKnow" else young
        path, body = write.path.rpartition("/")[2], bodies[write.name]
        before = who.receipt(path, {**body, "dry_run": True})["means"]
        assert not any(is_done in before for is_done in ("We have", "can see")), before
        after = who.receipt(path, body)["means"]
        assert "We have" in after or "can see" in after


def test_of_one_thing_that_is_stopped_not_everything_is_said_to_stop(
    service: Running, family: Family
) -> None:
    both = family.scope(agencies=[{"type": "SCHOOL"}, {"type": "HEALTH_VISITOR"}])
    agreed = agree(service, family, scope=both)["entries"][1]["id"]
    service.clock.now += timedelta(minutes=1)
    mother = mother_of(service, family)
    part = {"response": agreed, "who": ["School"]}
    assert mother.receipt("withdrawals", part)["means"].startswith(TEXTS["own_stopped_this"])
    assert mother.receipt("withdrawals")["means"].startswith(TEXTS["own_stopped"])


def test_to_stop_what_is_about_a_child_who_is_not_theirs_is_written_down_and_promises_nothing(
    service: Running, family: Family
) -> None:
    unborn = {"names": "Zz unborn", "estimated_due_date": "2026-05-01"}
    baby = service.record(f"{family.path}/children", unborn)["id"]
    link = {"person": family.mother, "child": baby, "role": "MOTHER", "pr_status": "YES"}
    service.record(f"{family.path}/relationships", link)
    yes = family.agreement(scope=family.scope(subjects=[baby]))
    for person in (family.mother, family.father):
        talk = family.conversation(yes, person=person)
        service.record(f"{family.path}/conversations", talk)
    service.clock.now += timedelta(minutes=1)
    for own, outcome in ((father_of, "COVERED"), (mother_of, "OBJECTION")):
        theirs = own(service, family)
        (agreement,) = theirs.view()["agreed"]
        receipt = theirs.receipt("withdrawals", {"response": agreement["response"]})
        answer = service.check(family.file, family.question(subjects=[baby]))
        assert answer["outcome"] == outcome
        assert receipt["means"].startswith("We will stop") is (outcome == "OBJECTION")
