"""What a manager lifted says so wherever it is read, and what nobody lifted does not."""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.domain.codes import TEXTS
from consent_service.pages.worker.protecting import SAFETY
from tests.api.running import Running, add_family
from tests.api.test_effects import refuse, settle, strike, waiting
from tests.api.test_elsewhere import join
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.reasons import ENOUGH

LIFTED = "Lifted: a manager said or confirmed that it is safe to ask them, 9 March 2026"


@pytest.mark.parametrize("danger", ["safety", "signs"])
def test_what_a_manager_lifted_says_so(made_up: Running, danger: str) -> None:
    family, worker = add_family(made_up), someone(made_up)
    here = f"/files/{family.file}"
    said = {
        "safety": {"person": family.father, "safe_to_ask": False, "reason": "He shouted at us."},
        "signs": {"person": family.mother, "code": "FEAR", "people": [family.father]},
    }
    made_up.record(f"{family.path}/{danger}", said[danger])
    words = {"safety": "Recorded as not safe to ask", "signs": "Named in a sign of danger"}[danger]
    assert words in worker.open(here).text
    safe = {"person": family.father, "safe_to_ask": True, "reason": ENOUGH}
    made_up.record(f"{family.path}/safety", safe)
    # A worker's word waits.
    assert words in worker.open(here).text
    assert "Lifted" not in worker.open(here).text
    (waits,) = [one for one in waiting(made_up) if one["file"] == family.file]
    assert settle(made_up, family, waits["waiting"], "confirmation").status_code == 201
    text = worker.open(here).text
    if danger == "signs":
        assert LIFTED in text
    else:
        assert words not in text
    # Of something else that nobody has looked at nobody knows yet; what was lifted is told apart.
    made_up.record(
        f"{family.path}/needs", {"person": family.mother, "indicators": ["DOMESTIC_ABUSE_VICTIM"]}
    )
    text = worker.open(here).text
    assert f"{words}" in text
    assert LIFTED in text


def test_a_no_that_was_lifted_by_telephone_says_so_until_it_is_confirmed(made_up: Running) -> None:
    """The check said so, and the family's page that nobody had asked him."""
    family, worker = add_family(made_up), someone(made_up)
    made_up.record("/v1/services", {"type": "SCHOOL", "names": ["Elm Primary"]}, "MASH_MANAGER")
    no = refuse(made_up, family, family.father)
    strike(made_up, family, no, said_by_telephone="manager-1")
    said = "A no of Bo Example was lifted by telephone on 9 March 2026"
    assert said in worker.open(f"/files/{family.file}").text
    (waits,) = [one for one in waiting(made_up) if one["file"] == family.file]
    assert settle(made_up, family, waits["waiting"], "confirmation").status_code == 201
    assert said not in worker.open(f"/files/{family.file}").text


def test_whoever_is_in_danger_is_not_called_somebody_not_safe_to_ask(made_up: Running) -> None:
    """It stood under the man she had fled that she was recorded as not safe to ask."""
    family, worker = add_family(made_up), someone(made_up)
    made_up.record(f"{family.path}/signs", {"person": family.mother, "note": "He hurt her."})
    text = worker.open(f"/files/{family.file}").text
    assert "A sign of danger to Ann Example" in text
    assert "Recorded as not safe to ask" not in text


def test_one_name_beside_that_somebody_harmed_somebody_is_called_neither(made_up: Running) -> None:
    family, worker = add_family(made_up), someone(made_up)
    here = f"/files/{family.file}"
    said: dict[str, Any] = {"person": family.father, "code": "ALLEGED_ABUSER"}
    said["note"] = "He beat her, she says."
    said["not_a_no"] = True
    recorded = made_up.record(f"{family.path}/signs", said)
    assert [one["code"] for one in recorded["notices"]] == ["WHO_HARMED_WHOM"]
    text = worker.open(here).text
    assert "A sign of danger to them" not in text
    assert "Said to have harmed somebody, or to be whom somebody harmed: nobody has said" in text
    talk = worker.open(f"{here}/conversations/new?person={family.father}").text
    assert "Bo Example, father of Ng (not known whether safe to ask)" in talk
    assert "Speak to this person: Bo Example" not in text
    both = {**said, "people": [family.father]}
    assert not made_up.record(f"{family.path}/signs", both)["notices"]
    assert "Named as a danger (said to have harmed somebody)" in worker.open(here).text


