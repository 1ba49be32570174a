"""What is found of many answers at once is what is found when each is held against each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations
from random import Random
from typing import Any

from consent_service.domain.file.bounds import Steps
from consent_service.domain.file.held import Held, in_order
from consent_service.domain.file.view import View
from consent_service.domain.file.whattheysaid import REACHED_BY
from consent_service.domain.recorded.events import Response, ValidityChanged
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.said.contradicting import (
    AGREEMENTS,
    NOES,
    contradict,
    takes_back,
    takes_in_all,
)
from consent_service.domain.said.saidlater import is_after
from consent_service.domain.said.saidsince import SaidSince
from consent_service.domain.scopes.scope import ANY, BOTH, SEEK, SHARE, Agency, Exclusions, Scope
from consent_service.domain.tasks.conflicts import conflicts
from consent_service.domain.tasks.scene import Scene
from tests.domain.tasks.story import Story

MANY = 250
SECOND = timedelta(seconds=1)
AGENCIES = (
    Agency("GP"),
    Agency("SCHOOL"),
    Agency(ANY),
    Agency("SCHOOL", "Oak Primary"),
    Agency("SCHOOL", "the surgery"),
    Agency("GP", "Oak Primary"),
    Agency("GP", described="his old one"),
)
KINDS = ("CHILD_HEALTH", "EDUCATION", "IDENTITY_CONTACT", "IDENTITY_WITHOUT_ADDRESS", ANY)
ANSWERS = ("AGREED", "AGREED", "AGREED_IN_PART", "REFUSED", "REFUSED", "WITHDRAWN", "UNDECIDED")


def some_scope(pick: Random) -> Scope:
    def some(*values: str) -> tuple[str, ...]:
        return tuple(pick.sample(values, pick.randint(1, 2)))

    left_out = Exclusions()
    if not pick.randrange(4):
        left_out = Exclusions((pick.choice(AGENCIES),), some(*KINDS[:2]))
    return Scope(
        some("ng", "zo", ANY),
        some("AGENCY_CHECKS", "CIN_ASSESSMENT", ANY),
        tuple(pick.sample(AGENCIES, pick.randint(1, 2))),
        some(*KINDS),
        some(SEEK, SHARE, BOTH),
        left_out,
    )


def some_story(pick: Random) -> Story:
    story = Story().child().child("zo").adult("mum").adult("mum", "zo").adult("dad").enquiry()
    story.adult("gran", pr_status="NO")
    scopes = [some_scope(pick) for _ in range(pick.choice((1, 2, 4, 12)))]
    apart = pick.choice(((0.0,), (0.0, 1.0), (0.4, 0.6, 1.5), (0.0, 60.0)))
    said: list[str] = []
    talks: list[str] = []
    for _ in range(pick.randint(2, 24)):
        story.later(pick.choice(apart) * SECOND)
        if said and not pick.randrange(8):
            status = pick.choice(("VALID", "CONCERN"))
            story.make(ValidityChanged, response=pick.choice(said), status=status)
            continue
        more: dict[str, Any] = {}
        if not pick.randrange(3):
            more["effective_at"] = story.at - pick.choice((0, 1, 2, 60)) * SECOND
        answer = pick.choice(ANSWERS)
        if answer != "WITHDRAWN":
            more["expires_at"] = pick.choice((None, story.at + 3 * SECOND, story.at + 9 * SECOND))
            if not pick.randrange(3):
                talks = talks[:1] if pick.randrange(2) and talks else [story.talk()]
                more["conversation"] = talks[0]
        person = pick.choice(("mum", "mum", "dad", "gran"))
        said.append(story.say(answer, person, scope=pick.choice(scopes), **more))
    return story.later(pick.choice((0, 1)) * SECOND)


def stories() -> Iterator[View]:
    for seed in range(MANY):
        story = some_story(Random(seed))
        yield View(story.file, story.at, story.at)


# ── contradictions ──────────────────────────────────────────────────────────────────────────


def each_against_each(scene: Scene) -> list[str]:
    """The answers that are to be looked at: of each pair the later, of what was said alike one."""
    view = scene.view
    said = [r for r in view.said if r.event.answer in AGREEMENTS | NOES]
    pairs = [pair for pair in combinations(said, 2) if contradict(*pair)]
    found = [later for one, later in pairs if _at_once(view, said, one, later)]
    standing = {
        one.seq
        for one in said
        # A no that is in doubt is a no.
        if (one.event.response not in view.unreliable or one.event.answer in NOES)
        and not any(
            first is one and later.event.person == one.event.person for first, later in pairs
        )
    }
    found += [
        later
        for one, later in pairs
        if {one.seq, later.seq} <= standing
        and one.event.person != later.event.person
        and {one.event.person, later.event.person} <= set(scene.parents)
    ]
    first: dict[object, str] = {}
    for one in found:
        of = one.event
        first.setdefault((of.person, of.answer in NOES, of.response_kind, of.scope), of.response)
    return list(first.values())


def _at_once(
    view: View, said: list[Held[Response]], one: Held[Response], later: Held[Response]
) -> bool:
    if one.event.person != later.event.person:
        return False
    at_once = one.effective_at == later.effective_at
    if not at_once and abs(one.recorded_at - later.recorded_at) > SECOND:
        return False
    both = max(one.recorded_at, later.recorded_at)
    noes = {pair.event.response for pair in (one, later) if pair.event.answer in NOES}
    settled = any(
        held.event.response in (one.event.response, later.event.response)
        and held.recorded_at > both
        and (held.event.status == "VALID" or held.event.response not in noes)
        for held in view.holding[ValidityChanged]
    )
    again = any(
        other.event.person == later.event.person
        and in_order(other) > in_order(later)
        and other.recorded_at > both + SECOND
        for other in said
    )
    return not settled and not again


def test_the_same_answers_are_to_be_looked_at() -> None:
    told = 0
    for view in stories():
        scene = Scene(view, DEFAULT_POLICY)
        found = [task.about for task in conflicts(scene)]
        assert found == each_against_each(scene)
        told += len(found)
    assert told > MANY


# ── what was said since ─────────────────────────────────────────────────────────────────────


def test_what_was_said_since_is_what_each_later_answer_says() -> None:
    seen = dict.fromkeys(("answered", "elsewhere", "renewed", "taken back", "lifted"), 0)
    for view in stories():
        for one in view.said:
            since = [
                other
                for other in view.said
                if other.event.person == one.event.person and in_order(other) > in_order(one)
            ]
            spoke = [other for other in since if other.event.answer in REACHED_BY]
            asked, ends = SaidSince.of(view, one), one.event.expires_at
            found = {
                "answered": bool(spoke),
                "elsewhere": any(s.event.conversation != one.event.conversation for s in spoke),
                "renewed": any(
                    s.event.answer in AGREEMENTS
                    and s.event.scope == one.event.scope
                    and (s.event.expires_at is None or (ends and s.event.expires_at > ends))
                    for s in since
                ),
                "taken back": any(takes_back(s, one) for s in since),
                "lifted": any(
                    s.event.answer == "AGREED"
                    and s.event.response not in view.unreliable
                    and is_after(s, one)
                    and takes_in_all(s.event.scope, one.event.scope)
                    for s in since
                ),
            }
            assert found == {
                "answered": asked.has_answered(one),
                "elsewhere": asked.has_answered_in_another_talk(one),
                "renewed": asked.is_renewed(one),
                "taken back": asked.is_taken_back(one),
                "lifted": asked.is_lifted(one, one.event.scope, Steps()),
            }
            for name, is_so in found.items():
                seen[name] += is_so
    assert min(seen.values()) > MANY
