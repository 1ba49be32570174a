"""A birth splits a child's record at one moment: before it nothing changes, after it all decide."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.answers import Answer, Outcome
from consent_service.domain.deciding.decision import decide
from consent_service.domain.families.finding import finding_keys
from consent_service.domain.file.casefile import CaseFile
from consent_service.domain.file.view import View
from consent_service.domain.lifting.effects import falls
from consent_service.domain.lifting.written import written
from consent_service.domain.recorded import practice
from consent_service.domain.recorded.circumstances import PersonAmended
from consent_service.domain.recorded.falling import FallKind
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.standing.family import children
from tests.domain.tasks.story import DAY, MONDAY, Story, london, question, scope

BORN = date(2026, 3, 12)
BORN_AT = london("2026-03-12", "00:00")

#: Who answers, what, and on which day after the Monday.
ANSWERS = st.lists(
    st.tuples(
        st.sampled_from(["mum", "dad"]),
        st.sampled_from(["AGREED", "REFUSED", "UNDECIDED", "WITHDRAWN"]),
        st.integers(0, 6),
    ),
    max_size=5,
)
CAREFUL_FIRST = [Outcome.OBJECTION, Outcome.DECISION_NEEDED, Outcome.ASK, Outcome.COVERED]
HOURS = st.integers(0, 8 * 24).map(lambda hours: MONDAY + timedelta(hours=hours))


def test_whoever_was_born_in_a_month_or_year_is_about_so_old_and_no_day_is_made_up() -> None:
    story = Story(london("2026-03-10"))
    story.child("month", None, born_in="2024-03").child("year", None, born_in="2010")
    story.child("due", None, due_in="2026-05")
    view = View(story.file, story.at, story.at)
    assert view.ages == {"month": 1, "year": 15, "due": None}
    shown = {one["id"]: one for one in children(view, ())}
    assert {id: (one["dob"], one["born_in"], one["age_is_about"]) for id, one in shown.items()} == {
        "month": (None, "2024-03", True),
        "year": (None, "2010", True),
        "due": (None, None, False),
    }
    assert (shown["due"]["due_in"], shown["due"]["estimated_due_date"]) == ("2026-05", None)
    # By the end of the month nobody knows that they still are not born.
    assert not View(story.file, london("2026-05-31"), story.at).may_be_born
    assert View(story.file, london("2026-06-01"), story.at).may_be_born
    story.make(PersonAmended, person="month", dob=date(2024, 3, 9), reason="The card says so.")
    born = date(2026, 5, 2)
    story.make(practice.BirthRecorded, child="due", dob=born, effective_at=london("2026-05-02"))
    later = View(story.file, london("2026-06-01"), story.at)
    shown = {one["id"]: one for one in children(later, ())}
    assert (shown["month"]["dob"], shown["month"]["age_is_about"]) == (date(2024, 3, 9), False)
    assert (shown["month"]["born_in"], shown["due"]["due_in"]) == (None, None)
    assert later.ages == {"month": 2, "year": 15, "due": 0}


def test_a_month_of_birth_is_put_right_like_a_day_and_the_last_word_on_it_counts() -> None:
    story = Story(london("2026-03-10"))
    story.child("ng", date(2016, 3, 1)).child("due", None, estimated_due_date=date(2026, 5, 1))
    for born, age, shown in (
        ({"born_in": "2009-03"}, 16, (None, "2009-03", True)),
        ({"dob": date(2015, 3, 9)}, 11, (date(2015, 3, 9), None, False)),
        ({"born_in": "2014"}, 11, (None, "2014", True)),
    ):
        story.make(PersonAmended, person="ng", **born)
        view = View(story.file, story.at, story.at)
        (one,) = (one for one in children(view, ()) if one["id"] == "ng")
        assert view.ages["ng"] == age
        assert (one["dob"], one["born_in"], one["age_is_about"]) == shown
    story.make(PersonAmended, person="due", due_in="2026-06")
    (one,) = (
        one for one in children(View(story.file, story.at, story.at), ()) if one["id"] == "due"
    )
    assert (one["due_in"], one["estimated_due_date"]) == ("2026-06", None)
    # They are found by what is known now, and by what was said before.
    keys = {key for person, key in finding_keys(story.file, {"ng", "due"})}
    assert {"month|2009-03", "about|2014", "born|2015-03-09", "due|2026-06"} <= keys


def told(answers: list[tuple[str, str, int]], dob: date | None, expected: date = BORN) -> Story:
    """A family with one child, unborn without a date of birth, and what the parents answer."""
    story = Story()
    due = expected if dob is None else None
    story.child(dob=dob, estimated_due_date=due).adult("mum").adult("dad").enquiry()
    for person, answer, day in sorted(answers, key=lambda said: said[2]):
        story.at = max(MONDAY + day * DAY, story.at)
        story.say(answer, person, scope=scope("ng"))
    story.at = MONDAY + 7 * DAY
    return story


def with_birth(answers: list[tuple[str, str, int]]) -> CaseFile:
    story = told(answers, None)
    story.make(practice.BirthRecorded, child="ng", dob=BORN, effective_at=BORN_AT)
    return story.file


def answer(file: CaseFile, at: timedelta) -> Answer:
    known = MONDAY + 8 * DAY
    return decide(View(file, MONDAY + at, known), DEFAULT_POLICY, question("ng"))


@given(ANSWERS, st.integers(0, 8 * 24 - 1).map(lambda hours: timedelta(hours=hours)))
def test_before_the_birth_every_answer_is_that_of_an_unborn_child_and_after_it_of_a_born_one(
    answers: list[tuple[str, str, int]], at: timedelta
) -> None:
    is_born = MONDAY + at >= BORN_AT
    as_if = told(answers, BORN if is_born else None).file
    assert answer(with_birth(answers), at) == answer(as_if, at)


@given(ANSWERS)
def test_whoever_is_overdue_is_answered_for_as_unborn_and_as_born_and_the_more_careful_counts(
    answers: list[tuple[str, str, int]],
) -> None:
    at = timedelta(days=8)
    overdue = answer(told(answers, None).file, at).outcome
    unborn = answer(told(answers, None, date(2026, 9, 1)).file, at).outcome
    born = answer(told(answers, BORN).file, at).outcome
    assert overdue == min((unborn, born), key=CAREFUL_FIRST.index)
    # On the day itself, as before it, nobody has missed a birth.
    then = BORN_AT - MONDAY
    known = View(told(answers, None).file, BORN_AT, MONDAY + 8 * DAY)
    assert not known.may_be_born
    of_unborn = answer(told(answers, None, date(2026, 9, 1)).file, then)
    assert answer(told(answers, None).file, then) == of_unborn


def test_another_due_date_lifts_the_no_of_nobody_who_decides_if_the_child_was_born() -> None:
    before = told([("mum", "AGREED", 1), ("dad", "REFUSED", 2)], None)
    after = told([("mum", "AGREED", 1), ("dad", "REFUSED", 2)], None)
    place = after.make(PersonAmended, person="ng", estimated_due_date=date(2026, 9, 1), reason="Zz")
    was, now = (View(story.file, before.at, before.at) for story in (before, after))
    new = written((fact for fact in after.file.every() if fact.seq == place), after.file)
    found = falls(was, now, new, DEFAULT_POLICY)
    assert (FallKind.OBJECTION, "dad") in {(fall.kind, fall.person) for fall in found}


@given(HOURS)
def test_until_it_is_known_there_was_no_birth(known: datetime) -> None:
    file = with_birth([])
    recorded = MONDAY + 7 * DAY
    shown = View(file, MONDAY + 8 * DAY, known).children["ng"].event.dob
    assert shown == (BORN if known >= recorded else None)


def test_names_and_gender_stay_unless_the_birth_says_more() -> None:
    story = told([], None)
    members: dict[str, Any] = {"child": "ng", "dob": BORN, "effective_at": BORN_AT}
    story.make(practice.BirthRecorded, **members)
    view = View(story.file, story.at, story.at)
    assert (view.children["ng"].event.names, view.children["ng"].event.gender) == ("Zz", None)
    story.make(practice.BirthRecorded, names="Zzemrys", gender="boy", **members)
    view = View(story.file, story.at, story.at)
    assert (view.children["ng"].event.names, view.children["ng"].event.gender) == ("Zzemrys", "boy")


def test_before_birth_the_mother_alone_decides_where_there_is_one_on_file() -> None:
    file = with_birth([])
    before, after = BORN_AT - timedelta(microseconds=1), BORN_AT
    known = MONDAY + 8 * DAY
    assert [r.event.person for r in View(file, before, known).deciders["ng"]] == ["mum"]
    assert [r.event.person for r in View(file, after, known).deciders["ng"]] == ["mum", "dad"]
