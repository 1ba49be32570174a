"""What somebody takes back is taken back for whoever staff had written into it, and tells nobody
of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from consent_service.actions.moment import Moment
from consent_service.actions.own import AskUs, StopAgreeing, ask_us, stop_agreeing
from consent_service.domain.answers import Says
from consent_service.domain.file.authorityfile import AuthorityFile
from consent_service.domain.file.view import View
from consent_service.domain.recorded import events
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.events import AnyEvent
from consent_service.domain.said.position import where_they_stand
from consent_service.domain.scopes.scope import SEEK, Agency, Point
from tests.domain.own.lives import answer, family, view_of
from tests.domain.tasks.story import Story, scope
from tests.sweeping import each

SCHOOL = Agency("SCHOOL")
HE = By("dad", "PARENT")


def feared(*children: str) -> Story:
    """A father whom nobody tells of another child; staff write down what he agrees to, of which
    children it is.
    """
    story = family().later().unsafe("dad").later()
    story.make(events.ChildAdded, child="yu", names="Yusuf", dob=date(2017, 1, 1))
    story.adult("mum", "yu").adult("dad", "yu").later()
    answer(story, response="his", scope=scope(*children, agencies=(SCHOOL,)))
    return story.later()


def says(story: Story, child: str) -> Says:
    point = Point(child, "AGENCY_CHECKS", SCHOOL, "CHILD_HEALTH", SEEK)
    return where_they_stand(View(story.file, story.at, story.at), "dad", point, "E1").says


def stopped(moment: Moment) -> Sequence[AnyEvent]:
    return stop_agreeing(StopAgreeing(response="his"), "dad", moment)


def a_service_stopped(moment: Moment) -> Sequence[AnyEvent]:
    return stop_agreeing(StopAgreeing(response="his", who=("School",)), "dad", moment)


def asked_to_change(moment: Moment) -> Sequence[AnyEvent]:
    return ask_us(AskUs(wants="CHANGE_AGREEMENT", response="his"), "dad", moment)


def test_whoever_wants_to_change_something_may_mean_what_is_on_no_page_of_theirs() -> None:
    story = feared("yu")
    view = View(story.file, story.at, story.at)
    moment = Moment(story.at, AuthorityFile(id="own"), HE, story.file, view)
    for event in ask_us(AskUs(wants="CHANGE_AGREEMENT"), "dad", moment):
        story.record(event, HE)
    assert says(story.later(), "yu") is not Says.YES
    assert "Yusuf" not in str(view_of(story))


@each("pressed", of=[stopped, a_service_stopped, asked_to_change])
def test_a_child_who_is_on_no_page_of_theirs_is_taken_out_too(
    pressed: Callable[[Moment], Sequence[AnyEvent]],
) -> None:
    """His yes went on counting for the child whom he was not told of."""
    pages: list[dict[str, Any]] = []
    for children in (("ng",), ("ng", "yu")):
        story = feared(*children)
        assert says(story, children[-1]) is Says.YES
        view = View(story.file, story.at, story.at)
        for event in pressed(Moment(story.at, AuthorityFile(id="own"), HE, story.file, view)):
            story.record(event, HE)
        story.later()
        assert Says.YES not in {says(story, child) for child in children}
        page = view_of(story)
        pages.append({name: page[name] for name in ("children", "agreed", "said_no", "asked_us")})
        for one in (*page["said_no"], *page["agreed"]):
            one.pop("response")
    assert pages[0] == pages[1]
