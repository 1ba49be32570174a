"""Whom a question leaves out: whoever is on the file, however little is known of them."""

from __future__ import annotations

from datetime import date

from consent_service.domain.deciding.decision import decide
from consent_service.domain.deciding.whoelse import WhoElse, who_else
from consent_service.domain.file.view import View
from consent_service.domain.recorded import circumstances, events, meetings
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.scopes.services import Directory
from consent_service.domain.words.contacting import next_of, who_else_in_a_line
from tests.domain.tasks.story import DAY, MANAGER, Story, question
from tests.reasons import ENOUGH


def family() -> Story:
    return Story().child().adult("mum").enquiry()


def left_out(story: Story, *subjects: str) -> tuple[WhoElse, str]:
    view, asked = View(story.file, story.at, story.at), question(*subjects)
    answer = decide(view, DEFAULT_POLICY, asked, Directory())
    found = who_else(view, answer.items, (asked.agency,), Directory())
    return found, who_else_in_a_line(view, found) or ""


def test_a_brother_or_sister_is_in_the_line_whatever_is_known_of_their_birth() -> None:
    story = family()
    story.make(events.ChildAdded, child="a", names="Unborn", estimated_due_date=date(2026, 6, 1))
    story.make(events.ChildAdded, child="b", names="Guessed", estimated_dob=date(2020, 6, 1))
    story.make(events.ChildAdded, child="c", names="Twice")
    story.make(events.ChildAdded, child="d", names="Twice again")
    story.later().make(
        circumstances.PeopleJoined, MANAGER, joining="j", person="c", other="d", reason="One."
    )
    found, line = left_out(story)
    assert sorted(found.children) == ["a", "b", "c"]
    assert all(name in line for name in ("Unborn", "Guessed", "Twice"))
    # Asked about by the id that they were recorded with second, they are not left out.
    found, line = left_out(story, "d")
    assert sorted(found.children) == ["a", "b", "ng"]


def test_an_adult_of_whom_nobody_says_what_they_are_to_a_child_now_is_in_the_line() -> None:
    story = family().adult("dad", effective_at=Story().at + 3 * DAY)
    story.make(events.AdultAdded, person="gran", names="Gran")
    story.adult("nobody", role="UNKNOWN_FATHER", pr_status="UNCONFIRMED")
    found, line = left_out(story)
    assert [one.person for one in found.others] == ["dad", "gran"]
    assert "nobody has said what they are to these children now: Zz dad and Gran." in line
    story.unsafe("gran")
    _, line = left_out(story)
    assert "Do not contact Gran" in line
    # Whoever has died is not to be looked for, and whoever is linked is in the answer itself.
    story.make(circumstances.DeathRecorded, person="gran", source="GP")
    story.later(3 * DAY)
    assert left_out(story)[0].others == ()


def test_nobody_is_sent_to_whoever_may_have_hurt_a_child_before_it_is_decided() -> None:
    """As no task does: what to do next says first that it is to be settled, of whoever is in the
    answer and of whoever it leaves out.
    """
    story = family().child("sib", dob=date(2019, 1, 1))
    story.adult("dad", child="sib").adult("dad")

    def following() -> str:
        view = View(story.file, story.at, story.at)
        answer = decide(view, DEFAULT_POLICY, question(), Directory())
        return next_of("outcomes", answer.outcome, view, answer.items)

    assert "Do not contact" not in following()
    story.make(
        meetings.InjuryRecorded,
        injury="i",
        child="ng",
        words="A bruise.",
        explained="NOT_EXPLAINED",
        moves="CANNOT",
    )
    assert "SPEAK_TO" not in story.codes()
    assert following().startswith(
        "Do not contact Zz mum (mother) or Zz dad (father) before a manager"
    )
    assert "Do not contact" in left_out(story, "sib")[1]
    # A manager has said of her that it is safe; that he was spoken to all the same says nothing.
    story.later().unsafe("mum", MANAGER, safe_to_ask=True, code="SAFE_AGAIN", reason=ENOUGH)
    assert following().startswith("Do not contact Zz dad (father) before a manager")
    story.later().talk("dad")
    assert following().startswith("Do not contact Zz dad (father) before a manager")
    story.later().unsafe("dad", MANAGER, safe_to_ask=True, code="SAFE_AGAIN", reason=ENOUGH)
    assert "Do not contact" not in following()
