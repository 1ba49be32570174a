"""Words that may tell that whoever said yes cannot decide this just now. Pure.

Whoever is 16 is presumed able to decide (Mental Capacity Act 2005 s.1(2), s.2(5)), and no words
find somebody unable. But "the men in the wall say yes" is no yes to go by: where what they said
with it reads so, or what the referrer wrote of that very person, somebody is asked whether they can
decide, and how they know; of a young person who decides it is their competence. Until one of us has
assessed since that they can decide what they said yes to, or found the yes valid, it is in doubt. A
no of theirs is heard as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from ..file.caring import decides_for_another
from ..file.findings import DECIDES_FROM
from ..file.held import Held
from ..file.view import View
from ..file.whatwaits import NOT_ABLE
from ..freetext.rationale import LEAST_SAID, STOCK_PHRASES, plain
from ..freetext.sentences import sentences
from ..freetext.wordsofability import ToldOf, may_not_decide
from ..may import FAMILY
from ..memo import worked_out_once
from ..names.namedinprose import as_read
from ..names.subjects import (
    HE_OR_SHE,
    HIS_OR_HERS,
    Subject,
    is_beside,
    is_right_behind,
    last_in,
    may_be_another,
    may_be_called,
    told_of,
    told_of_her,
)
from ..recorded.events import CapacityRecorded, CompetenceRecorded, EnquiryOpened, Response
from ..scopes.scope import ANY
from ..times import day_of
from .besideayes import found_valid_since
from .fromwhen import words_of_a_yes

_LACKS: Final = "LACKS"
_UNABLE: Final = frozenset({_LACKS, NOT_ABLE})
#: Of an adult whether they have capacity, of a young person whether they are competent.
_Finding: TypeAlias = CapacityRecorded | CompetenceRecorded
#: Whoever speaks there speaks of themselves: where they typed it, and not where one of us did.
_ARE_OWN: Final = re.compile(r"\b(?:my|me|mine|myself|I)\b", re.IGNORECASE)
#: Of theirs, whoever wrote it down.
_OF_THEIRS: Final = re.compile(
    r"(?<!\bme )\bmy (?:\w+ )?(?:nan\w*|gran\w*|mu?m\w*|mam|dad|mother|father|parents?|partner|ex"
    r"|brother|sister|uncle|aunt\w*|cousin|son|daughter|husband|wife|boyfriend|girlfriend|mate"
    r"|neighbour|friend|lodger)\b",
    re.IGNORECASE,
)
#: Of theirs: "my mum" is a grandmother.
_MY_OWN: Final = re.compile(
    r"\bmy (?:\w+ )?(?:mu?m|mam|dad|mother|father|parents?)\b", re.IGNORECASE
)


def may_not_be_able(view: View, said: Held[Response]) -> bool:
    """And nobody has said since that they can, or found it valid."""
    return _worked_out(view, said).is_in_doubt


def is_to_be_said(view: View, said: Held[Response]) -> bool:
    """The same, and that they cannot is not on record since either: then that was said."""
    return _worked_out(view, said).is_to_be_said


class _AsTold(NamedTuple):
    """What words leave of a yes."""

    is_in_doubt: bool = False
    is_to_be_said: bool = False


def _worked_out(view: View, said: Held[Response]) -> _AsTold:
    found: dict[int, _AsTold] = view.worked_out.setdefault(("may not be able",), {})
    if said.seq not in found:
        found[said.seq] = _as_told(view, said)
    return found[said.seq]


def _as_told(view: View, said: Held[Response]) -> _AsTold:
    person = view.the_one(said.event.person)
    told = [*_told_in(view, said, person)] if _may_decide(view, person) else ()
    if not told:
        return _AsTold()
    since = [*_found_since(view, person, told)]
    able = _purposes(one for one in since if one.status == _able(one) and _says_how(one.rationale))
    unable = _purposes(one for one in since if one.status in _UNABLE)
    purposes = said.event.scope.purposes or (ANY,)
    left = [one for one in purposes if able.isdisjoint((one, ANY))]
    return _AsTold(bool(left), any(unable.isdisjoint((one, ANY)) for one in left))


def _may_decide(view: View, person: str) -> bool:
    """An adult; a young person who is 16, or was found competent, or has a child of their own."""
    if person in view.adults:
        return True
    age = view.ages.get(person)
    found = view.by[CompetenceRecorded, "child"].get(person, ())
    is_able = any(one.event.status == "COMPETENT" for one in found)
    return is_able or (age or 0) >= DECIDES_FROM or decides_for_another(view, person)


def _told_in(view: View, said: Held[Response], person: str) -> Iterator[Held[Any]]:
    """The entries in which the words stand."""
    talk = view.conversations.get(said.event.conversation or "")
    for place, words in words_of_a_yes(view, said):
        text = as_read(words)
        told = may_not_decide(text)
        held: Held[Any] = said if talk is None or place == said.seq else talk
        theirs = _ARE_OWN if held.role in FAMILY else _OF_THEIRS
        are_own = bool(told) and theirs.search(text) is not None
        if any(_is_theirs(view, one, person, are_own=are_own) for one in told):
            yield held
    for opened in _of_referrers(view).get(person, ()):
        is_before = opened.seq < said.seq and said.event.enquiry in (None, opened.event.enquiry)
        if is_before and not found_valid_since(view, said, said.seq):
            yield opened


def _is_theirs(view: View, told: ToldOf, person: str, *, are_own: bool) -> bool:
    """It is told of whoever said yes, or of nobody: of whom it is told where they speak themselves
    as of him or her, that is another; as is what they call their own.
    """
    if told.is_of_oneself:
        return True
    before = told.sentence[: told.end]
    if _MY_OWN.search(before):
        return False
    her = told_of_her(view, told.sentence, told.start, told.end)
    if her is not None:
        is_another = are_own or may_be_another(view, told.sentence, her, person)
        return may_be_called(view, person, {her.pronoun}) and not is_another
    one = told_of(view, told.sentence, told.start, told.end)
    if one is None or (told.is_how_they_speak and _is_beside(told, one)):
        said = {*map(str.casefold, HIS_OR_HERS.findall(told.sentence[told.start : told.end]))}
        return may_be_called(view, person, said)
    return person in one.people


def _is_beside(told: ToldOf, one: Subject) -> bool:
    """Named behind it, or as who was there."""
    if one.start >= told.end:
        return not is_right_behind(told.sentence, told.end, one)
    return is_beside(told.sentence, one) and not HE_OR_SHE.search(told.sentence, one.end, told.end)


@worked_out_once
def _of_referrers(view: View) -> Mapping[str, Sequence[Held[EnquiryOpened]]]:
    """By person: the referrals in which it is told of them, however the family calls them."""
    found: dict[str, list[Held[EnquiryOpened]]] = {}
    for opened in view.holding[EnquiryOpened]:
        for words in filter(None, (opened.event.worry, opened.event.referrer_words)):
            for person in dict.fromkeys(_told_by_another(view, as_read(words))):
                found.setdefault(person, []).append(opened)
    return found


def _told_by_another(view: View, words: str) -> Iterator[str]:
    told = may_not_decide(words)
    last: Subject | None = None
    for sentence in sentences(words) if told else ():
        for at in told:
            if at.sentence == sentence:
                one = told_of(view, sentence, at.start, at.end, last)
                yield from sorted(one.people if one else ())
        last = last_in(view, sentence, last)


def _found_since(view: View, person: str, told: Sequence[Held[Any]]) -> Iterator[_Finding]:
    """What was found of them since: put on record after these words, and on no day before them."""
    place, day = max(one.seq for one in told), max(day_of(one.effective_at) for one in told)
    every: tuple[Held[_Finding], ...] = (
        *view.by[CapacityRecorded, "person"].get(person, ()),
        *view.by[CompetenceRecorded, "child"].get(person, ()),
    )
    for one in every:
        if one.seq > place and day_of(one.effective_at) >= day:
            yield one.event


def _purposes(every: Iterable[_Finding]) -> frozenset[str]:
    return frozenset(one.purpose for one in every)


def _able(found: _Finding) -> str:
    """Somebody looked: that an adult is presumed able is so of everybody."""
    return "ASSESSED_HAS" if isinstance(found, CapacityRecorded) else "COMPETENT"


def is_found_able(found: Held[CapacityRecorded], who: Collection[str]) -> bool:
    """One of these was found able, as their own page knows it."""
    return found.event.person in who and found.event.status != _LACKS


def _says_how(rationale: str | None) -> bool:
    words = plain(rationale or "")
    return words not in STOCK_PHRASES and len(words) >= LEAST_SAID
