"""A text as it is usually spelt: people on telephones leave out the sign in "don't" and the letters
that nobody hears, and no table of words has a line for each way. Pure.

Whatever reads words reads them so, and finds in them what stands there however it was typed. Of a
word that may be another, it is that one only where what stands beside it says so.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ..memo import read_once

_SIGN: Final = "['’‘ʼ`´]"
#: Of "didn't" what stands before, by how it is typed.
_NOT: Final = {"dos": "does", "hav": "have", "mus": "must", "d": "do"} | {
    f"{one}ud": f"{one}ould" for one in ("sh", "w", "c")
}
_BEFORE_NOT: Final = (
    "do|does|did|have|has|had|is|are|was|were|must|should|would|could|need|wo|ca|ai|sha"
)
#: What somebody will do: behind "hell" and "ill" that are words otherwise.
_DO: Final = (
    "be|go|do|get|send|hit|kill|hurt|find|know|come|take|beat|batter|smash|flip|lose|start|make|tell|ring"
    "|think|just|only|never|not|kick|want|say|see|have"
)
#: Whom somebody is told of.
_PERSON: Final = r"(?:me|us|him|her|them|my|our|his|their|your|the|any\w+|no[- ]?one|mu?m|dad)\b"
#: Each way in which it is typed, and the word that is meant. A line more is welcome.
_TYPED: Final = rf"""
the(?:y)ll = they'll
youll = you'll
itll = it'll
(?-i:hell)(?= (?:{_DO})\b) = he'll
(?-i:shell)(?= (?:{_DO})\b) = she'll
(?-i:ill)(?= (?:kill|hurt|hit|smash|batter|find)\b) = i'll
tel(?= {_PERSON}) = tell
nite = night
wiv = with
(?<=\w )['’]?em = them
thru = through
tonite = tonight
['’]?till?(?= (?:he|she|they|it|dad\w*|mu?m\w*)\b) = until
(?-i:wen|WEN)(?= \w) = when
dos[ei]n['’]?t = doesn't
(?<=not to )no(?! (?:one|body|avail|more|longer|matter)\b) = know
(?-i:u) = you
ur = your
b4 = before
thier = their
tole = told
fone = phone
freind = friend
boyfreind = boyfriend
husb[ae]?nd = husband
(?:partnr|parnter|prtner) = partner
fr(?:ightend|ightnd|igtened|ightned|ightenned) = frightened
s[ck]ard = scared
skared = scared
afriad = afraid
terr?if(?:y|yed|eid) = terrified
thr(?:etened|eatend|eatned|etend) = threatened
threatn?ing = threatening
(?:vilent|voilent|violant|vioent) = violent
(?:voilence|violance|vilence) = violence
(?:strangeld|strangld|stranggled) = strangled
(?:chocked|choaked)(?= {_PERSON}) = choked
(?:puched|punchd|puncht) = punched
hiting = hitting
(?:brused|bruzed|briused|brusied) = bruised
(?:bruse|bruze|briuse|brusie|bruice) = bruise
(?:bruses|bruzes|briuses|brusies) = bruises
(?:sucidal|suicidle|suicdal) = suicidal
"""
_LINES: Final = [line.split(" = ") for line in _TYPED.strip().split("\n")]
_EACH: Final = re.compile(
    rf"\b(?P<stem>{_BEFORE_NOT}|{'|'.join(_NOT)}){_SIGN}?n{_SIGN}?t\b|"
    + "|".join(rf"(?P<w{n}>(?<!\w){typed}\b)" for n, (typed, _) in enumerate(_LINES)),
    re.IGNORECASE,
)


class Spelt(NamedTuple):
    """A text as it is usually spelt, and where in it each word that was typed otherwise stands."""

    text: str
    #: Of each: from where to where it stands here, and from where to where it was typed.
    words: tuple[tuple[int, int, int, int], ...]

    def typed_at(self, place: int) -> int:
        """Where in the text as it was typed the same stands."""
        moved = 0
        for start, end, typed, typed_to in self.words:
            if place < start:
                break
            if place < end:
                return min(typed + place - start, typed_to)
            moved = typed_to - end
        return place + moved


def as_spelt(text: str) -> str:
    """The text so."""
    return spelt(text).text


@read_once
def spelt(text: str) -> Spelt:
    """The same, with where each word was typed."""
    parts, words, at, length = list[str](), list[tuple[int, int, int, int]](), 0, 0
    for one in _EACH.finditer(text):
        meant = _meant(one)
        if meant == one[0]:
            continue
        parts += (text[at : one.start()], meant)
        start = length + one.start() - at
        length, at = start + len(meant), one.end()
        words.append((start, length, one.start(), at))
    return Spelt("".join((*parts, text[at:])), tuple(words))


def _meant(typed: re.Match[str]) -> str:
    """The sign is left as it was typed where it stands where it belongs."""
    if stem := typed["stem"]:
        rest = typed[0][len(stem) :]
        before = _NOT.get(stem.lower(), stem)
        meant = before + (rest if len(rest) == len("n't") and rest[0] in "nN" else "n't")
    else:
        meant = _LINES[int((typed.lastgroup or "")[1:])][1]
    return meant[0].upper() + meant[1:] if typed[0][0].isupper() else meant
