"""How long a write takes that goes through all it may (`domain/file/bounds.py`), and a step of it.

`python -m bench.bounded`: families of several kinds, each larger than the one before, until what a
write would let fall is no longer worked out. Of each kind: so much of it, so many steps, and the
processor's milliseconds, of the last that was worked out whole and of the first that was not.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final
from unittest import mock

from consent_service.actions import guarding
from consent_service.actions.moment import Moment
from consent_service.domain.file import bounds
from consent_service.domain.file.authorityfile import AuthorityFile
from consent_service.domain.file.bounds import Steps
from consent_service.domain.recorded.events import SafetyRecorded
from tests.domain.tasks.story import WORKER, Story
from tests.domain.test_growth import a_family, of_names_that_nobody_listed
from tests.domain.test_growth_of_what_waits import no_longer, pressed, with_so_many_waiting
from tests.reasons import ENOUGH

#: Somebody says something, and what that would let fall is worked out.
_Write = Callable[[Story], None]


def _decides(story: Story) -> None:
    """Somebody holds responsibility from now on: each word on the file may fall by that."""
    story.adult("gran", effective_at=story.at)


def _is_safe(story: Story) -> None:
    story.make(SafetyRecorded, person="dad", safe_to_ask=True, code="OTHER", reason=ENOUGH)


def _of_many_people(count: int) -> Story:
    """Each of them has said no, and nobody knows whether that counts."""
    story = Story().child().adult("mum").adult("dad").adult("gran", pr_status="NO").enquiry()
    for number in range(count):
        story.later().adult(f"somebody-{number}", pr_status="NO")
        story.say("REFUSED", f"somebody-{number}")
    return story


_KINDS: Final[dict[str, tuple[Callable[[int], Story], _Write]]] = {
    "answers about other things each; somebody decides": (
        partial(a_family, of_names_that_nobody_listed),
        _decides,
    ),
    "yeses pressed over a no, which wait; he is safe to ask": (
        partial(with_so_many_waiting, pressed),
        _is_safe,
    ),
    "that he decides nothing, each of which waits; he is safe to ask": (
        partial(with_so_many_waiting, no_longer),
        _is_safe,
    ),
    "people with a no each; one more decides": (_of_many_people, _decides),
}


@dataclass
class _Taken:
    count: int
    steps: int
    milliseconds: float


def _taken(family: Callable[[int], Story], write: _Write, count: int) -> _Taken:
    story = family(count)
    moment = Moment(story.later().at, AuthorityFile(id="own"), WORKER, story.file)
    write(story)
    begun: list[Steps] = []

    def begin() -> Steps:
        begun.append(Steps())
        return begun[-1]

    with mock.patch.object(guarding, "Steps", begin):
        before = time.thread_time()
        guarding.would_fall(moment, story.file)
        milliseconds = (time.thread_time() - before) * 1e3
    return _Taken(count, sum(one.taken for one in begun), milliseconds)


def measure() -> str:
    """Two lines for each kind."""
    lines = ["| | so many | steps | ms | ms a thousand |", "|---|---:|---:|---:|---:|"]
    for kind, (family, write) in _KINDS.items():
        count, last = 4, _taken(family, write, 2)
        while (this := _taken(family, write, count)).steps <= bounds.MOST:
            count, last = count + max(1, count // 2), this
        for said, one in (("within", last), ("beyond", this)):
            each = one.milliseconds / min(one.steps, bounds.MOST) * 1e3
            cells = f"{one.count} | {one.steps:,} | {one.milliseconds:,.0f} | {each:.1f}"
            lines.append(f"| {kind}: {said} | {cells} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(measure())
