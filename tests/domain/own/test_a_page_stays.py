"""The page of somebody who is not safe to tell, or with whom nobody has spoken, stays as it is.

Whatever staff write down since, byte for byte: a page that changes says that something has.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from consent_service.domain.recorded import events, practice
from consent_service.domain.recorded.circumstances import (
    DeathRecorded,
    OrderRecorded,
    PersonAmended,
)
from consent_service.domain.recorded.particulars import Telling
from tests.domain.own.lives import answer, decide, family, share, view_of
from tests.domain.own.test_promising import receipt
from tests.domain.tasks.happenings import advocate
from tests.domain.tasks.kinds_of_meetings import hurt
from tests.domain.tasks.story import DAY, MANAGER, Story, scope
from tests.sweeping import each


def spoken_to_and_unsafe() -> Story:
    story = family()
    answer(story)
    answer(story, "mum")
    advocate(story, "DECLINED", "dad")
    story.unsafe("dad", code="ALLEGED_ABUSER")
    return story.later(DAY)


def never_spoken_to() -> Story:
    story = Story().child(dob=date(2015, 2, 1)).adult("mum").adult("dad").enquiry()
    story.talk("mum")
    answer(story, "mum")
    return story.later(DAY)


def _order(kind: str) -> Callable[[Story], Any]:
    def ordered(story: Story) -> None:
        order: dict[str, Any] = {
            "order": "o",
            "child": "ng",
            "order_type": kind,
            "source": "Zz court",
        }
        people = {"people": ("mum",), "limits": ("dad",)}
        story.make(OrderRecorded, MANAGER, **people, **order)

    return ordered


def _advocate(status: str) -> Callable[[Story], Any]:
    return lambda story: advocate(story, status, "dad", advocate="Zz")


def _informed(story: Story) -> None:
    kept: dict[str, Any] = {
        "person": "dad",
        "enquiry": "E1",
        "methods": ("CALL",),
        "times": ("WEEKLY",),
    }
    story.make(practice.KeepInformedAgreed, **kept, agreed_with_person=True)
    story.make(
        practice.ContactMade,
        person="dad",
        enquiry="E1",
        method="CALL",
        next_contact_due=date(2026, 12, 1),
    )


def _reached(story: Story) -> None:
    point: dict[str, Any] = {"person": "dad", "type": "PHONE", "safety": "SAFE"}
    story.make(practice.ContactPointRecorded, contact="new", value="020", **point)


def _decided(story: Story) -> None:
    decide(story, telling=Telling("TOLD"))
    share(story, basis="AUTHORISED", rests_on=("a",))


def _no_longer_his(story: Story) -> None:
    ended = events.RelationshipRecorded(
        person="dad",
        child="ng",
        role="FATHER",
        pr_status="ENDED",
        ended=True,
        effective_at=story.at,
    )
    story.record(ended, MANAGER)


SINCE: Final[dict[str, Callable[[Story], Any]]] = {
    "an adoption": _order("ADOPTION_ORDER"),
    "a placement order": _order("PLACEMENT_ORDER"),
    "a care order": _order("CARE_ORDER"),
    "a special guardian": _order("SPECIAL_GUARDIANSHIP_ORDER"),
    "an advocate offered": _advocate("OFFERED"),
    "an advocate at work": _advocate("ACTIVE"),
    "how he is kept informed": _informed,
    "a number of his": _reached,
    "a decision, and what was shared under it": _decided,
    "his responsibility ended": _no_longer_his,
    "a child of theirs hurt by nobody knows whom": hurt,
    "the enquiry handed on to section 47": lambda story: story.close(reason="S47"),
    "nothing more to do": Story.close,
}


@each("what", of=SINCE)
@each("stands", of=[spoken_to_and_unsafe, never_spoken_to])
def test_what_is_written_down_since_is_no_news_from_a_page(
    stands: Callable[[], Story], what: str
) -> None:
    story = stands()
    before = json.dumps(view_of(story))
    SINCE[what](story)
    story.later()
    assert json.dumps(view_of(story)) == before


@each("what", of=SINCE)
def test_nor_from_what_he_is_told_who_stops(what: str) -> None:
    def told(*since: Callable[[Story], Any]) -> Sequence[str]:
        story = spoken_to_and_unsafe()
        for happens in since:
            happens(story)
        return receipt(story.later(), "dad")

    assert told(SINCE[what]) == told()


def _decides_no_more(status: str) -> Callable[[Story], Any]:
    link: dict[str, Any] = {"role": "FATHER", "pr_status": status, "ended": status == "ENDED"}
    of: dict[str, Any] = {"person": "dad", "child": "ng", **link}
    return lambda story: story.make(events.RelationshipRecorded, MANAGER, **of)


#: What a person tells somebody safe, and no page of theirs and no word of it.
TOLD_BY_A_PERSON: Final[dict[str, Callable[[Story], Any]]] = {
    **{
        status: _decides_no_more(status)
        for status in ("ENDED", "RESTRICTED_BY_COURT", "SUSPENDED_BY_LAW", "NO", "DISPUTED")
    },
    "an adoption": _order("ADOPTION_ORDER"),
    "the child has died": lambda story: story.make(
        DeathRecorded, MANAGER, person="ng", source="Zz hospital"
    ),
}


@each("answer_", of=["AGREED", "REFUSED", None])
@each("what", of=TOLD_BY_A_PERSON)
def test_what_a_person_tells_changes_no_page_and_no_word_of_it_before(
    what: str, answer_: str | None
) -> None:
    """“Say yes to this” went, in the hour a manager confirmed what a court had ordered, or a child
    had died; then what the page on which he stops says that it would mean.
    """

    def shown(*since: Callable[[Story], Any]) -> tuple[Any, ...]:
        story = family()
        if answer_ is not None:
            answer(story, answer=answer_)
        story.later(DAY)
        for happens in since:
            happens(story)
        before, means = view_of(story.later()), receipt(story.later(), "dad")
        return json.dumps(before), means, json.dumps(view_of(story.later()))

    assert shown(TOLD_BY_A_PERSON[what]) == shown()


def test_once_somebody_was_told_that_a_child_has_died_their_page_knows_it() -> None:
    story = family()
    answer(story, answer="REFUSED")
    TOLD_BY_A_PERSON["the child has died"](story.later(DAY))
    before = view_of(story.later())
    assert [one["child"] for one in before["children"]] == ["ng"]
    story.make(practice.TellingRecorded, about="ng", person="dad", told=True)
    assert view_of(story.later())["children"] == []


def test_a_mother_goes_on_to_read_of_the_child_she_was_asked_about_whatever_is_said_since() -> None:
    """One who came after we first spoke to her, of whom she has answered since."""
    story = family()
    story.later(DAY).child("new").adult("mum", "new")
    story.agree("mum", scope=scope("new"))
    before = view_of(story.later(DAY), "mum")
    assert "new" in {child["child"] for child in before["children"]}
    story.unsafe("mum", code="ALLEGED_ABUSER")
    assert view_of(story, "mum") == before


def test_somebody_safe_reads_what_was_settled_with_them() -> None:
    story = family()
    for what in ("an advocate offered", "how he is kept informed", "a number of his"):
        before = json.dumps(view_of(story))
        SINCE[what](story)
        assert json.dumps(view_of(story.later())) != before


def test_whoever_may_have_hurt_a_child_reads_on_of_all_that_was_settled_with_them() -> None:
    story = family()
    for what in ("an advocate at work", "how he is kept informed", "a number of his"):
        SINCE[what](story)
    before = json.dumps(view_of(story.later()))
    hurt(story)
    assert json.dumps(view_of(story.later())) == before


@each("what", of=["ENDED", "an adoption"])
def test_no_name_that_a_child_was_given_since_is_on_the_page_of_whoever_decides_no_more(
    what: str,
) -> None:
    """Their page stays as it was, and so does the name by which they knew the child."""
    story = family()
    answer(story, answer="REFUSED")
    before = json.dumps(view_of(story.later(DAY)))
    TOLD_BY_A_PERSON[what](story)
    story.make(PersonAmended, MANAGER, person="ng", names="Zznew Name")
    assert json.dumps(view_of(story.later())) == before
