"""A manager who reads words of harm says that they mean nobody: whoever they held is free, and the
family's page and each check say who read them, and when.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.running import Family, Running, add_family
from tests.pages.opening import Browser, opened
from tests.pages.test_being_somebody import someone
from tests.reasons import ENOUGH

MANAGER = "3"
_FIGURE = "He would murder me for that joke lol"


def _told(service: Running, family: Family) -> int:
    """A worker writes what the mother said, and knows of nobody who may be a danger."""
    said = {
        "person": family.mother,
        "method": "PHONE_VERBAL",
        "parent_words": _FIGURE,
        "explained": [],
        "must_not_hear": {"nobody": True},
    }
    reply: dict[str, Any] = service.record(f"{family.path}/conversations", said)
    return int(reply["entries"][0]["seq"])


def _asking(service: Running, family: Family) -> str:
    stands = service.get(family.path, "MASH_MANAGER").get_json()
    return str(next(o["asking"] for o in stands["adults"] if o["id"] == family.father))


def _found(browser: Browser, family: Family, entry: int, means_nobody: str) -> None:
    at = f"/files/{family.file}/found-right/new"
    form = browser.open(f"{at}?entry={entry}")
    assert _FIGURE in form.text
    assert "do they mean nobody of the family?" in form.text
    sent = browser.send(form, at, entry=str(entry), reason=ENOUGH, means_nobody=means_nobody)
    if sent.status_code == 200:
        sent = browser.send(opened(sent), at)
    assert sent.status_code == 303, sent.text


def test_you_read_it_frees_whoever_was_held_by_those_words_alone(made_up: Running) -> None:
    family = add_family(made_up)
    entry = _told(made_up, family)
    assert _asking(made_up, family) == "NOT_KNOWN"
    manager = someone(made_up, MANAGER)
    _found(manager, family, entry, "true")
    assert _asking(made_up, family) == "YES"
    page = manager.open(f"/files/{family.file}").text
    assert "found that they mean nobody of the family" in page
    assert ENOUGH in page
    check = made_up.check(family.file, family.question())
    assert any("found that they mean nobody" in words for words in check["beforehand"])


def test_that_it_was_read_and_may_mean_somebody_frees_nobody(made_up: Running) -> None:
    family = add_family(made_up)
    entry = _told(made_up, family)
    _found(someone(made_up, MANAGER), family, entry, "false")
    assert _asking(made_up, family) == "NOT_KNOWN"
    check = made_up.check(family.file, family.question())
    assert not any("found that they mean nobody" in words for words in check["beforehand"])


def test_it_is_asked_of_nothing_but_words_of_harm(made_up: Running) -> None:
    family = add_family(made_up)
    born = {"names": "Old Example", "dob": "1990-01-01"}
    seq = made_up.record(f"{family.path}/children", born)["entries"][0]["seq"]
    manager = someone(made_up, MANAGER)
    form = manager.open(f"/files/{family.file}/found-right/new?entry={seq}")
    assert "mean nobody of the family" not in form.text
    found = {"entry": seq, "reason": ENOUGH, "means_nobody": True}
    made_up.record(f"{family.path}/found-right", found, "MASH_MANAGER")
    said = made_up.get(f"{family.path}/history", "MASH_MANAGER", from_seq=str(seq)).get_json()
    every = [one["event"] for one in said["entries"] if one["kind"] == "found-right"]
    assert [one for one in every if "means_nobody" not in one] == every != []


@pytest.mark.parametrize(
    ("words", "asking"),
    [
        ("No. I dont want school knowing my business.", {"YES"}),
        ("No. I dont want school knowing, they ring mum", {"NOT_KNOWN"}),
    ],
)
def test_a_child_who_names_a_service_that_is_not_to_know_holds_no_parent(
    made_up: Running, words: str, asking: set[str]
) -> None:
    """Both parents waited for a manager, as a girl of 16 had said no to her school."""
    family = add_family(made_up)
    said = {
        "person": family.child,
        "method": "PHONE_VERBAL",
        "parent_words": words,
        "explained": [],
        "must_not_hear": {"nobody": True},
    }
    made_up.record(f"{family.path}/conversations", said)
    stands = made_up.get(family.path, "MASH_MANAGER").get_json()
    assert {one["asking"] for one in stands["adults"]} == asking
