"""A talk is typed on a page that no address shows: what does not fit there is held to the same."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.api.running import Family, Running, add_family
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import begun, place
from tests.pages.test_wrong_input import Trying, typed_wrongly, would_be_recorded
from tests.pages.walked import Visit, Walk, walk

__all__ = ["would_be_recorded"]

#: Of a cell nobody is offered another word, and what is none of them is no answer. Beside a no
#: nothing is said of how long it holds: it holds until they say otherwise.
_SAID_OTHERWISE = ("responses.grid.", "responses.until ")


class _Talking(Trying):
    """Whoever talks to a mother, once it is settled what she is asked."""

    def __init__(self, walked: Walk, family: Family, fits: list[str]) -> None:
        visit = Visit("recordConversationForm", place(family), "Priya")
        Trying.__init__(self, walked, visit, fits)
        self._family = family

    def shown(self) -> str:
        return begun(self.browser, self._family).reply.text


#: Of the fields of a talk every 61st is typed wrongly each day, and each in campaigns.
@pytest.mark.parametrize("step", [61, pytest.param(1, marks=pytest.mark.campaign)])
def test_what_does_not_fit_into_a_talk_is_named_where_it_stands_and_nothing_else_is_lost(
    tmp_path: Path, would_be_recorded: Any, step: int
) -> None:
    with walk(tmp_path, whole=False) as walked:
        others = add_family(walked.service, "LCS-10").mother
        talking = _Talking(walked, add_family(walked.service, "LCS-11"), would_be_recorded)
        found = typed_wrongly(talking, others, each=step)
        wrong = [one for one in found if not one.startswith(_SAID_OTHERWISE)]
    assert not wrong, "\n".join(wrong)


def test_whoever_is_named_as_an_advocate_without_a_step_is_not_left_out_unsaid(
    made_up: Running,
) -> None:
    """It was thrown away where nothing was chosen beside it, and nobody read that."""
    family, browser = add_family(made_up), someone(made_up)
    page = begun(browser, family)
    typed = {"method": "PHONE_VERBAL", "advocates.advocate": "Rowan Example"}
    read = browser.send(page, place(family), **typed)
    where = re.findall(r'href="#([^"]*)"', read.text.partition("error-summary__list")[2])
    assert "f-advocates" in where, read.text
