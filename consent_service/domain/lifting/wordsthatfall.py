"""What was said that falls by a write, and what reads as agreed by it: question after question.

A part of what a write would undo (`effects.py`), and the one that grows with what was said.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from ..answers import Item, Outcome, Says
from ..deciding.askedparent import is_written_down
from ..deciding.decision import asked_in, decided
from ..file.held import Held
from ..file.view import View
from ..following.askedfor import talked_over
from ..following.awaited import unread
from ..freetext.readslikeano import is_courtesy
from ..may import PARTNER
from ..names.onename import child_and_adult
from ..recorded.events import AuthorisationMade
from ..recorded.falling import Fall, FallKind
from ..recorded.policy import Policy
from ..recorded.practice import AgencyReplied, CheckFollowedUp, FamilyAsked
from ..said.contradicting import AGREEMENTS, noes_of
from ..said.position import noes_that_stand
from ..said.questions import Question
from ..said.saidbesides import said_besides
from ..scopes.scope import ANY, Agency
from ..scopes.services import Service
from ..times import span
from ..words import falling as words
from .written import Written, when

#: From how little an item promises to how much.
_AGREED_TO: Final = (Outcome.AUTHORISED, Outcome.COVERED)


class Pair(NamedTuple):
    """One reading of the file, without what is being written and with it."""

    before: View
    after: View
    new: Written


def of_answers(
    pair: Pair, asked: Sequence[Question], policy: Policy, directory: Sequence[Service]
) -> Iterator[Fall]:
    """Each word of which one of these questions is heard without what is written, and not with it;
    and whom it lets read as agreed, about which services and kinds of information.
    """
    agreed: dict[str, dict[Agency, dict[str, None]]] = {}
    # Asked without naming an enquiry, nobody hears a no, nor what may be one, once the enquiry in
    # which it was said has ended: whether or not somebody else has said yes in another by then. Nor
    # does anybody ask in one that was handed on for something else.
    ends = _goes_on(pair.before) != _goes_on(pair.after)
    for named in asked:
        for question in (named, named._replace(enquiry=None)) if ends else (named,):
            by = _AskedBy(question, policy, directory)
            one, other = by.answered(pair.before), by.answered(pair.after)
            yield from _words_that_fall(pair, one, other, by)
            if _promises_more(pair, one, other):
                of_whom = agreed.setdefault(question.point.subject, {})
                for agency, kinds in _all_of(pair.after, named):
                    of_whom.setdefault(agency, {}).update(dict.fromkeys(kinds))
    for subject, every in agreed.items():
        text = words.reads_as_agreed(pair.after, subject, every)
        yield Fall(FallKind.BECOMES_COVERED, text, subject)


def _all_of(view: View, asked: Question) -> Iterator[tuple[Agency, Sequence[str]]]:
    """Each service with its kinds of information; a type of which nobody spoke in that enquiry
    stands for any like it.
    """
    said = (*view.file.responses, *view.file.of(AuthorisationMade))
    scopes = [held.event.scope for held in said if held.event.enquiry == asked.enquiry]
    named = {one.type for each in scopes for one in (*each.agencies, *each.exclusions.agencies)}
    for agencies, kinds, _ in asked.alike:
        for agency in agencies:
            is_any = agency.type not in named and not agency.names_one
            yield Agency(ANY) if is_any else agency, kinds


def yeses_begin(view: View) -> list[datetime]:
    """When each yes begins that is still to come."""
    every = {one.event.valid_from for one in view.file.responses if one.event.answer in AGREEMENTS}
    return sorted(begins for begins in every if begins is not None and begins > view.as_of)


class _AskedBy(NamedTuple):
    """One of these questions, and by what it is answered."""

    question: Question
    policy: Policy
    directory: Sequence[Service]

    def answered(self, view: View) -> Item:
        enquiry, point, _ = self.question
        return decided(view, self.policy, enquiry, point, self.directory)

    def still_heard(self, view: View) -> Container[str]:
        """By answer: what whoever asks is told of still, though nobody who asks in a new enquiry
        is. Where none goes on, whoever names none asks in the last there was.
        """
        if self.question.enquiry is not None or (meant := view.enquiry_meant(None)) is None:
            return ()
        asked = self._replace(question=self.question._replace(enquiry=meant))
        return _words_in(view, asked.answered(view), asked)


def _goes_on(view: View) -> dict[str, str | None]:
    """By enquiry that goes on: what it was handed on for, if it was."""
    handed_on = {enquiry: held.event.reason for enquiry, held in view.handed_on.items()}
    return {enquiry: handed_on.get(enquiry) for enquiry in view.going_on}


def _promises_more(pair: Pair, before: Item, after: Item) -> bool:
    """It reads as agreed, or decided, and did not; by nobody's new yes and no new decision."""
    if after.outcome not in _AGREED_TO or before.outcome is Outcome.COVERED:
        return False
    if before.outcome is after.outcome:
        return False
    said = {p.response for p in after.positions if p.says is Says.YES}
    return not (said & pair.new.answers or set(after.authorisations) & pair.new.decisions)


