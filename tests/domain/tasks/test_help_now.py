"""A cry for help is heard first, by whoever is there, whatever else there is to do and whatever is
written down of them or of others.
"""

from __future__ import annotations

from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.recorded import practice
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.tasks.replying import due_of_answer
from consent_service.domain.tasks.task import FIRST, HELP_WITH_CARE, MANAGER, WORKER
from tests.domain.tasks.happenings import asked_for_help, withdrew
from tests.domain.tasks.kind import Kind
from tests.domain.tasks.kinds import KINDS
from tests.domain.tasks.kinds_of_meetings import hurt
from tests.domain.tasks.story import DAY, Story, family, question
from tests.sweeping import each


def cries(story: Story) -> None:
    """Asks for help now, as somebody who has not asked for anything else."""
    story.adult("gran")
    story.make(practice.FamilyAsked, request="cry", person="gran", wants="HELP_NOW")


@each("kind", of=KINDS, ids=lambda kind: kind.code)
def test_it_stands_before_whatever_else_is_due_however_late_that_is(kind: Kind) -> None:
    story = family()
    kind.raised(story)
    story.later(30 * DAY)
    cries(story)
    first = story.due()[0]
    assert first.code in FIRST
    while story.due()[0].code in FIRST and story.due()[0].about != "cry":
        # Somebody else cried before.
        asked = story.due()[0].about
        story.make(practice.FamilyAnswered, request=asked, words="Zz", how="DONE")
    assert story.due()[0].about == "cry"
    # Whoever asks about the child hears it as well, once, whatever is agreed.
    view = View(story.file, story.at, story.at)
    answer = decide(view, DEFAULT_POLICY, question())
    heard = due_of_answer(view, answer, "E1", story.at)
    assert [one.about for one in heard if one.code in FIRST] == ["cry"]


DANGERS = {
    "of herself": lambda s: s.unsafe("mum"),
    "of somebody else": lambda s: s.unsafe("dad"),
    "nobody has explained an injury": hurt,
    "how he is reached": lambda s: s.make(
        practice.ContactPointRecorded,
        contact="his",
        person="dad",
        type="ADDRESS",
        value="4 Hill Lane",
        safety="UNSAFE",
    ),
    "a child does not want somebody told": lambda s: s.wish(
        objects=True, words="Do not tell my dad."
    ),
}


@each("name", of=DANGERS)
def test_whatever_is_written_down_since_it_stays_one_and_is_heard_by_worker_and_manager(
    name: str,
) -> None:
    story = family()
    withdrew(story)
    asked_for_help(story)
    before = {task.code for task in story.due() if task.person == "mum"}
    assert {"HELP_NOW", "CALL_AFTER_WITHDRAWAL"} <= before
    DANGERS[name](story)
    story.later()
    heard = {(task.code, task.for_role) for task in story.due() if task.about == "wish"}
    careful = {(HELP_WITH_CARE, WORKER), (HELP_WITH_CARE, MANAGER)}
    assert heard in ({("HELP_NOW", WORKER)}, careful)
    assert story.due()[0].about == "wish"
    # The call that she was promised is not gone either.
    promised = {"CALL_AFTER_WITHDRAWAL", "CALL_IF_SAFE"}
    assert len(promised & {task.code for task in story.due() if task.person == "mum"}) == 1
    story.close()
    assert story.due()[0].about == "wish"