def test_what_another_file_says_of_somebody_is_no_danger_to_them(made_up: Running) -> None:
    family, other = add_family(made_up), add_family(made_up)
    said = {"person": family.father, "safe_to_ask": False, "reason": "He hurt her."}
    made_up.record(f"{family.path}/safety", said)
    join(made_up, other, other.father, family, family.father)
    text = someone(made_up).open(f"/files/{other.file}").text
    assert "Known from another file: recorded as not safe to ask" in text
    assert "one of us said that they are the same person" in text
    assert "danger to Bo Example" not in text


def test_that_it_is_not_safe_to_ask_somebody_is_no_sign_of_danger_to_them(made_up: Running) -> None:
    """Beside his name it was chosen of the man, and he went on to be rung."""
    family, worker = add_family(made_up), someone(made_up)
    form = worker.open(f"/files/{family.file}/signs/new")
    offered = {given.get("value") for tag, given in form.tags if given.get("name") == "code"}
    assert {"ALLEGED_ABUSER", "PRESSURE"} <= offered
    assert not offered & {"NOT_SAFE", "NOT_KNOWN"}
    assert "Say whether it is safe to ask somebody" in form.text


def test_why_somebody_was_not_asked_is_read_with_what_else_is_said_of_danger(
    made_up: Running,
) -> None:
    """It stood on one page alone, and the family's page said that it is not safe without a word."""
    family = add_family(made_up)
    not_asked = {"person": family.father, "answer": "NOT_ASKED_UNSAFE", "scope": family.scope()}
    said = {**not_asked, "words": "He threatened me."}
    made_up.record(f"{family.path}/responses", said)
    browser, here = someone(made_up), f"/files/{family.file}"
    for place in ("", f"/safety/new?person={family.father}"):
        text = browser.open(f"{here}{place}").text
        assert "Not asked, since it was not safe" in text, place
        assert "“He threatened me.”" in text, place


def test_who_still_does_not_count_as_safe_is_a_step_away_from_where_that_is_said(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    page = someone(made_up, "3").open(f"/files/{family.file}/recorded?said=STILL_NOT_SAFE&safe=1")
    assert f'href="/files/{family.file}/safety/new"' in page.reply.text
    page = someone(made_up, "3").open(f"/files/{family.file}/recorded?said=LATE")
    assert "/safety/new" not in page.reply.text


@pytest.mark.parametrize("box", ["", "true"])
def test_a_yes_that_tells_of_danger_says_which_box_lifts_it_wherever_it_stands(
    made_up: Running, box: str
) -> None:
    """A manager filled the form in three times. Before it was kept it said that a manager says
    which, to a manager; and after it nothing said that nobody was lifted.
    """
    family, manager = add_family(made_up), someone(made_up, "3")
    here = f"/files/{family.file}"
    (asked,) = [
        one.input.label for one in SAFETY.inputs() if one.member.endswith("safe_all_the_same")
    ]
    assert f"“{asked}”" in (does := TEXTS["safe_all_the_same"])
    made_up.record(f"{family.path}/safety", {"person": family.father, "safe_to_ask": False})
    words = f"He was frightened of the boy, who broke a door. {ENOUGH}"
    typed = {"person": family.father, "safe_to_ask": "true", "reason": words}
    form = f"{here}/safety/new"
    page = manager.open(form)
    read = opened(manager.send(page, form, **typed, safe_all_the_same=box))
    assert (does in read.text) is not bool(box)
    kept = manager.send(read, form)
    recorded = manager.open(kept.headers["Location"])
    timeline = manager.open(f"{here}/timeline")
    for shown in (recorded, timeline):
        assert ("It says both safe and not safe" in shown.text) is not bool(box)
        assert (does in shown.text) is not bool(box)
    assert (f'href="{form}"' in recorded.reply.text) is not bool(box)
