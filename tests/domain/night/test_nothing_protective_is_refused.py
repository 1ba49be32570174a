"""What protects somebody is kept: whoever types it, however, and however the record stands.

Every write that may hold something of the kind, in every situation, about everybody, at any time,
with each part that may be left out left out. It is not refused, and nobody is less protected.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from itertools import islice
from typing import Any, Final
from zlib import crc32

import pytest

from consent_service.actions.guarding import what_waits
from consent_service.actions.said import Said
from consent_service.actions.withcare import DoesNotFit
from consent_service.api.recorded.write import Write
from consent_service.api.recorded.writes import WRITES
from consent_service.domain.answers import Item, Outcome, Safe, Says
from consent_service.domain.codes import codes
from consent_service.domain.deciding.decision import CAREFUL, decide
from consent_service.domain.file.folding import Stamp
from consent_service.domain.file.view import View
from consent_service.domain.lifting.protecting import WHATEVER_IT_SAYS, WHERE, protects
from consent_service.domain.may import FAMILY, PARTNER
from consent_service.domain.noticing.notices import notices_of
from consent_service.domain.recorded.content import Content
from consent_service.domain.recorded.events import (
    AgreementWithdrawn,
    AnyEvent,
    ResponseRecorded,
    SafetyRecorded,
)
from consent_service.domain.recorded.falling import TakenWithCare
from consent_service.domain.recorded.members import Spread, members_of
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import ContactPointRecorded
from consent_service.domain.safety.signs import asking, standing_signs
from consent_service.domain.scopes.proposal import Proposal
from consent_service.domain.scopes.scope import Agency
from consent_service.domain.standing import standing
from consent_service.domain.tasks import due
from consent_service.domain.tasks.scene import Scene
from consent_service.domain.tasks.waitinglist import WAITS
from tests.domain.night.bodies import (
    IS_WHAT_IT_SAYS,
    MUST_BE_SAID,
    OF_A_CHILD,
    OF_A_MANAGER,
    OF_AN_ADULT,
    OF_NOBODY,
    STAYS_A_PROBLEM,
    TYPED,
)
from tests.domain.night.families import ADULTS, CHILDREN, ENQUIRIES, agrees, family, moment
from tests.domain.tasks.story import DAY, MONDAY, Story
from tests.domain.test_members_do_something import BECOMES

ROWS: Final = {write.name: write for write in WRITES}
#: As it is typed: now, by a clock that is ahead, in another year, long before the enquiry.
TIMES: Final = (
    MONDAY + timedelta(minutes=10),
    MONDAY + 400 * DAY,
    MONDAY - 700 * DAY,
)
GIVES_WAY: Final = {code.lower().replace("_", "-") for code in codes("taken_with_care")}


def kinds_of(write: Write[Any]) -> set[type]:
    """The kinds of event that its members make, as far as they say so."""
    kind = BECOMES.get(write.records, (write.records, {}))[0]
    spread = [one.holds.base for one in members_of(write.records) if one.holds.mark(Spread)]
    return {kind, *spread}


def people_of(name: str) -> tuple[str, ...]:
    if name in OF_NOBODY:
        return ("mum",)
    return CHILDREN if name in OF_A_CHILD else ADULTS if name in OF_AN_ADULT else ADULTS + CHILDREN


def optional(write: Write[Any], body: dict[str, Any]) -> list[str]:
    """What of the body may be left out, by the schema that it is read with."""
    needed = {name for name, field in write.body().fields.items() if field.required}
    return [name for name in body if name not in needed and name not in write.from_path]


def takes_a_time(write: Write[Any]) -> bool:
    return any(m.name == "effective_at" for kind in kinds_of(write) for m in members_of(kind))


def tries(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """In which family, what: every situation as it was typed and with no enquiry named;
    each of the people, each time, and each part left out, in those where it may matter.
    """
    write, (first, *others) = ROWS[name], people_of(name)
    for enquiries in ENQUIRIES:
        for body in TYPED[name](first):
            yield enquiries, body
            if "enquiry" in body and "enquiry" not in write.from_path:
                yield enquiries, _but(body, "enquiry")
    for enquiries in ("one open", "ended, another open"):
        for person in others:
            yield from ((enquiries, body) for body in TYPED[name](person))
        for body in TYPED[name](first):
            if takes_a_time(write):
                for time in TIMES:
                    yield enquiries, {**body, "effective_at": time}
    for body in TYPED[name](first):
        for member in optional(write, body):
            if member not in IS_WHAT_IT_SAYS:
                yield "two open", _but(body, member)


def _but(body: dict[str, Any], member: str) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key != member}


def is_about_nothing(enquiries: str, body: dict[str, Any]) -> bool:
    """It is about an answer, a decision or an enquiry that this family does not have."""
    about = {body.get(name) for name in ("about", "response", "authorisation", "waiting")}
    return enquiries == "none" and bool(about & {"yes-E1", "E1", "decision", "waits"})


@cache
def answers(enquiries: str) -> dict[Any, Item]:
    return dict(asked(family(enquiries)))


def asked(story: Story) -> Iterator[tuple[Any, Item]]:
    view = View(story.file, story.at, story.at)
    for enquiry in (*view.enquiries, None):
        proposal = Proposal(
            enquiry, ("ng",), Agency("GP"), ("CHILD_HEALTH",), "CIN_ASSESSMENT", "SEEK"
        )
        for item in decide(view, DEFAULT_POLICY, proposal).items:
            yield enquiry, item


def written(
    name: str,
    body: dict[str, Any],
    stood: Story,
    does_not_fit: DoesNotFit | None = None,
) -> tuple[Story, list[AnyEvent]]:
    """The family after it, as the door would leave it. Raises what refuses it."""
    story = Story(stood.at)
    story.file, story.entries = stood.file, list(stood.entries)
    here = moment(story, "MASH_MANAGER" if name in OF_A_MANAGER else "MASH_WORKER")
    events = list(ROWS[name].carry_out(Said(ROWS[name].records, body), here, does_not_fit))
    for event in events:
        story.record(event)
    for waits in what_waits(here, story.file, None):
        story.record(waits)
    return story, events


@pytest.mark.swept
@pytest.mark.parametrize("every", [9, pytest.param(1, marks=pytest.mark.campaign)])
@pytest.mark.parametrize("name", TYPED)
def test_what_protects_is_kept_and_nobody_is_less_protected(name: str, every: int) -> None:
    """Every sixth way each day, beginning with another for each write: what is dropped on one of
    the other ways alone is found by the campaign.
    """
    first = crc32(name.encode()) % every
    for enquiries, body in islice(tries(name), first, None, every):
        if is_about_nothing(enquiries, body):
            continue
        story, events = written(name, body, family(enquiries))
        assert_it_protects(story, events, enquiries, body)
    # Whatever stands there now, each list can still be made of it.
    now = seen(story)
    assert due(now, DEFAULT_POLICY)
    assert standing(now)
    assert WAITS.of(Scene(now, DEFAULT_POLICY)) is not None


def assert_it_protects(
    story: Story, events: list[AnyEvent], enquiries: str, body: dict[str, Any]
) -> None:
    """Something of it does, and nobody is less protected by any of it."""
    assert any(map(protects, events)), body
    for key, item in asked(story):
        was = answers(enquiries)[key]
        assert CAREFUL.index(item.outcome) <= CAREFUL.index(was.outcome), (body, key)
    now, said = seen(story), events[0]
    for one, before in asking_in(enquiries).items():
        after = asking(now, one).answer
        if not is_why_a_way_was_not_safe(said, enquiries, one):
            assert after is before or before is Safe.YES or after is Safe.NO, body
    if isinstance(said, SafetyRecorded):
        assert asking(now, said.person).answer is Safe.NO
    if isinstance(said, ResponseRecorded | AgreementWithdrawn):
        mine = [p for _, i in asked(story) for p in i.positions if p.person == said.person]
        assert not any(p.says is Says.YES for p in mine), body
    assert_said(story, events)


def seen(story: Story) -> View:
    return View(story.file, story.at, story.at)


def is_why_a_way_was_not_safe(said: AnyEvent, enquiries: str, one: str) -> bool:
    """It names as a danger the one by whose unsafe telephone alone nobody knew whether it is safe
    to ask whoever is near them: they are why it is not safe to ring there, and nobody else is.
    """
    if not isinstance(said, SafetyRecorded) or said.code != "ALLEGED_ABUSER":
        return False
    before = seen(family(enquiries))
    (way,) = (
        held for held in before.file.of(ContactPointRecorded) if held.event.safety == "UNSAFE"
    )
    is_whose = before.the_one(said.person) == before.the_one(way.event.person)
    return is_whose and all(order == way.order for _, order in standing_signs(before, one))


@cache
def asking_in(enquiries: str) -> dict[str, Safe]:
    view = seen(family(enquiries))
    return {one: asking(view, one).answer for one in (*ADULTS, *CHILDREN)}


def assert_said(story: Story, events: list[AnyEvent]) -> None:
    """What was missing stands on record, and each of it is said in words."""
    care = [event for event in events if isinstance(event, TakenWithCare)]
    for event in care:
        content = Content(moment(story).by, event)
        said = [
            n.text for n in notices_of(content, Stamp(0, story.at), None, moment(story).directory)
        ]
        assert said
        assert len(said) == len({one.rpartition(" ")[2] for one in event.lacking})


def test_a_no_of_the_one_who_agreed_ends_what_was_agreed() -> None:
    """In whatever goes on, and though nobody names an enquiry: where hers covered, it does not."""
    for enquiries in ENQUIRIES:
        covered = [k for k, i in answers(enquiries).items() if i.outcome is Outcome.COVERED]
        for name in ("recordResponse", "withdraw"):
            for body in TYPED[name]("mum"):
                story, _ = written(name, _but(body, "enquiry"), family(enquiries))
                now = dict(asked(story))
                for key in covered:
                    assert now[key].outcome is not Outcome.COVERED, (enquiries, body, key)


def test_a_no_said_in_no_enquiry_is_heard_in_those_opened_later() -> None:
    """Nobody else's yes there covers over it, until the one who said no says yes there."""
    for enquiries in ("none", "ended"):
        noes = [("withdraw", TYPED["withdraw"]("dad")[0])]
        noes += [("recordResponse", no) for no in TYPED["recordResponse"]("dad") if is_a_no(no)]
        for name, body in noes:
            story, _ = written(name, _but(body, "enquiry"), family(enquiries))
            story.later().enquiry("E9").later()
            agrees(story, "mum", "E9")
            now = dict(asked(story))
            assert Outcome.COVERED not in {now["E9"].outcome, now[None].outcome}, body
            # In the other family an entry waits on which every yes rests.
            if enquiries == "none" and body["scope"].agencies == (Agency("GP"),):
                story.later()
                agrees(story, "dad", "E9")
                assert dict(asked(story))["E9"].outcome is Outcome.COVERED, (enquiries, body)


