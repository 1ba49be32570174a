"""The decision: what is agreed about a proposal, and what to do next. `domain.md` 5.2 to 5.6.

Pure: the same file, policy, directory, proposal and times give the same answer for ever. It never
says that sharing is forbidden; nothing here can. What is answered about one item stands in
`items.py`, and what one person said of it in `position.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, Protocol

import msgspec

from ..answers import Answer, Flag, Flagged, Item, Outcome, Position, Reason, Says
from ..file.goesby import of_each
from ..file.view import View
from ..recorded.members import ALWAYS
from ..recorded.policy import Policy
from ..said.counting import said_nothing_of, ticked
from ..scopes.proposal import Proposal, Urgency
from ..scopes.scope import Point, as_asked
from ..scopes.services import Service
from .fitting import is_reached_by_a_no, that_fit
from .items import answer_item
from .outcomes import how_near

RULE_VERSION: Final = "2026.3"

#: The most careful first: of several readings of one item the first present is its answer.
CAREFUL: Final = (
    Outcome.OBJECTION,
    Outcome.DECISION_NEEDED,
    Outcome.ASK,
    Outcome.AUTHORISED,
    Outcome.COVERED,
)

#: Of answers alike in all else: that one who decides alone was not asked, then who is not safe.
_TOLD_FIRST: Final = (
    Reason.YP_NOT_ASKED,
    Reason.ADULT_NOT_ASKED,
    Reason.NOT_SAFE_TO_ASK,
    Reason.LACKS_CAPACITY,
    Reason.UNREACHABLE,
)

#: What is said of somebody of whom nothing of their own reaches the item.
_SILENT: Final = frozenset(
    {Reason.NOT_ASKED, Reason.NOT_ANSWERED, Reason.REPORTED_NOT_CONFIRMED}
    | {reason for reason in Reason if reason.startswith("OUT_OF_SCOPE")}
)

#: Flags that say that somebody said no, whatever the answer is.
OVER_A_NO: Final = frozenset({Flag.CHILD_OBJECTS, Flag.PARENT_POSITION_NO})

#: Flags that protect somebody: raised in one reading of a file, they are raised.
OF_SAFETY: Final = frozenset(
    {
        Flag.CHILD_OBJECTS,
        Flag.DO_NOT_CONTACT_OTHER_PARENT,
        Flag.DO_NOT_TELL,
        Flag.SAFETY_NOT_KNOWN,
        Flag.TOLD_IN_CONFIDENCE,
    }
)


def share_now(policy_version: int = 0) -> Answer:
    """The answer to immediate risk. It reads nothing, so it works when nothing else does."""
    return _without_items(Outcome.SHARE_NOW, Reason.RISK_NOW, policy_version)


def unavailable(reason: Reason) -> Answer:
    """The answer when the record cannot be read or trusted: use your judgement, do not wait."""
    return _without_items(Outcome.UNAVAILABLE, reason, 0)


def _without_items(outcome: Outcome, reason: Reason, policy_version: int) -> Answer:
    return Answer(outcome, (reason,), (Flag.RECORD_AFTER,), (), RULE_VERSION, policy_version)


def decide(
    view: View, policy: Policy, proposal: Proposal, directory: Sequence[Service] = ()
) -> Answer:
    """Answer `proposal` from a file as it stood at one time, with what was recorded by another.

    A live check looks at one moment for both, at a file folded to the place where the check will
    be appended. `directory` is the authority's, as it was known then. Raises `ValueError` for a
    proposal about nothing.
    """
    if proposal.urgency is Urgency.IMMEDIATE:
        return share_now()
    if view.in_doubt_since is not None:
        return unavailable(Reason.RECORD_INCOMPLETE)
    agency = as_asked(proposal.agency, directory)
    points = [msgspec.structs.replace(one, agency=agency) for one in proposal.points()]
    every = [_answered(view, policy, proposal.enquiry, one, directory) for one in points]
    asked = {*that_fit(view, points)}
    items = tuple(
        item
        for point, item in zip(points, every, strict=True)
        if point in asked or is_reached_by_a_no(item)
    )
    if not items:
        raise ValueError("A proposal names somebody and some kind of information.")
    flags = {flag for item in items for flag in item.flags}
    if not any(view.advocate_discussed(one) for one in asked_in(view, proposal.enquiry)):
        flags.add(Flag.ADVOCATE_NOT_DISCUSSED)
    outcome = _headline([item.outcome for item in items])
    return Answer(
        outcome=outcome,
        reasons=_reasons(outcome, items),
        flags=tuple(sorted(flags)),
        items=items,
        rule_version=RULE_VERSION,
        policy_version=policy.version,
    )


class Rules(Protocol):
    """One edition of the rules."""

    def __call__(
        self, view: View, policy: Policy, proposal: Proposal, directory: Sequence[Service] = ()
    ) -> Answer: ...


#: Every edition of the rules that a released service has answered by, so that it can be replayed;
#: and today's. Those before 2026.3 answered no ledger but our own.
RULES: Final[Mapping[str, Rules]] = {RULE_VERSION: decide}


def asked_in(view: View, named: str | None) -> tuple[str | None, ...]:
    """The enquiries a question is about: the one named, else every one that goes on."""
    return (named,) if named is not None else view.going_on or (None,)


def _answered(
    view: View, policy: Policy, named: str | None, point: Point, directory: Sequence[Service]
) -> Item:
    """One item, by the most careful reading of the file. Whoever says no in any of them, and what
    any of them says of anybody's safety, stands with it.
    """
    every = [born for reading in _each_reading(view) for born in reading.as_born]
    answers = of_each(every, lambda one: decided(one, policy, named, point, directory))
    if len(every) == 1:
        return answers[0]
    # Of those that are alike one answer is as good as each of them.
    found = list({id(one): one for one in answers}.values())
    item = most_careful(found)
    if view.together.yet_apart:
        item, found = _whose_own(view, item, zip(every, answers, strict=True))
    flagged = {*item.flagged, *(f for other in found for f in other.flagged if f.flag in OF_SAFETY)}
    if any(one.flag is Flag.DO_NOT_TELL for one in flagged):
        flagged = {one for one in flagged if one.flag is not Flag.TELL_PARENTS}
    return _with_flags(_with_noes(item, found), flagged)


def _each_reading(view: View) -> Iterable[View]:
    """By a manager's word by telephone two are one person in every reading. Until one has confirmed
    it each stands by their own words as well.
    """
    return dict.fromkeys((*view.readings, *view.readings_apart))


def _whose_own(
    view: View, item: Item, answers: Iterable[tuple[View, Item]]
) -> tuple[Item, list[Item]]:
    """Where some are said to be one person, and no manager has confirmed it: everybody stands where
    they stood by their own words, and a no of theirs counts as much as it does in any reading. With
    the answers of which that is so.
    """
    own: dict[int, Item] = {}
    joined: dict[int, Item] = {}
    for reading, answer in answers:
        (joined if reading.joins else own)[id(answer)] = answer
    apart = _with_noes(most_careful(own.values()), own.values())
    heard = {position.person: _heard(position) for position in apart.positions}
    by_whom = (
        _by_whom(view, no, apart) for one in joined.values() for no in one.positions if _heard(no)
    )
    noes = [no for no in by_whom if _heard(no) > heard.get(no.person, 0)]
    found = [*own.values(), *(_without_positions(one) for one in joined.values())]
    item = msgspec.structs.replace(item, positions=apart.positions)
    return _with_noes(item, [msgspec.structs.replace(item, positions=tuple(noes))]), found


def _without_positions(item: Item) -> Item:
    return msgspec.structs.replace(item, positions=())


def _by_whom(view: View, no: Position, apart: Item) -> Position:
    """Whoever said it, as what they are themselves."""
    said = view.together.said_as.get(no.response or "")
    person = no.person if said is None else said.event.person
    stands = next((one for one in apart.positions if one.person == person), None)
    if stands is not None and stands.says is Says.NO:
        # In their own words; it counts as theirs who decides, if that is who they are.
        return msgspec.structs.replace(stands, decides=stands.decides or no.decides)
    role, status = (None, None) if stands is None else (stands.role, stands.pr_status)
    return msgspec.structs.replace(no, person=person, role=role, pr_status=status)


def _with_noes(item: Item, others: Iterable[Item]) -> Item:
    """Whoever says no in another of these stands so in this one as well: of several noes of one
    person the last is told.
    """
    positions = {position.person: position for position in item.positions}
    for position in (position for other in others for position in other.positions):
        stands = positions.get(position.person)
        heard = _heard(position)
        before = 0 if stands is None else _heard(stands)
        is_later = stands is not None and _said(position) > _said(stands)
        if heard > before or (heard == before > 0 and is_later):
            positions[position.person] = position
    return msgspec.structs.replace(item, positions=tuple(positions.values()))


def _with_words(item: Item, others: Iterable[Item]) -> Item:
    """Whoever has said something of it in another enquiry is not called silent in this one. What
    they agreed to there is no yes here until somebody says which is meant.
    """
    positions = {position.person: position for position in item.positions}
    spoken: dict[str, list[Position]] = {}
    for position in (position for other in others for position in other.positions):
        if position.says is not Says.NO_ANSWER or position.reason not in _SILENT:
            spoken.setdefault(position.person, []).append(position)
    for person, words in spoken.items():
        stands = positions.get(person)
        if stands is None or (stands.says is Says.NO_ANSWER and stands.reason in _SILENT):
            word = min(words, key=lambda one: how_near(one.reason or Reason.NAME_THE_ENQUIRY))
            decides = word.decides if stands is None else stands.decides
            positions[person] = msgspec.structs.replace(_as_heard_there(word), decides=decides)
    return msgspec.structs.replace(item, positions=tuple(positions.values()))


def _as_heard_there(word: Position) -> Position:
    if word.says is not Says.YES:
        return word
    return msgspec.structs.replace(
        word,
        says=Says.NO_ANSWER,
        reason=Reason.NAME_THE_ENQUIRY,
        ends_at=None,
        summary_due=False,
        not_fully_explained=False,
    )


def _with_flags(item: Item, flagged: set[Flagged]) -> Item:
    return msgspec.structs.replace(
        item,
        flags=tuple(sorted({one.flag for one in flagged})),
        flagged=tuple(sorted(flagged, key=lambda one: (one.flag, one.person or ""))),
    )


def _heard(position: Position) -> int:
    """How much of a no it is: none, one of somebody who does not decide, one that counts; and of
    each what may be one is less than what is.
    """
    is_no = position.says is Says.NO
    return 2 * (1 + position.decides) + is_no if is_no or position.holds else 0


def _said(position: Position) -> tuple[datetime, str]:
    """When what is told of them was said: of noes alike the last is told, in whichever enquiry; of
    those of one moment by what they say, as of one enquiry: taken back, refused, left out.
    """
    return position.said_at or ALWAYS, position.reason or ""


def _last_no(item: Item) -> tuple[datetime, str]:
    noes = (_said(one) for one in item.positions if one.decides and one.says is Says.NO)
    return max(noes, default=(ALWAYS, ""))


def decided(
    view: View, policy: Policy, named: str | None, point: Point, directory: Sequence[Service]
) -> Item:
    """One item in one reading of the file, by the most careful of the enquiries it may be about.

    What is agreed in one of them only is not agreed until somebody says which is meant.
    """
    about = point.about(view.the_one(point.subject))
    answers = {
        enquiry: answer_item(view, policy, enquiry, about, directory)
        for enquiry in asked_in(view, named)
    }
    item = _of_each(view, point, answers)
    return item if about is point else msgspec.structs.replace(item, subject=point.subject)


def _of_each(view: View, point: Point, answers: Mapping[str | None, Item]) -> Item:
    """The most careful of those in several enquiries, with what the others say."""
    if len(answers) == 1:
        return next(iter(answers.values()))
    found = [one for enquiry, one in answers.items() if _is_meant(view, enquiry, one, point)]
    found = found or list(answers.values())
    item = _with_words(_with_noes(most_careful(found), answers.values()), answers.values())
    # A child's own no is seen, in whichever of the enquiries they said it.
    noes = {f for one in answers.values() for f in one.flagged if f.flag is Flag.CHILD_OBJECTS}
    noes |= _told_of_elsewhere(view, point, answers)
    if noes - {*item.flagged}:
        item = _with_flags(item, {*item.flagged, *noes})
    if item.outcome is Outcome.ASK and any(i.outcome is Outcome.COVERED for i in found):
        return msgspec.structs.replace(item, reason=Reason.NAME_THE_ENQUIRY)
    return item


def _told_of_elsewhere(
    view: View, point: Point, answers: Mapping[str | None, Item]
) -> set[Flagged]:
    """The noes that a referrer ticked in one of these enquiries, of whoever is responsible and has
    said nothing themself in any of them: after somebody's own word it is history. What else is
    flagged there is a no in one of the others, and stands where it was said.
    """
    child = view.the_one(point.subject)
    responsible = {link.event.person for link in view.deciders[child]}
    return {
        flagged
        for enquiry, item in answers.items()
        if ticked(view, enquiry) == "NO"
        for flagged in item.flagged
        if flagged.flag is Flag.RELATED_REFUSAL
        and flagged.person in responsible
        and all(said_nothing_of(view, flagged.person, child, one) for one in answers)
    }


def _is_meant(view: View, enquiry: str | None, item: Item, point: Point) -> bool:
    """Of one that was handed on for something else only the noes are whole: what was agreed in it
    for this has ended, and nobody asks there again.
    """
    return not view.has_ended_for(enquiry or "", point.purpose) or any(
        p.decides and (p.says is Says.NO or p.holds) for p in item.positions
    )


def most_careful(readings: Iterable[Item]) -> Item:
    """Of several answers to one item, the one that promises least; of those alike the one whose gap
    is nearest, one that goes over a no, the one that says more of what else to know, the one in
    which somebody said no last, and then by what they say: no order in which anything was recorded
    decides between them. Raises `ValueError` on none.
    """
    (*every,) = readings
    if len(every) == 1:
        return every[0]
    # Of those alike `min` takes the first: the last no is looked at before.
    by_last_no = sorted(sorted(every, key=_by_what_it_says), key=_last_no, reverse=True)
    return min(
        by_last_no,
        key=lambda item: (
            CAREFUL.index(item.outcome),
            how_near(item.reason),
            OVER_A_NO.isdisjoint(item.flags),
            -len(item.flags),
        ),
    )


def _by_what_it_says(item: Item) -> tuple[int, bool, str, tuple[Flag, ...]]:
    told = item.reason in _TOLD_FIRST
    first = _TOLD_FIRST.index(item.reason) if told else len(_TOLD_FIRST)
    return first, Flag.RELATED_REFUSAL not in item.flags, item.reason, item.flags


def _headline(outcomes: list[Outcome]) -> Outcome:
    present = set(outcomes)
    if len(present) == 1:
        return outcomes[0]
    if present == {Outcome.COVERED, Outcome.AUTHORISED}:
        return Outcome.AUTHORISED
    if present & {Outcome.COVERED, Outcome.AUTHORISED}:
        return Outcome.PARTLY_COVERED
    order = (Outcome.OBJECTION, Outcome.DECISION_NEEDED, Outcome.ASK)
    return next(outcome for outcome in order if outcome in present)


def _reasons(outcome: Outcome, items: Sequence[Item]) -> tuple[Reason, ...]:
    """Those of the headline first; of what is partly agreed, the first that is not."""
    agreed = (Outcome.COVERED, Outcome.AUTHORISED)
    if outcome is Outcome.PARTLY_COVERED:
        first = [item for item in items if item.outcome not in agreed]
    else:
        first = [item for item in items if item.outcome is outcome]
    return tuple(dict.fromkeys(item.reason for item in (*first, *items)))
