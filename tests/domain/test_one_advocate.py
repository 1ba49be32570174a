"""Who supports whom: the steps, and one person on two sides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.actions.moment import Moment
from consent_service.actions.refused import Refused
from consent_service.actions.waysin import give_way_in
from consent_service.domain.answers import Safe
from consent_service.domain.codes import codes
from consent_service.domain.file.authorityfile import AuthorityFile
from consent_service.domain.file.held import Held
from consent_service.domain.file.view import View
from consent_service.domain.following.advocates import (
    NEXT,
    NOT_DISCUSSED,
    SUITABILITY,
    same_name,
    steps_before,
    unanswered,
    unsuitable,
)
from consent_service.domain.noticing.plausible import implausible
from consent_service.domain.own import own_view, seen_by
from consent_service.domain.own.supporting import may_see, named_at
from consent_service.domain.recorded import events, practice
from consent_service.domain.recorded.circumstances import (
    PeopleJoined,
    PeopleParted,
    PeopleToldApart,
)
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.event import Event, tag_of
from consent_service.domain.recorded.falling import (
    EffectConfirmed,
    EffectRefused,
    EffectWaits,
    Fall,
    FallKind,
)
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.waysin import WayInGiven
from consent_service.domain.reports.advocating import PARENTS
from consent_service.domain.reports.equality import ADULTS
from consent_service.domain.safety.oneadvocate import is_of_concern
from consent_service.domain.safety.reaching import reaching
from consent_service.domain.said.explaining import NINE, fully_explained
from consent_service.domain.standing import standing
from consent_service.domain.tasks.scene import Scene
from tests.domain.tasks import happenings
from tests.domain.tasks.story import MANAGER, WORKER, Story, family


def test_from_wherever_they_stand_a_parent_can_be_offered_somebody_else() -> None:
    elsewhere = set(NEXT) - {"OFFERED"}
    assert [status for status in elsewhere if "OFFERED" not in NEXT[status]] == []


def test_every_step_leads_to_a_status_that_is_known() -> None:
    assert {to for wanted in NEXT.values() for to in wanted} | {NOT_DISCUSSED} == set(NEXT)


@given(st.dictionaries(st.sampled_from(SUITABILITY), st.sampled_from(["YES", "NO", "NOT_CHECKED"])))
def test_a_question_is_answered_yes_or_no_or_is_open(answers: dict[str, str]) -> None:
    said_yes = {question for question in SUITABILITY if answers.get(question) == "YES"}
    assert said_yes | set(unanswered(answers)) | set(unsuitable(answers)) == set(SUITABILITY)
    assert not said_yes & {*unanswered(answers), *unsuitable(answers)}
    assert not set(unanswered(answers)) & set(unsuitable(answers))


def test_no_name_is_nobodys_name() -> None:
    assert same_name("Gran Example", " gran  EXAMPLE ")
    assert not same_name(None, None)
    assert not same_name("Gran Example", None)


@given(st.sets(st.sampled_from(list(codes("explained")))))
def test_an_explanation_is_whole_when_the_first_nine_were_said(said: set[str]) -> None:
    story = family()
    id = story.talk("mum", explained=tuple(said))
    view = View(story.file, story.at, story.at)
    assert fully_explained(view, view.conversations[id]) == (said >= NINE)
    assert len(NINE) == 9


def test_the_steps_to_an_advocate_who_was_named_do_not_begin_again_with_an_offer() -> None:
    assert steps_before("NOMINATED", "ACTIVE") == ("CHECKING", "CONFIRMED")
    assert steps_before("CHECKING", "ACTIVE") == ("CONFIRMED",)
    assert steps_before("WANTED_NOT_FOUND", "ACTIVE") == ("REFERRED_TO_SERVICE",)


def _not_safe(story: Story) -> None:
    story.make(events.SafetyRecorded, person="gran", safe_to_ask=False, code="DOMESTIC_ABUSE")


def _wished(story: Story) -> None:
    story.wish(wish="w1", words="Not her.", not_to_be_told=("gran",))


def _lives_there(story: Story) -> None:
    story.adult("gran", lives_with="YES", pr_status="NO")


def _joined(with_whom: str, settled: type[Event] | None = None) -> Callable[[Story], None]:
    """A worker says that she is somebody else as well, by another name."""

    def join(story: Story) -> None:
        joining = story.make(
            PeopleJoined, joining="j1", person="gran", other=with_whom, reason="So."
        )
        fall = Fall(FallKind.ONE_PERSON, "They are read as one.", with_whom)
        story.make(EffectWaits, waiting="w1", entries=(joining,), falls=(fall,))
        if settled is not None:
            story.later().make(settled, MANAGER, waiting="w1", reason="So it is.")

    return join


def _abuses(person: str) -> Callable[[Story], None]:
    def know(story: Story) -> None:
        story.unsafe(person)

    return know


def confirms(story: Story, person: str, advocate: str | None, name: str) -> Story:
    """Somebody is their advocate, and may see all that they do."""
    happenings.advocate(
        story.later(),
        "CONFIRMED",
        person,
        advocate=name,
        advocate_person=advocate,
        information_permission="FULL_PARENT_VIEW",
    )
    return story


def confirmed(person: str, advocate: str | None, name: str) -> Story:
    """A family with a grandmother who lives elsewhere, and a man who is nobody's father."""
    story = Story().child(dob=date(2009, 2, 1)).adult("mum").adult("dad")
    story.adult("gran", pr_status="NO").enquiry()
    story.make(events.AdultAdded, person="man", names="Ty Zz")
    story.talk(person)
    return confirms(story, person, advocate, name)


