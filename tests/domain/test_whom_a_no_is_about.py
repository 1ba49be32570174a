"""A no is always heard: whoever says it, of whomever it names and of whichever kind of information,
some check about somebody whom that kind is about tells of it; and says it to nobody else's.
"""

from __future__ import annotations

from itertools import combinations, product

import pytest

from consent_service.domain.answers import Item, Outcome, Says
from consent_service.domain.codes import OWN_TO_A_CHILD, OWN_TO_AN_ADULT
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.said.questions import questions
from consent_service.domain.scopes.scope import ANY, Agency, Exclusions
from tests.domain.tasks.story import DAY, Story, family, question, scope

CHILDREN, ADULTS = ("ng", "sam"), ("mum", "dad")
EVERYBODY = (*CHILDREN, *ADULTS)
#: One of each sort, and whom it is about.
WHOSE = {
    "CHILD_HEALTH": {*CHILDREN},
    "SUBSTANCE_USE": {*ADULTS},
    "IDENTITY_CONTACT": {*EVERYBODY},
}
KINDS = tuple(WHOSE)
NAMED = [some for n in (1, 2, 3) for some in combinations(EVERYBODY, n)]
WAYS = ("REFUSED", "NOT_CLEAR", "WITHDRAWN", "left out", "a service left out")


def two_children() -> Story:
    """Both are the mother's; only one is the father's."""
    return family().child("sam").adult("mum", "sam").later(DAY)


def fits(kind: str, subject: str) -> bool:
    return subject not in (ADULTS if kind in OWN_TO_A_CHILD else ()) and subject not in (
        CHILDREN if kind in OWN_TO_AN_ADULT else ()
    )


def says(story: Story, way: str, person: str, named: tuple[str, ...], kind: str) -> None:
    """As entries that were recorded before anybody looked whom such a no is about."""
    about = scope(*named, categories=(kind,))
    if way in ("left out", "a service left out"):
        kinds = ("EDUCATION", kind) if way != "left out" else ("EDUCATION",)
        left = Exclusions(categories=(kind,))
        if way != "left out":
            left = Exclusions(agencies=(Agency("GP"),))
        agencies = (Agency(ANY),)
        about = scope(*named, categories=kinds, agencies=agencies, exclusions=left)
    answer = way if way in ("REFUSED", "NOT_CLEAR", "WITHDRAWN") else "AGREED_IN_PART"
    story.say(answer, person, scope=about)


def checked(story: Story, kind: str) -> dict[str, Item]:
    """By whom it is about: what a check is answered."""
    view = View(story.file, story.at, story.at)
    asked = [one for one in EVERYBODY if fits(kind, one)]
    answer = decide(view, DEFAULT_POLICY, question(*asked, categories=(kind,)))
    return {item.subject: item for item in answer.items}


def hears(item: Item, person: str) -> bool:
    return any(p.person == person and (p.says is Says.NO or p.holds) for p in item.positions)


@pytest.mark.parametrize("way", WAYS)
def test_every_no_is_told_by_some_check_that_can_be_asked(way: str) -> None:
    for person, named, kind in product(("mum", "dad", "ng"), NAMED, KINDS):
        story = two_children()
        says(story, way, person, named, kind)
        found = checked(story.later(DAY), kind)
        heard = {subject for subject, item in found.items() if hears(item, person)}
        case = (way, person, named, kind, heard)
        # Of whoever is named and can be meant it is heard, as ever.
        assert {one for one in named if fits(kind, one)} <= heard, case
        assert heard, case
        # And of nobody else but those whom a kind is about of which nobody was named.
        meant = heard - {*named}
        assert meant <= ({person} if person in ADULTS and kind in OWN_TO_AN_ADULT else WHOSE[kind])
        assert not meant or kind != "IDENTITY_CONTACT", case


@pytest.mark.parametrize("way", ["REFUSED", "left out"])
def test_what_a_mother_says_no_to_under_her_own_name_alone_is_asked_of_nobody_else(
    way: str,
) -> None:
    """Of each of her children: the father had agreed, and she herself before."""
    story = two_children()
    for person in ADULTS:
        story.agree(person, scope=scope(*CHILDREN))
    story.later(DAY)
    assert {item.outcome for item in checked(story, "CHILD_HEALTH").values()} == {Outcome.COVERED}
    says(story, way, "mum", ("mum",), "CHILD_HEALTH")
    found = checked(story.later(DAY), "CHILD_HEALTH")
    assert {item.outcome for item in found.values()} == {Outcome.OBJECTION}
    # What she says yes to since lifts it.
    story.agree("mum", scope=scope(*CHILDREN))
    found = checked(story.later(DAY), "CHILD_HEALTH")
    assert {item.outcome for item in found.values()} == {Outcome.COVERED}


def test_what_may_fall_is_asked_of_everybody_of_whom_such_a_no_is_heard() -> None:
    """So no worker alone says that the mother who said it decides no more."""
    story = two_children()
    says(story, "REFUSED", "mum", ("mum",), "CHILD_HEALTH")
    story.later(DAY)
    view = View(story.file, story.at, story.at)
    asked = {q.point.subject for q in questions(view, view, EVERYBODY, ())}
    hears_it = {one for one, item in checked(story, "CHILD_HEALTH").items() if hears(item, "mum")}
    assert hears_it == {*CHILDREN}
    assert hears_it <= asked
