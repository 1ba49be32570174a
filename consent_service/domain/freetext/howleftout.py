"""How people leave something out of a yes in words, a service or a child: "all but the GP", "not
about Lark", "Kit only". Pure.

One grammar, whatever it is that is left out: who reads a text by it says by which words that is
named (`servicesinwords.py`, and `domain/names/childreninwords.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple, TypeAlias

from .sentences import in_a_line

#: What one word may mean.
Things: TypeAlias = frozenset[str]

#: Right behind it, or before, stands what is left out: nothing else is meant by it.
_PLAINLY_NOT: Final = re.compile(
    r"(?:\b(?:(?<!why )not|except(?: for)?|apart from|leave out|without|excluding|other than|minus"
    r"|(?:(?:any|every)\s?(?:one|body|thing|where)|all|both|yes) bar"
    r"|but no|(?:any|every)\s?(?:one|body|thing|where) but(?: not)?"
    r"|(?:all|both)(?: of (?:it|them|us))? but(?: not)?|no need|refus\w+(?= (?:for|about)\b)"
    r"|(?:nothing|nowt|none) (?:to do with|to|for|from|about|abt|on|of|with|re|regarding)|no to"
    r"|(?<!has )(?<!had )(?<!have )(?<!got )(?<!get )(?<!been )(?<!is )(?<!was )(?<!with )no)"
    r"|\b\w*n['’]t|\b(?:do|does|did|wo|ca|could|would|should|must|is|are|was|were|need)nt)"
    r"(?P<what>(?:\s+[\w'’]+){1,7})",
    re.IGNORECASE,
)
_PLAINLY_OUT: Final = re.compile(
    r"\b(?:leav(?:e|ing)|keep(?:ing)?|kept)\s+(?P<what>(?:[\w'’]+\s+){1,4})out\b", re.IGNORECASE
)
_IS_NOT_TOLD: Final = re.compile(
    r"(?P<what>(?:\b[\w'’]+\s+){1,3})"
    r"(?:(?:(?:must|should|is|are|can|may|do|does)(?:\s?not|n['’]?t)|cannot|not)\s+(?:to\s+)?"
    r"(?:be\s+)?(?:told|asked|contacted|rung|phoned|called|involved|informed|included|discussed"
    r"|talked about|mentioned|part of)\b"
    r"|(?:(?:must|should|is|are|may)(?:\s?not|n['’]?t)|(?<!do )(?<!did )(?<!does )(?<!can )not)\s+"
    r"(?:to\s+)?(?:know|hear)\b"
    r"|(?:(?:is|are|to|must|should)\s+)?(?:be\s+)?(?:stays?|kept|left) out"
    r"(?= of (?:it|this|that|things)\b|\s*(?:$|[.,;:!?)])))",
    re.IGNORECASE,
)
_NO: Final = (
    r"(?:no(?: way| thanks| thank you| thx)?|nope|not|w/d|withdrawn|refused|🙅|👎"
    r"|(?:(?:i|she|he|we|they)(?:['’]?d| would) )?(?:rather|prefer|sooner) not)"
)
#: "GP - no", "HV yes GP no"; and that it is one service and no other.
_THEN_NO: Final = re.compile(
    r"(?P<what>\b[\w'’]+(?: [\w'’]+)?(?: (?:and|&|n|or) [\w'’]+)?)(?: ?[-–:=,]+)? ?"
    rf"{_NO}(?=\s*(?:$|[.,;:!?)]))",
    re.IGNORECASE,
)
_THING: Final = r"[\w'’]+(?: [\w'’]+)??"
_ALL: Final = rf"{_THING}(?:(?:,| and| &| n| or) {_THING}){{0,5}}?"
_END: Final = (
    r"(?=\s*(?:$|[.,;:!?)]|pls\b|please\b|for now\b|tho\b|though\b|(?:and|n|&) that['’]?s\b))"
)
_ONLY: Final = re.compile(
    r"(?<!not )(?<!it['’]s )(?<!its )(?<!it is )(?<!was )\b(?:only|just)\s+"
    r"(?:(?:for|about|abt|on|re|with|to) )?(?:the |her |his |my |our )?"
    rf"(?P<what>{_ALL}){_END}"
    rf"|(?<!not )(?<!just )\b(?P<before>{_ALL})\s+(?:only|alone){_END}",
    re.IGNORECASE,
)
#: What may stand between, and what a service is called by beside its own word.
_OF_BETWEEN: Final = """
to the my his her our their your any with for about abt a an of on re regarding or nor and you u us
anyone anybody them want wants ask asking contact contacting tell telling ring ringing phone call
speak speaking talk talking share sharing involve involving inform include including let information
anything it this that local old new health agree consent
mental social childrens children child adult family early please community
primary high little older younger baby
"""
_BETWEEN: Final = frozenset(_OF_BETWEEN.split())
#: What may stand beside it where it is one and no other: "yes Kit only", "just Kits stuff".
_OF_A_YES: Final = "yes yeah yep ok okay fine happy agree agreed and n stuff info really thanks ta"
_BESIDE_IT: Final = _BETWEEN | frozenset(_OF_A_YES.split())
#: How somebody is with it, where it says what it is of: "not ok for".
_AS_THEY_ARE: Final = re.compile(
    r"^\s+(?:happy|ok|okay|keen|comfortable|willing|agreeing|consenting)(?=\s+(?:for|to)\b)",
    re.IGNORECASE,
)
#: Whose patient or pupil somebody is not, says nothing of asking there.
_ON_A_LIST: Final = re.compile(
    r"\b(?:on|with|at|registered|enrolled) .{0,25}?\b(?:list|register|roll|books)\b", re.IGNORECASE
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_CLAUSE: Final = re.compile(r"[.,;!?\n]+|\bbut\b|\band\b|\bthough\b", re.IGNORECASE)


class LookedFor(NamedTuple):
    """What is looked for: what a word of a text means, where the first that means something
    counts; which are named in a text; and whether one that is said to be all is about nothing else.
    """

    by_word: Callable[[str], Things]
    inside: Callable[[str], Iterable[Things]]
    is_all: Callable[[str], bool] = bool
    #: Words that say more of it, and may stand between.
    passes: Callable[[str], object] | None = None


def plainly_left_out_of(words: str, named: LookedFor) -> frozenset[Things]:
    """Each that is named as left out, and nothing that is only said of one."""
    words = in_a_line(words)
    every = [_first(one["what"], named) for one in _PLAINLY_NOT.finditer(words)]
    every += [_first(one["what"], named) for one in _PLAINLY_OUT.finditer(words)]
    for pattern in (_IS_NOT_TOLD, _THEN_NO):
        every += [[*named.inside(one["what"])] for one in pattern.finditer(words)]
    return frozenset(meant for one in every for meant in one)


def _first(words: str, named: LookedFor) -> list[Things]:
    """Up to the first word that is of something else."""
    found = list[Things]()
    words = _AS_THEY_ARE.sub("", _ON_A_LIST.sub(" ", words))
    for word in _WORD.findall(words.casefold()):
        meant = named.by_word(word)
        if meant:
            found.append(meant)
        elif word not in _BETWEEN and not (named.passes and named.passes(word)):
            break
    return found


def named_besides_in(words: str, named: LookedFor) -> Things:
    """What is named in it, and not as left out."""
    left = words = in_a_line(words)
    for pattern in (_PLAINLY_NOT, _PLAINLY_OUT, _IS_NOT_TOLD, _THEN_NO):
        for found in pattern.finditer(words):
            start, end = found.span()
            left = left[:start] + " " * (end - start) + left[end:]
    return frozenset(one for meant in named.inside(left) for one in meant)


def only_named(words: str, named: LookedFor) -> Things:
    """What is named in it; nothing where it is not said that it is one and no other."""
    words = in_a_line(words)
    only = [one["what"] or one["before"] for one in _ONLY.finditer(words)]
    if not any(named.is_all(one) and [*named.inside(one)] for one in only):
        return frozenset()
    return frozenset(one for meant in named.inside(words) for one in meant)


def is_nothing_else(words: str, named: LookedFor) -> bool:
    """Each word of it is one that is looked for, or stands between such: "Kit knows" is more."""
    every = _WORD.findall(words.casefold())
    return all(word in _BESIDE_IT or named.by_word(word) for word in every)


def clauses_of(words: str) -> list[str]:
    """What is said of one thing, and then of another."""
    return _CLAUSE.split(words)


def where_left_out(words: str, meant: Things, named: LookedFor) -> str:
    """The clause, or all of it where no clause does so by itself."""
    clauses = (one.strip() for one in clauses_of(words))
    where = (one for one in clauses if meant in plainly_left_out_of(one, named))
    return next(where, in_a_line(words))
