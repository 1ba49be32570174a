"""What words say beside the answers that were ticked in the same talk, as far as they read: that
they are no plain yes, or say no to a service of which nothing was ticked. Pure.

What was ticked is how they answered, and mostly the words are those of that. Where they say more,
they are heard like any that nobody has answered (`saidbesides.py`): until whoever wrote them down
says that there is no no in them, or they have said yes since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ..codes import codes
from ..file.held import Held
from ..file.view import View
from ..freetext.readslikeano import is_none_or_not_yet, takes_back
from ..freetext.widerwords import words_of
from ..freetext.wordsofayes import reads_as_english, says_no_elsewhere
from ..memo import read_once
from ..names.namedinprose import as_read, named_at
from ..recorded.events import ConversationRecorded, Response
from ..scopes.scope import ANY
from .contradicting import AGREEMENTS, NOES
from .explaining import reads_english

_IF: Final = (
    r"\b(?:if|as long as|so long as|provided(?: that)?|once|(?:only )?when|unless|up to"
    r"|depends on(?: what)?)\s+"
)
_THEY_DO: Final = (
    r"(?:agree|sa(?:y|id)|does|do\b|wants?(?: it| to)|think|consent|allow|lets?\b|too\b|\W*$"
    r"|(?:is|['’]s)(?:\s+(?:happy|ok(?:ay)?|fine|al ?right|willing|with|for it)|\W*$))"
)
#: A condition on what another says; on somebody who is named there.
_IF_HE: Final = re.compile(_IF + r"(?:he|she|they)\s+" + _THEY_DO, re.IGNORECASE)
_BEFORE: Final = re.compile(_IF + r"(?:(?:my|her|his|their|the|our)\s+)?$", re.IGNORECASE)
_BEHIND: Final = re.compile(r"\s*" + _THEY_DO, re.IGNORECASE)
#: After it, within so many words, stands what is left out.
_NOT: Final = re.compile(
    r"(?:\b(?:(?:but |and |just )?not(?! (?:a problem|bothered|sure if|just|only))|no to"
    r"|except(?: for)?|apart from|leave out)"
    r"|n['’]?t (?:want|ask|contact|tell|ring|phone|speak|talk|share|involve))"
    r"(?P<what>(?:\s+[\w'’]+){1,5})",
    re.IGNORECASE,
)
#: The same where the service stands right behind it, or before: nothing else is meant by it.
_PLAINLY_NOT: Final = re.compile(
    r"(?:\b(?:not|except(?: for)?|apart from|leave out|without|excluding|other than|but no"
    r"|(?:any|every)\s?(?:one|body|thing|where) but|all(?: of (?:it|them))? but"
    r"|nothing (?:to|for|from)|no to"
    r"|(?<!has )(?<!had )(?<!have )(?<!got )(?<!get )(?<!been )(?<!is )(?<!was )(?<!with )no)"
    r"|n['’]?t)(?P<what>(?:\s+[\w'’]+){1,6})",
    re.IGNORECASE,
)
_PLAINLY_OUT: Final = re.compile(
    r"\b(?:leav(?:e|ing)|keep(?:ing)?)\s+(?P<what>(?:[\w'’]+\s+){1,4})out\b", re.IGNORECASE
)
_IS_NOT_TOLD: Final = re.compile(
    r"(?P<what>(?:\b[\w'’]+\s+){1,3})"
    r"(?:(?:must|should|is|are|can|may|do|does)(?:\s?not|n['’]?t)|cannot|not)\s+(?:to\s+)?(?:be\s+)?"
    r"(?:told|asked|contacted|rung|phoned|called|involved|informed|included|know|hear)\b",
    re.IGNORECASE,
)
#: "GP - no", "HV yes GP no"; and that it is one service and no other.
_THEN_NO: Final = re.compile(
    r"(?P<what>\b[\w'’]+(?: [\w'’]+)?)\s*[-–:=,]?\s*(?:no|nope|w/d|withdrawn|refused|🙅|👎)"
    r"(?=\s*(?:$|[.,;:!?)]))",
    re.IGNORECASE,
)
_ONLY: Final = re.compile(
    r"\b(?:only|just)\s+(?:the |her |his |my )?(?P<what>[\w'’]+(?: [\w'’]+)?)"
    r"(?=\s*(?:$|[.,;:!?)]|pls\b|please\b|for now\b))"
    r"|(?P<before>\b[\w'’]+(?: [\w'’]+)?)\s+only(?=\s*(?:$|[.,;:!?)]|pls\b|please\b|for now\b))",
    re.IGNORECASE,
)
#: What may stand between, and what a service is called by beside its own word.
_OF_BETWEEN: Final = """
to the my his her our their your any with for about a an of on or nor and you us anyone anybody want
ask asking contact contacting tell telling ring ringing phone call speak speaking talk talking share
sharing involve involving inform include let information anything it this that local old new health
mental social childrens children child adult family early please community
primary high
"""
_BETWEEN: Final = frozenset(_OF_BETWEEN.split())
#: Words of a service which, behind a "no", mostly are of something else: "no further questions",
#: "I don't trust him", "no injuries".
_OF_ELSE: Final = """
abuse accident aid alcohol care centre community court department development disability drugs
emergency enforcement fire force further high injuries job partners practice primary project
provision recovery referral send service services treatment trust urgent violence welfare
women years
"""
_MAY_BE_ELSE: Final = frozenset(_OF_ELSE.split())
#: Whose patient or pupil somebody is not, says nothing of asking there.
_ON_A_LIST: Final = re.compile(
    r"\b(?:on|with|at|registered|enrolled) .{0,25}?\b(?:list|register|roll|books)\b", re.IGNORECASE
)
_CLAUSE: Final = re.compile(r"[.,;!?\n]+|\bbut\b|\band\b|\bthough\b", re.IGNORECASE)
_PROFESSIONAL: Final = "VIA_PROFESSIONAL_INTERPRETER"
_WORD: Final = re.compile(r"[^\W\d_]+")


def is_no_plain_yes(view: View, talk: Held[ConversationRecorded]) -> bool:
    """Nobody here can read it as one; or it is a no, is for another day, or turns on what somebody
    else says.
    """
    interpreted = _was_interpreted(talk.event)
    return is_none(view, talk.event.parent_words, talk.event.person, interpreted=interpreted)


def is_none(view: View, words: str | None, person: str, *, interpreted: bool = False) -> bool:
    """The same of words beside somebody's yes, wherever they stand."""
    if not words or not words.strip():
        return False
    if is_none_or_not_yet(words) or _is_conditional(view, words, person):
        return True
    return cannot_be_read(view, words, person, interpreted=interpreted)


