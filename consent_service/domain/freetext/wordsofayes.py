"""Whether anybody here can read words that stand beside a yes: a table, and no rule. Pure.

The hub works in English. Of words in other letters or in another language nobody here knows whether
they say yes; so it is with a sound that is no word. Names are no language: what counts is whether
enough of it is English. A word more is welcome: a yes is only asked about.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from ..memo import read_once

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’‘ʼ`][^\W\d_]+)*")
#: What is usual to say beside a yes, and what a sentence of English is made of.
_ENGLISH: Final = """
yh ye y yy kk agred agreee
yes yeah yea yep yup yah aye ya yess yesss ok okay okey oki k sure course fine alright allright
right agree agreed agrees agreeing agreement agreeable happy happily glad gladly please pls plz
thanks thank thankyou ta cheers great good lovely perfect brilliant wonderful excellent sound grand
cool nice welcome certainly definitely absolutely indeed totally completely fully definitively
go going ahead carry crack on do does did doing done tell told ask asked asking talk talked speak
spoke speaking share shared sharing contact contacted call called ring phone check help helps helped
helping need needs needed want wants wanted like likes love would could should can will may might
must shall let lets letting give gives given giving get gets got getting take takes make makes
see sees know knows known knew think thinks thought say says said saying feel feels mind minds
understand understands understood explained explain consent consents permission accept accepts
approve approves allow allows allowed support supports willing content wish hope hopes trust use
work works working look looks find found come comes came put try keep keeps stay send sent show
write wrote read sign signed answer answered reply replied problem problems trouble worry worries
worried concern concerns bother matter matters difference way ways
i im ive id ill me my mine myself you your yours he him his himself she her hers herself it its
we us our ours they them their theirs this that these those who whom whose which what when where why
how there here someone somebody everyone everybody anyone anybody people person family mum mummy mam
dad daddy mother father parent parents son daughter child children kid kids baby boy girl brother
sister gran nan grandma grandad uncle aunt husband wife partner friend friends
a an the and or but so if as at by for from in into of off on onto out over to up with without about
after before because since until than then too also as well only just even ever never not no nor
none nothing now soon today tomorrow yesterday again always often once twice first last next
all any both each every either neither some more most much many few less little lot lots enough
one two three four five six seven other others another same such own very really quite rather
is are was were be been being am isn't aren't wasn't has have had having don't doesn't didn't
won't wouldn't can't couldn't i'm i've i'd i'll it's that's he's she's they're we're you're we'd
they'd he'd she'd we'll they'll he'll she'll we've they've you've let's there's what's
school nursery college teacher teachers doctor doctors gp surgery nurse hospital health visitor
service services police social worker workers housing mental information record records
history letter letters email number address home house night day days week weeks month time times
meeting plan things thing stuff everything anything something whatever whoever whenever long best
better sorry honest honestly glad keen relieved pleased thankful grateful
via interpreter translated
asap absolutely affirmative agreeable approved confirmed confirm noted nod nods nodded
"""
_KNOWN: Final = frozenset(_ENGLISH.split())
#: How something is denied in other languages, whatever else stands beside it.
_NOES: Final = """
nie nigdy nein nahi nahin nahiin nahee nyet njet niet nao não hoina chaina chhaina hayir hayır yok
nem nici nimic naw nage nac nid ddim byth peidio peidiwch peidiwn
нет не ні نہیں لا
"""
NO_ELSEWHERE: Final = frozenset(_NOES.split())
#: The same in letters of which a word is not told from its parts.
_OTHER_LETTERS: Final = ("ਨਹੀਂ", "नहीं", "होइन", "छैन")
#: The same of words that are short, or English, or somebody's name: where they begin it, and
#: nothing beside them is English.
BEGIN_A_NO: Final = frozenset(
    ["nu", "non", "na", "ne", "nai", "nain", "nic", "nad", "dim", "la", "mat", "mana", "paid"]
)


@read_once
def reads_as_english(words: str, *, is_foreign: bool) -> bool:
    """Nothing in it is another language; and half of it is English, where `is_foreign`: they speak
    another, as far as is on record. What was ticked beside a mistype, or beside no word, stands.
    """
    every = [word.casefold().replace("’", "'") for word in _WORD.findall(words)]
    if not all(map(_is_latin, every)) or not NO_ELSEWHERE.isdisjoint(every):
        return False
    known = sum(word in _KNOWN or _long_drawn(word) in _KNOWN for word in every)
    if is_foreign:
        return known * 2 >= len(every)
    return known > 0 or not every or every[0] not in BEGIN_A_NO


def is_usual(word: str) -> bool:
    """It is of what is usual to say beside a yes."""
    plain = word.casefold().replace("’", "'")
    return plain in _KNOWN or plain.removesuffix("'s") in _KNOWN or plain.isdigit()


@read_once
def says_no_elsewhere(words: str) -> bool:
    """A no of another language stands in it, or begins it, in whichever letters."""
    every = [word.casefold() for word in _WORD.findall(words)]
    if not NO_ELSEWHERE.isdisjoint(every) or any(no in words.casefold() for no in _OTHER_LETTERS):
        return True
    return bool(every) and every[0] in BEGIN_A_NO


@read_once
def may_deny_elsewhere(words: str) -> bool:
    """Any word of the table stands anywhere in it."""
    every = {word.casefold() for word in _WORD.findall(words)}
    every |= {_long_drawn(word) for word in every}
    return not every.isdisjoint(NO_ELSEWHERE | BEGIN_A_NO)


def _is_latin(word: str) -> bool:
    letters = "" if word.isascii() else filter(str.isalpha, word)
    return all(unicodedata.name(one, "").startswith("LATIN") for one in letters)


def _long_drawn(word: str) -> str:
    """Yesss and yeees are yes; and what is theirs: "Mum's"."""
    return re.sub(r"(.)\1+", r"\1", word.removesuffix("'s"))
