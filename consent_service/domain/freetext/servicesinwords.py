"""Services as people name them in words: what a stop says more than was ticked beside it, and which
services are left out of a yes. Pure.

A stop needs only the person's word (`domain.md` 4.1), and a slip in a list of services must not
make it less than that. What is whole by this is made less by what they say next, and by no list.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from typing import Final, cast

from ..codes import codes
from ..memo import read_once
from ..scopes.scope import ANY, Scope
from .conditionsofayes import conditions_in
from .howleftout import (
    LookedFor,
    clauses_of,
    named_besides_in,
    only_named,
    plainly_left_out_of,
    where_left_out,
)
from .noplainyes import no_plain_yes_in
from .readslikeano import takes_back
from .sentences import in_a_line

_WHOLE: Final = re.compile(
    r"\b(?:everything|everybody|everyone|everywhere|anything|anybody|anyone|all|whole|altogether"
    r"|completely|any of (?:it|them|you)|whatever|whoever)\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]+")
#: What is said in one breath, with the mark at its end.
_PART: Final = re.compile(
    r"(?:(?!\b(?:but|though|although|while|whereas|just)\b)[^.,;:!?\n–-])+[?]?"
    r"|\b(?:but|though|although|while|whereas|just)\b",
    re.IGNORECASE,
)
#: Now, and not what they had said before.
_GOES_ON: Final = re.compile(
    r"\b(?:ok|okay|fine|happy|alright|all right|good with|yes (?:to|for|with)"
    r"|can (?:still )?(?:continue|carry on|go on))\b|\b(?:is|are|=|-)? yes\W*$",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(
    r"\b(?:not|no|nor|never|none|neither|nothing|nobody|without|stop\w*|cancel\w*|withdr\w+|refus\w+"
    r"|against|except|only|if|until|till|leave|end(?:ed)?|un\w+|was|were|had|used|before|earlier"
    r"|taken?|took|taking|cannot|dis\w+|instead|longer|want\w*|wish\w*|either|also|too|as well)\b"
    r"|n['’]?t\b",
    re.IGNORECASE,
)
#: Words of a type of service by which a family calls something else as well.
_OF_OTHERS: Final = """
a ae and by child children childrens city day e early family for form general group health help home
homes in minor needs of office plus pre s special support the unit walk work
"""
_ALSO_OTHERS: Final = frozenset(_OF_OTHERS.split())


def say_more(words: str | None, scope: Scope) -> bool:
    """They name a service of a type that was not chosen; or everything, and none that was."""
    types = {agency.type for agency in scope.agencies}
    if not words or not types or ANY in types:
        return False
    chosen, others = _words_of(tuple(types)), _words_of(tuple(codes("agencies")))
    words = " ".join(_stopped(words))
    said = frozenset(_WORD.findall(words.casefold())) - _ALSO_OTHERS
    if (said & others) - chosen:
        return True
    return _WHOLE.search(words) is not None and not said & chosen


def _stopped(words: str) -> Iterator[str]:
    """Without each part by which something goes on: "GP still ok" stops no GP."""
    for part in _PART.findall(words):
        is_asked = part.endswith("?")
        if is_asked or _GOES_ON.search(part) is None or _DENIED.search(part) is not None:
            yield part


def words_of(types: Iterable[str]) -> frozenset[str]:
    """By which services of these types are called, and nothing else is."""
    return _words_of(tuple(types)) - _ALSO_OTHERS


@cache
def _words_of(types: tuple[str, ...]) -> frozenset[str]:
    """By which services of these types are called."""
    rows = [codes("agencies")[one].attributes for one in types if one in codes("agencies")]
    return frozenset(
        str(word) for row in rows for word in cast(Sequence[str], row.get("words", ()))
    )


# ── what is left out of a yes ───────────────────────────────────────────────────────────────

#: After it, within so many words, stands what is left out.
_NOT: Final = re.compile(
    r"(?:\b(?:(?:but |and |just )?not(?! (?:a problem|bothered|sure if|just|only))|no to"
    r"|except(?: for)?|apart from|leave out)"
    r"|n['’]?t (?:want|ask|contact|tell|ring|phone|speak|talk|share|involve))"
    r"(?P<what>(?:\s+[\w'’]+){1,5})",
    re.IGNORECASE,
)
#: Words of a service which, behind a "no", mostly are of something else: "no further questions",
#: "I don't trust him", "no injuries".
_OF_ELSE: Final = """
abuse accident aid alcohol care centre community court department development disability drugs
emergency enforcement fire force further high injuries job partners practice primary project
provision recovery referral send service services treatment trust urgent violence welfare
women years
"""
_MAY_BE_ELSE: Final = frozenset(_OF_ELSE.split())


@read_once
def left_out(words: str) -> frozenset[frozenset[str]]:
    """The types of service that each word may mean."""
    every = _NOT.finditer(in_a_line(words))
    return frozenset(types for found in every for types in _named(found["what"]))


@read_once
def taken_back(words: str) -> frozenset[frozenset[str]]:
    """Those named where somebody is not to be asked or told: "leave the GP now"."""
    clauses = filter(takes_back, clauses_of(words))
    return frozenset(types for clause in clauses for types in _named(clause))


@read_once
def plainly_left_out(words: str) -> frozenset[frozenset[str]]:
    """The same of each service that is named as left out, and of nothing that is said of one."""
    return plainly_left_out_of(words, _SERVICES)


def _first_named(word: str) -> frozenset[str]:
    return frozenset() if word in _MAY_BE_ELSE else _types_of(word)


@read_once
def named_besides(words: str) -> frozenset[str]:
    """The types of service that are named in it, and not as left out."""
    return named_besides_in(words, _SERVICES)


def names_others_only(words: str, ticked: set[str]) -> bool:
    """ "HV only": one of these services is not named in them."""
    named = _named_where_only(words)
    return bool(named) and bool(ticked - named)


def left_out_of_a_yes(
    words: str, ticked: Set[str], agreed: Set[str], refused: Set[str]
) -> dict[str, str]:
    """By the type of each service that was ticked yes to and is plainly left out, or agreed to on a
    condition: in which of these words. `agreed` is all that was agreed to with them, `refused` what
    was refused of the same kinds of information.
    """
    found: dict[str, str] = {}
    if names_others_only(words, {*ticked}):
        only = _named_where_only(words)
        found = dict.fromkeys(sorted(ticked - only), in_a_line(words))
    if ANY in refused:
        return found
    besides = named_besides(words)
    for types in sorted(plainly_left_out(words), key=sorted):
        if types & refused:
            continue
        # A word of two services, one of which was ticked and is named beside it, is of the other.
        meant = types if types <= agreed else (types & agreed) - besides
        # Of every service any may be meant that the word may mean.
        every = sorted(meant & ticked or (types - besides or types if ANY in ticked else ()))
        found |= dict.fromkeys(every, where_left_out(words, types, _SERVICES))
    unsaid = no_plain_yes_in(
        words, ticked - refused, services_named_or_several, is_any=ANY in ticked
    )
    return {**unsaid, **_on_a_condition(words, ticked), **found}


def _on_a_condition(words: str, ticked: Set[str]) -> dict[str, str]:
    """By the type of each service that is agreed to in them on a condition: of those that stand
    before it, or else of all.
    """
    found: dict[str, str] = {}
    for one in conditions_in(words):
        named = frozenset[str]().union(*_named(one.of))
        of = {*ticked} if ANY in ticked or not named else named & ticked
        found |= dict.fromkeys(sorted(of), one.words)
    return found


@read_once
def _named_where_only(words: str) -> frozenset[str]:
    """The types of service named in it; none where it is not said that it is one and no other."""
    return only_named(words, _SERVICES)


@read_once
def services_named_or_several(words: str) -> frozenset[frozenset[str]]:
    """The same as `services_named`, and of several by a word that is listed of one: "Drs"."""
    ones = _WORD.sub(lambda word: _of_one(word[0]), words)
    return frozenset(_named(words)) | frozenset(_named(ones))


def _of_one(word: str) -> str:
    return word if _types_of(word.casefold()) else word.removesuffix("s")


@read_once
def services_named(words: str) -> frozenset[frozenset[str]]:
    """The types of service that each word may mean, whatever is said of them."""
    return frozenset(_named(words))


def apart_from(words: str, types: Collection[str]) -> str:
    """What they say but for the clauses in which a service of these types is named."""
    every = clauses_of(words)
    return ". ".join(one for one in every if not any(named & {*types} for named in _named(one)))


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
    return _types_by_word().get(word, frozenset())


@cache
def _types_by_word() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one in codes("agencies"):
        for word in words_of((one,)):
            found.setdefault(word, set()).add(one)
    return {word: frozenset(types) for word, types in found.items()}


_SERVICES: Final = LookedFor(_first_named, _named)
