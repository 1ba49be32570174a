"""What one worker wrote down of danger is not taken off a manager's list by another who calls it an
error: nor is a call for help, or what somebody wrote that nobody has read. Nor is whoever is put
on the file later asked any sooner.
"""

from __future__ import annotations

from random import Random
from typing import Any, Final

from consent_service.domain.answers import Safe
from consent_service.domain.recorded.events import AdultAdded, RelationshipRecorded
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import EntryCorrected
from consent_service.domain.safety.signs import asking
from consent_service.domain.tasks import due
from tests.domain.every_write import NOON, WORKER, Hub
from tests.domain.own.against import written_against
from tests.domain.test_effects import HOUR
from tests.sweeping import each

#: What somebody looks at because somebody may be in danger.
_OF_DANGER: Final = frozenset(
    {
        *("READ_HARM", "READ_WRITING", "READ_WORDS", "WEIGH_WISH", "HELP_NOW", "DECIDE_IF_SAFE"),
        *("DECIDE_WHO_IS_SAFE", "CONSIDER_STRATEGY", "ASK_ABOUT_INJURY"),
    }
)
_DECIDE: Final = "DECIDE_IF_SAFE"
_EVERY: Final = range(len([*written_against("dad", "mum", NOON)]))


def _of_danger(hub: Hub) -> set[tuple[str | None, ...]]:
    every = due(hub.view(), DEFAULT_POLICY)
    return {(one.code, one.person, one.about) for one in every if one.code in _OF_DANGER}


def _looked_at(hub: Hub) -> set[tuple[str | None, ...]]:
    """The same, where what waits for a manager asks of somebody whether they are safe."""
    every = due(hub.view(), DEFAULT_POLICY)
    waits = {(_DECIDE, one.person, None) for one in every if one.code == "CONFIRM_EFFECT"}
    return _of_danger(hub) | waits


def _asks_who_comes_later(hub: Hub) -> bool:
    later = Hub(hub.chance, hub.file, hub.own, hub.at, hub.seq)
    later.put(AdultAdded(person="later", names="Zed Harrow"))
    partner: dict[str, Any] = {"role": "PARENTS_PARTNER", "pr_status": "NO"}
    link = RelationshipRecorded(person="later", child="kim", effective_at=hub.at, **partner)
    later.put(link)
    return later.view().each[asking]["later"].answer is Safe.YES


@each("number", of=_EVERY, every=4)
def test_what_tells_of_danger_is_looked_at_whoever_calls_it_an_error(number: int) -> None:
    hub = Hub(Random(number))
    hub.begin()
    hub.at += HOUR
    first = hub.seq
    by, written = [*written_against("dad", "mum", hub.at, first)][number]
    hub.put(*written, by=by)
    hub.at += 3 * HOUR
    before, was_asked = _of_danger(hub), _asks_who_comes_later(hub)
    for place in range(first, first + len(written)):
        again = Hub(hub.chance, hub.file, hub.own, hub.at, hub.seq)
        wrong = EntryCorrected(corrects=place, what_was_wrong="A typo.", requested_by="STAFF")
        again.write([wrong], again.moment(WORKER, "another"))
        left = before - _looked_at(again)
        assert not left, (written[place - first], left)
        assert was_asked >= _asks_who_comes_later(again), written[place - first]
