"""Take in a referral: everybody, what they are to one another, the enquiry, in one act.

It puts on record what each of its parts would by itself, by the same actions. Where something in it
is wrong nothing is recorded, and every fault is said at once, member by member; unless something
else in it protects somebody. Then that is kept, with whatever else can be, and what was left out is
said (`withcare.py`): nobody's danger waits until somebody has found the right day of a birth.

What the referrer ticked is theirs: it stands in the enquiry, and is nobody's answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Final, TypeAlias, TypeVar

import msgspec

from ..domain.lifting.protecting import protects
from ..domain.recorded.circumstances import (
    DeathRecorded,
    NumberRecorded,
    PersonAmended,
    SignRecorded,
)
from ..domain.recorded.events import (
    AdultAdded,
    AnyEvent,
    ChildAdded,
    EnquiryOpened,
    FileOpened,
    RelationshipRecorded,
    SafetyRecorded,
    WishRecorded,
)
from ..domain.recorded.members import (
    LONGEST_LABEL,
    ByLabel,
    HowMany,
    Line,
    Ours,
    Reference,
    Spread,
    Text,
    Without,
)
from ..domain.recorded.owning import EnquiryAssigned
from ..domain.recorded.practice import ContactPointRecorded, NeedsRecorded
from ..domain.said.asours import as_ours
from .adding import Died, death_of
from .concerns import record_safety
from .enquiries import assign_enquiry, open_enquiry
from .families import add_child, record_relationship
from .keeping_informed import record_contact_point
from .labels import with_ids
from .moment import Moment
from .nottold import WHO_MUST_NOT_HEAR, WhoMustNotHear, who_must_not_hear
from .refused import Refused
from .said import Said
from .taking import PerformPart, Taking

T = TypeVar("T")

OwnLabel: TypeAlias = Annotated[
    str, Text(LONGEST_LABEL), "A name of your own for them, by which the rest of this names them."
]


FormerNames: TypeAlias = Annotated[
    tuple[Line, ...],
    HowMany(most=10),
    "What they were called before, the oldest first: they are found by each of these.",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildReferred(Died):
    """A child who is added, under a label of the sender's own."""

    label: OwnLabel
    child: Annotated[ChildAdded, Spread()]
    former_names: FormerNames = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AdultReferred(Died):
    """An adult who is added, likewise."""

    label: OwnLabel
    adult: Annotated[AdultAdded, Spread()]
    former_names: FormerNames = ()


