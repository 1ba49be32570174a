"""That a yes ends with the work it was for is said before it is given, and wherever it stands."""

from __future__ import annotations

from consent_service.domain.letters import texts
from tests.api.running import Running, add_family, agree
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import begun
from tests.pages.test_own_page import on_their_page

ENDS = texts.YES_ENDS


def test_it_is_read_out_before_she_says_yes(made_up: Running) -> None:
    """Her yes to a health visitor ended on the day on which that help began, and she was told of
    half a year.
    """
    said = begun(someone(made_up), add_family(made_up)).text
    assert ", or before that when this work with you ends." in said


def test_it_stands_on_her_page_and_in_her_letter_where_she_said_yes(made_up: Running) -> None:
    family = add_family(made_up)
    for agreed in (False, True):
        if agreed:
            agree(made_up, family)
        for kind in ("OWN_PAGE", "ANSWER_COPY"):
            letter = f"{family.path}/people/{family.mother}/letters/{kind}"
            assert (ENDS in made_up.get(letter).text) is agreed, kind
        assert (ENDS in on_their_page(made_up, family).open("/").text) is agreed
