"""What may be left out, and what it then means: never more than somebody said.

Every member of everything that is sent which has a default of its own. Where nothing is on record
for it (no value, no list, no words) nothing can rest on it; each other one stands here, with why it
makes nothing wider. Who adds a member with a default adds the reason, or has it said.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, Final, get_args

import msgspec

from consent_service.api.recorded import by_family
from consent_service.api.recorded.writes import WRITES
from consent_service.domain.codes import codes
from consent_service.domain.recorded.events import ConversationRecorded
from consent_service.domain.recorded.members import LeftOut, Member, Ours, Slot, members_of
from consent_service.domain.recorded.particulars import Interpreter
from consent_service.domain.said import overheard

#: Nothing is on record for it.
_NOTHING: Final[tuple[Any, ...]] = (None, msgspec.UNSET, (), "", {}, 0)

WIDE: Final = "It is how wide a no or an attempt is; of a yes each part is asked for by name."
GUARDED: Final = "What it would let fall, or make agreed, waits for a manager (effects)."
UNKNOWN: Final = "It says that nobody knows, and is read as the more careful."
NO_RULE: Final = "No rule rests on it but the one that adds care, or a task, where it is said."
NOT_SAID: Final = "It is what was done or found; nobody who did not say it has done it."

SAFE: Final[dict[str, str]] = {
    "CorrectEntry.with_answers": "Its answers stand then: a no is heard, no yes counts.",
    "WhoMustNotHear.somebody_else": "Nobody was asked then, and the words are read as they are.",
    "WhoMustNotHear.none_of_these": "Nobody was asked then, and the words are read as they are.",
    "WhoMustNotHear.nobody": "Nobody was asked then, and the words are read as they are.",
    # who somebody is
    **dict.fromkeys(
        (f"{one}.has_died" for one in ("AddAdult", "AddChild", "AdultReferred", "ChildReferred")),
        "Nobody said so: they are asked as anybody is.",
    ),
    "AdultAdded.interpreter_needed": NO_RULE,
    "AdultAdded.format": NO_RULE,
    "AdultAdded.digital_access": UNKNOWN,
    "RelationshipRecorded.effective_at": GUARDED,
    "RelationshipRecorded.pr_source": UNKNOWN,
    "RelationshipRecorded.pr_checked": UNKNOWN,
    "RelationshipRecorded.lives_with": UNKNOWN,
    "RelationshipRecorded.main_caregiver": NO_RULE,
    "RelationshipRecorded.ended": NOT_SAID,
    "IdentifyFather.effective_at": GUARDED,
    "IdentifyFather.role": "Only a father is identified so; what he holds is asked for.",
    "IdentifyFather.pr_source": UNKNOWN,
    "IdentifyFather.pr_checked": UNKNOWN,
    "IdentifyFather.lives_with": UNKNOWN,
    "IdentifyFather.main_caregiver": NO_RULE,
    "SafetyRecorded.code": "Whether it is safe is asked for; this is why.",
    "SignRecorded.code": "Not safe is the most careful of them.",
    "CapacityRecorded.purpose": GUARDED,
    "CompetenceRecorded.purpose": GUARDED,
    "WishRecorded.heard_by": "It stands for that nobody wrote it down.",
    "ContactPointRecorded.ended": NOT_SAID,
    "ContactPointRecorded.protected": "What is unsafe is asked for; signs protect without it.",
    # the enquiry and what was said in it
    "EnquiryOpened.rating": UNKNOWN,
    "EnquiryOpened.referrer_reported_consent": UNKNOWN,
    "SayYes.unchecked": "Our own page says it; what was explained is what they read, either way.",
    "ConversationRecorded.seen_alone": UNKNOWN,
    "ConversationRecorded.understanding_check": UNKNOWN,
    "ConversationRecorded.pressure_concern": UNKNOWN,
    "ResponseRecorded.scope": WIDE,
    "Scope.subjects": WIDE,
    "Scope.purposes": WIDE,
    "Scope.agencies": WIDE,
    "Scope.categories": WIDE,
    "Scope.directions": WIDE,
    "Scope.exclusions": "Nothing is left out of a no; what is left out of a yes is a no.",
    "ResponseRecorded.response_kind": "To take part is another thing, and is said.",
    "Withdraw.scope": WIDE,
    "Withdraw.response_kind": "To take part is another thing, and is said.",
    "RecordAttempt.scope": WIDE,
    # what was decided and done
    "RecordOpened.unlocks": NOT_SAID,
    "DecisionRequested.urgency": "Whoever cannot wait shares now.",
    "AuthorisationMade.lawful_basis": "The usual basis of a public task; none makes it wider.",
    "LawfulBasis.art6": "The usual basis of a public task; none makes it wider.",
    "AuthorisationMade.advice_to_follow": NOT_SAID,
    "DecideNotToShare.rationale": "What is missing of it is asked for, and nothing is decided.",
    "AdoptPolicy.workers_respect_a_no_below_level": "The policy's own usual, which a manager sees.",
    "AdoptPolicy.head_decides_below_level": "The policy's own usual, which a manager sees.",
    "AdoptPolicy.small_number": "The policy's own usual, which a manager sees.",
    "DisclosureRecorded.fact_or_opinion_marked": NOT_SAID,
    "DisclosureRecorded.identity_checked": NOT_SAID,
    "SharedSoFar.fact_or_opinion_marked": NOT_SAID,
    "SharedSoFar.identity_checked": NOT_SAID,
    "InjuryRecorded.explained": UNKNOWN,
    "InjuryRecorded.moves": UNKNOWN,
    "ContactArrangement.on_the_ward": NOT_SAID,
    "PlanRecipientNamed.ended": NOT_SAID,
    "EntryCorrected.requested_by": GUARDED,
    "StaffListed.ended": NOT_SAID,
    "ServiceListed.ended": NOT_SAID,
}


def left_out(kind: Any, member: Member) -> Any:
    """What leaving the member out means; the class's own default, where nothing else is said."""
    mark = member.holds.mark(LeftOut)
    if mark is not None:
        return mark.means
    if not issubclass(kind, msgspec.Struct):
        return {one.name: one for one in dataclasses.fields(kind)}[member.name].default
    field = {one.name: one for one in msgspec.structs.fields(kind)}[member.name]
    return field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()


