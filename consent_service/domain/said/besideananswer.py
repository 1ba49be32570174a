"""What words say beside the answers that were ticked in the same talk, as far as they read: that
they are no plain yes, or say no to a service of which nothing was ticked. Pure.

What was ticked is how they answered, and mostly the words are those of that. Where they say more,
they are heard like any that nobody has answered (`saidbesides.py`): until whoever wrote them down
says that there is no no in them, or they have said yes since.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from typing import Final

from msgspec import UNSET

from ..codes import share_a_kind
from ..file.held import Held
from ..file.view import View
from ..following.ofthefamily import names_in
from ..freetext.conditionsofayes import conditions_in
from ..freetext.howleftout import clauses_of
from ..freetext.keptfromaservice import services_left_out
from ..freetext.readslikeano import is_left_open, is_none_or_not_yet
from ..freetext.servicesinwords import (
    apart_from,
    left_out,
    left_out_of_a_yes,
    plainly_left_out,
    services_named,
    services_named_or_several,
    taken_back,
)
from ..freetext.wordsofayes import reads_as_english, says_no_elsewhere
from ..freetext.wordsoflater import but_for_when
from ..memo import read_once, worked_out_once
from ..names.namedinprose import as_read, named_at
from ..recorded.events import ConversationRecorded, Response
from ..scopes.scope import ANY
from .contradicting import AGREEMENTS, NOES
from .explaining import reads_english
from .overheard import THROUGH_A_PROFESSIONAL

#: Neither a yes nor a no.
_NOT_SURE: Final = "UNDECIDED"
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


def holds_no_plain_yes(view: View, talk: Held[ConversationRecorded]) -> bool:
    """Nobody here can read it as one; or it is a no, is for another day, or turns on what somebody
    else says.
    """
    interpreted, words = _was_interpreted(talk.event), talk.event.parent_words
    left = but_for_when(words) if words else words
    if left != words and _is_said_from_when(view, talk.event):
        words = left
    return is_none(view, words, talk.event.person, interpreted=interpreted)


def _is_said_from_when(view: View, talk: ConversationRecorded) -> bool:
    """Of each yes that was ticked in it."""
    said = _of_one_talk(view, talk.person, talk.conversation)
    yeses = [one for one in said if one.answer in AGREEMENTS]
    return bool(yeses) and all(one.valid_from is not None for one in yeses)


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
    is_professional = THROUGH_A_PROFESSIONAL in talk.modifiers or (
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
    they answered nothing, or said yes all the same; or without a plain yes, which was ticked.
    """
    words = talk.event.parent_words
    if not words or not _names_a_service(words):
        return False
    plainly, named = plainly_left_out(words), left_out(words) | taken_back(words)
    said = _of_one_talk(view, talk.event.person, talk.event.conversation)
    if any(one.answer in AGREEMENTS and left_out_though_agreed(view, words, one) for one in said):
        return True
    refused, agreed = _refused(said), _agreed(said)
    if ANY in refused:
        return False
    return any(not types & refused for types in plainly) or any(
        not (types & refused or types <= agreed) for types in named
    )


def says_no_to_others(view: View, talk: Held[ConversationRecorded]) -> bool:
    """Beside a no: another service is left out in it, to which they did not say no in it."""
    words = talk.event.parent_words
    plainly = services_left_out(words) if words else frozenset[frozenset[str]]()
    if not plainly:
        return False
    refused = _refused(_of_one_talk(view, talk.event.person, talk.event.conversation))
    return ANY not in refused and any(not types & refused for types in plainly)


@read_once
def _names_a_service(words: str) -> bool:
    """Or a condition: of most words there is nothing to hold against what was ticked."""
    named = plainly_left_out(words) or left_out(words) or taken_back(words)
    return bool(named or conditions_in(words) or services_named_or_several(words))


def denies_what_it_agrees(view: View, words: str | None, yes: Response) -> bool:
    """A service that is plainly left out in these words was ticked in the yes beside them."""
    return bool(words and left_out_though_agreed(view, words, yes))


def left_out_though_agreed(view: View, words: str, yes: Response) -> dict[str, str]:
    """By the type of each such service: in which of the words it is left out."""
    said = _of_one_talk(view, yes.person, yes.conversation) or [yes]
    return left_out_of_a_yes(words, _ticked(yes), _agreed(said), _refused_with(said, yes))


def _of_one_talk(view: View, person: str, conversation: str | None) -> Sequence[Response]:
    return _by_talk(view).get((view.the_one(person), conversation or ""), ())


@worked_out_once
def _by_talk(view: View) -> Mapping[tuple[str, str], Sequence[Response]]:
    """What each of them answered, by the talk in which they did."""
    found: dict[tuple[str, str], list[Response]] = {}
    for person, said in view.said_by.items():
        for one in said:
            if one.event.conversation:
                found.setdefault((person, one.event.conversation), []).append(one.event)
    return found


