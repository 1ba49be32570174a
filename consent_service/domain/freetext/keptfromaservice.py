"""Words in which a service is not to hear of something, and nobody else: "pls dont speak to Rubys
school, they dont need to know". Pure.

Somebody of the family from whom a thing is kept may be feared. A service is not: it is left out,
which is a no to it, and says of nobody at home that they must not find out. The grammar is closed:
of whatever is not said so the words are read as if anybody might be meant.
"""

from __future__ import annotations

import re
from typing import Final

from ..memo import read_once
from ..recorded.notwritten import WROTE
from .howleftout import clauses_of
from .readslikeano import reads_like_a_no
from .servicesinwords import plainly_left_out, services_named
from .spelt import as_spelt
from .wordtables import lines_of, one_of

_SIGN: Final = re.compile("['’‘ʼ`´]")
_NO_WORD: Final = re.compile(r"[\W_]+")
#: Who works there, and of which type of service nobody can tell by it.
_STAFF: Final = frozenset(
    ["teacher", "teachers", "head", "headteacher", "tutor", "counsellor", "office", "social", "ss"]
)
#: What may stand between "the" and a service.
_SUCH: Final = """
old new other local whole own primary high secondary junior infant health family social
"""
_PEOPLE: Final = r"(?:(?:any|some|every)(?:one|body)|(?:any of )?them|people|staff|the staff)"
#: Whose school it is. Of whoever is close to them nobody knows whom else they mean.
_KIN: Final = """
mums moms mams mummys dads daddys fathers mothers parents partners husbands wifes exs boyfriends
girlfriends nans grans uncles aunts brothers sisters stepdads stepmums his
"""
_WHOSE: Final = (
    r"(?:the|my|our|her|their|any|a|your"
    rf"|(?:(?:my|our) )?(?!(?:{one_of(_KIN)})\b)[^\W\d_]{{2,}}s)"
)
_SERVICE: Final = re.compile(
    rf"\b(?:{_PEOPLE} (?:at|in|from) )?(?:{_WHOSE} )??(?:(?:{one_of(_SUCH)}) ){{0,2}}"
    r"§(?: (?:workers?|team|teachers?|nurse|office|lot|people|staff"
    r"|(?:(?:at|in|from) (?:the |her |our )?)?§))*"
)
_US: Final = r"(?:me|us|it|this|that|all this|any of (?:it|this|that)|anything|things|stuff|§)"
_OURS: Final = r"(?:my|our)(?: family)? (?:business|bizness|buisness|private life|life)"
_LISTS: Final = {
    "it": r"§(?: (?:and|or|nor|n) §)*",
    "about": (
        rf"(?: (?:(?:about|abt|of|on|re|with) (?:{_US}|{_OURS}|what(?:s| is) going on)|{_OURS}"
        r"|at all|please|pls|plz|thanks|thank you|ta|for now|yet|again|involved|know|any ?more))*"
    ),
    "not": (
        r"(?:dont|do not|never|not|didnt|doesnt|does not|cant|cannot|mustnt|must not|shouldnt|wont)"
    ),
    "hear": (
        r"(?:know|knowing|hear|hearing|find out|finding out|(?:be )?(?:told|asked|contacted|rung"
        r"|called|phoned|informed|involved)|involving|have to know|need to know)"
    ),
    "speak": (
        r"(?:(?:speak|talk|tell|ask|ring|call|phon|contact|email|text|writ|involv|inform)(?:e|ing)?"
        r"|(?:go|going|let)|(?:say|mention|share) (?:it|this|anything))"
    ),
    #: Who would have it so.
    "who": r"(?:i|we|id|wed|you|yous|she|he|mum|mam|mummy|mother|dad|daddy|father|parents?)",
    "says": (
        r"(?:has |have )?(?:says?|said|asks?|asked|requests?|requested|adds?|added|prefers|wants"
        r"|would prefer)"
    ),
    "rather": r"(?:would )?(?:rather|prefer|like|want)(?: it if| that)?",
    "want": r"(?:want|wants|wanted|wish|like)",
    "yes": r"(?:yes|yeah|yep|ok|okay|fine|sure|happy|alright)",
    "is": r"(?:it is|its|this is|thats|that is)",
}
_PHRASES: Final = r"""
(?:hi|hello|please|pls|plz|thanks|thank you|ta|sorry)
#who #says(?: that)?(?: (?:us|me))?
#who #rather
(?:#who )?(?:just )?#not(?: #want(?: you| us)?)?(?: to)?(?: be)?(?: ever)? #speak
    (?: (?:to|with|at))? #it#about
#who (?:#not|rather|prefer)(?: #want)? #it(?: (?:to|not|didnt|dont|not to))? #hear#about
(?:#it|they|them|it|that|this) (?:#not|(?:is|are|was|were) not|isnt|arent|aint|neednt|no need)
    (?: (?:have|need|want|supposed|got|allowed))?(?: to)? #hear#about
(?:there is |theres )?no (?:need|reason) for (?:#it|them) to #hear#about
(?:#is )?(?:not|none of|nothing to do with) (?:#it|them|theirs|business of theirs|their concern)
(?:#is )?(?:not|none of) their business
(?:#is )?(?:got|has) nothing to do with (?:#it|them)
#is(?: all)? (?:private|personal|confidential|between us)
#yes(?: (?:to|for|with))?(?: #speak)?(?: (?:to|with))? #it(?: (?:is|are))?(?: #yes)?
(?:please )?#speak(?: (?:to|with))? #it(?: instead)?
#it (?:is |are )?#yes
#yes
they(?: all)?(?: are| re| always| will| just)? (?:gossip|talk|judge|nosy|nosey)
#it
"""
_AND: Final = r"(?: (?:and|but|as|cos|coz|because|n|so|also))*(?: |$)"
#: Phrase by phrase, each the first that is said so: none is looked for twice.
_PHRASE: Final = re.compile(rf"(?:{'|'.join(lines_of(_PHRASES, _LISTS))}){_AND}")
_THEY: Final = re.compile(r"\b(?:they|them|their|theirs)\b")
#: What is longer is more.
_LONGEST: Final = 60


