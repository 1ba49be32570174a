"""What was lifted by telephone and then refused: what it was till then, and what it is since."""

from __future__ import annotations

from datetime import timedelta

from tests.api.running import Family, Running, add_family
from tests.api.test_effects import refuse, settle, strike, waiting
from tests.pages.test_being_somebody import someone
from tests.reasons import ENOUGH


def refused(service: Running, family: Family) -> None:
    """His no was struck by a word by telephone; half an hour later it is refused."""
    service.record("/v1/services", {"type": "SCHOOL", "names": ["Elm Primary"]}, "MASH_MANAGER")
    no = refuse(service, family, family.father)
    strike(service, family, no, said_by_telephone="manager-1")
    service.clock.now += timedelta(minutes=30)
    (waits,) = [one for one in waiting(service) if one["file"] == family.file]
    assert settle(service, family, waits["waiting"], "refusal").status_code == 201


def test_the_timeline_says_until_when_it_was_lifted(made_up: Running) -> None:
    """An auditor read that nothing is lifted, and a check of that hour answered: agreed."""
    family = add_family(made_up)
    refused(made_up, family)
    text = someone(made_up).open(f"/files/{family.file}/timeline").text
    assert "It was said that" in text
    assert "It was lifted until 9 March 2026 at" in text
    assert "what was answered till then went by that" in text
    assert "nothing is lifted" not in text


def test_what_a_manager_refused_to_strike_is_not_called_wrong_where_it_is_chosen(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    refused(made_up, family)
    page = someone(made_up).open(f"/files/{family.file}/validity/new")
    assert "Bo Example" in page.text
    assert "found to be wrong since" not in page.text


def test_of_two_talks_in_which_somebody_learnt_of_it_each_line_says_which(
    made_up: Running,
) -> None:
    """The same line stood three times on the page, and nobody could tell them apart."""
    family = add_family(made_up)
    unsafe = {"person": family.father, "safe_to_ask": False, "reason": ENOUGH}
    made_up.record(f"{family.path}/safety", unsafe)
    for _ in range(2):
        made_up.clock.now += timedelta(hours=1)
        talk = family.conversation(person=family.father, explained=["WHY_WORRIED"])
        made_up.record(f"{family.path}/conversations", talk | {"responses": []})
    text = someone(made_up).open(f"/files/{family.file}").text
    each = text.split("Bo Example knows of it, or may.")[1:]
    said = [one.partition("The conversation of ")[2][:30] for one in each]
    assert len(said) == len(set(said)) == 2
    assert all("9 March 2026 at" in one for one in said)
