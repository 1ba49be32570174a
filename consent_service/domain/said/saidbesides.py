"""What somebody of the family said or wrote besides their answers: heard by one rule, whichever
entry it stands in. Pure.

Each member that may hold such words says so where it is declared (`members.TheirWords`), and is
read here and nowhere apart. They may be a no: until they say yes after it, or somebody has read it
and said that it is none, each such word of one who decides holds what it may be a no to (edition
2026.3 of the rules, section 1), and of nobody whose words stand on the file is it said that they
were not asked (section 2).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any, Final, NamedTuple

from msgspec import UNSET

from ..deciding.askedparent import is_written_down
from ..file.caring import is_nobody_known
from ..file.comingofage import may_decide_alone
from ..file.goingon import BY_REFERRER
from ..file.held import Held
from ..file.view import View
from ..file.whattheysaid import NOT_HEARD_HERE
from ..following.askedfor import settled
from ..following.ofthefamily import who_is_meant
from ..freetext.ofabirthday import is_of_a_birthday
from ..freetext.plainwish import is_plain_wish
from ..freetext.readslikeano import is_against, is_courtesy, reads_like_a_no
from ..freetext.tellswhatwassaid import quotes_a_no
from ..may import PARTNER
from ..memo import worked_out_once
from ..recorded.event import Event
from ..recorded.events import (
    ConversationRecorded,
    WishRecorded,
)
from ..recorded.marked import Marked, marked_by_kind
from ..recorded.meetings import MeetingInvited
from ..recorded.members import OR_ANYBODY, WHOEVER_IS_NAMED, TheirWords
from ..recorded.practice import (
    AgencyReplied,
    CheckFollowedUp,
    CorrectionAnswered,
    CorrectionAsked,
    DisagreementStated,
    FamilyAsked,
)
from ..scopes.scope import ANY
from .aboutanswers import said_instead, why_valid
from .besideananswer import (
    but_for_what_was_ticked,
    holds_no_plain_yes,
    names_what_was_not_asked,
    says_no_to_more,
    says_no_to_others,
)
from .contradicting import AGREEMENTS
from .inarequest import is_told_again, of_whom_it_is_told
from .ofafact import is_of_a_fact
from .whosenoes import named_in
from .writingread import read_of, said_to_hold

#: By this member whoever writes such words down says what stands in them.
NOT_A_NO: Final = "not_a_no"


_OF_A_FINDING: Final = TheirWords(quoted=True, assessed=True)
_WRITTEN_INSTEAD: Final = TheirWords(quoted=True, to_us=True)
_TRIED: Final = "ASK_ATTEMPTED"
_TO_TALK: Final = "SPEAK_TO_SOMEBODY"
#: By these it is known what they said in a talk. With any other of it, it may be a no as well.
_SAYS_HOW: Final = frozenset({"AGREED", "AGREED_IN_PART", "REFUSED", "WITHDRAWN"})


class Besides(NamedTuple):
    """An entry in which words of theirs stand, and these; whether they are theirs as far as anybody
    can tell, and whether they may be a no.
    """

    said: Held[Any]
    words: str
    are_theirs: bool = True
    may_be_a_no: bool = True
    #: We wrote it of them.
    are_ours: bool = False
    #: Nobody is named in it: it may be of whichever adult.
    is_of_anybody: bool = False

    @property
    def are_their_own(self) -> bool:
        """They are quoted under their name; what somebody wrote of them never is."""
        return not (self.are_ours or self.are_an_agencys)

    @property
    def are_an_agencys(self) -> bool:
        """It wrote of them what they may have told it: to us they have said nothing by that."""
        return isinstance(self.said.event, AgencyReplied)


def written_besides(view: View, person: str) -> Sequence[Besides]:
    """Whatever is written down beside their answers, the first recorded first, theirs or ours. What
    nobody knows whose it is may be any adult's who is known by name.
    """
    every = _by_person(view)
    if not every:
        return ()
    found = [*every.get(person, ())]
    if None in every and person in view.adults and not is_nobody_known(view, person):
        found += (one._replace(is_of_anybody=True) for one in every[None])
    found = [one for one in found if not _was_answered_with(view, one.said)]
    return sorted(found, key=lambda one: one.said.seq)


def said_besides(view: View, person: str) -> Sequence[Besides]:
    """Those of these that are theirs."""
    return [one for one in view.each[written_besides][person] if one.are_theirs]


def has_said(view: View, person: str) -> bool:
    """Whether they said or wrote something besides their answers, to us."""
    return any(not one.are_an_agencys for one in view.each[said_besides][person])


def may_be_noes(view: View, person: str) -> Sequence[Besides]:
    """Those of these that nobody has heard the answer to, nor found to be no no."""
    every = view.each[said_besides][person]
    return [one for one in every if one.may_be_a_no and not _is_settled(view, one)]


def notices_of_noes(view: View, said: Held[Any]) -> Iterator[str]:
    """Whether whoever wrote this is to say what stands in it, and to look again at how it reads:
    nobody has said whether there is a no in it, or that there is none.
    """
    if getattr(said.event, "objects", False) is True:
        return
    if getattr(said.event, NOT_A_NO, None) is False:
        of = {who for who, one in _of_entry(view, said) if _is_held(view, one)}
        if of:
            holds = not of.isdisjoint((None, *who_decide(view)))
            yield "MAY_BE_A_NO_HOLDS" if holds else "MAY_BE_A_NO_TO_READ"
        return
    if not hasattr(said.event, NOT_A_NO) or is_told_again(view, said):
        return
    if _was_answered_with(view, said):
        is_open = isinstance(said.event, ConversationRecorded) and said.event.not_a_no is UNSET
        if is_open and names_what_was_not_asked(view, said):
            yield "MAY_BE_A_NO"
        return
    if any(_is_held(view, one) for _, one in _of_entry(view, said)):
        yield "MAY_BE_A_NO"
    every = (
        (of, getattr(said.event, of.member))
        for of in marked_by_kind(TheirWords).get(type(said.event), ())
        if _is_one(of, said) and not _is_hearsay(said.event)
    )
    if isinstance(said.event, WishRecorded):
        reads_so = is_against(said.event)
    else:
        reads_so = any(
            w and _reads_so(of.mark.of(said.event), but_for_what_was_ticked(view, said.event, w))
            for of, w in every
        )
    if reads_so:
        yield "READS_LIKE_A_NO"


@worked_out_once
def who_decide(view: View) -> tuple[str, ...]:
    """Those of whom a word that may be a no holds what others agree to: whoever is responsible for
    a child of the file, and whoever of them may decide alone.
    """
    parents = (link.event.person for child in view.children for link in view.deciders[child])
    alone = (one for one in view.children if may_decide_alone(view, one, ANY))
    return (*dict.fromkeys((*parents, *alone)),)


def _of_entry(view: View, said: Held[Any]) -> list[tuple[str | None, Besides]]:
    """With whose it is, as far as anybody knows."""
    every = ((who, one) for who, each in _by_person(view).items() for one in each)
    return [(who, one) for who, one in every if one.said.seq == said.seq]


def _is_held(view: View, one: Besides) -> bool:
    return one.may_be_a_no and not _is_settled(view, one)


def _reads_so(mark: TheirWords, words: str) -> bool:
    """Why one of us asks another for something is nobody's answer, but where one is quoted."""
    return quotes_a_no(words) if mark.is_why else reads_like_a_no(words, quoted=mark.quoted)


