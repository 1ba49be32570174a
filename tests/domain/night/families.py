"""How a family stands at three in the morning: which enquiries there are, and who everybody is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any, Final

from consent_service.actions.moment import Moment
from consent_service.domain.codes import PLACEHOLDER
from consent_service.domain.file.authorityfile import AuthorityFile
from consent_service.domain.file.view import View
from consent_service.domain.recorded import circumstances, events, falling, practice
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.waysin import WayInGiven
from consent_service.domain.scopes.scope import Agency, Scope
from tests.domain.shared import THE_SURGERY_WAS_ASKED
from tests.domain.tasks.story import DAY, MONDAY, NINE, Story

#: The place of what the mother wrote on her own page.
WRITTEN: Final = 2
#: The mother has agreed to everything about the child that anybody might ask here.
_EVERYTHING: Final = Scope(agencies=(Agency("GP"), Agency("SCHOOL")))


def _agreed_in(story: Story, enquiry: str) -> None:
    """The mother agreed in it. Nobody has said anything else."""
    story.enquiry(enquiry).later()
    agrees(story, "mum", enquiry)


def agrees(story: Story, person: str, enquiry: str) -> None:
    """To everything about the child that anybody might ask here."""
    talk = story.talk(person, NINE, enquiry=enquiry)
    story.make(
        events.ResponseRecorded,
        response=f"yes-{enquiry}" if person == "mum" else f"{person}-{enquiry}",
        enquiry=enquiry,
        person=person,
        answer="AGREED",
        scope=_EVERYTHING,
        conversation=talk,
        expires_at=MONDAY + 40 * DAY,
    )
    story.later()


def _two(story: Story) -> None:
    _agreed_in(story, "E1")
    _agreed_in(story, "E2")


def _ended(story: Story, reason: str = "NFA_ADVICE") -> None:
    _agreed_in(story, "E1")
    story.close(reason=reason).later()


def _ended_and_another(story: Story, reason: str = "NFA_ADVICE") -> None:
    _ended(story, reason)
    _agreed_in(story, "E2")


def _two_handed_on(story: Story) -> None:
    _ended(story, "CIN_ASSESSMENT")
    _agreed_in(story, "E2")
    story.close("E2", "S47").later()


#: By name: which enquiries there are.
ENQUIRIES: Final[dict[str, Callable[[Story], None]]] = {
    "one open": lambda story: _agreed_in(story, "E1"),
    "two open": _two,
    "none": lambda story: None,
    "ended": _ended,
    "ended, another open": _ended_and_another,
    "handed on": lambda story: _ended(story, "CIN_ASSESSMENT"),
    "handed on, another open": lambda story: _ended_and_another(story, "S47"),
    "two handed on": _two_handed_on,
}

#: Everybody of whom something may be said: as they are to the child, or are no longer.
ADULTS: Final = ("mum", "dad", "stranger", "was", "dead", "twice")
CHILDREN: Final = ("ng", "teen")


@cache
def family(enquiries: str) -> Story:
    """Two children; a mother who agreed, a father, an adult whom nobody has linked, one who is no
    longer what they were, one who has died, one who is the father under another id; and of one
    child another father, whom nobody knows.
    """
    story = Story(MONDAY - 20 * DAY).child().child("teen", (MONDAY - 15 * 366 * DAY).date())
    written: dict[str, Any] = {"request": "written", "person": "mum", "wants": "LETTER"}
    wrote = story.make(practice.FamilyAsked, By("mum", "PARENT"), **written, words="By post.")
    assert wrote == WRITTEN
    # Of a name that is not near another's, or the two might be one.
    story.make(events.AdultAdded, person="dead", names="Yy buried", interpreter_needed=False)
    for adult in ("mum", "dad", "dead", "was"):
        story.adult(adult).adult(adult, "teen")
    for adult in ("stranger", "twice"):
        story.make(events.AdultAdded, person=adult, names="Zz")
    story.make(events.AdultAdded, person="unknown", names="Not known")
    story.adult("unknown", "teen", role=PLACEHOLDER, pr_status="UNCONFIRMED")
    story.later()
    story.adult("was", ended=True, effective_at=story.at)
    story.make(circumstances.DeathRecorded, person="dead")
    if enquiries == "one open":
        # Once is enough: a file in which two are one is read much more slowly.
        joined: dict[str, Any] = {
            "joining": "joined",
            "person": "dad",
            "other": "twice",
            "reason": "Zz",
        }
        story.make(circumstances.PeopleJoined, **joined)
    story.later()
    ENQUIRIES[enquiries](story)
    story.make(
        practice.ContactPointRecorded,
        contact="way-of-dad",
        person="dad",
        type="PHONE",
        value="020 7946 0018",
        safety="UNSAFE",
    )
    story.make(WayInGiven, way_in="letter", person="mum", how="READ_OUT")
    placed: dict[str, Any] = {
        "order": "placed",
        "child": "ng",
        "order_type": "SECTION_20",
        "source": "Zz",
    }
    story.make(circumstances.OrderRecorded, **placed)
    _what_was_done(story)
    story.at = MONDAY
    return story


def _what_was_done(story: Story) -> None:
    if story.file.of(events.ResponseRecorded):
        story.decide(decision="COURT_ORDER")
        story.make(
            falling.EffectWaits,
            waiting="waits",
            entries=(0,),
            falls=(falling.Fall(falling.FallKind.OBJECTION, "Zz", "dad"),),
        )
    story.share_now()
    story.make(
        practice.DisclosureRecorded,
        disclosure="sent",
        **THE_SURGERY_WAS_ASKED,
    )
    story.later(timedelta(hours=1))


def moment(story: Story, role: str = "MASH_WORKER") -> Moment:
    """Somebody of this role writes now, under whichever id."""
    own, file = AuthorityFile(id="own"), story.file
    return Moment(story.at, own, By("night-1", role), file, View(file, story.at, story.at))
