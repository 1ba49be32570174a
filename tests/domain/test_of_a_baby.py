"""Of an injury of a baby who does not move about yet nobody knows who cared for them then: nobody
at home is rung before a manager has decided, whatever was answered to who may be a danger.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.recorded import events
from consent_service.domain.recorded.circumstances import DangerAsked
from consent_service.domain.recorded.members import ALWAYS
from tests.domain.tasks.story import MANAGER, MONDAY, Story
from tests.domain.test_tells_of_harm import not_known
from tests.reasons import ENOUGH
from tests.sweeping import each
from tests.trying import tried

_BOTH: Final = {"mum", "dad"}
_WEEKS: Final = timedelta(weeks=1)


def _a_family(*weeks: int | None, words: str = "") -> Story:
    """Children of so many weeks; of one of none it is not known. Whoever wrote the words was asked
    who may be a danger, and knew of nobody.
    """
    story = Story()
    for n, age in enumerate(weeks):
        dob = None if age is None else date(2026, 3, 9) - age * _WEEKS
        story.make(events.ChildAdded, child=f"c{n}", names=("Kit", "Lark", "Wyn")[n], dob=dob)
        for person, role in (("mum", "MOTHER"), ("dad", "FATHER")):
            if n == 0:
                story.make(events.AdultAdded, person=person, names=f"{person.title()} Zell")
            link: dict[str, Any] = {"role": role, "pr_status": "YES", "effective_at": ALWAYS}
            story.make(events.RelationshipRecorded, person=person, child=f"c{n}", **link)
    story.enquiry("E1").later()
    if words:
        story.make(events.EnquiryOpened, enquiry="E2", worry=words)
        story.make(DangerAsked, knows_of_nobody=True, of_entries=1)
    return story


#: As whoever refers types it. None of these says that anybody did it.
_HURT: Final = (
    "bruise on cheek seen at clinic",
    "small brusie on his ear, mum not sure how",
    "2 bruises on back noticed at 8 wk check, dad says rolled on dummy",
    "bruising to the thigh. mum says toddler brother did it",
    "bite mark on arm, they think the older one",
    "fractured rib on xray",
    "broken leg, no explanation",
    "burn marks on foot",
    "finger marks on her arm",
    "black eye, parents say he hit himself with a rattle",
    "torn frenulum found by dr",
    "bleeding in her nappy",
    "scald to her leg from bath",
    "baby has bruises, nursery nurse saw it",
)
_WELL: Final = (
    "weight dropping, mum tired, needs help w feeding",
    "no bruises or marks seen, baby well",
    "nil bruising. lovely baby",
    "jabs due, dad works away",
    "mum has no support, wants nursery place",
    "birth mark on back recorded in red book",
    "brother broke his arm at football at school",
    "housing damp, baby has cough",
    "rolling early, big smiles",
    "missed 8 wk check, will rebook",
    "mum bruised her knees in fall at work",
    "sticky eye, seen by gp",
    "cradle cap and nappy rash",
    "weaning soon, asks for advice",
)


@each("words", of=_HURT)
def test_of_a_baby_of_eight_weeks_nobody_is_rung_by_it(words: str) -> None:
    """Whoever took it in knew of no danger, and both parents were to be rung."""
    assert not_known(_a_family(8, words=words)) == _BOTH
    story = _a_family(8, words=words)
    assert "READ_HARM" in story.codes()
    for person in sorted(_BOTH):
        assert person not in story.whose("SPEAK_TO")
        said = {"person": person, "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
        story.later().make(events.SafetyRecorded, MANAGER, **said)
        story.later()
    assert not_known(story) == set()


@each("words", of=_WELL)
def test_what_is_no_injury_of_the_babys_holds_nobody(words: str) -> None:
    assert not_known(_a_family(8, 400, words=words)) == set()


@tried(30)
@given(st.integers(0, 130), st.sampled_from(_HURT[:9]))
def test_it_is_so_until_a_child_may_move(weeks: int, words: str) -> None:
    expected = _BOTH if weeks < 26 and weeks * 7 < 180 else set()
    if "wk" not in words:
        assert not_known(_a_family(weeks, words=words)) == expected


@each(
    "words",
    of=[
        "8 week old with bruise on cheek",
        "bruise on baby 6wks",
        "newborn, bruise on arm",
        "bruising on her back, not yet mobile",
        "non-mobile, bite mark",
        "3 month old has fractured arm",
        "baby aged 10 weeks burn marks on foot",
        "bruise to face, cant roll yet",
    ],
)
def test_the_words_may_say_so_where_no_birthday_does(words: str) -> None:
    """Of a child with needs who does not walk as well."""
    assert not_known(_a_family(None, words=words)) == _BOTH
    assert not_known(_a_family(300, words=words)) == _BOTH


@each(
    "words",
    of=[
        "bruise on his arm, says he fell, 6 weeks ago",
        "bruise on knee from football",
        "8 year old with bruise on arm",
        "bruise on shin at school",
        "had a bruise 3 months ago",
        "seen at 10 wks pregnant, bruise on his arm",
        "bruise on arm, year 3 teacher",
        "Lark has a bruise on her arm",
    ],
)
def test_of_an_older_child_it_says_of_nobody_that_they_did_it(words: str) -> None:
    assert not_known(_a_family(300, 400, words=words)) == set()
    if "ago" not in words and "pregnant" not in words:
        assert not_known(_a_family(8, 400, words=words)) == set()


def test_whoever_tells_of_it_is_held_as_well() -> None:
    """Who cared for them then is not known; and told by one of them, it may be either."""
    story = _a_family(8)
    story.later().talk("mum", parent_words="he has a bruise on his cheek")
    story.make(DangerAsked, knows_of_nobody=True, of_entries=1)
    assert not_known(story) == _BOTH
    story = _a_family(8, words="dad hits mum. bruise on babys cheek")
    assert not_known(story) == _BOTH
    assert MONDAY.date() == date(2026, 3, 9), "the ages are of that day"
