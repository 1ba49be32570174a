"""What somebody of the family said or wrote besides their answers: heard by one rule, whichever
entry it stands in. Pure.

Each member that may hold such words says so where it is declared (`members.TheirWords`), and is
read here and nowhere apart. They may be a no: until they say yes after it, or somebody has read it
and said that it is none, each such word of one who decides holds what it may be a no to (edition
2026.3 of the rules, section 1), and of nobody whose words stand on the file is it said that they
were not asked (section 2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from msgspec import UNSET

from .answers import Position, Reason, Says
from .askedfor import settled
from .askedparent import is_written_down
from .awaited import unread
from .events import RelationshipRecorded, WishRecorded
from .held import Held
from .meetings import MeetingInvited
from .members import OR_ANYBODY, WHOEVER_IS_NAMED, TheirWords
from .ofthefamily import adults_named_in, who_is_meant
from .practice import (
    AgencyReplied,
    CheckFollowedUp,
    CorrectionAnswered,
    CorrectionAsked,
    DisagreementStated,
    FamilyAsked,
    WordsRead,
)
from .theirwords import Declared, declared
from .view import BY_REFERRER, NOT_HEARD_HERE, REACHED_BY, View
from .written import was_pressed

#: By this member whoever writes such words down says what stands in them.
NOT_A_NO: Final = "not_a_no"

#: What they say is wrong that leaves open whether they agreed, says no to nothing.
_DISPUTES_NOTHING: Final = frozenset({"DATE", "SPELLING"})


#: They have said yes to it, and that was over since.
_SAID_YES: Final = frozenset({Reason.EXPIRED, Reason.ENQUIRY_CLOSED})


#: How a no reads that somebody quotes in passing. What is missed here stands where it was written.
_QUOTED: Final = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)(?: \w+)? no|no to|never agreed|not the \w+|refus\w+|stop|disagrees?"
    r"|not (?:want|agree|consent|ask|tell|contact|share)|against (?:it|the|this|that)|withdr[ae]w"
    r"|(?:tak(?:e|es|ing|en)|took) (?:\w+ )?back|chang\w+ (?:her|his|their|my) mind|objects"
    r"|objected)\b|n['’]t (?:want|agree|consent)\b"
    # At the beginning of what they said: "no message left" is none of theirs.
    r"|(?:^|[.:,;“\"‘']\s*)no(?=\s*(?:$|[.,;:!?”\"’]|(?:i|we|you|he|she|they|thanks?|never|not)\b))",
    re.IGNORECASE,
)
#: In whatever is theirs, any word by which something is denied or ended may make it one.
_DENIED: Final = re.compile(
    r"\b(?:no|not|nor|none|never|nothing|nobody|stop\w*|refus\w*|against|withdr\w+|back|without|leave"
    r"|chang\w+|wrong|disagree\w*|object\w*|cancel\w*|end(?:ed)?)\b|n['’]t\b",
    re.IGNORECASE,
)


class Besides(NamedTuple):
    """An entry in which words of theirs stand, and these; whether they are theirs as far as anybody
    can tell, and whether they may be a no.
    """

    said: Held[Any]
    words: str
    are_theirs: bool = True
    may_be_a_no: bool = True


def written_besides(view: View, person: str) -> Sequence[Besides]:
    """Whatever is written down beside their answers, the first recorded first, theirs or ours. What
    nobody knows whose it is may be any adult's who is known by name.
    """
    every = _by_person(view)
    if not every:
        return ()
    found = [*every.get(person, ())]
    if None in every and person in view.adults and person not in _placeholders(view):
        found += every[None]
    found = [one for one in found if not _was_answered_with(view, one.said)]
    return sorted(found, key=lambda one: one.said.seq)


def said_besides(view: View, person: str) -> Sequence[Besides]:
    """Those of these that are theirs."""
    return [one for one in view.each[written_besides][person] if one.are_theirs]


def may_be_noes(view: View, person: str) -> Sequence[Besides]:
    """Those of these that nobody has heard the answer to, nor found to be no no."""
    every = view.each[said_besides][person]
    return [one for one in every if one.may_be_a_no and not _is_settled(view, one)]


def is_asked_about(view: View, seq: int) -> bool:
    """Whether something in this entry may be a no, and whoever wrote it down was not asked."""
    every = _by_person(view).values()
    return any(
        one.said.seq == seq
        and one.may_be_a_no
        and getattr(one.said.event, NOT_A_NO, None) is UNSET
        and not (_is_settled(view, one) or _was_answered_with(view, one.said))
        for each in every
        for one in each
    )


def held_by(view: View, found: Position) -> Held[Any] | None:
    """The last word of theirs that may be a no to what they have this place in, and holds it. A yes
    to it that was heard since lifts it, as it does a no, and so does one given with it; a yes that
    was pressed does not. What was written for an enquiry that has ended has ended with it.
    """
    yes = None
    if found.says is Says.YES or found.reason in _SAID_YES:
        yes = view.said_at.get(found.entry if found.entry is not None else -1)
    return may_be_a_no_since(view, found.person, yes)


def may_be_a_no_since(view: View, person: str, yes: Held[Any] | None) -> Held[Any] | None:
    """The last word of theirs that may be a no, which this yes of theirs does not lift."""
    for one in reversed(view.each[may_be_noes][person]):
        said: Held[Any] = one.said
        ended = getattr(said.event, "enquiry", None) in view.ended
        if not ended and not lifts(view, yes, said):
            return said
    return None


def lifts(view: View, yes: Held[Any] | None, said: Held[Any]) -> bool:
    """Whether this yes of theirs says how the word was meant."""
    return yes is not None and not was_pressed(view, yes) and _comes_after(yes, said)


def _is_settled(view: View, one: Besides) -> bool:
    said: Held[Any] = one.said
    if said.seq in read_of(view):
        return True
    match said.event:
        case WishRecorded(objects=objects):
            # Whoever wrote it down said whether it is one; the last that a child wants counts.
            newest = view.newest[WishRecorded, "child"].get(said.event.child)
            return not objects or newest is not said
        case FamilyAsked(request=request):
            return request in settled(view)
        case CorrectionAsked(correction=correction, what=what, about=about):
            # That they did not agree to one answer is heard as what they say of that one.
            is_of_one = what in (None, "NOT_AGREED") and about is not None
            answered = view.by[CorrectionAnswered, "correction"]
            return is_of_one or what in _DISPUTES_NOTHING or correction in answered
        case DisagreementStated(correction=correction):
            # What they had asked to be put right is heard as that.
            return correction is not None
        case CheckFollowedUp():
            return is_written_down(view, said)
        case AgencyReplied(disclosure=disclosure):
            return said not in unread(view).get(disclosure, ())
    return False


def _was_answered_with(view: View, said: Held[Any]) -> bool:
    """In the very talk they gave an answer, and the words are those of that."""
    person = getattr(said.event, "person", None)
    if isinstance(said.event, FamilyAsked | CorrectionAsked) or person is None:
        return False
    return any(
        one.seq != said.seq
        and one.event.answer in REACHED_BY
        and one.event.method not in NOT_HEARD_HERE
        and _is_of_one_talk(one, said)
        for one in view.said_by.get(view.the_one(person), ())
    )


def _is_of_one_talk(one: Held[Any], said: Held[Any]) -> bool:
    talk = getattr(said.event, "conversation", None)
    if talk is not None and one.event.conversation == talk:
        return True
    return (one.effective_at, one.recorded_at) == (said.effective_at, said.recorded_at)


def _comes_after(yes: Held[Any], said: Held[Any]) -> bool:
    if isinstance(said.event, WishRecorded):
        # Of one moment, nobody knows which of the two they said last.
        return yes.effective_at > said.effective_at
    return _is_of_one_talk(yes, said) or yes.order > said.order


def read_of(view: View) -> frozenset[int]:
    """Places of the entries that somebody has read and found to hold no no."""
    key = ("said besides", "read")
    if key not in view.worked_out:
        view.worked_out[key] = frozenset(one.event.entry for one in view.holding[WordsRead])
    found: frozenset[int] = view.worked_out[key]
    return found


def _placeholders(view: View) -> frozenset[str]:
    """Who stands on the file so that somebody is looked for."""
    key = ("said besides", "placeholders")
    if key not in view.worked_out:
        links = view.holding[RelationshipRecorded]
        unknown = (one for one in links if one.event.role == "UNKNOWN_FATHER")
        view.worked_out[key] = frozenset(one.event.person for one in unknown)
    found: frozenset[str] = view.worked_out[key]
    return found


def _by_person(view: View) -> Mapping[str | None, Sequence[Besides]]:
    """By whose they are; None where nobody knows. Gone through once, whoever asks."""
    key = ("said besides", "by person")
    if key not in view.worked_out:
        found: dict[str | None, list[Besides]] = {}
        for of in declared():
            for one in _with_words(view, of):
                for person in _whose(view, of, one.said, one.words):
                    found.setdefault(person, []).append(one)
        view.worked_out[key] = found
    by: Mapping[str | None, Sequence[Besides]] = view.worked_out[key]
    return by


def _with_words(view: View, of: Declared) -> Iterator[Besides]:
    facts: Sequence[Held[Any]] = view.holding[of.kind]
    if not facts:
        return
    if of.mark.only is not None:
        beside, values = of.mark.only
        facts = [one for one in facts if getattr(one.event, beside) in values]
    for held in facts:
        words = getattr(held.event, of.member)
        is_against = isinstance(held.event, WishRecorded) and held.event.objects
        if words or is_against:
            yield _heard(of.mark, held, words or "")


def _heard(mark: TheirWords, held: Held[Any], words: str) -> Besides:
    how = _QUOTED if mark.quoted else _DENIED
    is_theirs = not _is_ours(held.event)
    may_be_a_no = is_theirs and (mark.to_us or how.search(words) is not None)
    return Besides(held, words, is_theirs and (may_be_a_no or not mark.quoted), may_be_a_no)


def _is_ours(event: Any) -> bool:
    """Whoever wrote the words down has said that they are not theirs, or hold no no; or a referrer
    reports them.
    """
    return getattr(event, NOT_A_NO, None) is True or getattr(event, "method", None) == BY_REFERRER


def _whose(view: View, of: Declared, held: Held[Any], words: str) -> Iterable[str | None]:
    whose = of.mark.whose
    if whose == "invitation":
        return _invited(view, held.event.invitation)
    if whose not in (OR_ANYBODY, WHOEVER_IS_NAMED):
        return (view.the_one(getattr(held.event, whose)),)
    person = getattr(held.event, "person", None)
    if person is not None:
        return (view.the_one(person),)
    named = adults_named_in(view, words)
    return named or ((None,) if whose == OR_ANYBODY else ())


def _invited(view: View, invitation: str) -> Iterator[str]:
    for one in view.holding[MeetingInvited]:
        said = one.event
        if said.invitation == invitation:
            person = who_is_meant(view, said.person, said.agency, said.name)
            if person is not None:
                yield view.the_one(person)
