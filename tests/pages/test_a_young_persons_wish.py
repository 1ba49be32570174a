"""What a young person who decides does not want is heard like what a child of eight does not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.api.running import Family, Running, add_family, agree
from tests.pages.test_being_somebody import someone
from tests.reasons import ENOUGH

WORDS = "I changed my mind, do not ask my doctor."


def check(service: Running, family: Family) -> tuple[dict[str, Any], str]:
    service.clock.now += timedelta(hours=1)
    answer = service.check(family.file, family.question())
    seq = answer["ledger"]["seq"]
    return answer, someone(service).open(f"/files/{family.file}/checks/{seq}").text


def test_what_they_were_heard_not_to_want_holds_until_they_say_yes_after_it(
    made_up: Running,
) -> None:
    """It was headed "Agreed", and their words stood nowhere."""
    family = add_family(made_up)
    able = {"child": family.child, "status": "COMPETENT", "rationale": ENOUGH}
    made_up.record(f"{family.path}/competence", able, "MASH_MANAGER")
    yes = family.conversation(person=family.child)
    made_up.record(f"{family.path}/conversations", yes)
    assert check(made_up, family)[0]["outcome"] == "COVERED"
    wish = {"child": family.child, "objects": True, "words": WORDS, "heard_by": "The school"}
    made_up.record(f"{family.path}/wishes", wish)
    answer, text = check(made_up, family)
    assert answer["headline"] == "The child does not want this. Not agreed yet."
    assert answer["reasons"][0]["code"] == "NOT_CLEAR"
    assert "They do not want it, as The school heard" in text
    assert WORDS in text
    made_up.record(f"{family.path}/conversations", yes)
    assert check(made_up, family)[0]["outcome"] == "COVERED"


def test_what_a_child_says_stands_with_the_answer_whichever_box_was_ticked(
    made_up: Running,
) -> None:
    """Not "against it? No" was read as "he says no", and his words were nowhere."""
    family = add_family(made_up)
    wish = {"child": family.child, "objects": False, "words": "I said no.", "heard_by": "Priya"}
    made_up.record(f"{family.path}/wishes", wish)
    answer, text = check(made_up, family)
    # Nobody said that the child is against it: how it reads puts that in doubt, and no more.
    assert answer["headline"].startswith("The child may not want this. ")
    assert "The child does not want this." not in text
    assert "What they want, as Priya heard" in text
    assert "I said no." in text
    agree(made_up, family)
    grid = someone(made_up).open(f"/files/{family.file}/agreed").text
    assert "The child may not want this." in grid
    assert "The child does not want this." not in grid
    made_up.record(f"{family.path}/wishes", wish | {"objects": True})
    assert check(made_up, family)[0]["headline"].startswith("The child does not want this. ")


def test_whoever_decides_and_was_heard_stands_there_once_and_by_nobody_where_nobody_was_named(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    able = {"child": family.child, "status": "COMPETENT", "rationale": ENOUGH}
    made_up.record(f"{family.path}/competence", able, "MASH_MANAGER")
    made_up.record(
        f"{family.path}/wishes", {"child": family.child, "objects": False, "words": "Yes"}
    )
    _, text = check(made_up, family)
    spoken = text.partition("Who we have spoken to")[2]
    assert spoken.count("What they want") == 1
    assert "What they want, 9 March" in spoken
    assert "heard" not in spoken.partition("What they want")[2][:40]
