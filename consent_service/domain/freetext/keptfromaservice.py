"""Words in which a service is not to hear of something, and nobody else: "pls dont speak to Rubys
school, they dont need to know". Pure.

Somebody of the family from whom a thing is kept may be feared. A service is not: it is left out,
which is a no to it, and says of nobody at home that they must not find out. The grammar is closed,
and in it the speaker denies that a service is told or asked, of their own will: of whatever is not
said so the words are read as if anybody might be meant. "They" are whoever works there only behind
such a denial: "speak to school, they must not know" means whoever is at home.
"""

from __future__ import annotations

import re
from typing import Final

from ..memo import read_once
from ..recorded.notwritten import WROTE
from .howleftout import clauses_of
from .readslikeano import reads_like_a_no
from .servicesinwords import services_named
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
#: Whoever is spoken of so is no child at a school; nor is anybody by the last of them.
_KIN: Final = """
mums moms mams mummys mummies dads daddys daddies das fathers mothers parents partners husbands
hubbys hubbies wifes wives exs exes boyfriends bfs girlfriends gfs fellas blokes mans lads guys
mates friends lodgers fiances nans nanas nannas nanns nannys grans grannys grandmas grandads
grandpas granddads grampas grandmothers grandfathers grandparents uncles aunts auntys aunties
brothers sisters cousins stepdads stepmums stepfathers stepmothers his
yes is was has its this as us says does whos theirs ours yours hers
"""
#: Whose school it is: a child goes there. Of any other service nobody knows whose it is.
_CHILDS: Final = re.compile(
    rf"\b(?:(?:my|our) )?(?!(?:{one_of(_KIN)})\b)[^\W\d_]{{2,}}s"
    r" (?=(?:(?:old|new|primary|high|secondary|junior|infant) )?"
    r"(?:school|nursery|preschool|playgroup|college|teachers?|headteacher)\b)"
)
_WHOSE: Final = r"(?:the|my|our|her|their|any|a|your)"
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
    "dont": r"(?:dont|do not|never)",
    "hear": (
        r"(?:know|knowing|hear|hearing|find out|finding out|(?:be )?(?:told|asked|contacted|rung"
        r"|called|phoned|informed|involved)|involving)"
    ),
    "must_not": (
        r"(?:(?:dont|do not|doesnt|does not) (?:need|have)(?: to)?|(?:must|should|need|can) not"
        r"|mustnt|shouldnt|neednt|cant|cannot|(?:is|are) not (?:allowed )?to)"
    ),
    "speak": (
        r"(?:(?:speak|talk|tell|ask|ring|call|phon|contact|email|text|writ|involv|inform)(?:e|ing)?"
        r"|(?:say|mention|share) (?:it|this|anything))(?: (?:to|with|at))?"
    ),
    #: Nobody but whoever speaks would have it so.
    "want_not": r"(?:i|we) (?:just |really )?(?:dont|do not|didnt|wouldnt) (?:want|wish|like)",
    "rather": r"(?:i|we|id|wed) (?:would )?(?:rather|prefer|like)(?: it if| that)?",
    "yes": r"(?:yes|yeah|yep|ok|okay|fine|sure|happy|alright)",
    "is": r"(?:it is|its|this is|thats|that is)",
}
#: So a service is denied.
_DENIES: Final = r"""
#dont(?: ever)? #speak #it#about
#dont let #it #hear#about
#want_not (?:you|yous|anyone|anybody) (?:to )?#speak #it#about
#want_not #it (?:to )?#hear#about
#rather you (?:didnt|dont|not|did not|do not) #speak #it#about
#rather #it (?:didnt|dont|not|did not)(?: to)? #hear#about
#it #must_not(?: ever)? #hear#about
(?:there is |theres )?no (?:need|reason) for #it to #hear#about
"""
#: Behind that: of whoever works there, and why.
_OF_THEM: Final = r"""
(?:they|them) #must_not(?: ever)? #hear#about
(?:#is )?(?:not|none of) their (?:business|concern)
(?:#is )?(?:got |has )?nothing to do with them
#is(?: all)? (?:private|personal|confidential)
they(?: all)?(?: are| re| always| will| just)? (?:gossip|talk|judge|nosy|nosey)
"""
#: Beside it; another service goes on, and "they" may be anybody behind that.
_COURTESY: Final = r"""
(?:hi|hello|please|pls|plz|thanks|thank you|ta|sorry)
"""
_GOES_ON: Final = r"""
#yes(?: (?:to|for|with))?(?: #speak)? #it(?: (?:is|are))?(?: #yes)?
#it (?:is |are )?#yes
#yes
"""
_BEGINS: Final = r"(?:(?:and|but|also|so|please|pls|plz|just) )*"
_AND: Final = r"(?: (?:and|but|as|cos|coz|because|n|so|also))*(?: |$)"