def is_a_no(body: dict[str, Any]) -> bool:
    """To what is asked here; or a yes that leaves something out, of which the no is kept."""
    is_asked = "AGENCY_CHECKS" not in body["scope"].purposes
    return is_asked and body["answer"] in ("REFUSED", "AGREED_IN_PART")


def test_every_write_of_something_protective_is_tried() -> None:
    able = {
        w.name for w in WRITES if w.is_about_a_file and kinds_of(w) & {*WHERE, *WHATEVER_IT_SAYS}
    }
    assert able == set(TYPED)


def test_only_what_the_table_names_must_be_said() -> None:
    """Whatever else is not known at night is left out; nothing permissive is taken for it."""
    needed = {
        member: name
        for name in TYPED
        for member, field in ROWS[name].body().fields.items()
        if field.required
    }
    assert needed.keys() == MUST_BE_SAID.keys()


def test_whoever_hears_families_records_a_no_and_a_danger() -> None:
    """Of the roles that are left, none hears a family; the family has its own page."""
    hears_nobody = {"AUDITOR", "SYSTEM_ADMIN", "ADVOCATE", PARTNER, *FAMILY}
    for name in ("withdraw", "askCorrection", "recordSign"):
        assert set(codes("staff_roles")) - ROWS[name].roles == hears_nobody


def test_only_what_the_table_names_refuses_what_protects() -> None:
    """Each problem that such a write may end with gives way, or stays for a reason that is said."""
    for name in TYPED:
        stays = set(ROWS[name].problems) - GIVES_WAY
        assert stays <= set(STAYS_A_PROBLEM), (name, stays - set(STAYS_A_PROBLEM))
