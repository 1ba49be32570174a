"""What somebody answered instead of a yes that was taken back is due to be recorded, and holds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.api.running import Family, Running, add_family, agree
from tests.api.test_effects import settle, waiting
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.reasons import ENOUGH

BOTH = [{"type": "HEALTH_VISITOR"}, {"type": "SCHOOL"}]
WORDS = "School yes, health visitor nah."


def taken_back(
    service: Running, family: Family, right: str | None = WORDS, wrong: str = "Ticked in a hurry."
) -> int:
    """A yes to two services, and what would be right; the place of the correction."""
    entries = agree(service, family, scope=family.scope(agencies=BOTH))["entries"]
    (yes,) = [one["seq"] for one in entries if one["kind"] == "response-recorded"]
    service.clock.now += timedelta(minutes=1)
    said = {"corrects": yes, "what_was_wrong": wrong}
    said |= {} if right is None else {"right_version": right}
    (entry,) = service.record(f"{family.path}/corrections", said)["entries"]
    service.clock.now += timedelta(minutes=1)
    seq: int = entry["seq"]
    return seq


def to_read(service: Running, family: Family) -> list[dict[str, Any]]:
    tasks = service.get(f"{family.path}/tasks").get_json()["tasks"]
    return [one for one in tasks if one["code"] == "READ_WORDS"]


def answered(service: Running, family: Family, answer: str, service_type: str) -> None:
    scope = family.scope(agencies=[{"type": service_type}])
    yes = {"expires_at": family.agreement()["expires_at"]} if answer == "AGREED" else {}
    said = family.conversation({"answer": answer, "scope": scope, **yes})
    service.record(f"{family.path}/conversations", said)


def test_what_was_answered_instead_is_due_the_same_day_until_all_of_it_is_on_record(
    made_up: Running,
) -> None:
    """ "School yes, GP no" was typed in two boxes, and the no was heard nowhere."""
    family = add_family(made_up)
    entry = taken_back(made_up, family)
    (task,) = to_read(made_up, family)
    assert (task["person"], task["about"]) == (family.mother, str(entry))
    assert task["due"] == made_up.clock.now.date().isoformat()
    answered(made_up, family, "AGREED", "SCHOOL")
    assert to_read(made_up, family)
    answered(made_up, family, "REFUSED", "HEALTH_VISITOR")
    assert not to_read(made_up, family)


def test_a_yes_of_another_counts_over_it_only_once_it_is_on_record(made_up: Running) -> None:
    family = add_family(made_up)
    his = family.conversation(family.agreement(), person=family.father)
    made_up.record(f"{family.path}/conversations", his)
    assert made_up.check(family.file, family.question())["outcome"] == "COVERED"
    taken_back(made_up, family)
    answer = made_up.check(family.file, family.question())
    assert answer["outcome"] != "COVERED"
    assert WORDS in [one["words"] for one in answer["tasks"] if one["code"] == "READ_WORDS"]


def test_nothing_was_said_after_all(made_up: Running) -> None:
    family = add_family(made_up)
    entry = taken_back(made_up, family)
    browser, path = someone(made_up), f"/files/{family.file}/words-read/new"
    page = browser.open(f"{path}?entry={entry}")
    assert WORDS in page.text
    read = browser.send(page, path, entry=str(entry), reason=ENOUGH)
    if read.status_code == 200:
        read = browser.send(opened(read), path)
    assert read.status_code == 303
    # By one worker's word it waits for a manager, who reads it.
    every = [one for one in waiting(made_up) if one["file"] == family.file]
    (waits,) = [one for one in every if one["falls"]]
    assert settle(made_up, family, waits["waiting"], "confirmation").status_code == 201
    assert not to_read(made_up, family)


@pytest.mark.parametrize("changed", ["no words of it", "no yes"])
def test_what_says_nothing_of_another_answer_is_due_to_nobody(
    made_up: Running, changed: str
) -> None:
    family = add_family(made_up)
    if changed == "no yes":
        refused = {"person": family.mother, "answer": "REFUSED", "scope": family.scope()}
        made = made_up.record(f"{family.path}/responses", refused)
        wrong = {"corrects": made["entries"][0]["seq"], "what_was_wrong": "Zz."}
        made_up.record(f"{family.path}/corrections", {**wrong, "right_version": WORDS})
    else:
        taken_back(made_up, family, right=None)
    assert not to_read(made_up, family)


def test_so_is_what_was_wrong_where_it_tells_of_a_no(made_up: Running) -> None:
    family = add_family(made_up)
    taken_back(made_up, family, right=None, wrong="She said no to the health visitor.")
    assert to_read(made_up, family)


def test_where_that_the_yes_was_an_error_waits_the_words_are_read_all_the_same(
    made_up: Running,
) -> None:
    """A yes in part holds a no: that it was an error waits for a manager."""
    family = add_family(made_up)
    scope = family.scope(agencies=BOTH, exclusions={"agencies": [{"type": "SCHOOL"}]})
    entries = agree(made_up, family, scope=scope, answer="AGREED_IN_PART")["entries"]
    (yes,) = [one["seq"] for one in entries if one["kind"] == "response-recorded"]
    made_up.clock.now += timedelta(minutes=1)
    wrong = {"corrects": yes, "what_was_wrong": "Zz.", "right_version": WORDS}
    (entry, *_) = made_up.record(f"{family.path}/corrections", wrong)["entries"]
    assert [one["about"] for one in to_read(made_up, family)] == [str(entry["seq"])]
    browser = someone(made_up)
    assert f"“{WORDS}”" in browser.open(f"/files/{family.file}").text
    page = browser.open(f"/files/{family.file}/words-read/new?entry={entry['seq']}")
    assert WORDS in page.text
