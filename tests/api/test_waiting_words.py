"""What waits is judged where it is listed: by what was written, by whom and of whom, and by what it
is about. What is kept from others is not among them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from consent_service.domain.tasks.waitingwords import LONGEST
from tests.api.asking_own import mother_of
from tests.api.running import Family, Running, agree
from tests.api.test_effects import refuse, waiting

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

NUMBER = "020 7946 0018"
WHY = "The court took it away in May, as the order says."


def holds_none(service: Running, family: Family, **more: str) -> list[dict[str, Any]]:
    """A worker says that the father holds no responsibility: his no would fall."""
    agree(service, family)
    refuse(service, family, family.father)
    link = {"person": family.father, "child": family.child, "role": "FATHER", "pr_status": "NO"}
    service.record(f"{family.path}/relationships", {**link, **more})
    (waits,) = [one for one in waiting(service) if one["file"] == family.file]
    words: list[dict[str, Any]] = waits["words"]
    return words


def test_the_words_of_what_waits_stand_with_it_and_who_wrote_them_of_whom(
    service: Running, family: Family
) -> None:
    (said,) = holds_none(service, family, explanation=WHY)
    assert (said["words"], said["by"], said["names"]) == (WHY, "worker-1", "Bo Example")
    assert not said["is_about"]


def test_of_many_words_the_first_are_there_and_no_word_is_cut(
    service: Running, family: Family
) -> None:
    (said,) = holds_none(service, family, explanation="The court took it away. " * 20)
    assert said["words"].endswith("…")
    assert len(said["words"]) <= LONGEST + 1
    assert said["words"][:-1].split()[-1] in ("The", "court", "took", "it", "away.")


def test_nothing_that_nobody_wrote_stands_there(service: Running, family: Family) -> None:
    assert holds_none(service, family) == []


def test_the_words_that_it_is_about_stand_beside_it(service: Running, family: Family) -> None:
    agree(service, family)
    mother_of(service, family).receipt("withdrawals", {"words": "Never the school."})
    seq = service.size() - 1
    service.clock.now += timedelta(hours=2)
    wrong = {"corrects": seq, "what_was_wrong": "It was typed of the wrong family."}
    service.record(f"{family.path}/corrections", wrong)
    (waits,) = waiting(service)
    own, about = waits["words"]
    assert (own["words"], own["is_about"]) == (wrong["what_was_wrong"], False)
    assert (about["words"], about["entry"]) == ("Never the school.", seq)
    assert (about["role"], about["names"], about["is_about"]) == ("PARENT", "Ann Example", True)


@pytest.mark.parametrize("protected", [True, False])
def test_a_number_that_is_kept_stands_in_no_list(
    service: Running, family: Family, *, protected: bool
) -> None:
    kept = {"person": family.mother, "type": "PHONE", "value": NUMBER, "safety": "SAFE"}
    service.record(f"{family.path}/contact-points", {**kept, "protected": protected})
    (said,) = holds_none(service, family, explanation=f"{WHY} Ring her on {NUMBER}.")
    assert said["keeps"] is protected
    assert (NUMBER in said["words"]) is not protected
    assert said["words"] or protected


def test_of_a_record_that_is_kept_to_others_no_words_are_listed(
    service: Running, family: Family
) -> None:
    holds_none(service, family, explanation=WHY)
    kept = {"file": family.file, "staff": "worker-9", "reason": "Her mother works next door."}
    service.record("/v1/restrictions", kept, "MASH_MANAGER")
    (waits,) = waiting(service)
    assert (waits["words"], waits["falls"]) == ([], [])