def cannot_be_read(view: View, words: str, person: str, *, interpreted: bool = False) -> bool:
    """In another language, as far as anybody here can tell."""
    if interpreted:
        # Whoever interpreted knew what it meant; a no is a no.
        return says_no_elsewhere(words)
    return not reads_as_english(words, is_foreign=not view.each[reads_english][person])


def _was_interpreted(talk: ConversationRecorded) -> bool:
    """By whoever is no relative and no friend, and they did more than say yes to it."""
    who, is_shown = talk.interpreter, talk.understanding_check != "SAID_YES_ONLY"
    is_professional = _PROFESSIONAL in talk.modifiers or (
        who is not None and who.is_family_member is False
    )
    return is_professional and is_shown and (who is None or who.is_family_member is not True)


def _is_conditional(view: View, words: str, person: str) -> bool:
    if not _has_an_if(words):
        return False
    text, person = as_read(words), view.the_one(person)
    return _IF_HE.search(text) is not None or any(
        person not in one.people
        and _BEFORE.search(text[: one.start]) is not None
        and _BEHIND.match(text, one.end) is not None
        for one in named_at(view, text)
    )


@read_once
def _has_an_if(words: str) -> bool:
    return re.search(_IF, words, re.IGNORECASE) is not None


def says_no_to_more(view: View, talk: Held[ConversationRecorded]) -> bool:
    """A service is named in it as left out, to which they did not say no in it; of whichever type
    they answered nothing, or said yes all the same.
    """
    words = talk.event.parent_words
    if words and any(
        one.answer in AGREEMENTS and _is_of_others_only(words, one)
        for one in _of_one_talk(view, talk.event.person, talk.event.conversation)
    ):
        return True
    named = set(_left_out(words)) if words else set()
    plainly = _plainly_left_out(words) if words else frozenset()
    if not words:
        return False
    said = _of_one_talk(view, talk.event.person, talk.event.conversation)
    refused, agreed = _refused(said), _agreed(said)
    if ANY in refused:
        return False
    named |= _taken_back(words)
    return any(not types & refused for types in plainly) or any(
        not (types & refused or types <= agreed) for types in named
    )