def stands(story: Story, person: str) -> tuple[bool, str, str | None, bool, bool]:
    """Whether the advocate sees all; what the person reads of it; whether staff are told and what
    there is to do.
    """
    view = View(story.file, story.at, story.at)
    place = named_at(view, person, "E1")
    assert place is not None
    seen = seen_by(view, person, as_child=person == "ng")
    assert seen is not None
    page = own_view(seen, story.at, lambda _: None)["supporter"]
    shown = next(one for one in standing(view)["advocates"] if one["person"] == person)
    is_due = any(
        (one.code, one.person) == ("CHECK_ADVOCATE", person) or one.code == "ADVOCATE_CONFLICT"
        for one in story.due()
    )
    sees = may_see(view, person, place)
    return sees, page["status"], page["they_may_know"], shown["conflict"], is_due


HELPS = (
    True,
    "They can help you",
    "They see your page, but not what you write to us",
    False,
    False,
)
#: What is feared of them since is told by a person, and no page says so before.
SEES_NOTHING = (False, *HELPS[1:3], True, True)


@pytest.mark.parametrize("since", [_not_safe, _wished])
@pytest.mark.parametrize("chosen", [("gran", "Nan"), (None, "gran  ZZ")])
@pytest.mark.parametrize("person", ["ng", "mum"])
def test_whoever_is_not_safe_to_tell_sees_nothing_from_the_day_on_which_they_are_not(
    person: str, chosen: tuple[str | None, str], since: Callable[[Story], None]
) -> None:
    """Also if they may be that one only by their name; and no page changes by it."""
    story = confirmed(person, *chosen)
    assert stands(story, person) == HELPS
    since(story.later())
    assert stands(story.later(), person) == SEES_NOTHING


@pytest.mark.swept
@pytest.mark.parametrize("settled", [None, EffectRefused, EffectConfirmed])
@pytest.mark.parametrize("chosen", [("gran", "Nan"), (None, "Zz gran"), ("man", "Ty Zz")])
@pytest.mark.parametrize("person", ["ng", "mum"])
def test_who_may_be_the_same_as_somebody_dangerous_sees_nothing_before_anybody_has_confirmed_it(
    person: str, chosen: tuple[str | None, str], settled: type[Event] | None
) -> None:
    """Whoever of the two was named, in whichever order it became known; where a manager refused it
    they are two, and it is as if it had never been said.
    """
    other = "gran" if chosen[0] == "man" else "man"
    joined, danger = _joined("man", settled), _abuses(other)
    for since in ((danger, joined), (_joined("man"), danger)):
        story = confirmed(person, *chosen)
        for happens in since:
            happens(story.later())
        are_two = settled is EffectRefused and joined in since
        assert stands(story.later(), person) == (HELPS if are_two else SEES_NOTHING)
    story.make(PeopleParted, MANAGER, joining="j1", reason="Two people.")
    assert stands(story.later(), person) == HELPS


def test_nobody_is_confirmed_or_let_in_who_may_be_the_same_as_somebody_dangerous() -> None:
    story = confirmed("mum", "gran", "Nan")
    _abuses("man")(story.later())
    _joined("man")(story.later())
    view = View(story.later().file, story.at, story.at)
    said = view.advocate["mum", "E1"]
    assert said is not None
    assert is_of_concern(view, said.event)
    with pytest.raises(Refused, match="advocate-may-not-look"):
        give_way_in(
            WayInGiven(way_in="w", person="mum", how="READ_OUT", advocate_in="E1"),
            Moment(story.at, AuthorityFile(id="own"), WORKER, story.file),
        )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("gran", "Nan"), ("gran", "Nana")),
        ((None, "Zz gran"), (None, "ZZ  Gran")),
        (("gran", "Nan"), (None, "Zz gran")),
    ],
)
@pytest.mark.parametrize("pair", [("mum", "dad"), ("mum", "ng")])
def test_an_advocate_of_two_sides_reads_where_they_stood_first_and_no_page_changes_by_the_other(
    pair: tuple[str, str], first: tuple[str | None, str], second: tuple[str | None, str]
) -> None:
    """What the other said, and whom they named, is the other's. A page that said from that minute
    on that the advocate is checked told each change of mind of the one to the other; and so did a
    page that was gone in that minute for whoever had read it first.
    """
    one, other = pair
    story = confirmed(one, *first)
    story.talk(other)
    confirms(story, other, *second)
    assert {person: stands(story.later(), person) for person in pair} == dict.fromkeys(pair, HELPS)
    story.say("AGREED", one)
    story.later().say("REFUSED", other)
    shown = {person: stands(story.later(), person) for person in pair}
    assert shown == {
        one: (True, *HELPS[1:3], True, True),
        other: (False, *HELPS[1:3], True, True),
    }
    of_each = standing(View(story.file, story.at, story.at))["advocates"]
    assert {row["person"]: row["reads_on"] for row in of_each} == {one: True, other: False}
    # Nobody reads on for somebody who may not be safe, whoever named them first.
    story.later().unsafe(other, code="DOMESTIC_ABUSE")
    assert stands(story.later(), one) == SEES_NOTHING


