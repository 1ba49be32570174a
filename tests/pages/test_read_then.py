"""The history says of a check what whoever asked read at the time, whatever was said since."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

import pytest

from tests.api.running import Family, Running, add_family, agree
from tests.pages.test_being_somebody import someone

_IS_NONE: Final = "This is not a no"


def _words(service: Running, family: Family, words: str) -> None:
    talk = {"person": family.mother, "method": "PHONE_VERBAL", "parent_words": words}
    service.record(f"{family.path}/conversations", {**talk, "not_a_no": False})


def _nothing(_: Running, __: Family) -> None:
    pass


def _may_be_a_no(service: Running, family: Family) -> None:
    _words(service, family, "not keen, ask me again next week")


def _of_the_child(service: Running, family: Family) -> None:
    said = {"child": family.child, "objects": False, "words": "I do not want them told"}
    service.record(f"{family.path}/wishes", said)


def _a_no(service: Running, family: Family) -> None:
    service.record(f"{family.path}/responses", {"person": family.father, "answer": "REFUSED"})


def _a_yes(service: Running, family: Family) -> None:
    agree(service, family)


_EVERY: Final = (_nothing, _may_be_a_no, _of_the_child, _a_no, _a_yes)


@pytest.mark.parametrize("before", _EVERY)
@pytest.mark.parametrize("since", _EVERY)
def test_the_history_says_what_was_read_then(made_up: Running, before: Any, since: Any) -> None:
    """The page said that it may be a no, and the timeline that it was none."""
    family = add_family(made_up)
    before(made_up, family)
    made_up.clock.now += timedelta(minutes=1)
    read = made_up.check(family.file, family.question())["headline"]
    made_up.clock.now += timedelta(minutes=1)
    since(made_up, family)
    made_up.clock.now += timedelta(minutes=1)
    entries = made_up.get(f"{family.path}/history").get_json()["entries"]
    said = {one["kind"]: one["headline"] for one in entries if one["headline"] is not None}
    assert said == {"check-made": read}
    timeline = someone(made_up).open(f"/files/{family.file}/timeline").text
    assert (_IS_NONE in timeline) is (_IS_NONE in read)
