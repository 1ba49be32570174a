"""What somebody is told who stops is no more than what the next check says: over HTTP."""

from __future__ import annotations

from datetime import timedelta

import pytest

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
