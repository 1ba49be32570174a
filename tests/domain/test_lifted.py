"""Which noes a later yes of theirs has lifted."""

from __future__ import annotations

from datetime import timedelta

from consent_service.domain.file.view import View
from consent_service.domain.said.lifted import is_lifted_now
from consent_service.domain.scopes.scope import Agency, Scope
from tests.domain.own.lives import answer, family
from tests.domain.tasks.story import DAY, Story, scope
from tests.sweeping import each

_HOURS = timedelta(hours=3)


def lifted(story: Story) -> list[bool]:
    view = View(story.file, story.at, story.at)
    return [is_lifted_now(view, one) for one in view.read.responses]


@each(
    "said",
    "by_now",
    of=[
        # A no is lifted by a later yes to all of it, and by nothing else.
        ([("REFUSED", scope())], [False]),
        ([("REFUSED", scope()), ("AGREED", scope())], [True, False]),
        ([("AGREED", scope()), ("REFUSED", scope())], [False, False]),
        ([("REFUSED", scope()), ("AGREED", scope()), ("REFUSED", scope())], [True, False, False]),
        ([("REFUSED", scope()), ("UNDECIDED", scope())], [False, False]),
        ([("REFUSED", scope()), ("AGREED", scope(categories=("EDUCATION",)))], [False, False]),
        # To a part of it only: of the rest it stands.
        (
            [("REFUSED", scope(agencies=(Agency("GP"), Agency("SCHOOL")))), ("AGREED", scope())],
            [False, False],
        ),
    ],
)
def test_a_no_is_lifted_as_a_check_hears_it(
    said: list[tuple[str, Scope]], by_now: list[bool]
) -> None:
    story = family()
    for code, of in said:
        ends = None if code != "AGREED" else story.at + 10 * DAY
        answer(story, said=code, scope=of, expires_at=ends)
        story.later(_HOURS)
    assert lifted(story) == by_now
