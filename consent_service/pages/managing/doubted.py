"""What looks like a mistake, and where each is put right: the entry itself is struck only where
nothing else mends it, so that nobody's yes or no falls for a form that was not filed. So is an
injury that nobody has explained, with each way to answer what a manager is asked about it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from typing import Any, Final, NamedTuple

from flask import Response

from ...actions.refused import Refused
from ...api.edge.problems import ProblemError
from ...domain.codes import label
from ...domain.noticing.oddities import JOINED_BY_ONE
from ..asking import ask, problem_of, record
from ..called import names_on
from ..forms.inputs import is_a_place
from ..forms.keys import new_key
from ..forms.onrecord import stays
from ..forms.usual import FILE
from ..frame import Visit, show
from ..help.where import explained_at
from ..offering import Offer, offered
from ..page import Page
from ..worker.joinedwith import said_to_be_one
from ..worker.timeline import entry_in_words

#: Somebody was told who may not be safe, or by a way that is not to be used: it was not right.
_TOLD_WHOM: Final = frozenset({"NOT_BY_THIS_WAY", "SOMEBODY_KNOWS", "KEPT_WAY_GIVEN"})
#: How it is settled that they were: it may be that nobody was, and the words only read so.
SEEN_TO: Final = "It was seen to, or there was nothing in it"
#: What is said where nothing is recorded yet, and somebody only looks.
_TO_SEE: Final = "To see what of it looks like a mistake, or what a manager is asked about it."


class _Mends(NamedTuple):
    """A form that puts it right: over which operation, what it is called, and which of the entry's
    members is given under which name.
    """

    operation: str
    words: str
    given: Mapping[str, str]


_WHO: Final = {"person": "person"}
_CHILD: Final = {"person": "child"}
_OF_THE_CHILD: Final = _Mends("amendPerson", "Put right what is known of the child", _CHILD)
_PARTED_AFTER_ALL: Final = _Mends(
    "partElsewhere", "Say that they were two people", {"joining": "joining"}
)
_OF_THE_ADULT: Final = _Mends("amendPerson", "Put right what is known of the adult", _WHO)
_LINK: Final = _Mends(
    "recordRelationship", "Say what they are to the child", {"person": "person", "child": "child"}
)
_SAFE: Final = _Mends("recordSafety", "Say whether it is safe to ask them", _WHO)
_SAFE_OF_ANY: Final = _Mends("recordSafety", "Say of somebody whether it is safe to ask them", {})
_SIGN: Final = _Mends("recordSign", "Record a sign of danger", {})
_TOLD: Final = _Mends(
    "changeSafeToTell", "Say why they may not be told", {"person": "person", "about": "about"}
)
_INFORMED: Final = _Mends("agreeKeepInformed", "Say how they are kept informed", _WHO)
_ANSWER: Final = _Mends("recordReply", "Record what they answered", {"disclosure": "disclosure"})
#: By the doubt: where it is put right. Of a time that was mistyped the entry itself is wrong.
MENDS: Final[Mapping[str, tuple[_Mends, ...]]] = {
    "PARENT_TOO_YOUNG": (_OF_THE_ADULT, _OF_THE_CHILD, _LINK),
    "CONCEIVED_UNDER_16": (_SIGN, _OF_THE_ADULT, _OF_THE_CHILD),
    "CHILD_TWICE": (_Mends("joinPeople", "Say that the two are one child", _CHILD), _OF_THE_CHILD),
    "CHILD_AND_ADULT": (
        _Mends("tellApart", "Say that they are two people", _CHILD),
        _Mends("tellApart", "Say that they are two people", _WHO),
        _OF_THE_CHILD,
        _OF_THE_ADULT,
    ),
    "NOT_OF_AGE": (_OF_THE_ADULT,),
    "OF_AGE": (_OF_THE_CHILD,),
    "TWO_MOTHERS": (_LINK,),
    "CARER_HOLDS_RESPONSIBILITY": (
        _LINK,
        _Mends("recordOrder", "Record the order", {"child": "child"}),
    ),
    "MOTHER_WITHOUT": (_LINK, _Mends("recordOrder", "Record the adoption", {"child": "child"})),
    "NO_SUCH_NUMBER": (
        _Mends("recordNumber", "Record the right number", _WHO),
        _Mends("recordNumber", "Record the right number", _CHILD),
    ),
    "NO_SUCH_WAY": (_Mends("recordContactPoint", "Record how they are reached", _WHO),),
    "TIMES_NOT_SAID": (_Mends("recordContactPoint", "Say when it may be used", _WHO),),
    "BEFORE_ITS_CONVERSATION": (),
    "AFTER_ITS_CONVERSATION": (),
    "BEFORE_THE_ENQUIRY": (),
    "BEFORE_THE_BIRTH": (_OF_THE_CHILD, _OF_THE_ADULT),
    "AFTER_THE_DEATH": (),
    "CLOSED_BEFORE_OPENED": (),
    "BEFORE_ITS_MEETING": (),
    "REVIEW_IN_THE_PAST": (
        _Mends("considerConference", "Say again on which day it is", {"children": "children"}),
        _Mends("moveMeeting", "Say on which day the meeting is", {"meeting": "meeting"}),
        _Mends("reviewDecision", "Say by when it is looked at again", {"decision": "decision"}),
        _Mends(
            "reviewDecision", "Say by when it is looked at again", {"decision": "authorisation"}
        ),
        _TOLD,
        _SAFE,
        _INFORMED,
        _Mends("makePlan", "Make the next version of the plan", {"plan": "plan"}),
    ),
    "NOT_BY_THIS_WAY": (
        _Mends("recordContactPoint", "Record how they are reached", _WHO),
        _SAFE,
        _INFORMED,
    ),
    "SOMEBODY_KNOWS": (_SIGN, _SAFE_OF_ANY),
    "KEPT_WAY_GIVEN": (
        _SIGN,
        _SAFE_OF_ANY,
        _Mends("makePlan", "Make the next version of the plan without it", {"plan": "plan"}),
    ),
    "COUNCIL_BY_A_MANAGER": (_Mends("recordResponse", "Record the council’s answer", _WHO),),
    "LEAVES_OUT_A_YES": (
        _Mends("recordConversation", "Ask them again, and record what they say", _WHO),
        _Mends("changeValidity", "Say that it does not count for now", {"response": "response"}),
        _Mends("findRight", "Say how it is known that they agreed to it", {"entry": "seq"}),
    ),
    "SIGNED_WITHOUT_EVIDENCE": (
        _Mends("recordConversation", "Ask them again, and record what they say", _WHO),
        _Mends("changeValidity", "Say that it does not count for now", {"response": "response"}),
        _Mends("findRight", "Say where the signed form is, or how they agreed", {"entry": "seq"}),
    ),
    "BIRTH_NOT_BELIEVABLE": (_OF_THE_CHILD, _OF_THE_ADULT),
    "BIRTH_IS_A_GUESS": (_OF_THE_CHILD,),
    "FATHER_NOT_EXPLAINED": (
        _Mends("identifyFather", "Say who he is", {"person": "person", "child": "child"}),
        _LINK,
    ),
    "MOVES_TOO_YOUNG": (
        _Mends("recordInjury", "Record the injury anew", {"injury": "injury"}),
        _OF_THE_CHILD,
    ),
    "JOINED_DIFFER": (_PARTED_AFTER_ALL, _OF_THE_ADULT),
    "JOINED_CHILD_AND_ADULT": (_PARTED_AFTER_ALL,),
    "JOINED_BY_ONE": (
        _PARTED_AFTER_ALL,
        _Mends("findRight", "Say how it is known that they are one person", {"entry": "seq"}),
    ),
    "DELEGATES_NOTHING": (_Mends("recordOrder", "Say what was delegated", {"child": "child"}),),
    "ORDER_BY_NO_COURT": (_Mends("recordOrder", "Record what it is", {"child": "child"}),),
    "CAPACITY_NOT_ASSESSED": (
        _Mends("recordCapacity", "Say who assessed it, and how", {"person": "person"}),
        _Mends("recordCompetence", "Say who assessed it, and how", {"child": "child"}),
    ),
    "CONCERN_WITHOUT_REASON": (
        _Mends("changeValidity", "Say whether it counts, and why", {"response": "response"}),
    ),
    "NOT_TOLD_WITHOUT_REASON": (_TOLD,),
    "NOT_AGREED_WITHOUT_REASON": (_INFORMED,),
    "REPLY_WITHOUT_REASON": (_ANSWER,),
    "REPLY_SAYS_BOTH": (_ANSWER,),
    # Another is given on the page of the family's ways to sign in, and settles it.
    "CODE_TRIED": (_SIGN, _SAFE_OF_ANY),
    "RED_LOWERED": (
        _Mends("rateEnquiry", "Say how urgent it is, and why", {"enquiry": "enquiry"}),
        _Mends("findRight", "Say why it is red no more", {"entry": "seq"}),
    ),
    "ADVOCATE_NOT_FOR_THEM": (
        _Mends("changeAdvocateStatus", "Say that they are not suitable", _WHO),
        _SAFE,
    ),
    "ADVOCATE_BY_NAME": (
        _Mends("addAdult", "Put the advocate on the file", {}),
        _Mends("changeAdvocateStatus", "Choose the advocate on the file", _WHO),
        _Mends("tellApart", "Say that they are two people", {"person": "advocate_person"}),
        _Mends("changeAdvocateStatus", "Say that they are not suitable", _WHO),
    ),
    "ADVOCATE_OF_THEIR_SIDE": (
        _Mends("changeAdvocateStatus", "Say that they are not suitable", _WHO),
        _Mends("findRight", "Say why they may support them all the same", {"entry": "seq"}),
    ),
}
_MEETING: Final = _Mends("callMeeting", "Call a strategy meeting", {"children": "child"})
_EXPLAINED: Final = _Mends("recordInjury", "Say how it was explained since", {"injury": "injury"})
#: What a manager is asked about an injury that nobody has explained, and what answers it.
OF_AN_INJURY: Final[Mapping[str, tuple[_Mends, ...]]] = {
    "CONSIDER_STRATEGY": (
        _MEETING,
        _EXPLAINED,
        _Mends("findRight", "Say why no meeting is held", {"entry": "seq"}),
    ),
    "ASK_ABOUT_INJURY": (
        _MEETING,
        _Mends("recordAuthorisation", "Decide that it is section 47", {}),
        _EXPLAINED,
        _Mends("findRight", "Say why it is not section 47", {"entry": "seq"}),
    ),
    # No injury, and asked in the same way: words that may tell of harm.
    "WORDS_TELL_OF_HARM": (
        _Mends("recordSign", "Record a sign of danger to the child", _CHILD),
        _Mends("recordSign", "Record a sign of danger to them", _WHO),
        _SAFE_OF_ANY,
        _Mends("findRight", "Say that you read it, and what follows", {"entry": "seq"}),
    ),
}
_EVERY: Final = {**MENDS, **OF_AN_INJURY}


def where_doubted(file: str, entry: object) -> str:
    """The page of what looks like a mistake of an entry."""
    return f"/files/{file}/doubts/{entry}"


def doubts_of(visit: Visit, entry: str) -> list[str]:
    """Codes of what of an entry looks like a mistake now: it is tried, and nothing is kept."""
    tried = {"entry": int(entry), "reason": _TO_SEE, "dry_run": True}
    try:
        found = record(visit, "findRight", tried, new_key(), file=visit.path["file"])
    except (Refused, ProblemError) as error:
        if problem_of(error) != "nothing-looks-wrong":
            raise
        return []
    return [one["code"] for one in found["notices"]]


def _hurt(visit: Visit) -> Response:
    """The injury that a task is about, by the entry in which it is on record as it was last."""
    injuries = ask(visit, "showFile", file=visit.path["file"])["injuries"]
    seqs = [str(one["seq"]) for one in injuries if one["injury"] == visit.path["injury"]]
    if not seqs:
        raise Refused("not-found")
    return _shown(visit, seqs[0], "A child was hurt, and nobody has explained how")


def _doubted(visit: Visit) -> Response:
    if not is_a_place(visit.path["entry"]):
        raise Refused("not-found")
    return _shown(visit, visit.path["entry"], "What looks like a mistake")


def _shown(visit: Visit, entry: str, title: str) -> Response:
    file, doubts = visit.path["file"], doubts_of(visit, entry)
    listed = ask(visit, "showHistory", {"from_seq": entry, "limit": "1"}, file=file)
    found = next((one for one in listed["entries"] if one["seq"] == int(entry)), None)
    if found is None:
        raise Refused("not-found")
    names = names_on(ask(visit, "showFile", file=file))
    said = {**found["event"], "seq": entry}
    mends = dict.fromkeys(chain.from_iterable(_mends(visit, code, said) for code in doubts))
    return show(
        visit,
        "doubted.html",
        title,
        file=file,
        entry=entry_in_words(found, names, listed["staff"]),
        asks=any(one in OF_AN_INJURY for one in doubts),
        joined=list(said_to_be_one(visit, file, entry)) if JOINED_BY_ONE in doubts else [],
        doubts=[(label("notices", one), explained_at("notices", one)) for one in doubts],
        mends=list(mends),
        right=next(_right(visit, entry, [one.address for one in mends], doubts), None),
        struck=next(_struck(visit, entry, found["kind"]), None),
    )


def _struck(visit: Visit, entry: str, kind: str) -> Iterator[Offer]:
    """That it was wrong, where that can be said of what it is."""
    if not stays(kind):
        yield from offered(visit, "correctEntry", "Say that it was wrong", corrects=entry)


def _right(
    visit: Visit, entry: str, known: Collection[str], doubts: Collection[str]
) -> Iterator[Offer]:
    """That it is right, where that is not among what mends it."""
    words = SEEN_TO if _TOLD_WHOM & {*doubts} else "It is right"
    every = offered(visit, "findRight", words, entry=entry)
    yield from (one for one in every if one.address not in known)


def _mends(visit: Visit, code: str, said: Mapping[str, Any]) -> Iterator[Offer]:
    for operation, words, given in _EVERY[code]:
        filled = {name: said.get(member) for name, member in given.items()}
        # What is given is what it is about: without it the form would be about anybody.
        if all(filled.values()):
            yield from offered(visit, operation, words, **filled)


PAGES: Final = (
    Page("hurtUnexplained", "GET", f"{FILE}/injuries/<string:injury>/unexplained", _hurt),
    Page("doubted", "GET", f"{FILE}/doubts/<string:entry>", _doubted),
)