@cache
def _members(kind: type[Event]) -> tuple[str, ...]:
    return tuple(of.member for of in marked_by_kind(TheirWords).get(kind, ()))


def _is_settled(view: View, one: Besides) -> bool:
    said: Held[Any] = one.said
    if said.seq in read_of(view):
        return True
    match said.event:
        case WishRecorded() as wish:
            # Whoever wrote it down said whether it is one; the last that a child wants counts.
            return not is_against(wish) or view.wish[said.event.child] is not said
        case FamilyAsked(request=request):
            return request in settled(view)
        case CorrectionAsked(correction=correction, what=what, about=about):
            # That they did not agree to one answer is heard as what they say of that one.
            is_of_one = what in (None, "NOT_AGREED") and about is not None
            answered = view.by[CorrectionAnswered, "correction"]
            return is_of_one or is_of_a_fact(said.event) or correction in answered
        case DisagreementStated(correction=correction):
            # What they had asked to be put right is heard as that.
            return correction is not None
        case CheckFollowedUp(action_taken="ASKED_PARENT"):
            return is_written_down(view, said)
    return False


def _was_answered_with(view: View, said: Held[Any]) -> bool:
    """In the very talk they gave an answer, and the words are those of that. What they left open
    there says nothing of the words beside it.
    """
    person = getattr(said.event, "person", None)
    if isinstance(said.event, FamilyAsked | CorrectionAsked) or person is None:
        return False
    if getattr(said.event, "answer", None) == _TRIED:
        # It reached nobody: whatever was answered at that moment is of something else.
        return False
    answers = view.each[_answers_given][view.the_one(person)]
    talk = getattr(said.event, "conversation", None)
    of_it = set(answers.get((said.effective_at, said.recorded_at), ()))
    of_it |= answers.get(talk, frozenset()) if talk is not None else frozenset()
    is_answered = bool(of_it - {_TRIED}) and of_it - {_TRIED} <= _SAYS_HOW
    return is_answered and not _says_more(view, said, of_it)