def kinds_in(holds: Slot) -> Iterator[type]:
    """The shapes in a member, and what its list is of."""
    for one in (holds.base, *get_args(holds.base)):
        if isinstance(one, type) and (
            issubclass(one, msgspec.Struct) or dataclasses.is_dataclass(one)
        ):
            yield one
    if holds.each is not None:
        yield from kinds_in(holds.each)


def every_default() -> dict[str, Any]:
    waiting: list[Any] = [write.records for write in WRITES]
    waiting += [write.command for write in by_family.WRITES]
    found: dict[str, Any] = {}
    seen: set[type] = set()
    while waiting:
        kind = waiting.pop()
        if kind in seen:
            continue
        seen.add(kind)
        for member in members_of(kind):
            waiting += kinds_in(member.holds)
            has_one = member.has_default or member.holds.mark(LeftOut) is not None
            if has_one and member.holds.mark(Ours) is None:
                found[f"{kind.__name__}.{member.name}"] = left_out(kind, member)
    return found


def test_each_member_that_may_be_left_out_is_safe_to_leave_out() -> None:
    says = {name for name, means in every_default().items() if is_something(means)}
    assert says == SAFE.keys()


def is_something(means: Any) -> bool:
    return isinstance(means, bool) or not any(means == nothing for nothing in _NOTHING)


def test_no_list_of_codes_is_left_out_as_its_most_permissive() -> None:
    """Those in which one code says that all is well: that is said, or it is not known."""
    all_is_well = {"VALID", "YES", "SAFE", "SAFE_AGAIN", "COMPETENT", "ASSESSED_HAS", "TOLD"}
    all_is_well |= {"EXPLAINED_BACK", "CONFIRMED", "HAS", "AGREED"}
    for name, means in every_default().items():
        assert not (isinstance(means, str) and means in all_is_well), name
    left = every_default()["ConversationRecorded.pressure_concern"]
    assert left == "NOT_KNOWN" in codes("pressure_concerns")


def test_a_talk_of_which_nothing_is_said_is_not_free() -> None:
    usual: dict[str, Any] = {"conversation": "c", "enquiry": "E1", "person": "mum"}
    usual |= {"method": "PHONE_VERBAL", "effective_at": None}
    assert not overheard.is_free(ConversationRecorded(seen_alone="NOT_KNOWN", **usual))
    assert not overheard.is_free(ConversationRecorded(seen_alone="YES", **usual))
    usual |= {"seen_alone": "YES", "pressure_concern": "NONE"}
    assert overheard.is_free(ConversationRecorded(**usual))
    whoever = Interpreter("Polish")
    assert not overheard.is_free(ConversationRecorded(interpreter=whoever, **usual))
    nobodys = Interpreter("Polish", is_family_member=False)
    assert overheard.is_free(ConversationRecorded(interpreter=nobodys, **usual))
