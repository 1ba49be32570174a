"""Make a safety plan, say who must follow it, give it to them, end it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final, TypeVar

import msgspec

from ..domain.following.planned import Planned, Recipient, decides_with_us, planned, shared_with
from ..domain.noticing.deeds import Check, compare
from ..domain.recorded.events import AnyEvent
from ..domain.recorded.members import HowMany, Ours, Spread, Without
from ..domain.recorded.plans import (
    NEWEST,
    PlanConfirmed,
    PlanRecipientNamed,
    PlanShared,
    SafetyPlanMade,
)
from ..domain.recorded.practice import DisclosureRecorded
from ..domain.scopes.scope import SHARE
from ..domain.workingdays import looked_at_again
from .disclosures import disclosure_made
from .moment import Moment
from .refused import Refused
from .said import Said, whole

_V = TypeVar("_V", PlanShared, PlanConfirmed)

#: The plan says which it is, and since when they are to follow it.
_OF_A_PLAN: Final = Without("RecipientOfAPlan", ("plan", "effective_at"))
#: The plan and its recipient say about whom, to whom, of what kind, and when.
_SHARING_IT: Final = Without(
    "DisclosedPlan", ("subjects", "agency", "categories", "direction", "enquiry", "effective_at")
)


@dataclass(frozen=True, slots=True)
class MakePlan:
    """A safety plan, or the next version of one, and who is to follow it."""

    made: Annotated[SafetyPlanMade, Spread()]
    recipients: Annotated[
        tuple[Annotated[Said[PlanRecipientNamed], _OF_A_PLAN], ...],
        HowMany(most=40),
        "Who is to have it and follow it, beside those named before.",
    ] = ()


def make_plan(command: MakePlan, moment: Moment) -> Sequence[AnyEvent]:
    """With the number of its version, and the day on which it is looked at again."""
    said = command.made
    before = moment.the_file().of(SafetyPlanMade)
    made = msgspec.structs.replace(
        said,
        # One that was found to be wrong keeps its number: somebody may have it.
        version=1 + sum(held.event.plan == said.plan for held in before),
        review_on=said.review_on or looked_at_again(moment.at),
    )
    found: list[AnyEvent] = [made]
    for place, recipient in enumerate(command.recipients):
        pointer = f"/recipients/{place}"
        given = {"plan": made.plan, "effective_at": made.effective_at}
        found += _one(whole(recipient, moment, pointer, **given), moment, pointer)
    return found


def name_recipient(named: PlanRecipientNamed, moment: Moment) -> Sequence[AnyEvent]:
    """One agency, or one of the family."""
    return _one(named, moment, "")


def _one(named: PlanRecipientNamed, moment: Moment, pointer: str) -> list[AnyEvent]:
    """A plan protects without whoever nobody can tell who it is."""
    if (named.agency is None) is (named.person is None):
        moment.lacks("agency-or-person", f"{pointer}/agency")
        return []
    return [named]


@dataclass(frozen=True, slots=True)
class SharePlan:
    """A recipient was given a plan. To whoever does not decide for the children with us it was
    shared: `disclosure` says on which basis and in which words.
    """

    shared: Annotated[PlanShared, Spread()]
    disclosure: Annotated[Said[DisclosureRecorded], _SHARING_IT] | None = None
    before: Annotated[Check | None, Ours()] = None


def share_plan(command: SharePlan, moment: Moment) -> Sequence[AnyEvent]:
    """It is decided like any other disclosure, and held against what stood on record."""
    plan, recipient = _of(command.shared.recipient, moment)
    shared = _version(command.shared, plan)
    made = next(held for held in plan.versions if held.event.version == shared.version).event
    if command.disclosure is None:
        person = recipient.person
        if person is None or not decides_with_us(moment.view(), made, person):
            raise Refused("plan-shared-how", "/disclosure")
        return [shared]
    said = whole(
        command.disclosure,
        moment,
        "/disclosure",
        subjects=made.children,
        agency=shared_with(moment.view(), recipient),
        categories=("SAFETY_PLAN",),
        direction=SHARE,
        enquiry=made.enquiry,
        effective_at=shared.effective_at,
    )
    disclosed = disclosure_made(said, moment, made.enquiry)
    compared = compare(
        disclosed, moment.the_file(), moment.authority_file, moment.at, command.before
    )
    shared = msgspec.structs.replace(shared, disclosure=disclosed.disclosure)
    return [shared, disclosed, compared]


def confirm_plan(confirmed: PlanConfirmed, moment: Moment) -> Sequence[AnyEvent]:
    """What they have been given; what they were not given they cannot have."""
    plan, recipient = _of(confirmed.recipient, moment)
    if recipient.shared is None:
        raise Refused("plan-first", "/recipient")
    if confirmed.version == NEWEST:
        return [msgspec.structs.replace(confirmed, version=recipient.has)]
    return [_version(confirmed, plan)]


def _of(recipient: str, moment: Moment) -> tuple[Planned, Recipient]:
    for plan in planned(moment.view()):
        for one in plan.recipients:
            if one.id == recipient:
                return plan, one
    raise Refused("not-on-file", "/recipient")


def _version(said: _V, plan: Planned) -> _V:
    """With the number of the version that is meant; one that was never made is none."""
    if said.version == NEWEST:
        return msgspec.structs.replace(said, version=plan.newest.event.version)
    if said.version not in {held.event.version for held in plan.versions}:
        raise Refused("not-on-file", "/version")
    return said
