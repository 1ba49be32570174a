"""Of an area of the work an answer wants only what may belong to it: each says as which codes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from itertools import chain

from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.tasks import belonging, derived, replying
from consent_service.domain.tasks.agreeing import agreeing
from consent_service.domain.tasks.scene import AreaOfWork, Scene
from consent_service.domain.tasks.task import FIRST, Task, ranked
from tests.domain.tasks.happenings import concern
from tests.domain.tasks.kinds import KINDS
from tests.domain.tasks.story import DAY, Story, family, question
from tests.domain.tasks.test_come_of_age import of
from tests.domain.tasks.test_promised_times import promised
from tests.domain.walk.situations import SITUATIONS
from tests.domain.walk.surfaces import PROPOSALS
from tests.domain.walk.walking import as_it_stands
from tests.trying import is_campaign

_CAN_BELONG = FIRST.union(belonging._BELONGS)
_IN_REPLIES = belonging._IN_REPLIES
_ASKED = (*PROPOSALS, question("mum", categories=("ADULT_HEALTH",)))


def _doubted() -> Story:
    """Nobody knows whether the father holds responsibility; her sister interpreted."""
    story = family().adult("dad", pr_status="UNCONFIRMED")
    concern(story, "INTERPRETER_IS_FAMILY")
    story.agree("dad")
    return story


def _looks() -> Iterator[View]:
    """Each kind of task raised, and each kind of event written down."""
    for kind in KINDS:
        story = family()
        kind.raised(story)
        yield from (View(story.file, at, at) for at in (story.at, story.at + 3 * DAY))
    for story in (_doubted(), of(18, 1), promised("BEFORE_EACH_CONTACT")):
        yield View(story.file, story.at, story.at)
    for situation in SITUATIONS:
        record = as_it_stands(situation)
        yield record.view(record.at)


def _codes(view: View, area: AreaOfWork) -> set[str]:
    scene = Scene(view, DEFAULT_POLICY)
    return {task.code for task in derived(scene, (area,))} & _CAN_BELONG


def test_an_area_makes_no_task_that_can_belong_to_an_answer_but_by_a_code_that_it_names() -> None:
    found = {area: set[str]() for area in _IN_REPLIES}
    for view in _looks():
        for area in _IN_REPLIES:
            found[area] |= _codes(view, area)
    assert found == _IN_REPLIES


def _is_any_wanted(on: list[belonging.About], enquiry: str | None, tasks: Collection[Task]) -> bool:
    return any(belonging.that_belong(on, enquiry, tasks))


def test_what_is_not_derived_for_an_answer_would_not_have_belonged_to_it() -> None:
    belonged = set[str]()
    for number, view in enumerate(_looks()):
        asked = (*_ASKED, *map(question, view.children))
        # Each day one question in three of each look.
        for proposal in asked if is_campaign() else asked[number % 3 :: 3]:
            answer = decide(view, DEFAULT_POLICY, proposal)
            on = [belonging.About(item, answer, view.children) for item in answer.items]
            scene = Scene(view, DEFAULT_POLICY)
            its_own = partial(agreeing, is_wanted=partial(_is_any_wanted, on, proposal.enquiry))
            every = chain(derived(scene, tuple(_IN_REPLIES)), derived(scene, (its_own,)))
            whole = ranked(belonging.belonging(on, proposal.enquiry, every))
            assert replying.about_the_answer(view, answer, proposal.enquiry) == whole
            belonged |= {task.code for task in whole}
    assert belonged <= _CAN_BELONG
    assert belonged == _CAN_BELONG or not is_campaign()
