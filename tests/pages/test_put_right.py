"""What somebody says is wrong on record: they read that it was put right once that stands, and no
other's entry is put before whoever answers them.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.asking_own import Own, father_of, mother_of
from tests.api.running import Family, Running, add_family, agree
from tests.api.test_effects import settle, waiting
from tests.pages.filled_in import forms_of
from tests.pages.test_being_somebody import someone
from tests.reasons import ENOUGH

LOOKED_AT = "We are looking at this."
PUT_RIGHT = "We put this right."
STANDS = "Your own words stand beside what we wrote."


def said_no(service: Running, family: Family) -> int:
    """The mother said no; where that stands."""
    no = {"person": family.mother, "answer": "REFUSED", "scope": family.scope()}
    recorded = service.record(f"{family.path}/responses", no)
    seq: int = recorded["entries"][0]["seq"]
    return seq


def came_of_it(own: Own) -> str:
    (one,) = own.view()["statements"]
    shown: str = one["what_came_of_it"]
    assert (one["answered_on"] is None) == (shown == LOOKED_AT)
    return shown


def answer(service: Running, family: Family, seq: int, what: str = "DATE") -> None:
    own = mother_of(service, family)
    own.receipt("correction-requests", {"words": "I said it on Friday.", "what": what})
    (asked,) = service.get(family.path).get_json()["corrections_asked"]
    said = {"accepted": True, "reason": ENOUGH, "corrects": seq}
    service.record(f"{family.path}/correction-requests/{asked['id']}/answers", said)


@pytest.mark.parametrize(("how", "becomes"), [("refusal", STANDS), ("confirmation", PUT_RIGHT)])
def test_somebody_reads_that_it_was_put_right_once_that_stands(
    made_up: Running, how: str, becomes: str
) -> None:
    """“We put this right” stood there while a manager had yet to say so, and after he had not."""
    family = add_family(made_up)
    seq = said_no(made_up, family)
    answer(made_up, family, seq)
    own = mother_of(made_up, family)
    assert came_of_it(own) == LOOKED_AT
    assert [one["what_you_said"] for one in own.view()["said_no"]] == ["You said no"]
    (id,) = (one["waiting"] for one in waiting(made_up) if one["file"] == family.file)
    assert settle(made_up, family, id, how).status_code == 201
    assert came_of_it(own) == becomes
    assert (own.view()["said_no"] == []) == (how == "confirmation")


def test_what_needs_nobody_else_is_put_right_at_once(made_up: Running) -> None:
    family = add_family(made_up)
    recorded = agree(made_up, family)
    answer(made_up, family, recorded["entries"][1]["seq"])
    assert came_of_it(mother_of(made_up, family)) == PUT_RIGHT


def test_what_may_be_a_no_besides_is_looked_at_until_a_manager_has_said_why_not(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    recorded = agree(made_up, family)
    answer(made_up, family, recorded["entries"][1]["seq"], "NOT_AGREED")
    assert came_of_it(mother_of(made_up, family)) == LOOKED_AT


def test_whoever_answers_one_is_offered_nothing_that_another_said(made_up: Running) -> None:
    """For the date of what Jack said, what Bea had taken back was among what can be put right."""
    family = add_family(made_up)
    hers = said_no(made_up, family)
    no: dict[str, Any] = {"person": family.father, "answer": "REFUSED", "scope": family.scope()}
    his = made_up.record(f"{family.path}/responses", no)["entries"][0]["seq"]
    father_of(made_up, family).receipt("correction-requests", {"words": "I said it on Friday."})
    (asked,) = made_up.get(family.path).get_json()["corrections_asked"]
    path = f"/files/{family.file}/correction-requests/{asked['id']}/answers"
    page = someone(made_up).open(f"{path}/new")
    (form,) = (one for one in forms_of(page.reply.text) if one.action == f"{path}/new")
    (which,) = (one for one in form.controls if one.name == "corrects")
    offered = {value for value, _ in which.options}
    assert str(his) in offered
    assert str(hers) not in offered
    # Who means another's all the same names its number.
    assert "corrects.number" in {one.name for one in form.controls}


@pytest.mark.parametrize("what", ["DATE", "SPELLING"])
@pytest.mark.parametrize("accepted", [True, False])
def test_what_is_wrong_of_a_fact_is_about_that_fact_alone(
    made_up: Running, what: str, *, accepted: bool
) -> None:
    """Of a birthday a check said that it may be a no, and that it had been put right stood under
    each of her answers for good.
    """
    family = add_family(made_up)
    agree(made_up, family)
    before = made_up.check(family.file, family.question())
    words = "ngs birthday is the 12th march not the 11th"
    own = mother_of(made_up, family)
    own.receipt("correction-requests", {"words": words, "what": what})
    (asked,) = made_up.get(family.path).get_json()["corrections_asked"]
    # It is still to be answered, and to be read by somebody: no list of words is whole.
    answer = made_up.check(family.file, family.question())
    due = {one["code"] for one in made_up.get(f"{family.path}/tasks").get_json()["tasks"]}
    assert {"ANSWER_CORRECTION", "READ_WRITING"} <= due
    assert "told us and nobody has answered" not in answer["next"]
    assert not [one for one in answer["tasks"] if one["about"] == asked["id"] and one["words"]]
    assert answer["outcome"] == before["outcome"] == "COVERED"
    read = {"holds": "NOTHING"}
    (entry,) = [
        one["seq"]
        for one in made_up.get(f"{family.path}/history", limit="200").get_json()["entries"]
        if one["kind"] == "correction-asked"
    ]
    made_up.record(f"{family.path}/writing-read", {**read, "entry": entry})
    said = {"accepted": accepted, "reason": ENOUGH}
    made_up.record(f"{family.path}/correction-requests/{asked['id']}/answers", said)
    stands = made_up.get(family.path).get_json()
    assert [one["statements"] for one in stands["responses"]] == [[]]
    assert made_up.check(family.file, family.question())["next"] == before["next"]
    assert f"They say of this: “{words}”" not in someone(made_up).open(f"/files/{family.file}").text


def test_a_no_that_was_chosen_as_a_date_is_read_first_all_the_same(made_up: Running) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    wrong = {"words": "It was Friday. And do not ring the school.", "what": "DATE"}
    mother_of(made_up, family).receipt("correction-requests", wrong)
    answer = made_up.check(family.file, family.question())
    assert answer["next"].startswith("First read what Ann Example")
