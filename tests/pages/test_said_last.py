"""What somebody said last is what they said last, and all of it; and nothing that nobody said."""

from __future__ import annotations

from typing import Final

from consent_service.pages.family import addresses
from tests.api.running import Family, Running, add_family
from tests.pages.test_being_somebody import someone
from tests.pages.test_deciding import MANAGER, asked_for
from tests.pages.test_own_page import on_their_page

_CONCERN: Final = "How an answer was given"


def _talk(service: Running, family: Family, *answers: str, **changes: str) -> None:
    """With the mother, about as many services as there are answers."""
    of = zip(answers, ("HEALTH_VISITOR", "SCHOOL"), strict=False)
    said = [{"answer": one, "scope": family.scope(agencies=[{"type": kind}])} for one, kind in of]
    service.record(f"{family.path}/conversations", family.conversation(*said, **changes))


def test_of_two_talks_in_one_minute_the_words_written_down_last_are_read(made_up: Running) -> None:
    """Two workers had her on two telephones. The page read her yes, and she had said no."""
    family = add_family(made_up)
    _talk(made_up, family, "AGREED", parent_words="Yes, ask her.")
    _talk(made_up, family, "REFUSED", parent_words="I said no to the other one.")
    page = someone(made_up).open(f"/files/{family.file}").text
    assert "“I said no to the other one.”" in page
    assert "“Yes, ask her.”" not in page
    sheet = asked_for(made_up, family)
    read = someone(made_up, MANAGER).open(sheet).text
    assert read.index("I said no to the other one.") < read.index("Yes, ask her.")


def test_all_that_somebody_said_in_their_last_talk_stands_with_the_decision(
    made_up: Running,
) -> None:
    """A no to the school alone stood there, under a question about the health visitor."""
    family = add_family(made_up)
    _talk(made_up, family, "AGREED", "REFUSED")
    asked_for(made_up, family)
    waiting = someone(made_up, MANAGER).open("/decisions").text
    assert "About the health visitor: the child's health" in waiting
    assert "About the school: the child's health" in waiting


def test_nobody_is_said_not_to_have_been_alone_of_whom_nobody_said_so(made_up: Running) -> None:
    for said, words, never in (
        ("NOT_KNOWN", "Nobody said whether they were seen alone", "They were not seen alone"),
        ("NO", "They were not seen alone", "Nobody said whether they were seen alone"),
    ):
        family = add_family(made_up)
        unsafe = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
        made_up.record(f"{family.path}/safety", unsafe)
        _talk(made_up, family, "AGREED", seen_alone=said)
        happened = someone(made_up).open(f"/files/{family.file}/timeline").text
        concern = happened.partition(_CONCERN)[2]
        assert words in concern, said
        assert never not in concern, said


def test_a_no_that_is_pressed_again_without_words_keeps_those_it_was_said_with(
    made_up: Running,
) -> None:
    """A second press hid that she was afraid from whoever was to ring her."""
    family = add_family(made_up)
    _talk(made_up, family, "AGREED")
    hers, stop = on_their_page(made_up, family), addresses.STOP
    for words in ("I am scared. Stop it all.", ""):
        hers.send(hers.open(stop), stop, words=words)
    worker = someone(made_up)
    assert "I am scared. Stop it all." in worker.open(f"/files/{family.file}").text
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    assert "I am scared. Stop it all." in worker.open(f"/files/{family.file}/checks/{seq}").text
    # Other words are hers as well, and a yes is said with its own.
    hers.send(hers.open(stop), stop, words="He has found out.")
    assert "He has found out." in worker.open(f"/files/{family.file}").text