def _phrase(lines: str, begins: str = "") -> re.Pattern[str]:
    return re.compile(rf"{begins}(?:{'|'.join(lines_of(lines, _LISTS))}){_AND}")


#: Phrase by phrase, each the first that is said so: none is looked for twice.
_DENIAL: Final = _phrase(_DENIES, _BEGINS)
_THEIRS, _POLITE, _YES = _phrase(_OF_THEM), _phrase(_COURTESY), _phrase(_GOES_ON)
#: Whoever puts it so says no to it, of whatever else they speak.
_NO_TO: Final = re.compile(rf"{_BEGINS}no (?:to |for )?{_LISTS['it']}(?: (?:please|thanks))?")
#: By these a child may mean somebody at home.
_OF_ANOTHER: Final = re.compile(r"\b(?:her|their)\b", re.IGNORECASE)
#: What is longer is more.
_LONGEST: Final = 60


@read_once
def is_kept_from_a_service(words: str) -> bool:
    """All of it asks that a service does not hear, or is not asked, and speaks of nobody else."""
    said, at, is_denied, is_open = _marked(words), 0, False, False
    while at < len(said):
        if found := _DENIAL.match(said, at):
            is_denied = is_open = True
        elif found := _YES.match(said, at):
            is_open = False
        elif not (
            found := _POLITE.match(said, at) or (_THEIRS.match(said, at) if is_open else None)
        ):
            return False
        at = found.end()
    return is_denied


@read_once
def a_child_keeps_it_from_a_service(words: str) -> bool:
    """The same of a child, whom something at home may frighten: nothing else stands in it."""
    is_all = _DENIAL.fullmatch(_marked(words)) is not None
    return is_all and _OF_ANOTHER.search(words) is None


@read_once
def services_not_to_hear(words: str) -> frozenset[str]:
    """The types of service that may be meant, where they are of nothing else; none where of one
    that is named nobody can tell it.
    """
    return _types_in(words) if is_kept_from_a_service(words) else frozenset()


@read_once
def services_left_out(words: str) -> frozenset[frozenset[str]]:
    """The types that each service may mean to which a clause of them says no, and nothing else:
    "no to the school", "dont speak to Rubys school".
    """
    clauses = (one for one in clauses_of(words) if reads_like_a_no(one))
    return frozenset(filter(None, map(_left_out_in, clauses)))


def _left_out_in(clause: str) -> frozenset[str]:
    is_no = _NO_TO.fullmatch(_marked(clause)) is not None
    return _types_in(clause) if is_no else services_not_to_hear(clause)


def _types_in(words: str) -> frozenset[str]:
    if not _STAFF.isdisjoint(_NO_WORD.sub(" ", words).casefold().split()):
        return frozenset()
    return frozenset(one for types in services_named(words) for one in types)


def _marked(words: str) -> str:
    """As it is looked at: a sign for each service, and none of what is too long."""
    words = as_spelt(words.removeprefix(WROTE))
    said = _NO_WORD.sub(" ", _SIGN.sub("", words)).strip().casefold()
    if said.count(" ") >= _LONGEST:
        return ""
    every = _CHILDS.sub("the ", said).split()
    return _SERVICE.sub("§", " ".join("§" if _is_of_one(word) else word for word in every))


def _is_of_one(word: str) -> bool:
    return word in _STAFF or bool(services_named(word))
