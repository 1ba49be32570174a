"""What protects somebody and of which nobody knows whose it is: it protects whomever it may be of.

A danger may be each child's, and so may an order: of each, then, nobody knows which it is. An
answer, or that something was not agreed to, may be a no of each whose yes could cover anything: it
is none that they gave, so it is kept as one that is not clear, and is on nobody's page. A doubt, a
death or that somebody cannot decide may be about each yes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ..domain.codes import codes, label
from ..domain.file.comingofage import may_decide_alone
from ..domain.file.ordersmean import NOT_KNOWN_WHICH
from ..domain.lifting.protecting import protects_by_itself
from ..domain.recorded.circumstances import DeathRecorded, OrderRecorded, SignRecorded
from ..domain.recorded.event import Event
from ..domain.recorded.events import (
    AdultAdded,
    AgreementWithdrawn,
    AnyEvent,
    CapacityRecorded,
    ChildAdded,
    CompetenceRecorded,
    ConversationRecorded,
    ResponseRecorded,
    SafetyRecorded,
    ValidityChanged,
    WishRecorded,
)
from ..domain.recorded.meetings import InjuryRecorded
from ..domain.recorded.members import NOBODY_FOUND, own_id
from ..domain.recorded.practice import (
    ContactPointRecorded,
    CorrectionAsked,
    FamilyAsked,
    KeepInformedAgreed,
    NeedsRecorded,
)
from ..domain.safety.close import NOBODY_KNOWS
from ..domain.said.asours import as_ours
from ..domain.said.contradicting import AGREEMENTS, MAY_BE_A_NO
from ..domain.scopes.scope import Scope
from .moment import Moment, new_id
from .refused import Refused
from .themselves import of_themselves_too


def whose_it_may_be(
    event: AnyEvent, moment: Moment, beside: Sequence[AnyEvent]
) -> Sequence[AnyEvent]:
    """The event, if it is known whose it is; else what it comes to for each whose it may be, of
    those on the file and those whom the same act puts there. What protects nobody is left out.

    Raises `Refused` where there is nobody.
    """
    member = next((m for m in ("child", "person", "response") if _is_nobodys(event, m)), None)
    if member is None:
        return [event]
    if not protects_by_itself(event):
        moment.lacks("left-out", f"/{member}")
        return []
    match event:
        case ResponseRecorded() | AgreementWithdrawn():
            found: list[AnyEvent] = [
                _not_clear(event, person, moment, beside)
                for person in _who_may_agree(moment, beside)
            ]
        case CorrectionAsked(what=None | "NOT_AGREED") | FamilyAsked() if _may_be_a_no(event):
            found = [
                _not_clear(never, person, moment, ())
                for never in _never_agreed(event, moment)
                for person in _who_may_agree(moment, beside)
            ]
        case ValidityChanged() | CapacityRecorded() | CompetenceRecorded() | DeathRecorded():
            found = [*_each_in_doubt(event, moment)]
        case SafetyRecorded() | NeedsRecorded() | ConversationRecorded() | KeepInformedAgreed():
            found = [_nobody_knows(event, each) for each in _who_may_be_hurt(moment, beside)]
        case OrderRecorded():
            found = [_not_known_which(event, each) for each in _on_file(moment, beside, ChildAdded)]
        case WishRecorded() | SignRecorded() | InjuryRecorded() | ContactPointRecorded():
            found = [*_of_each(event, member, moment, beside)]
        case _:
            found = []
    if not found:
        raise Refused("not-on-file", f"/{member}")
    is_answer = isinstance(
        event, ResponseRecorded | AgreementWithdrawn | CorrectionAsked | FamilyAsked
    )
    moment.lacks("who-said-it" if is_answer else "whose-not-found")
    if isinstance(event, ConversationRecorded):
        moment.lacks("left-out", f"/{member}")
    return found


def _may_be_a_no(event: CorrectionAsked | FamilyAsked) -> bool:
    return isinstance(event, CorrectionAsked) or event.wants in MAY_BE_A_NO


def _is_nobodys(event: Event, member: str) -> bool:
    return getattr(event, member, None) == NOBODY_FOUND


def _of_each(
    event: WishRecorded | SignRecorded | InjuryRecorded | ContactPointRecorded,
    member: str,
    moment: Moment,
    beside: Sequence[Event],
) -> Iterator[AnyEvent]:
    """Of each child, or whoever else is there; where there is no child, whoever a sign or a wish
    names is not safe all the same.
    """
    named = getattr(event, "names", ()) or getattr(event, "not_to_be_told", ())
    children = _on_file(moment, beside, ChildAdded)
    if not children and named:
        for person in named:
            yield SafetyRecorded(
                person=person, safe_to_ask=False, code="OTHER", effective_at=event.effective_at
            )
        return
    everybody = _who_may_be_hurt(moment, beside) if member == "person" else children
    makes = own_id(type(event))
    for each in everybody:
        new = {} if makes is None else {makes: new_id()}
        yield msgspec.structs.replace(event, **{member: each}, **new)


def _never_agreed(
    event: CorrectionAsked | FamilyAsked, moment: Moment
) -> Iterator[ResponseRecorded]:
    """That somebody did not agree, or no longer does, in each enquiry that goes on."""
    for enquiry in moment.where_it_goes_on():
        yield ResponseRecorded(
            response=new_id(),
            enquiry=enquiry,
            person=event.person,
            answer="NOT_CLEAR",
            scope=Scope(),
            effective_at=event.effective_at,
            words=event.words,
        )


def _each_in_doubt(
    event: ValidityChanged | CapacityRecorded | CompetenceRecorded | DeathRecorded, moment: Moment
) -> Iterator[ValidityChanged]:
    """Each yes of anybody whom it may be about."""
    for said in moment.view().said:
        is_childs = said.event.person in moment.view().children
        about_children = isinstance(event, CompetenceRecorded)
        of_either = isinstance(event, ValidityChanged | DeathRecorded)
        if said.event.answer in AGREEMENTS and (of_either or is_childs == about_children):
            yield ValidityChanged(
                response=said.event.response,
                status="CONCERN",
                effective_at=event.effective_at,
                reasons=getattr(event, "reasons", ()) or ("OTHER",),
            )


def _not_known_which(order: OrderRecorded, child: str) -> OrderRecorded:
    return OrderRecorded(
        order=new_id(),
        child=child,
        order_type=NOT_KNOWN_WHICH,
        effective_at=order.effective_at,
        source=order.source,
        reference=order.reference,
    )


def _nobody_knows(
    event: SafetyRecorded | NeedsRecorded | ConversationRecorded | KeepInformedAgreed, hurt: str
) -> SignRecorded:
    note = {
        SafetyRecorded: "reason",
        NeedsRecorded: "note",
        ConversationRecorded: "pressure_note",
        KeepInformedAgreed: "if_not_agreed_reason",
    }[type(event)]
    sign = SignRecorded(
        person=hurt,
        code=NOBODY_KNOWS,
        effective_at=event.effective_at,
        note=getattr(event, note),
    )
    return as_ours(sign)


def _not_clear(
    event: ResponseRecorded | AgreementWithdrawn,
    person: str,
    moment: Moment,
    beside: Sequence[Event],
) -> ResponseRecorded:
    """The talk it was said in was with nobody who was found, and is not on the file; what was
    written down of it is kept with the answer.
    """
    words = (one.parent_words for one in beside if isinstance(one, ConversationRecorded))
    said = next(filter(None, (event.words, *words)), None)
    return ResponseRecorded(
        response=new_id(),
        enquiry=event.enquiry,
        person=person,
        answer="NOT_CLEAR",
        scope=of_themselves_too(person, event.scope, moment),
        effective_at=event.effective_at,
        response_kind=event.response_kind,
        method=event.method,
        words=said or label("answers", event.answer),
        precision=event.precision,
    )


def _who_may_agree(moment: Moment, beside: Sequence[Event]) -> list[str]:
    """Whoever decides about a child, or has said yes to anything; else anybody."""
    view = moment.view()
    found = [link.event.person for child in view.children for link in view.deciders[child]]
    found += [
        child
        for child in view.children
        if any(may_decide_alone(view, child, purpose) for purpose in codes("purposes"))
    ]
    found += [said.event.person for said in view.said if said.event.answer in AGREEMENTS]
    everybody = (*_on_file(moment, beside, ChildAdded), *_on_file(moment, beside, AdultAdded))
    return list(dict.fromkeys(found or everybody))


def _who_may_be_hurt(moment: Moment, beside: Sequence[Event]) -> list[str]:
    return _on_file(moment, beside, ChildAdded) or _on_file(moment, beside, AdultAdded)


def _on_file(
    moment: Moment, beside: Sequence[Event], kind: type[ChildAdded | AdultAdded]
) -> list[str]:
    view = None if moment.file is None else moment.view()
    known: Sequence[str] = (
        () if view is None else (*(view.children if kind is ChildAdded else view.adults),)
    )
    member = own_id(kind) or ""
    return [*known, *(getattr(one, member) for one in beside if isinstance(one, kind))]