def _says_more(view: View, said: Held[Any], answers: Collection[str]) -> bool:
    """The words that stand beside a yes are no plain one, or say no to something else, as those
    beside a no may; or whoever wrote them down says that a no may stand in them, and none was
    ticked there.
    """
    if not isinstance(said.event, ConversationRecorded):
        return False
    if AGREEMENTS.isdisjoint(answers):
        return says_no_to_others(view, said)
    if said.event.not_a_no is False and AGREEMENTS.issuperset(answers):
        return True
    return holds_no_plain_yes(view, said) or says_no_to_more(view, said)


def _answers_given(view: View, person: str) -> Mapping[object, set[str]]:
    """What they answered, by the talk in which they did and by when: gone through once, however
    many words of theirs are held against it.
    """
    found: dict[object, set[str]] = defaultdict(set)
    for one in view.said_by.get(person, ()):
        if one.event.method not in NOT_HEARD_HERE:
            found[one.effective_at, one.recorded_at].add(one.event.answer)
            if one.event.conversation is not None:
                found[one.event.conversation].add(one.event.answer)
    return dict(found)


@worked_out_once
def _by_person(view: View) -> Mapping[str | None, Sequence[Besides]]:
    """By whose they are; None where nobody knows."""
    found: dict[str | None, list[Besides]] = {}
    by_kind = marked_by_kind(TheirWords)
    for of in chain.from_iterable(map(by_kind.__getitem__, view.read.those_of((*by_kind,)))):
        for one in _with_words(view, of):
            for person in _whose(view, of, one):
                found.setdefault(person, []).append(one)
    for mark, about in ((_OF_A_FINDING, why_valid), (_WRITTEN_INSTEAD, said_instead)):
        for person, held, words in about(view):
            found.setdefault(person, []).append(_heard(mark, held, words))
    return found


def _with_words(view: View, of: Marked[TheirWords]) -> Iterator[Besides]:
    facts: Sequence[Held[Any]] = view.holding[of.kind]
    if of.mark.only is not None:
        facts = [one for one in facts if _is_one(of, one)]
    said_so = said_to_hold(view, "MAY_BE_A_NO")
    for held in facts:
        words = getattr(held.event, of.member)
        if words or _is_one_without_words(held.event, of):
            one = _heard(of.mark, held, words or "")
            is_said = held.seq in said_so
            yield one._replace(are_theirs=True, may_be_a_no=True) if is_said else one


def _is_one(of: Marked[TheirWords], said: Held[Any]) -> bool:
    return of.mark.only is None or getattr(said.event, of.mark.only[0]) in of.mark.only[1]


