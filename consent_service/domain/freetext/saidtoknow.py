"""Words of an agency or a referrer by which somebody of the family knows: was told, left a message,
sat beside, or reads along. Pure.

They told nobody on our behalf, and what they did cannot be undone; whoever may not be safe knows it
all the same, and a manager sees the same day what that means (`whoistold.py`). Free text decides
nothing: it is looked through, and in doubt somebody reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from ..file.caring import caring
from ..file.view import View
from ..names.namedinprose import as_read, named_at
from ..recorded.event import Event
from ..recorded.marked import Marked, marked_by_kind
from ..recorded.members import SaysWhoKnows
from .sentences import sentences
from .spelt import as_spelt
from .wordsthatkeep import KEPT

#: It is said to whoever stands next behind it.
_TELLS: Final = re.compile(
    r"\b(?:(?:told|tell(?:s|ing)?|inform\w*|notif\w+|warn\w*|remind\w*|updat\w+|ask(?:ed|s|ing)?"
    r"|r[aiu]ng|ringing|call(?:ed|ing)|phon(?:ed|ing)|telephoned|text(?:ed|ing)?|e-?mail(?:ed|ing)?"
    r"|messag(?:ed|ing)|contact(?:ed|ing)|copied|cc|let|letting|met|visit(?:ed|ing)|saw)"
    r"|(?:mention\w*|explain\w*|said|say(?:ing)?|sp[eo]\w*k\w*|talk\w*|wr[io]t\w+|repl(?:y|ied)|pass\w*"
    r"|sen[dt]\w*|sent|discuss\w*|shar(?:ed|ing)|disclos\w+|chat\w*)\s+(?:\w+\s+){0,4}?(?:to|with))\b",
    re.IGNORECASE,
)
_NEXT: Final = re.compile(
    r"(?:\s+(?!(?:he|she|they|we|us|me|I|that|about|if|whether|when|for|of)\b)[\w'’]+){0,3}\s*",
    re.IGNORECASE,
)
_WAS: Final = re.compile(
    r"\s+(?:(?:has|have|had|will)\s+)?(?:is|was|were|are|be|been|being|gets?|got)"
    r"(?:\s+(?:also|all|both|already|then|\w+ly))*\s+",
    re.IGNORECASE,
)
#: Whoever stands last before it knows.
_HEARS: Final = re.compile(
    r"\b(?:knows?|knew|known(?! to)|aware|hears?|heard|overhear\w*|(?:finds?|found) out"
    r"|(?:ask(?:s|ed|ing)?|want(?:s|ed|ing)? to know|querying|demand(?:s|ed|ing)?(?: to know)?)"
    r"\s+why\s+(?:you|we|social|the\s+(?:hub|council|mash))|learn"
    r"(?:s|ed|t)|listen\w*|(?:sees?|saw|seen|reads?)\s+(?:the|your|our|this|that|it)(?!\s+(?:gp|doctor|nurse"
    r"|consultant|dentist|midwife|health)))\b",
    re.IGNORECASE,
)
#: Whoever is named beside it may.
_REACHES: Final = re.compile(
    r"\b(?:voice ?mail|answer(?:ing|phone)? ?machine|answerphone|left (?:a |the |her |his |them )?"
    r"(?:message|note|card|letter)|(?:online|proxy|nhs app|app|portal|full|patient) access"
    r"|has access|visible|portal|nhs app|reception when|in the (?:room|background)"
    r"|on (?:loud)?speaker\w*|in earshot|present|sat (?:in|with|beside|next)"
    r"|(?:was|were) (?:there|here|with) when)\b",
    re.IGNORECASE,
)
#: Another clause begins with it, of which no not that stands before says anything.
_CLAUSE: Final = (
    r"(?:but|and|so|then|because|cos|since|when|wen|after|before|b4|while|who|that|how|why"
    r"|as soon as)"
)
_NOT: Final = re.compile(
    r"(?:\b(?:not|never|nobody|no one|without|nothing|nor|cannot|unable|avoid\w*|yet to)\b"
    r"|n['’]t\b)"
    # That we did not know it says that it was so.
    r"(?!\s+(?:reali[sz]|know|aware|notic|expect|think|thought))"
    rf"(?:(?!\b{_CLAUSE}\b)[^,;:])*$",
    re.IGNORECASE,
)
#: Directly before it: whoever was to tell did not want to, or dare.
_REFUSED_TO: Final = re.compile(
    r"\b(?:declin\w+|refus\w+|reluctant|unwilling|too (?:scared|afraid|frightened|worried|anxious))"
    r" to(?: \w+ly)? $",
    re.IGNORECASE,
)
#: Nor does anybody know of what somebody is afraid that they find out.
_MAY_FIND_OUT: Final = re.compile(r"finds? out", re.IGNORECASE)
_IF: Final = re.compile(
    r"\b(?:if|unless|until|before|lest|in case|scared|afraid|frightened|terrified|worried|anxious"
    r"|fears?|will|would|['’]ll|['’]d|might|may|could|must|should)\b"
    r"(?:(?!\b(?:but|and|so|then)\b)[^,;:])*$",
    re.IGNORECASE,
)
_THEY: Final = re.compile(r"\b(?:he|she|him|her(?! \w+['’]s)|they|them|both)\b", re.IGNORECASE)
#: Of these something is said, and nothing to them: "told the nurse he smokes".
_DOES: Final = frozenset({"he", "she", "they"})
_TO_THEM: Final = frozenset({"him", "her", "them", "both"})
_ALL: Final = re.compile(
    r"\b(?:famil(?:y|ies)|parents?|carers?|guardians?|household)\b", re.IGNORECASE
)


class _There(NamedTuple):
    """Where somebody stands in a sentence, and who they may be."""

    start: int
    end: int
    people: frozenset[str]


def kinds_that_say() -> tuple[type[Event], ...]:
    """The kinds of entries that have such words."""
    return tuple(marked_by_kind(SaysWhoKnows))


def _members_of(event: Event) -> Sequence[Marked[SaysWhoKnows]]:
    return marked_by_kind(SaysWhoKnows).get(type(event), ())


def words_in_which(event: Event) -> Iterator[str]:
    """Those of this entry in which it may be said."""
    every = (getattr(event, one.member) for one in _members_of(event))
    yield from filter(None, every)


def who_knows_by(view: View, event: Event) -> Iterator[str]:
    """Whoever of the family knows something, or may, by the words of this entry."""
    for one in _members_of(event):
        if words := getattr(event, one.member):
            read = as_read(as_spelt(words))
            yield from sorted(_by(view, read, of_a_child=one.mark.of_a_child))


def _by(view: View, text: str, *, of_a_child: bool) -> frozenset[str]:
    everybody = frozenset(map(view.the_one, caring(view)))
    found = frozenset[str]()
    last = frozenset[str]() if of_a_child else everybody
    for sentence in sentences(text):
        there = list(_who(view, sentence, last, everybody))
        last = there[-1].people if there and there[-1].people else last
        found |= _in_sentence(sentence, there, last)
    return found


def _who(
    view: View, sentence: str, last: frozenset[str], everybody: frozenset[str]
) -> Iterator[_There]:
    """In their order: by a name, by what they are to others, which may mean nobody of the file and
    then anybody; or by "she", whoever stood there last, and by "told her" one of the last two.
    """
    named = [one for one in named_at(view, sentence) if not one.initial]
    spans = [_There(one.start, one.end, one.people or everybody) for one in named]
    spans += [_There(*one.span(), everybody) for one in _ALL.finditer(sentence)]
    they = [_There(*one.span(), frozenset()) for one in _THEY.finditer(sentence)]
    stood: list[frozenset[str]] = []
    for one in sorted([*spans, *they]):
        stood += [one.people] if one.people else []
        last = one.people or last
        is_to = sentence[one.start : one.end].lower() in _TO_THEM
        # "Dad is cross since Mum told him": it is not she who was told.
        both = last.union(*stood[-2:]) if is_to else last
        yield _There(one.start, one.end, both)


def _in_sentence(sentence: str, there: Sequence[_There], last: frozenset[str]) -> frozenset[str]:
    # That somebody is not to be told says that nobody was.
    text = KEPT.blanked(sentence)
    found = frozenset[str]()
    for verb in _stated(_TELLS, text):
        behind = next((one for one in there if one.start >= verb.end()), None)
        is_told = behind and text[behind.start : behind.end].lower() not in _DOES
        if behind and is_told and _NEXT.fullmatch(text, verb.end(), behind.start):
            found |= behind.people
        for one in there:
            if one.end <= verb.start() and _WAS.fullmatch(text, one.end, verb.start()):
                found |= one.people
    for verb in _stated(_HEARS, text):
        before = [one.people for one in there if one.end <= verb.start()]
        found |= before[-1] if before else frozenset()
    if any(True for _ in _stated(_REACHES, text)):
        found = found.union(*(one.people for one in there)) if there else found | last
    return found


def _stated(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Each place at which it is said, and not that it is not so, or is feared."""
    for one in pattern.finditer(text):
        before = text[: one.start()]
        is_feared = _MAY_FIND_OUT.fullmatch(one[0]) and _IF.search(before)
        if not (is_feared or _NOT.search(before) or _REFUSED_TO.search(before)):
            yield one