_FEW: Final = HowMany(most=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """A referral on a family that is on file. Each part is what its own operation takes, and names
    people by their label here, or by their id.

    `gone` says, by the pointer of a list, where those stood of which nothing could be used.
    """

    children: Annotated[
        tuple[Annotated[Said[ChildReferred], Without("ChildReferred", ()), ByLabel()], ...],
        _FEW,
        "Each child who is added, born or unborn.",
    ] = ()
    adults: Annotated[
        tuple[Annotated[Said[AdultReferred], Without("AdultReferred", ()), ByLabel()], ...],
        _FEW,
        "Each adult who is added.",
    ] = ()
    relationships: Annotated[
        tuple[
            Annotated[Said[RelationshipRecorded], Without("RelationshipReferred", ()), ByLabel()],
            ...,
        ],
        HowMany(most=100),
        "What each adult is to each child.",
    ] = ()
    numbers: Annotated[
        tuple[Annotated[Said[NumberRecorded], Without("NumberReferred", ()), ByLabel()], ...],
        _FEW,
        "Numbers that other systems know adults by, or children who are on file.",
    ] = ()
    contact_points: Annotated[
        tuple[
            Annotated[Said[ContactPointRecorded], Without("ContactPointReferred", ()), ByLabel()],
            ...,
        ],
        HowMany(most=40),
        "How each is reached, and how safely.",
    ] = ()
    needs: Annotated[
        tuple[Annotated[Said[NeedsRecorded], Without("NeedsReferred", ()), ByLabel()], ...],
        _FEW,
        "What makes an advocate matter more for somebody.",
    ] = ()
    signs: Annotated[
        tuple[Annotated[Said[SignRecorded], Without("SignReferred", ()), ByLabel()], ...],
        _FEW,
        "Signs that somebody may be in danger, and of whom.",
    ] = ()
    safety: Annotated[
        tuple[Annotated[Said[SafetyRecorded], Without("SafetyReferred", ()), ByLabel()], ...],
        _FEW,
        "Whether it is safe to ask somebody.",
    ] = ()
    wishes: Annotated[
        tuple[Annotated[Said[WishRecorded], Without("WishReferred", ()), ByLabel()], ...],
        _FEW,
        "What the children want.",
    ] = ()
    enquiry: Annotated[
        Said[EnquiryOpened] | None,
        Without("EnquiryReferred", ()),
        "The enquiry that it opens: who referred, what they ticked, what they are worried about.",
    ] = None
    assigned: Annotated[
        Said[EnquiryAssigned] | None,
        Without("AssignedInReferral", ("enquiry", "effective_at")),
        "Whose the enquiry is from the start; left out, it is nobody's yet.",
    ] = None
    gone: Annotated[Mapping[str, Collection[int]], Ours()] = field(default_factory=dict)
    must_not_hear: Annotated[
        Said[WhoMustNotHear] | None,
        Without("WhoMustNotHearReferred", ()),
        ByLabel(),
        WHO_MUST_NOT_HEAR,
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstReferral(Referral):
    """A referral on a family that is not on file: it opens one, under the case system's own
    reference if that has one. Each part is what its own operation takes, and names people by label.
    """

    reference: Reference | None = None


def placed(usable: Sequence[T], gone: Collection[int]) -> Iterator[tuple[int, T]]:
    """Those of a list of which something could be used, each with the place where it stood."""
    places = (n for n in range(len(usable) + len(gone)) if n not in gone)
    return zip(places, usable, strict=True)


def take_first_referral(command: FirstReferral, moment: Moment) -> Sequence[AnyEvent]:
    """Under a reference that another file has, nothing is opened; what protects is kept in a file
    that has none.
    """
    taking = Taking(moment)
    reference = command.reference
    if moment.reference_taken_by is not None:
        taking.leave_out("/reference", Refused("reference-in-use", "/reference"))
        reference = None
    taking.keep([FileOpened(reference=reference)])
    return _taken(command, taking)


def take_referral(command: Referral, moment: Moment) -> Sequence[AnyEvent]:
    """Who is on the file stays who they are; an enquiry is opened beside those that go on."""
    return _taken(command, Taking(moment))


def _taken(command: Referral, taking: Taking) -> Sequence[AnyEvent]:
    rows: tuple[tuple[str, PerformPart | None], ...] = (
        ("children", _child),
        ("adults", _adult),
        ("relationships", record_relationship),
        ("numbers", None),
        ("contact_points", record_contact_point),
        ("needs", lambda needs, _: [as_ours(needs)]),
        ("signs", lambda sign, _: [as_ours(sign)]),
        ("safety", record_safety),
        ("wishes", None),
    )
    for name, perform in rows:
        for place, said in placed(getattr(command, name), command.gone.get(f"/{name}", ())):
            taking.take(said, f"/{name}/{place}", perform)
    opened = command.enquiry or Said(EnquiryOpened, {})
    if not taking.take(opened, "/enquiry", open_enquiry):
        taking.take(Said(EnquiryOpened, {}), "/enquiry")
    if command.assigned is not None:
        given = {"enquiry": _the_opened(taking.events), "effective_at": taking.moment.at}
        taking.take(command.assigned, "/assigned", assign_enquiry, **given)
    said = command.must_not_hear
    named = None if said is None else with_ids(said, taking.ids)
    taking.then(lambda: who_must_not_hear(named, taking.events, taking.moment), said)
    return taking.settled(_protects)


def _child(said: ChildReferred, moment: Moment) -> Sequence[AnyEvent]:
    (child,) = add_child(said.child, moment)
    return [*_called(child, said.former_names), *death_of(child.child, said, moment)]


def _adult(said: AdultReferred, moment: Moment) -> Sequence[AnyEvent]:
    return [*_called(said.adult, said.former_names), *death_of(said.adult.person, said, moment)]


def _called(one: ChildAdded | AdultAdded, former: Sequence[str]) -> Sequence[AnyEvent]:
    """Somebody who is added, under what they were called first and then under each later name: as
    if it had been put right since.
    """
    if not former:
        return [one]
    person = one.child if isinstance(one, ChildAdded) else one.person
    first, *since = (*former, one.names)
    later = (PersonAmended(person=person, names=names) for names in since)
    return [msgspec.structs.replace(one, names=first), *later]


def _the_opened(events: Sequence[AnyEvent]) -> str:
    """The enquiry that this referral opens."""
    return next(event.enquiry for event in reversed(events) if isinstance(event, EnquiryOpened))


def _protects(event: AnyEvent) -> bool:
    """That an adult holds no responsibility lets nothing stand in a family nobody has asked; nor
    does it that somebody has died.
    """
    return not isinstance(event, RelationshipRecorded | DeathRecorded) and protects(event)
