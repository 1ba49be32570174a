"""A service that is named beside a yes, and of which no plain yes is said there. Pure.

No list knows every no: "GP no ta", "doctor nah", "swerve the GP". So the clause in which a service
is named has to read as a yes, or as what merely tells of something ("school rang me"): else whoever
ticked it is asked about that very service. What was ticked stands until they answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Set
from typing import Final, NamedTuple, TypeAlias

from ..memo import read_once
from .sentences import in_a_line
from .wordsofayes import is_usual

#: By each word that names a service: which types it may mean.
ServicesIn: TypeAlias = Callable[[str], frozenset[frozenset[str]]]

_PART: Final = re.compile(
    r"[.,;:!?\n()]+|\s[-–—]+\s|\b(?:but|though|although|and|while|whereas|cos|because)\b|\s&\s",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[👎🙅👍✅]")
#: How somebody says yes with a no in it, or in a manner of speaking.
_YES_ALL_THE_SAME: Final = re.compile(
    r"\b(?:(?:no|not an?|n['’]?t an?|not any|never an?|never any) "
    r"(?:real |big )?(?:problem|worr|bother|issue|objection|rush|trouble|hassle|harm|drama|concern"
    r"|doubt|reason)\w*(?: at all)?(?: (?:not to|why not))?"
    r"|(?:do|did|would|wo|does)(?: not|n['’]?t) (?:really )?(?:mind|care|hurt|say no|object)"
    r"|ca(?:n['’]?t|nnot|n not) (?:see why not|hurt|say no|fault|complain|thank|wait|praise)"
    r"|why (?:ever )?not|not (?:bothered|fussed|being funny|just|only|at all)|never said no"
    r"|no need to ask(?: me)? twice|nothing (?:to hide|against|but (?:good|praise))"
    r"|fill your boots|knock yoursel(?:f|ves) out|be my guest|bring it on|the more the merrier)\b",
    re.IGNORECASE,
)
#: A yes to that one, whatever it leaves out besides.
_ONLY_THAT: Final = re.compile(
    r"\bonly (?:(?:the|my|our|his|her|their|your) )?(?P<of>[^\W\d_]+)", re.IGNORECASE
)
_FIRST_NO: Final = re.compile(r"^\W*no+\b(?=.*\b(?:fine|ok|okay|yes|yeah|happy)\b)", re.IGNORECASE)
#: A no whatever stands around it.
_PLAIN_NO: Final = re.compile(
    r"\b(?:nah+|nope|naw|nay|no (?:ta|thanks|thank you|thx|way|chance|fear|pls|please|mate|love|go)"
    r"|none of (?:your|ur|yer|their|there|anyone)|(?:nothing|nowt|none) to do with|off limits"
    r"|no(?=\W*$))\b|[👎🙅]",
    re.IGNORECASE,
)
#: How somebody feels about it who would have it otherwise.
_RATHER: Final = re.compile(
    r"\b(?:rather|prefer\w*|pref|sooner|not (?:so |too |very |that |really )?(?:keen|comfortable"
    r"|sure|ready|having|ok|okay|fine|happy)|too far|too much|uncomfortable|unsure|iffy|wary"
    r"|reluctant|two minds|see about|do one|(?:do|must) (?:you|u|they) (?:have|need) to"
    r"|(?:let me|i['’]?(?:d|ll)|i (?:want|need)) (?:\w+ ){0,3}?(?:talk|speak|think|ask))\b"
    r"(?! (?:at|in|there|when|what time|if (?:he|she|they)))",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(
    r"\b(?:no|not|never|none|nothing|nowt|neither|nor|without|cannot|stop|refus\w+|except|unless"
    r"|instead|avoid|skip|leave|bar|minus|(?<!the )only(?!\W*$| for now\b)|forget|hold off"
    r"|keep off)\b"
    r"|\b\w*n['’]t\b|\b(?:do|does|did|wo|ca|could|would|should|must|is|are|was|need)nt\b",
    re.IGNORECASE,
)
_YOU: Final = re.compile(r"\b(?:you|u|ya|yous|your|ur)\b", re.IGNORECASE)
#: Of what it tells: what somebody did, or how they are there.
_TELLS: Final = re.compile(
    r"\b(?:rang|rung|spoke|knows?|knew|has|have|had|was|were|goes|went|been|saw|seen|sees|met|gave"
    r"|gives|sent|sends|wrote|came|comes|does|did|told|paid|taught|felt|got|gets|took|takes|needs|found|keeps|thinks"
    r"|thought|says?|helps|likes|loves|hates|runs|lives|works|attends|starts|picks|drops|struggles"
    r"|trusts|misses|finishes|(?!need)[^\W\d_]{3,}ed)\b"
    r"|\b(?:he|she|they|we|it|i|kids?|who)(?:['’]?(?:s|re|m|ve)| is| are| am)? "
    r"(?:\w+ ){0,3}?(?:at|in|from|off|under|with|near|on)\b|^\W*(?:s?he|they|we)['’]?\w*\b",
    re.IGNORECASE,
)
_YES: Final = re.compile(
    r"\b(?:yes+|ye|yeah?|yea|yh|yep|yup|aye|ok|okay|k|fine|happy|agree[ds]?|agreed|sure|course"
    r"|certainly|definitely|absolutely|go ahead|go on|go for it|crack on|carry on|no problem"
    r"|good|great|grand|sound|cool|lovely|welcome|alright|all right|please do|by all means"
    r"|glad|fill your boots|both|all)\b|👍|✅",
    re.IGNORECASE,
)
#: Of the service that stands before it, where it begins what is said next.
_THEN_LIMITED: Final = re.compile(
    r"^\W*(?:(?i:only(?! (?:when|if|what|where|as) .{0,14}\b(?:need\w*|necessary|relevant)\b)"
    r"|unless|except|not (?:that|those|if|by|with|an?|the)|apart from|as long as"
    r"|so long as|provided|rather not|prefer(?:ably)? not|don['’]?t bother\W*$)\b"
    r"|(?:[Nn]ot|[Jj]ust) [A-Z])"
)
#: What else is usual to tell of a service: where it is, and what is done there.
_OF_A_PLACE: Final = """
morning mornings afternoon afternoons evening dinner dinners lunch breakfast club trip trips bag
uniform bus run gate gates minute minutes away round corner road street town number class year
reception attendance appointment appointments computer phone app medicine tablets asthma teeth
jabs checkup cough ears eyes eat eats lesson lessons playground head staff lady man bloke mr mrs
ms dr surname name called near nearest local building closed open opens shut monday tuesday
wednesday thursday friday saturday sunday spring summer autumn winter term half holidays start end
verbal given smashing marvellous star diamond brill kind
"""
_ALSO_USUAL: Final = frozenset(_OF_A_PLACE.split())
_BETWEEN: Final = re.compile(r"the|my|our|his|her|their|a|an|or|n|to|and|both|local", re.IGNORECASE)


class _Clause(NamedTuple):
    """What is said of the services that are named in it."""

    words: str
    named: frozenset[frozenset[str]]
    is_yes: bool
    #: Denied, limited, or said by somebody who would have it otherwise.
    is_limited: bool
    #: Each word of it is one of those by which people say yes, or it tells of something.
    is_known: bool


def no_plain_yes_in(
    words: str, ticked: Set[str], named: ServicesIn, *, is_any: bool
) -> dict[str, str]:
    """By each of these types that is named in a clause by which it is not plainly agreed to, or
    right before one that limits it: in which words. `is_any`: every type was ticked.
    """
    every = [*_clauses(words, named)]
    agreed, beside = _types_in(filter(_agrees, every)), _types_in(filter(_is_well, every))
    found: dict[str, str] = {}
    for clause in every:
        for types in frozenset() if _is_well(clause) else clause.named:
            # A word of two services, one of which is named beside it, is of the other.
            others = beside if clause.is_limited else agreed
            meant = types - others if len(types) > 1 or not clause.is_limited else types
            found |= dict.fromkeys(sorted(meant if is_any else meant & ticked), clause.words)
    return found


def _types_in(clauses: Iterable[_Clause]) -> frozenset[str]:
    return frozenset(one for clause in clauses for types in clause.named for one in types)


def _is_well(clause: _Clause) -> bool:
    return not clause.is_limited and (clause.is_yes or clause.is_known)


def _agrees(clause: _Clause) -> bool:
    return clause.is_yes and not clause.is_limited


@read_once
def _clauses(words: str, named: ServicesIn) -> tuple[_Clause, ...]:
    found: list[_Clause] = []
    for part in _parts(in_a_line(words), named):
        if found and _THEN_LIMITED.match(part) and named(part) <= found[-1].named:
            before = found[-1]
            found[-1] = before._replace(words=f"{before.words}, {part}", is_limited=True)
        elif named(part) or found:
            found.append(_read(part, named))
    return tuple(found)


def _parts(words: str, named: ServicesIn) -> Iterator[str]:
    """Each of which something is said: "school and GP no ta" is one."""
    open_yet: list[str] = []
    for clause in _PART.split(words):
        for part in _one_by_one(clause.strip(), named):
            is_open = _says_nothing(part, named) and bool(open_yet or named(part))
            open_yet += [part] if part else []
            if open_yet and not is_open:
                yield " ".join(open_yet)
                open_yet = []
    if open_yet:
        yield " ".join(open_yet)


def _one_by_one(clause: str, named: ServicesIn) -> Iterator[str]:
    """ "School yes GP no" is two."""
    start, is_said = 0, False
    for word in _WORD.finditer(clause):
        if named(word[0]):
            if is_said and named(clause[start : word.start()]):
                yield clause[start : word.start()].strip()
                start = word.start()
            is_said = False
        elif _YES.fullmatch(word[0]) or _PLAIN_NO.fullmatch(word[0]):
            is_said = True
    yield clause[start:]


def _says_nothing(part: str, named: ServicesIn) -> bool:
    return all(named(word) or _BETWEEN.fullmatch(word) for word in _WORD.findall(part))


def _read(part: str, named: ServicesIn) -> _Clause:
    left = _FIRST_NO.sub(" ", _YES_ALL_THE_SAME.sub(" yes ", part))
    left = _ONLY_THAT.sub(lambda found: " yes " if named(found["of"]) else found[0], left)
    tells = _TELLS.search(left) is not None
    is_no = _PLAIN_NO.search(left) is not None or _RATHER.search(left) is not None
    is_denied = _DENIED.search(left) is not None and (not tells or _YOU.search(left) is not None)
    is_unknown = any(not _is_known(word, named) for word in _WORD.finditer(left))
    is_yes = _YES.search(left) is not None
    return _Clause(part, named(part), is_yes, is_no or is_denied, tells or is_yes or not is_unknown)


def _is_known(word: re.Match[str], named: ServicesIn) -> bool:
    """A name, but where it begins what is said, is no word of any other kind."""
    is_name = word.start() > 0 and word[0][0].isupper()
    return is_name or is_usual(word[0]) or word[0].casefold() in _ALSO_USUAL or bool(named(word[0]))