def test_nobody_is_told_by_way_of_an_advocate_whom_they_do_not_have_or_who_may_not_be_one() -> None:
    story = confirmed("mum", "gran", "Nan")
    story.make(
        practice.KeepInformedAgreed,
        person="mum",
        enquiry="E1",
        methods=("VIA_ADVOCATE",),
        times=("WEEKLY",),
    )

    def told(person: str) -> tuple[Safe, list[str]]:
        view = View(story.later().file, story.at, story.at)
        made: list[Held[Any]] = [
            *view.holding[practice.ContactMade],
            *view.holding[practice.TellingRecorded],
            *view.holding[practice.KeepInformedAgreed],
        ]
        doubted = [
            tag_of(type(held.event))
            for held in made
            if held.event.person == person and "NOT_BY_THIS_WAY" in implausible(view, held)
        ]
        return reaching(view, person, None, "VIA_ADVOCATE").answer, doubted

    for person in ("mum", "dad"):
        story.make(practice.ContactMade, person=person, enquiry="E1", method="VIA_ADVOCATE")
        story.told("decision", person, method="VIA_ADVOCATE")
    assert told("mum") == (Safe.YES, [])
    assert told("dad") == (Safe.NO, ["contact-made", "telling-recorded"])
    _abuses("man")(story.later())
    _joined("man")(story.later())
    story.make(practice.ContactMade, person="mum", enquiry="E1", method="VIA_ADVOCATE")
    assert told("mum") == (Safe.NO, ["contact-made", "keep-informed-agreed"])


def test_whoever_may_not_support_them_is_counted_as_nobody_in_place() -> None:
    def in_place(story: Story) -> set[bool]:
        scene = Scene(View(story.file, story.at, story.at), DEFAULT_POLICY)
        (parent,) = [one for one in PARENTS.of(scene) if "discussed" in one.is_true]
        (asked,) = [
            enquiry
            for one in ADULTS.of(scene)
            for enquiry in one.enquiries
            if "advocate_discussed" in enquiry.is_true
        ]
        return {"in_place" in parent.is_true, "advocate_in_place" in asked.is_true}

    def asks(story: Story) -> None:
        by = By("mum", "PARENT")
        story.make(practice.FamilyAsked, by, request="r", person="mum", wants="SUPPORTER")

    for since in (_not_safe, asks):
        story = confirmed("mum", "gran", "Nan")
        assert in_place(story.later()) == {True}
        since(story)
        assert in_place(story.later()) == {False}


@pytest.mark.parametrize(
    ("person", "advocate", "since", "expected"),
    [
        ("ng", "dad", None, SEES_NOTHING),
        ("mum", "dad", None, SEES_NOTHING),
        ("ng", "gran", None, HELPS),
        ("ng", "gran", _lives_there, SEES_NOTHING),
        ("mum", "gran", _lives_there, HELPS),
    ],
)
def test_whoever_looks_after_a_child_is_not_the_advocate_from_whom_their_page_is_kept(
    person: str, advocate: str, since: Callable[[Story], None] | None, expected: object
) -> None:
    story = confirmed(person, advocate, "Somebody")
    if since is not None:
        since(story.later())
    assert stands(story.later(), person) == expected


def test_of_two_of_one_name_a_manager_who_tells_them_apart_says_which_is_the_advocate() -> None:
    story = confirmed("mum", "gran", "Zz gran")
    story.make(events.AdultAdded, person="other", names="Zz gran")
    story.make(events.SafetyRecorded, person="other", safe_to_ask=False, code="DOMESTIC_ABUSE")
    assert stands(story.later(), "mum") == SEES_NOTHING
    story.make(PeopleToldApart, MANAGER, person="gran", other="other", reason="Another one.")
    assert stands(story.later(), "mum") == HELPS


@pytest.mark.parametrize(("chosen", "name"), [("dad", "Dad"), (None, "Zz dad")])
def test_the_other_parent_sees_nothing_of_a_parents_page(chosen: str | None, name: str) -> None:
    """He read her yes to a service for drugs, and her no in the minute in which she said it."""
    assert stands(confirmed("mum", chosen, name).later(), "mum") == SEES_NOTHING
    # Whoever is nobody's parent here supports her, and her mother does.
    for other in ("man", "gran"):
        assert stands(confirmed("mum", other, "Nan").later(), "mum") == HELPS
