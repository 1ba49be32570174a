"""Words by which a referrer tells that somebody of a family said no: a table, and no rule. Pure.

In what a referrer is worried about much is refused: school, dinner, a bath. So there it is only of
agreeing; in what they say of the family's answer also that somebody is not keen, or two are split.
"""

from __future__ import annotations

import re
from typing import Final

from ..memo import read_once
from .readslikeano import is_nothing_but_a_no, reads_like_a_no
from .sentences import in_a_line, sentences
from .servicesinwords import services_named

#: Of agreeing, wherever it stands.
_NO_TO_IT: Final = (
    r"\b(?:refus\w*|declin\w*|withdr[ae]w\w*|withh[eo]ld\w*)(?: \w+){0,2}?"
    r" (?:consent|agreement|permission|referral|checks?|MASH)\b"
    r"|(?:\bnot|n['’]?t)(?: \w+){0,2}? (?:consent|agree)\w*"
    r"|\bno (?:\w+ )?(?:consent|permission|agreement)\b"
    r"|\b(?:consent|permission) (?:was |is |has been )?"
    r"(?:refused|declined|withdrawn|withheld|not given|w/d)"
)
_PARENT: Final = (
    r"(?:mu?o?a?m|mummy|mother|mo|dad|daddy|father|fa|fob|parents?|carers?|couple|family|partner"
    r"|step[- ]?\w+|nan|gran|(?:one|neither|none) of (?:them|the parents))"
)
_NOT: Final = r"(?:not|never|no longer|n['’]?t|neither|hardly|less than|un)"
_FOR_IT: Final = (
    r"(?:on ?board|keen|supportive|in agreement|for it|up for (?:it|this)|convinced|in favour"
    r"|consenting|willing|happy (?:with|about|for|to)"
    r"|sure (?:about|of) (?:it|this|MASH|the referral)"
    r"|ok(?:ay)? (?:with|w)|comfortable (?:with|w)|persuaded|engaging with (?:this|the referral))"
)
#: Of a parent, by what they are called: of a child much is so.
_NOT_FOR_IT: Final = (
    rf"\b{_PARENT}\b(?:['’]?s)?(?: \w+){{0,2}}? ?{_NOT} ?(?:\w+ ){{0,2}}?{_FOR_IT}"
    rf"|\b{_PARENT}\b(?:['’]?s)?(?: \w+){{0,2}}? (?:split|divided|at odds|in two minds|on the fence"
    r"|unsure|undecided|unwilling|reluctant|opposed|hesitant|resistant|anti)"
    r"(?: (?:on|about|over|re|to|with)\b|\W*$|[.,;])"
    rf"|\b{_PARENT}\b(?:['’]?s)?(?: \w+){{0,2}}? (?:against|opposes|opposing|objects?|objecting"
    r"|disputes?|rejects?) (?:it|this|to (?:it|this|the)|the referral|MASH|checks?|sharing)"
    rf"|\b{_PARENT}\b(?: \w+){{0,2}}? (?:having none of it|to leave it|nothing to do with)"
    rf"|\b{_PARENT}\b (?:disagree|differ|can['’]?t agree|don['’]?t agree)"
    rf"|\b{_PARENT}\b(?: \w+){{0,2}}? (?:said|says|saying) no\b"
    r"(?! (?:more|one|concern|worr|problem))"
)
#: By it whoever refers asks not to be named: that is no word of the family's.
_NOT_NAMED: Final = re.compile(
    r"\b(?:do ?n['’]?t|do not|never|not to|must ?n['’]?t|wo ?n['’]?t)(?: \w+){0,3}?"
    r" (?:tell|say|let|mention|find out|know|give|use|pass|put)\w*(?: (?!and\b|but\b)\w+){0,4}?"
    r" (?:it was (?:me|us)|its? (?:me|us)|it['’]s (?:me|us)|who (?:rang|told|said|called|i am"
    r"|it was)|(?:my|our|me) (?:name|number|address)|that i (?:rang|told|called|said|reported)"
    r"|i (?:rang|told|called|reported)|i['’]?ve (?:rung|told|called|been on))\b",
    re.IGNORECASE,
)
#: By it a child asks that nobody at home is rung: a wish to be weighed, and no parent’s no.
_NOT_AT_HOME: Final = re.compile(
    r"\b(?:beg\w*|plead\w*|pleded|ask\w*|wants?|wanted|told|said|implor\w*)(?: \w+){0,3}? not to"
    r"(?: \w+){0,2}? (?:ring|call|phone|tell|contact|text|message|email|inform|speak to|talk to"
    r"|write to|let)(?: (?!and\b|but\b)\w+){0,2}? (?:home|house|mu?o?a?m|mummy|mother|dad|daddy"
    r"|father|parents?|family|folks|carers?)\b",
    re.IGNORECASE,
)
#: Before it, or in it: who asks is one of those who may say no.
_ASKED_BY_THEM: Final = re.compile(
    rf"\b(?:(?:they|both|{_PARENT})\b|{_PARENT}\b.*\bs?he\b)(?: [\w'’]+){{0,3}}\s*$",
    re.IGNORECASE | re.DOTALL,
)
_BY_THEM: Final = re.compile(rf"\bby (?:\w+ )?(?:them|both|{_PARENT})\b", re.IGNORECASE)
#: Of somebody who would not have a service asked or told.
_NOT_WANTED: Final = re.compile(
    r"(?:\bnot|n['’]?t|\bnever)(?: \w+){0,2}? (?:want|like|wish)\w*(?P<whom>(?: [\w'’]+){1,6}?)"
    r" (?:told|asked|rung|phoned|called|contacted|involved|informed|notified|spoken to|in on it"
    r"|know(?:ing)?|find(?:ing)? out|hear(?:ing)?|brought in)\b"
    r"|\bnot to (?:speak|talk|ring|phone|call|contact|tell|ask|involve|inform|share)"
    r"(?P<of>(?: [\w'’]+){1,4})",
    re.IGNORECASE,
)
_ANY_SERVICE: Final = re.compile(
    r"\b(?:any(?:one|body)|agenc(?:y|ies)|services|professionals|other people|outsiders)\b",
    re.IGNORECASE,
)
#: So many words before it say who would not have it: "Mum does".
_WHO: Final = 2
_IN_A_WORRY: Final = re.compile(f"{_NO_TO_IT}|{_NOT_FOR_IT}", re.IGNORECASE)
_OF_AN_ANSWER: Final = re.compile(_NOT_FOR_IT, re.IGNORECASE)