def _is_a_name(mark: TheirWords, event: Any) -> bool:
    return mark.names is not None and getattr(event, mark.names[0]) in mark.names[1]


def _asks_alone(mark: TheirWords, event: Any, words: str) -> bool:
    if mark.asks is None:
        return False
    asks_alone = getattr(event, mark.asks[0]) in mark.asks[1] and is_plain_wish(words)
    return asks_alone or _is_plain(mark, event, words)


def _is_plain(mark: TheirWords, event: Any, words: str) -> bool:
    """Thanks, what comes next, a birthday; of whoever asks for help now nobody knows what it is."""
    if mark.asks is None or getattr(event, mark.asks[0]) not in (*mark.asks[1], _TO_TALK):
        return False
    return is_courtesy(words) or is_of_a_birthday(words)


def _is_hearsay(event: Any) -> bool:
    """What a referrer reports holds nothing, unless it was said that a no may stand in it."""
    is_reported = getattr(event, "method", None) == BY_REFERRER
    return is_reported and getattr(event, NOT_A_NO, None) is not False


def _is_one_without_words(event: Any, of: Marked[TheirWords]) -> bool:
    """That they are against it, or may have said no, was said, and nothing of how they put it."""
    if isinstance(event, WishRecorded):
        return is_against(event)
    every = _members(of.kind)
    is_said = getattr(event, NOT_A_NO, None) is False
    return is_said and of.member == every[0] and not any(getattr(event, one) for one in every)


def _heard(mark: TheirWords, held: Held[Any], words: str) -> Besides:
    """Where whoever wrote the words down is asked whether there is a no in them, that alone decides
    it, and left open there may be: no list of words is whole. Elsewhere it is how they read.
    """
    mark, answer = mark.of(held.event), getattr(held.event, NOT_A_NO, None)
    is_an_agencys = held.role == PARTNER and answer is UNSET
    is_left_open = mark.assessed and answer is UNSET
    if is_an_agencys or is_left_open or isinstance(held.event, WishRecorded):
        # An agency is not asked: one of us reads it. Of a wish it is said whether it is one. Of how
        # we came to a finding nobody thinks to be asked.
        answer = None
    if answer is True or _is_hearsay(held.event):
        return Besides(held, words, are_theirs=False, may_be_a_no=False)
    if mark.is_why:
        return Besides(held, words, answer is False, answer is False, are_ours=True)
    event = held.event
    is_to_us = mark.to_us and not _is_a_name(mark, event) and not _asks_alone(mark, event, words)
    reads_so = reads_like_a_no(words, quoted=mark.quoted) and not _is_plain(mark, event, words)
    may_be_a_no = answer is not None or is_to_us or reads_so
    return Besides(held, words, may_be_a_no or not mark.quoted, may_be_a_no, mark.quoted)


def _whose(view: View, of: Marked[TheirWords], one: Besides) -> Iterable[str | None]:
    """Where no member says so, of whoever is named in any words of the entry. Where nobody is, of
    anybody; but what was seen, or is asked of a manager, is nobody's no unless it was said to be
    one or reads so.
    """
    held = one.said
    whose = of.mark.whose
    if whose == "invitation":
        return _invited(view, held.event.invitation)
    if not whose.startswith(WHOEVER_IS_NAMED):
        return (view.the_one(getattr(held.event, whose)),)
    person = getattr(held.event, "person", None)
    if person is not None:
        return (view.the_one(person),)
    every = (getattr(held.event, member) for member in _members(of.kind))
    named = named_in(view, " ".join(filter(None, every)))
    is_said = getattr(held.event, NOT_A_NO, None) is False
    is_any = whose == OR_ANYBODY or is_said or reads_like_a_no(one.words, quoted=True)
    if of.mark.is_why and is_said:
        return of_whom_it_is_told(view, held, named)
    return named or ((None,) if is_any else ())


def _invited(view: View, invitation: str) -> Iterator[str]:
    for one in view.holding[MeetingInvited]:
        said = one.event
        if said.invitation == invitation:
            person = who_is_meant(view, said.person, said.agency, said.name)
            if person is not None:
                yield view.the_one(person)