@worked_out_once
def _with_more(view: View) -> Set[tuple[str, str]]:
    """Those of these in which they answered anything but yes, or left something out of a yes."""
    return {
        of
        for of, said in _by_talk(view).items()
        if any(one.answer not in AGREEMENTS or one.scope.exclusions.agencies for one in said)
    }


def _agreed(said: Sequence[Response]) -> set[str]:
    return {of for one in said if one.answer in AGREEMENTS for of in _ticked(one)}


def _ticked(yes: Response) -> set[str]:
    return {to.type for to in yes.scope.agencies}


def _refused_with(said: Sequence[Response], yes: Response) -> set[str]:
    """Of a kind of information that this yes is of: a no to another kind explains no word of it."""
    return _refused(
        [
            one
            for one in said
            if one.answer not in NOES or share_a_kind(one.scope.categories, yes.scope.categories)
        ]
    )


def _refused(said: Sequence[Response]) -> set[str]:
    noes = (one.scope if one.answer in NOES else one.scope.exclusions for one in said)
    return {to.type for no in noes for to in no.agencies}


def names_what_was_not_asked(view: View, talk: Held[ConversationRecorded]) -> bool:
    """Services are named in it to which they had said yes, and of which nothing was ticked in it:
    no list knows how a no to one is put, so whoever wrote it down is asked.
    """
    words = talk.event.parent_words
    named = services_named(words) if words else frozenset[frozenset[str]]()
    if not named:
        return False
    person = view.the_one(talk.event.person)
    ticked, before = set[str](), set[str]()
    for one in view.said_by.get(person, ()):
        here = one.event.conversation == talk.event.conversation
        if here or one.event.answer in AGREEMENTS:
            (ticked if here else before).update(to.type for to in one.event.scope.agencies)
    return any(types & before and not types & ticked for types in named)


def of_what_was_agreed(view: View, yes: Response, words: str) -> str:
    """But for what they say of services, and of children, that they did not say yes to in the same
    talk.
    """
    if (view.the_one(yes.person), yes.conversation or "") not in _with_more(view):
        return words
    said = _of_one_talk(view, yes.person, yes.conversation)
    open_ones = [one for one in said if one.answer not in AGREEMENTS]
    others = _refused(said).union(*map(_ticked, open_ones)) - _ticked(yes)
    left = apart_from(words, others) if others else words
    agreed = {view.the_one(who) for who in yes.scope.subjects}
    about = {view.the_one(who) for one in open_ones for who in one.scope.subjects} - agreed
    return _apart_from_people(view, left, about, agreed) if about else left


def but_for_what_was_ticked(view: View, event: object, words: str) -> str:
    """What they say beside a no that was ticked with them: whoever ticked it has read them so, and
    is asked whether there is more in them. Where nothing was agreed to or left open with them, that
    is all of them; where they then said that there is nothing, it is none. What they leave out, or
    are not sure of, is that which was ticked so: it is no yes, and lifts nothing.
    """
    said: Sequence[Response] = ()
    if isinstance(event, ConversationRecorded):
        said = _of_one_talk(view, event.person, event.conversation)
    elif isinstance(event, Response):
        said = (event,)
    undecided = {of for one in said if one.answer == _NOT_SURE for of in _ticked(one)}
    if undecided:
        words = _but_for_what_is_open(words, frozenset(undecided | _refused(said)))
    if getattr(event, "not_a_no", None) is not UNSET or not _says_no(said):
        return words
    if undecided:
        return apart_from(words, _refused(said) - _agreed(said))
    yeses = [one for one in said if one.answer in AGREEMENTS]
    return ". ".join(of_what_was_agreed(view, one, words) for one in yeses)


def _says_no(said: Sequence[Response]) -> bool:
    return any(one.answer in NOES for one in said)


@read_once
def _but_for_what_is_open(words: str, types: frozenset[str]) -> str:
    """But for the clauses in which nothing but one of these is left out, or nobody is sure of it:
    "Not the school yet".
    """
    return ". ".join(one for one in clauses_of(words) if not _is_open_of(one, types))


def _is_open_of(clause: str, types: frozenset[str]) -> bool:
    named = services_named(clause)
    if not named or not all(one & types for one in named):
        return False
    return bool(plainly_left_out(clause)) or is_left_open(clause)


def _apart_from_people(view: View, words: str, people: Set[str], but: Set[str]) -> str:
    """But for the clauses in which one of these is named, and none of those: "Not about Sam"."""

    def is_of_them(clause: str) -> bool:
        named = any(names_in(view, one, clause) for one in people)
        return named and not any(names_in(view, one, clause) for one in but)

    return ". ".join(clause for clause in clauses_of(words) if not is_of_them(clause))


def also_said_no(view: View, yes: Response) -> bool:
    """In the talk in which they said this yes they said no to something else, or left it open."""
    said = _of_one_talk(view, yes.person, yes.conversation)
    return bool(_refused(said)) or any(one.answer not in AGREEMENTS for one in said)
