"""The status of an answer and of a person, derived and never stored (`domain.md` 3.2). Pure.

Each comes from where its giver stands on what was said, item by item, as a check asks it. So none
of them says "agreed" where a check says otherwise (edition 2026.3 of the rules, section 2).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Final

from ..answers import Reason, Safe, Says
from ..codes import OWN_TO_A_CHILD, OWN_TO_AN_ADULT
from ..deciding.whoseyes import is_enough
from ..file.goesby import of_each
from ..file.held import Held
from ..file.view import View
from ..recorded.events import Response
from ..safety.signs import asking
from ..scopes.scope import ANY, BOTH, Agency, Point
from ..scopes.services import Service
from .calledas import GAPS, SHOWN, nearest
from .cometo import CameTo
from .contradicting import AGREEMENTS, NOES
from .counting import said_nothing_of, spoken_of, ticked, why_not
from .eachitemsaid import WhereOnEach, where_each_stands
from .heldbywords import held_by, last_not_lifted
from .saidabout import all_contained, heard_in, is_contained
from .saidbesides import has_said, may_be_noes, said_besides
from .saidlater import is_after, takes_the_place_of

#: From what promises least to what promises most; whatever else there is stands between.
_NOES: Final = frozenset({"REFUSED", "WITHDRAWN", "NOT_SAFE_TO_ASK"})
AGREED: Final = frozenset({"AGREED", "AGREED_PART", "EXPIRING_SOON"})

#: They have said nothing themselves.
_SILENT: Final = frozenset(
    {
        "NOT_ASKED",
        "NOT_ANSWERED",
        "ATTEMPTED",
        "UNREACHABLE",
        "SAFETY_NOT_KNOWN",
        "REPORTED_NOT_CONFIRMED",
    }
)

#: They have answered nothing, as far as that is known.
_UNHEARD: Final = frozenset({"NOT_ASKED", "ATTEMPTED", "REPORTED_NOT_CONFIRMED"})

#: An agreement that ends this soon is said to.
EXPIRING_SOON: Final = timedelta(days=7)


# ── one answer ──────────────────────────────────────────────────────────────────────────────


def shown_status(view: View, response: Held[Response], directory: Sequence[Service] = ()) -> str:
    """The derived status of one answer. Unknown is never shown as agreed."""
    if response.event.answer not in AGREEMENTS:
        return SHOWN[response.event.answer]
    if response.seq < view.in_doubt_before:
        return "RECORD_INCOMPLETE"
    given = response.event
    stands = where_each_stands(view, given.person, given.enquiry, given.response_kind, directory)
    if stands is None:
        return "NOT_CLEAR"
    named = stands.that_may_lie_in(given.scope)
    contained = all_contained(view, response, named, directory)
    theirs = [
        (point, stands[point])
        for point in named
        if point in contained and _is_theirs(view, given.person, point)
    ]
    if given.response_kind != "SHARE_INFO" or not contained:
        return _of_a_yes(view, response, theirs)
    if not theirs:
        return "NOT_THEIRS"
    decided = [(p, found) for p, found in theirs if is_enough(view, given.person, p)]
    if not decided:
        return _of_whom_it_is_not_enough(_of_a_yes(view, response, theirs))
    status = _of_a_yes(view, response, decided)
    return "AGREED_PART" if len(decided) < len(theirs) and status in AGREED else status


def _of_a_yes(view: View, yes: Held[Response], stands: Collection[tuple[Point, CameTo]]) -> str:
    """From where they stand on each item that it contains."""
    given, taken_back = yes.event, 0
    for _, found in stands:
        taken_back += found.says is Says.NO and _is_taken_back(yes, found)
    if stands and taken_back == len(stands):
        return "WITHDRAWN"
    if given.valid_from is not None and given.valid_from > view.as_of:
        # Agreed for later: until then what held before holds.
        return "NOT_YET"
    faults, left = _what_counts(view, yes, stands)
    if faults and not left:
        return nearest(faults)
    if given.response in view.said_instead and _is_replaced(view, yes):
        return "REPLACED"
    if taken_back:
        return "PART_WITHDRAWN"
    agreed = [found for found in left if found.says is Says.YES]
    if left and not agreed:
        return nearest(found.reason or Reason.DISPUTED for found in left)
    if len(agreed) < len(stands):
        return "AGREED_PART"
    if given.expires_at is not None and given.expires_at - view.as_of <= EXPIRING_SOON:
        return "EXPIRING_SOON"
    excluded = given.scope.exclusions
    return "AGREED_PART" if excluded.agencies or excluded.categories else "AGREED"


def _what_counts(
    view: View, yes: Held[Response], stands: Collection[tuple[Point, CameTo]]
) -> tuple[list[Reason], list[CameTo]]:
    """Why it does not count now, item by item; and where they stand on those for which it does."""
    faults, left = list[Reason](), list[CameTo]()
    for point, found in stands or ((_about_nobody(yes), None),):
        fault = why_not(view, yes, yes.event.person, point)
        if fault is not None:
            faults.append(fault)
        elif found is not None:
            left.append(found)
    return faults, left


def _of_whom_it_is_not_enough(status: str) -> str:
    """A yes that would stand if it were for them to give: somebody else decides. That it was taken
    back, has ended or is in doubt is said of it like of any other.
    """
    return "NOT_DECIDING" if status in AGREED else status


def _about_nobody(yes: Held[Response]) -> Point:
    """Whoever it names is no longer on the file: that it has ended, or is doubted, is still so."""
    return Point(yes.event.person, (*yes.event.scope.purposes, ANY)[0], Agency(ANY), ANY, BOTH)


def _is_taken_back(yes: Held[Response], found: CameTo) -> bool:
    """They say no to it, and did not certainly say so before the yes: that one lifted nothing."""
    return (
        found.says is Says.NO and found.response is not None and not is_after(yes, found.response)
    )


def _is_replaced(view: View, yes: Held[Response]) -> bool:
    """Something else that they said themselves has taken its place."""
    return any(
        other.event.person == yes.event.person
        and takes_the_place_of(other, yes)
        and _has_begun(view, other)
        for other in view.said_instead[yes.event.response]
    )


def _has_begun(view: View, said: Held[Response]) -> bool:
    return said.event.valid_from is None or said.event.valid_from <= view.as_of


def _shown_at(reading: View, seq: int, directory: Sequence[Service]) -> str | None:
    said = reading.said_at.get(seq)
    return None if said is None else shown_status(reading, said, directory)


def status_now(view: View, response: Held[Response], directory: Sequence[Service] = ()) -> str:
    """The same while something waits, an error that was put right among it: of several readings of
    the file the one that promises least. A yes that does not stand in each of them is none yet.
    """
    readings = view.readings_apart
    if len(readings) == 1:
        return _shown_at(readings[0], response.seq, directory) or "CORRECTED"
    every = of_each(readings, lambda reading: _shown_at(reading, response.seq, directory))
    found = [status for status in every if status is not None]
    if not found:
        return "CORRECTED"
    careful = min(found, key=_promises)
    waits = len(found) < len(readings) and careful in AGREED
    return "VALIDITY_CONCERN" if waits else careful


def status_with_words(
    view: View, response: Held[Response], directory: Sequence[Service] = ()
) -> str:
    """The same, and never agreed where what they said besides since may be a no."""
    status = status_now(view, response, directory)
    if status not in AGREED or response.event.response_kind != "SHARE_INFO":
        return status
    held = of_each(view.readings_apart, lambda reading: _is_held(reading, response.seq, directory))
    return "NOT_CLEAR" if any(held) else status


def _is_held(reading: View, seq: int, directory: Sequence[Service]) -> bool:
    """Some of what it says yes to is held by words of theirs, as a check has it."""
    yes = reading.said_at.get(seq)
    if yes is None or not reading.each[may_be_noes][reading.the_one(yes.event.person)]:
        return False
    given, person = yes.event, reading.the_one(yes.event.person)
    stands = where_each_stands(reading, person, given.enquiry, given.response_kind, directory)
    named = () if stands is None else stands.that_may_lie_in(given.scope)
    every = all_contained(reading, yes, named, directory)
    if not every:
        return last_not_lifted(reading, person, (yes,)) is not None
    return any(held_by(reading, person, point, given.enquiry, directory) for point in every)


# ── one person ──────────────────────────────────────────────────────────────────────────────


def status_of_person(
    view: View,
    person: str,
    child: str,
    enquiry: str | None,
    directory: Sequence[Service] = (),
) -> str:
    """One word for where a caregiver stands about one child in an enquiry.

    An answer about a brother says nothing about this child: then nobody has been asked. Of several
    readings of the file the one that promises least: a no that waits to be lifted is one.
    """
    every = of_each(
        view.readings_apart, lambda reading: _status(reading, person, child, enquiry, directory)
    )
    # Whether their word counts waits for a manager: they have spoken all the same.
    return _least(every, "VALIDITY_CONCERN")


def status_of_caregiver(
    view: View, person: str, child: str, directory: Sequence[Service] = ()
) -> str:
    """The same of every enquiry that goes on, as a check that names none hears them all. What they
    agreed to in some only is agreed in part. Where none goes on, of the last.
    """
    newest = next(reversed(view.enquiries), None)
    enquiries = tuple(reversed(view.going_on)) or (newest,)
    every = [status_of_person(view, person, child, one, directory) for one in enquiries]
    return _least(every, "AGREED_PART")


def _least(every: Sequence[str], agreed_in_some: str) -> str:
    """What promises least; where they have said nothing in some, what they said in the others."""
    careful = min(every, key=_promises)
    spoken = [status for status in every if status not in _SILENT]
    if careful in _SILENT and spoken:
        word = min(spoken, key=_promises)
        return agreed_in_some if word in AGREED else word
    return careful


def _promises(status: str) -> int:
    return 2 if status in AGREED else 0 if status in _NOES else 1


def _status(
    view: View, person: str, child: str, enquiry: str | None, directory: Sequence[Service]
) -> str:
    """By what they answered, and what they said or wrote besides: never agreed where a check says
    that it may be a no, nor not asked where their words stand on the file.
    """
    status = _by_their_answers(view, person, child, enquiry, directory)
    if not view.each[said_besides][person]:
        return status
    decides = person == child or any(one.event.person == person for one in view.deciders[child])
    if decides and status in AGREED:
        every = where_each_stands(view, person, enquiry, "SHARE_INFO", directory) or WhereOnEach()
        agreed = (one for one in every.about(child) if every[one].says is Says.YES)
        if any(held_by(view, person, point, enquiry, directory) for point in agreed):
            return "NOT_CLEAR"
    if decides and status in _UNHEARD and last_not_lifted(view, person) is not None:
        return "NOT_CLEAR"
    return "NOT_ANSWERED" if status in _UNHEARD and has_said(view, person) else status


def _by_their_answers(
    view: View, person: str, child: str, enquiry: str | None, directory: Sequence[Service]
) -> str:
    asked = view.each[asking][person].answer
    if asked is Safe.NO:
        return "NOT_SAFE_TO_ASK"
    every = where_each_stands(view, person, enquiry, "SHARE_INFO", directory)
    if every is None and (much := _of_too_much(view, person, child, enquiry)):
        return much
    every = WhereOnEach() if every is None else every
    of_child = every.about(child)
    stands = {
        point: every[point] for point in of_child if _is_heard(view, person, point, every[point])
    }
    heard = _in_one_word(view, person, stands, directory)
    if heard is not None:
        # What they said yes to beside it and do not decide is left to somebody else, as in a yes.
        left = (p for p in of_child if p not in stands and _is_theirs(view, person, p))
        is_part = heard in AGREED and any(every[p].says is Says.YES for p in left)
        return "AGREED_PART" if is_part else heard
    if not said_nothing_of(view, person, child, enquiry):
        theirs = any(_is_theirs(view, person, point) for point in of_child)
        return "NOT_DECIDING" if theirs else "NOT_THEIRS"
    if asked is Safe.NOT_KNOWN:
        return "SAFETY_NOT_KNOWN"
    if not view.reachable[person, enquiry]:
        return "UNREACHABLE"
    if _only_ticked(view, person, child, enquiry):
        return "REPORTED_NOT_CONFIRMED"
    if any(one.event.answer in NOES and _names(one, child) for one in view.said_by.get(person, ())):
        # In an enquiry that has ended, or in another.
        return "NOT_ANSWERED"
    tried = any(
        r.event.enquiry == enquiry and r.event.answer == "ASK_ATTEMPTED" and _names(r, child)
        for r in view.responses.get(person, ())
    )
    return "ATTEMPTED" if tried else "NOT_ASKED"


def _of_too_much(view: View, person: str, child: str, enquiry: str | None) -> str | None:
    """Of somebody who said more than can be gone through. That they said no is seen."""
    said = {
        one.event.answer
        for one in heard_in(view, person, enquiry, "SHARE_INFO").mine
        if _names(one, child)
    }
    if said & NOES:
        return "AGREED_AND_REFUSED" if said & AGREEMENTS else "REFUSED"
    return "NOT_CLEAR" if said & (AGREEMENTS | {"NOT_CLEAR", "UNDECIDED", "AWAITING"}) else None


def _in_one_word(
    view: View, person: str, stands: Mapping[Point, CameTo], directory: Sequence[Service]
) -> str | None:
    """What they have said of all of it; None where it is nothing."""
    said = [s for s in stands.values() if s.response is not None or s.says is not Says.NO_ANSWER]
    yeses = [
        s
        for p, s in stands.items()
        if s.says is Says.YES or _is_a_yes_to_some(view, person, p, s, directory)
    ]
    if any(s.response is not None and s.response.seq < view.in_doubt_before for s in yeses):
        return "RECORD_INCOMPLETE"
    noes = {s.reason for s in said if s.says is Says.NO}
    gaps = [s.reason for s in said if s.says is Says.NO_ANSWER and s.reason in GAPS]
    left_out = noes == {Reason.EXCLUDED}
    if yeses:
        if noes and not left_out:
            taken_back = noes <= {Reason.WITHDRAWN, Reason.EXCLUDED}
            return "PART_WITHDRAWN" if taken_back else "AGREED_AND_REFUSED"
        if noes or gaps:
            return "AGREED_PART"
        return "EXPIRING_SOON" if any(_ends_soon(view, s) for s in yeses) else "AGREED"
    if noes and not (left_out and gaps):
        return "REFUSED" if noes - {Reason.WITHDRAWN, Reason.EXCLUDED} or left_out else "WITHDRAWN"
    return nearest(gaps) if gaps else None


def _is_a_yes_to_some(
    view: View, person: str, point: Point, found: CameTo, directory: Sequence[Service]
) -> bool:
    """The question names no service, and they agreed to all but one that may be meant."""
    return found.reason is Reason.NAME_THE_SERVICE and any(
        said.event.answer in AGREEMENTS
        and is_contained(view, said, point, directory)
        and why_not(view, said, person, point) is None
        for said in view.responses.get(person, ())
    )


def _ends_soon(view: View, found: CameTo) -> bool:
    ends = None if found.response is None else found.response.event.expires_at
    return ends is not None and ends - view.as_of <= EXPIRING_SOON


def _only_ticked(view: View, person: str, child: str, enquiry: str | None) -> bool:
    return (
        person in spoken_of(view, child, enquiry)
        and ticked(view, enquiry) != "NOT_STATED"
        and said_nothing_of(view, person, child, enquiry)
    )


def _is_heard(view: View, person: str, point: Point, found: CameTo) -> bool:
    """A no is, whoever says it; a yes is one where theirs is enough."""
    if found.says is Says.NO:
        return True
    is_a_yes = found.says is Says.YES or found.reason is Reason.NAME_THE_SERVICE
    is_theirs = _is_theirs(view, person, point)
    return is_theirs and (not is_a_yes or is_enough(view, person, point))


def _is_theirs(view: View, person: str, point: Point) -> bool:
    """Theirs to speak of: a child, or themself; and of a kind that is about whom it names."""
    if point.subject in view.children:
        return point.category not in OWN_TO_AN_ADULT
    return point.subject == person and point.category not in OWN_TO_A_CHILD


def _names(said: Held[Response], child: str) -> bool:
    return child in said.event.scope.subjects or ANY in said.event.scope.subjects