@read_once
def worry_tells_of_a_no(words: str) -> bool:
    """Of what they are worried about: only where it is said of agreeing, or of a service."""
    return _IN_A_WORRY.search(words) is not None or any(
        services_named(whom) or _ANY_SERVICE.search(whom)
        for found in _NOT_WANTED.finditer(in_a_line(words))
        for whom in filter(None, found.groups())
    )


def noes_in_a_worry(words: str) -> str:
    """The sentences by which it does. Of what nobody is to be told no more than that: where they
    live, who rang, or what a child confided may stand beside it, and this is read out.
    """
    return " ".join(f"{told}." for one in sentences(words) for told in _told_in(one))


def _told_in(sentence: str) -> list[str]:
    if _IN_A_WORRY.search(sentence) is not None:
        return [sentence]
    found = _NOT_WANTED.search(in_a_line(sentence)) if worry_tells_of_a_no(sentence) else None
    if found is None:
        return []
    before = in_a_line(sentence)[: found.start()].split()[-_WHO:]
    return [" ".join([*before, found[0]])]


@read_once
def answer_tells_of_a_no(words: str) -> bool:
    """Of what they say of the family's answer, but for that they ask not to be named."""
    words = without_a_wish(_NOT_NAMED.sub(" ", words))
    if reads_like_a_no(words, quoted=True) or is_nothing_but_a_no(words):
        return True
    return _OF_AN_ANSWER.search(words) is not None


@read_once
def without_a_wish(words: str) -> str:
    """Without that nobody at home is to be rung or told, but where a parent asks it."""

    def left(found: re.Match[str]) -> str:
        before = words[: found.start()]
        is_theirs = _ASKED_BY_THEM.search(before) or _BY_THEM.search(found[0])
        return found[0] if is_theirs else " "

    return _NOT_AT_HOME.sub(left, words)


@read_once
def without_asking_not_to_be_named(words: str) -> str:
    """As it may stand before whoever rings the family. A sentence that may say no stays whole."""
    if _NOT_NAMED.search(words) is None:
        return words
    kept = [
        one
        for one in sentences(words)
        if _NOT_NAMED.search(one) is None or answer_tells_of_a_no(one)
    ]
    # As it was written, where nothing is left out: what ends a sentence is in none.
    return words if len(kept) == len(sentences(words)) else " ".join(f"{one}." for one in kept)