@read_once
def is_kept_from_a_service(words: str) -> bool:
    """All of it asks that a service does not hear, or is not asked, and speaks of nobody else."""
    words = as_spelt(words.removeprefix(WROTE))
    said = _NO_WORD.sub(" ", _SIGN.sub("", words)).strip().casefold()
    every = said.split()
    if len(every) > _LONGEST:
        return False
    marked = " ".join("§" if _is_of_one(word) else word for word in every)
    said = _SERVICE.sub("§", marked)
    # "They" are whoever was named before.
    return "§" in _THEY.split(said, maxsplit=1)[0] and _is_all_of_it(said)


def _is_all_of_it(said: str) -> bool:
    at = 0
    while at < len(said):
        found = _PHRASE.match(said, at)
        if found is None:
            return False
        at = found.end()
    return True


@read_once
def services_not_to_hear(words: str) -> frozenset[str]:
    """The types of service that may be meant, where they are of nothing else; none where of one
    that is named nobody can tell it.
    """
    named = services_named(words)
    is_told = named and _STAFF.isdisjoint(_NO_WORD.sub(" ", words).casefold().split())
    if not is_told or not is_kept_from_a_service(words):
        return frozenset()
    return frozenset(one for types in named for one in types)


@read_once
def services_left_out(words: str) -> frozenset[frozenset[str]]:
    """The types that each service may mean which is plainly left out, or which a clause of them
    says is not to hear: "dont speak to Rubys school".
    """
    clauses = (one for one in clauses_of(words) if reads_like_a_no(one))
    return plainly_left_out(words) | frozenset(filter(None, map(services_not_to_hear, clauses)))


def _is_of_one(word: str) -> bool:
    return word in _STAFF or bool(services_named(word))