class _Word(NamedTuple):
    """Something somebody said that is a no to an item, or may be one: by an answer, or `besides`
    their answers in these words.
    """

    said: Held[Any]
    person: str
    is_no: bool
    decides: bool
    besides: str | None = None


def _words_that_fall(pair: Pair, before: Item, after: Item, asked: _AskedBy) -> Iterator[Fall]:
    left = _words_in(pair.after, after, asked)
    for key, word in _words_in(pair.before, before, asked, pair.after).items():
        other = left.get(key)
        if other is not None and (other.decides or not word.decides):
            continue
        if not word.is_no and _still_holds(pair, after, word.person, decides=word.decides):
            continue
        ends = key in asked.still_heard(pair.after)
        if word.besides is not None:
            yield from _besides_that_falls(pair, word, ends=ends)
            continue
        said, person = word.said, word.person
        if person in pair.new.pressed:
            text = words.pressed_online(pair.before, said)
            yield Fall(FallKind.PRESSED_ONLINE, text, person, said.event.response)
        elif person not in pair.new.spoke or _may_be_said_after(pair.new, said):
            kind = FallKind.OBJECTION if word.is_no else FallKind.WORD
            text = words.falls(pair.before, said, is_no=word.is_no, ends=ends)
            yield Fall(kind, text, person, said.event.response)


def _besides_that_falls(pair: Pair, word: _Word, *, ends: bool) -> Iterator[Fall]:
    """What they say themselves says how it was meant; and thanks are no no, whoever says so."""
    spoke = {pair.after.the_one(person) for person in pair.new.spoke}
    is_theirs = pair.after.the_one(word.person) in spoke or is_heard(pair.after, word.said)
    if not is_theirs and not is_courtesy(word.besides or ""):
        text = words.sets_words_aside(pair.before, word.person, word.said, ends=ends)
        yield Fall(FallKind.WORD, text, word.person, str(word.said.seq))


def is_heard(view: View, said: Held[Any]) -> bool:
    """How it was meant was heard of them since, as far as is on record; or it is what an agency
    wrote, and one of us has read it.
    """
    match said.event:
        case FamilyAsked(request=request):
            return request in talked_over(view)
        case CheckFollowedUp():
            return is_written_down(view, said)
        case AgencyReplied(disclosure=disclosure):
            return said.role == PARTNER and said not in unread(view).get(disclosure, ())
    return False


def _may_be_said_after(new: Written, said: Held[Any]) -> bool:
    """What they are now said to have agreed to, they agreed to in a talk that may have been before
    they said this.
    """
    talk = new.said_since.get(said.event.person)
    if talk is None or said.event.conversation == talk.event.conversation:
        return False
    return not when(talk).is_certainly_after(span(said.effective_at, said.event.precision))


def _still_holds(pair: Pair, after: Item, person: str, *, decides: bool) -> bool:
    """By another answer of theirs: a reply that is awaited since is told in place of the word."""
    who = pair.after.the_one(person)
    return any(p.person == who and p.holds and p.decides >= decides for p in after.positions)


def _words_in(
    view: View, item: Item, asked: _AskedBy, later: View | None = None
) -> dict[str, _Word]:
    """By answer: each no that stands, and what else holds the item, of whoever has a position; what
    was said besides by where it stands, and whose it is as `later` has it.
    """
    found: dict[str, _Word] = {}
    by_id = view.said_as
    point = asked.question.point.about(view.the_one(asked.question.point.subject))
    for p in item.positions:
        if p.holds and p.response in by_id:
            said = by_id[p.response]
            found[p.response] = _Word(said, said.event.person, is_no=False, decides=p.decides)
        for one in view.each[said_besides][p.person] if p.holds and p.response is None else ():
            if one.said.seq == p.entry:
                key = f"{p.entry} {(later or view).the_one(p.person)}"
                found[key] = _Word(one.said, p.person, False, p.decides, one.words)
        for enquiry in asked_in(view, asked.question.enquiry):
            for no in noes_that_stand(view, p.person, point, enquiry, asked.directory):
                found[no.event.response] = _Word(no, no.event.person, is_no=True, decides=p.decides)
    return found


def of_a_child_and_adult(pair: Pair) -> Iterator[Fall]:
    """What somebody said no to who stands on the file as a child and as an adult, and would be two
    by this: by their name, their birth, or somebody's word.
    """
    left = child_and_adult(pair.after)
    for one, others in child_and_adult(pair.before).items():
        now = {pair.after.the_one(other) for other in left.get(pair.after.the_one(one), ())}
        apart = any(pair.after.the_one(other) not in now for other in others)
        said = pair.before.responses.get(one, ())
        if apart and any(True for held in said for _ in noes_of(held)):
            yield Fall(FallKind.OBJECTION, words.hears_of_one_alone(pair.before, one), one)
