"""The closing table says who was heard and told, asks why where nobody was, and loses nothing."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from consent_service.actions.enquiries import explain_gap
from consent_service.actions.moment import Moment
from consent_service.actions.refused import Refused
from consent_service.domain.file.authorityfile import AuthorityFile
from consent_service.domain.file.view import View
from consent_service.domain.following.closed import left_open
from consent_service.domain.following.closingtable import asking_why, closing_table, without_reason
from consent_service.domain.own import own_view, seen_by
from consent_service.domain.recorded import meetings, plans, practice
from consent_service.domain.recorded.circumstances import PeopleJoined, PersonAmended, WishWeighed
from consent_service.domain.recorded.events import EnquiryOpened, WishRecorded
from consent_service.domain.recorded.owning import ClosingGapExplained
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from tests.domain.tasks import happenings
from tests.domain.tasks import kinds_of_plans as k
from tests.domain.tasks.story import DAY, MANAGER, MONDAY, WORKER, Story, family, scope
from tests.reasons import ENOUGH
from tests.sweeping import each


def story_of() -> Story:
    """A GP told us of a toddler; the mother was spoken to, the father is not safe."""
    story = Story(MONDAY - DAY).child().adult("mum").adult("dad")
    story.enquiry(referrer_agency="GP")
    story.talk("mum")
    story.unsafe("dad")
    story.at = MONDAY
    return story


def view_of(story: Story) -> View:
    return View(story.file, story.at, story.at)


def table(story: Story) -> dict[tuple[str, str], str]:
    """By row and column: filled, not needed, the reason, or what is offered."""
    rows = closing_table(view_of(story), "E1")
    return {
        (row.person or row.kind.value, cell.column): (
            cell.because.event.reason if cell.because else cell.offers or cell.filled.value
        )
        for row in rows
        for cell in row.cells
    }


def explain(story: Story, about: str, column: str, reason: str, **more: Any) -> None:
    usual: dict[str, Any] = {"enquiry": "E1", "about": about, "column": column, "reason": reason}
    story.make(ClosingGapExplained, **usual, **more)


def test_each_row_says_who_was_heard_who_was_told_and_offers_a_reason_where_nobody_was() -> None:
    story = story_of()
    assert table(story) == {
        ("ng", "HEARD"): "NOT_NEEDED",
        ("ng", "TOLD"): "NOT_NEEDED",
        ("ng", "HAS_PLAN"): "NOT_NEEDED",
        ("mum", "HEARD"): "YES",
        ("mum", "TOLD"): "NO",
        ("mum", "HAS_PLAN"): "NOT_NEEDED",
        ("dad", "HEARD"): "NOT_SAFE",
        ("dad", "TOLD"): "NOT_SAFE",
        ("dad", "HAS_PLAN"): "NOT_NEEDED",
        ("REFERRER", "HEARD"): "NOT_NEEDED",
        ("REFERRER", "TOLD"): "NO",
        ("REFERRER", "HAS_PLAN"): "NOT_NEEDED",
    }
    story.say("AGREED")
    happenings.disclose(story)
    k.planned(story)
    k.named(story, recipient="hers", agency="GP", person="mum")
    found = table(story)
    assert (
        found["AGENCY", "HEARD"] == found["AGENCY", "TOLD"] == found["AGENCY", "HAS_PLAN"] == "NO"
    )
    assert found["PLAN", "HAS_PLAN"] == "NO"
    story.make(practice.AgencyReplied, disclosure="sent", outcome="NOTHING_HELD")
    story.make(meetings.AgencyTold, to="sent", about="E1", words_sent="Zz")
    story.told("E1", "mum")
    story.make(practice.ReferrerToldBack, enquiry="E1", level="OUTCOME")
    for recipient in ("GP", "hers"):
        k.given(story, recipient=recipient)
    found = table(story)
    assert {found[key] for key in found if key[0] not in ("ng", "dad")} == {"YES", "NOT_NEEDED"}


def test_what_is_offered_is_no_reason_until_somebody_says_so() -> None:
    story = story_of()
    before = without_reason(closing_table(view_of(story), "E1"))
    explain(story, "dad", "HEARD", "NOT_SAFE")
    assert without_reason(closing_table(view_of(story), "E1")) == before - 1
    # What is done after all fills it; and a reason given twice counts once.
    explain(story, "mum", "TOLD", "TRIED")
    explain(story.later(), "mum", "TOLD", "OTHER", words="Zz")
    assert table(story)["mum", "TOLD"] == "OTHER"
    story.told("E1", "mum")
    assert table(story)["mum", "TOLD"] == "YES"


def test_it_is_closed_all_the_same_and_what_is_missing_is_a_task_until_it_is_said() -> None:
    story = story_of()
    story.close()
    assert story.the("EXPLAIN_GAPS").so_far == "4 of 12 are empty and nobody has said why"
    assert story.the("TELL_OUTCOME").person == "mum"
    assert "TELL_OUTCOME" in story.codes()
    explain(story, "mum", "TOLD", "TRIED")
    assert "TELL_OUTCOME" not in story.codes()
    for about in ("ng", "dad"):
        for column in ("HEARD", "TOLD"):
            explain(story, about, column, "OTHER", words="Zz")
    assert "EXPLAIN_GAPS" in story.codes()
    story.make(practice.ReferrerToldBack, enquiry="E1", level="OUTCOME")
    assert "EXPLAIN_GAPS" not in story.codes()


def test_nothing_that_is_open_is_lost_by_closing() -> None:
    """What the table says would stay is what stays; a plan, a stop and what waits among it."""
    story = story_of()
    story.say("AGREED")
    happenings.disclose(story)
    story.later().say("WITHDRAWN")
    k.planned(story)
    left = left_open(view_of(story), DEFAULT_POLICY, "E1")
    assert (left.stops, left.plans) == (("sent",), ("plan",))
    assert {"SEND_STOP_NOTICE", "SEND_PLAN", "EXPLAIN_GAPS"} <= {task.code for task in left.tasks}
    assert "ASK_ABOUT_RISK" in {task.code for task in left.done_with}
    story.close()
    after = left_open(view_of(story), DEFAULT_POLICY, "E1")
    assert [(task.code, task.about) for task in after.tasks] == [
        (task.code, task.about) for task in left.tasks
    ]
    assert after.done_with == ()
    assert (after.stops, after.plans) == (left.stops, left.plans)
    story.make(plans.PlanEnded, MANAGER, plan="plan", reason="Zz")
    assert left_open(view_of(story), DEFAULT_POLICY, "E1").plans == ()


def test_how_it_ended_is_on_the_page_of_whoever_was_told_and_on_no_other() -> None:
    story = story_of()
    dads = page(story, "dad")
    story.close()
    assert page(story, "mum")["outcomes"] == []
    # That the family was told, whoever is meant, puts it on nobody's page.
    story.told("E1", None)
    assert page(story, "mum")["outcomes"] == []
    story.told("E1", "mum")
    (ended,) = page(story, "mum")["outcomes"]
    assert ended["what"] == "We gave advice, or nothing more was needed"
    assert page(story, "dad") == dads


def page(story: Story, person: str) -> dict[str, Any]:
    seen = seen_by(view_of(story), person, as_child=False)
    assert seen is not None
    return own_view(seen, story.at, lambda _: None)


def test_what_is_still_to_be_done_when_it_closes_stays_a_task_until_it_is() -> None:
    story = story_of()
    for row, column in asking_why(closing_table(view_of(story), "E1")):
        explain(story, row, column, "STILL_TO_DO")
    assert without_reason(closing_table(view_of(story), "E1")) == 0
    story.close()
    assert story.the("EXPLAIN_GAPS").so_far == "4 of 12 were still to be done"
    assert story.the("TELL_OUTCOME").person == "mum"
    story.told("E1", "mum")
    assert story.the("EXPLAIN_GAPS").so_far == "3 of 12 were still to be done"
    # Said again, it is left at that; and the other way round it is to be done once more.
    explain(story.later(), "dad", "TOLD", "NOT_SAFE")
    assert story.the("EXPLAIN_GAPS").so_far == "2 of 12 were still to be done"
    explain(story.later(), "dad", "TOLD", "STILL_TO_DO")
    assert story.the("EXPLAIN_GAPS").so_far == "3 of 12 were still to be done"


def test_closing_adds_no_place_that_asks_to_those_that_asked_before() -> None:
    """Whoever was told with whom it goes on has not heard of its end: that is asked before it."""
    story = story_of()
    story.close(reason="CIN_ASSESSMENT")
    story.later().told("E1", "mum")
    asks = set(asking_why(closing_table(view_of(story), "E1")))
    assert ("mum", "TOLD") in asks
    story.later().close()
    assert set(asking_why(closing_table(view_of(story), "E1"))) == asks
    story.later().told("E1", "mum")
    assert set(asking_why(closing_table(view_of(story), "E1"))) == asks - {("mum", "TOLD")}


def test_an_enquiry_that_was_opened_in_error_and_closed_asks_nobody_for_anything() -> None:
    story = story_of()
    seq = story.file.of(EnquiryOpened)[0].seq
    story.close()
    story.later().correct(seq, MANAGER)
    assert not {"EXPLAIN_GAPS", "TELL_OUTCOME", "TELL_AGENCY_OUTCOME"} & story.codes()


def test_another_reason_without_words_is_none_and_nobody_goes_untold_for_it() -> None:
    story = story_of()
    before = without_reason(closing_table(view_of(story), "E1"))
    for column in ("HEARD", "TOLD"):
        explain(story, "mum", column, "OTHER", words=" ")
    assert without_reason(closing_table(view_of(story), "E1")) == before
    story.close()
    assert story.the("TELL_OUTCOME").person == "mum"
    explain(story, "mum", "TOLD", "OTHER", words="She is told on Monday, with her sister.")
    assert without_reason(closing_table(view_of(story), "E1")) == before - 1
    assert "TELL_OUTCOME" not in story.codes()


def test_a_reason_said_of_whoever_stands_on_the_file_twice_holds_under_either_id() -> None:
    """Before they were joined and after, as it is sent and as it is read."""
    story = story_of()
    story.adult("pa")
    explain(story, "pa", "TOLD", "TRIED")
    story.record(PeopleJoined(joining="same", person="dad", other="pa", reason="Zz"), MANAGER)
    assert view_of(story).the_one("pa") == "dad"
    assert table(story)["dad", "TOLD"] == "TRIED"
    gap = ClosingGapExplained(
        enquiry="E1", about="pa", column="HEARD", reason="NOT_SAFE", effective_at=story.at
    )
    moment = Moment(story.at, AuthorityFile(id="own"), WORKER, story.file)
    assert list(explain_gap(gap, moment)) == [gap]
    story.record(gap)
    assert table(story)["dad", "HEARD"] == "NOT_SAFE"
    with pytest.raises(Refused, match="not-on-file"):
        explain_gap(msgspec.structs.replace(gap, about="nobody"), moment)


@each(
    "step",
    "row",
    of=[
        (plans.PlanStep("Zz", person="mum"), "mum"),
        # Whom the words may name, and whom it is not safe to give it to.
        (plans.PlanStep("Zz", who="Mr Yy"), "dad"),
        (plans.PlanStep("Zz", who="the GP surgery"), "AGENCY"),
    ],
)
def test_of_whoever_does_something_by_a_plan_it_is_asked_why_they_do_not_have_it(
    step: plans.PlanStep, row: str
) -> None:
    story = story_of()
    story.make(PersonAmended, person="dad", names="Yy Xx")
    story.say("AGREED")
    happenings.disclose(story)
    usual: dict[str, Any] = {"enquiry": "E1", "children": ("ng",)}
    story.make(plans.SafetyPlanMade, plan="plan", version=1, **usual)
    assert table(story)[row, "HAS_PLAN"] == "NOT_NEEDED"
    story.make(plans.SafetyPlanMade, plan="plan", version=2, steps=(step,), **usual)
    found = {key: filled for key, filled in table(story).items() if key[1] == "HAS_PLAN"}
    assert found.pop((row, "HAS_PLAN")) == ("NOT_SAFE" if row == "dad" else "NO")
    # Nobody was named, and nobody has it.
    assert found.pop(("PLAN", "HAS_PLAN")) == "NO"
    assert set(found.values()) == {"NOT_NEEDED"}


def test_a_plan_that_nobody_may_be_given_is_not_said_to_be_with_anybody() -> None:
    story = story_of()
    story.unsafe("dad")
    story.make(plans.SafetyPlanMade, plan="plan", version=1, enquiry="E1", children=("ng",))
    story.make(plans.PlanRecipientNamed, recipient="him", plan="plan", person="dad")
    row = next(one for one in closing_table(view_of(story), "E1") if one.kind == "PLAN")
    cell = row.cells[-1]
    assert (cell.filled, cell.offers) == ("NO", "NOT_SAFE")
    assert cell.so_far == "Nobody was given version 1"
    assert (row.id, "HAS_PLAN") in asking_why(closing_table(view_of(story), "E1"))


def test_whoever_cares_for_two_was_heard_where_they_were_asked_about_each() -> None:
    story = story_of().child("sam").adult("mum", "sam")
    story.say("AGREED", "mum")

    def heard() -> tuple[str, str | None]:
        rows = closing_table(view_of(story), "E1")
        cells = next(row.cells for row in rows if row.person == "mum")
        return cells[0].filled.value, cells[0].so_far

    assert heard() == ("NO", "About 1 of 2 children")
    story.say("REFUSED", "mum", scope=scope("sam"))
    assert heard() == ("YES", None)
    # What is over is read as it was.
    story.close("E1")
    assert heard() == ("YES", None)


def test_of_whom_nobody_knows_whether_it_is_safe_it_is_decided_after_the_closing() -> None:
    """ "Not safe" was offered of a mother whom a sign may mean, and nothing was left to be done."""
    story = family()
    said: dict[str, Any] = {"objects": False, "words": "Do not tell my mum.", "heard_by": "Zz"}
    story.make(WishRecorded, wish="w", child="ng", **said)
    assert table(story)["mum", "TOLD"] == "STILL_TO_DO"
    explain(story, "mum", "TOLD", "STILL_TO_DO")
    story.later().close()
    assert "mum" in {one.person for one in story.due() if one.code == "DECIDE_IF_SAFE"}
    explain(story.later(), "mum", "TOLD", "NOT_SAFE")
    assert "mum" not in {one.person for one in story.due() if one.code == "DECIDE_IF_SAFE"}


def test_whom_a_child_does_not_want_told_is_told_or_not_once_that_is_weighed() -> None:
    """A mother was put down as not safe by the wish alone, whatever came of it."""
    story = family()
    story.wish(wish="w", words="She would be cross.", not_to_be_told=("mum",))
    assert table(story)["mum", "TOLD"] == "STILL_TO_DO"
    weighed: dict[str, Any] = {"wish": "w", "may_be_told": False, "reason": ENOUGH}
    story.later().make(WishWeighed, MANAGER, **weighed)
    assert table(story)["mum", "TOLD"] == "NOT_SAFE"
    story = family().unsafe("mum").later()
    story.wish(wish="w", words="She would be cross.", not_to_be_told=("mum",))
    assert table(story)["mum", "TOLD"] == "NOT_SAFE"