def denies_what_it_agrees(view: View, words: str | None, yes: Response) -> bool:
    """A service that is plainly left out in these words was ticked in the yes beside them."""
    if not words:
        return False
    if _is_of_others_only(words, yes):
        return True
    plainly = _plainly_left_out(words)
    if not plainly:
        return False
    said = _of_one_talk(view, yes.person, yes.conversation) or [yes]
    refused, agreed = _refused(said), _agreed(said)
    ticked = {to.type for to in yes.scope.agencies}
    besides = {one for types in _named(_without_what_is_left_out(words)) for one in types}
    for types in plainly:
        if types & refused or ANY in refused:
            continue
        # A word of two services, one of which was ticked and is named beside it, is of the other.
        meant = types if types <= agreed else (types & agreed) - besides
        if ANY in ticked or meant & ticked:
            return True
    return False


def _is_of_others_only(words: str, yes: Response) -> bool:
    """ "HV only": no service of this yes is named in them."""
    only = [one["what"] or one["before"] for one in _ONLY.finditer(words)]
    if not any(map(list, map(_named, only))):
        return False
    named = {one for types in _named(words) for one in types}
    ticked = {to.type for to in yes.scope.agencies}
    return bool(ticked) and ticked.isdisjoint(named)


def _of_one_talk(view: View, person: str, conversation: str | None) -> list[Response]:
    said = (one.event for one in view.said_by.get(view.the_one(person), ()))
    return [one for one in said if conversation and one.conversation == conversation]


def _agreed(said: Sequence[Response]) -> set[str]:
    return {to.type for one in said if one.answer in AGREEMENTS for to in one.scope.agencies}


def _refused(said: Sequence[Response]) -> set[str]:
    noes = (one.scope if one.answer in NOES else one.scope.exclusions for one in said)
    return {to.type for no in noes for to in no.agencies}


def also_said_no(view: View, yes: Response) -> bool:
    """In the talk in which they said this yes they said no to something else, or left it open."""
    said = _of_one_talk(view, yes.person, yes.conversation)
    return bool(_refused(said)) or any(one.answer not in AGREEMENTS for one in said)


@read_once
def _left_out(words: str) -> frozenset[frozenset[str]]:
    """The types of service that each word may mean."""
    return frozenset(types for found in _NOT.finditer(words) for types in _named(found["what"]))


@read_once
def _taken_back(words: str) -> frozenset[frozenset[str]]:
    """Those named where somebody is not to be asked or told: "leave the GP now"."""
    clauses = filter(takes_back, _CLAUSE.split(words))
    return frozenset(types for clause in clauses for types in _named(clause))


@read_once
def _plainly_left_out(words: str) -> frozenset[frozenset[str]]:
    """The same of each service that is named as left out, and of nothing that is said of one."""
    every = [_first_named(one["what"]) for one in _PLAINLY_NOT.finditer(words)]
    every += [_first_named(one["what"]) for one in _PLAINLY_OUT.finditer(words)]
    for pattern in (_IS_NOT_TOLD, _THEN_NO):
        every += [[*_named(one["what"])] for one in pattern.finditer(words)]
    return frozenset(types for one in every for types in one)


def _first_named(words: str) -> list[frozenset[str]]:
    """Up to the first word that is of something else."""
    found = list[frozenset[str]]()
    for word in _WORD.findall(_ON_A_LIST.sub(" ", words).casefold()):
        types = frozenset[str]() if word in _MAY_BE_ELSE else _types_of(word)
        if types:
            found.append(types)
        elif word not in _BETWEEN:
            break
    return found


def _without_what_is_left_out(words: str) -> str:
    spans = [
        found.span()
        for pattern in (_PLAINLY_NOT, _PLAINLY_OUT, _IS_NOT_TOLD, _THEN_NO)
        for found in pattern.finditer(words)
    ]
    inside = {at for start, end in spans for at in range(start, end)}
    return "".join(" " if at in inside else one for at, one in enumerate(words))


def _named(words: str) -> Iterator[frozenset[str]]:
    """A word that mostly is of something else names a service beside another of its words only:
    "not happy about the referral" leaves out no referral unit.
    """
    every = [(word, _types_of(word)) for word in _WORD.findall(words.casefold())]
    for at, (word, types) in enumerate(every):
        beside = [*every[max(at - 1, 0) : at], *every[at + 1 : at + 2]]
        if types and (word not in _MAY_BE_ELSE or any(types & others for _, others in beside)):
            yield types


def _types_of(word: str) -> frozenset[str]:
    return frozenset(one for one in codes("agencies") if word in words_of((one,)))
