"""Words by which a family calls somebody, instead of a name: Dad, his gran, Mum's partner. Pure.

In a plan people write so. Where whoever is called so is not safe, it is as if their name stood
there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from ..codes import PLACEHOLDER
from ..writing import folded

_PARENTS: Final = ("MOTHER", "FATHER")
_OTHERS: Final = ("SECOND_PARENT", "ADOPTIVE_PARENT", "STEPPARENT", "PARENTS_PARTNER")
_CARERS: Final = ("FOSTER_CARER", "PRIVATE_FOSTER_CARER", "KINSHIP_CARER", "SPECIAL_GUARDIAN")

_PARTNERS: Final = """
partner boyfriend girlfriend husband wife fiance fiancee bf gf fella feller bloke hubby missus
spouse lover
"""
_SIBLINGS: Final = "brother bro sister sis sibling siblings stepbrother stepsister"
#: By these words whoever has one of these roles is called; and the roles of those who may be, where
#: nobody on the file has one of the first.
_CALLED: Final = (
    ("dad daddy da father papa pa pop pops tad tada baba", ("FATHER",), _OTHERS),
    ("mum mummy mam mammy mom mommy mother mama ma mamma", ("MOTHER",), _OTHERS),
    ("parent parents", (*_PARENTS, *_OTHERS), ()),
    (
        "stepdad stepdaddy stepfather stepmum stepmummy stepmam stepmother stepparent stepparents",
        ("STEPPARENT",),
        ("PARENTS_PARTNER",),
    ),
    (
        _PARTNERS,
        ("PARENTS_PARTNER", "STEPPARENT"),
        (*_PARENTS, "SECOND_PARENT"),
    ),
    (
        """gran granny grandma grandmother nan nana nanna nanny nain mamgu grandad granddad grandpa
        grandfather gramps taid tadcu grandparent grandparents""",
        ("GRANDPARENT",),
        ("SPECIAL_GUARDIAN", "KINSHIP_CARER"),
    ),
    ("aunt auntie aunty aunts uncle uncles", ("AUNT_UNCLE",), ("SPECIAL_GUARDIAN",)),
    (_SIBLINGS, ("ADULT_SIBLING",), ()),
    # Whoever was somebody's partner: a parent, as often as not.
    ("ex", ("PARENTS_PARTNER", "STEPPARENT", *_PARENTS, "SECOND_PARENT"), ()),
    ("guardian guardians", ("SPECIAL_GUARDIAN",), _CARERS),
    ("carer carers", _CARERS, ()),
)


#: What whoever is so to a parent is to the parent's children: "Dad's mum" is no mother of theirs.
_OF_A_PARENT: Final = {
    **dict.fromkeys((*_CALLED[0][0].split(), *_CALLED[1][0].split()), "gran"),
    **dict.fromkeys(("parent", "parents"), "grandparents"),
    **dict.fromkeys(_SIBLINGS.split(), "aunt"),
}
#: What a partner of whoever has this role is to the children, who is no parent of theirs.
_OF_ONE_WHO_IS: Final = {"AUNT_UNCLE": "aunt", "GRANDPARENT": "gran", "ADULT_SIBLING": "sibling"}
_A_PARENT: Final = frozenset((*_CALLED[0][0].split(), *_CALLED[1][0].split()))
#: By these somebody calls whoever is, or was, together with them: "my fella", "her ex".
PARTNERS: Final = frozenset((*_PARTNERS.split(), "ex"))
SIBLINGS: Final = frozenset(_SIBLINGS.split())
#: What somebody may be to another besides.
_OTHERS_TO_THEM: Final = """
friend friends mate mates pal cousin niece nephew son daughter neighbour boss colleague family
relative solicitor
"""
_TO_ANOTHER: Final = frozenset(_OTHERS_TO_THEM.split())
#: As what somebody is never addressed, by what they are to a child.
NEVER_ADDRESSED_AS: Final = {"FATHER": {"mrs", "miss", "ms"}, "MOTHER": {"mr", "sir"}}


class _Called(NamedTuple):
    first: frozenset[str]
    otherwise: frozenset[str]


_BY_WORD: Final[Mapping[str, _Called]] = {
    word: _Called(frozenset(first), frozenset(otherwise))
    for words, first, otherwise in _CALLED
    for word in words.split()
}
#: What stands beside such a word and says no more of who it is.
_SAYS_NO_MORE: Final = """
his her hers their theirs my our the your its childs birth biological real foster maternal paternal
great own old other new this that both
"""
_BESIDE: Final = frozenset(_SAYS_NO_MORE.split())
#: As what somebody is there, before their name.
_RANKS: Final = """
pc pcso dc ds di sgt insp constable officer nurse cllr coach pastor imam teacher
"""
_AT_WORK: Final = frozenset(_RANKS.split())
#: Whoever is called so is close to the family, and stands on no file by it.
_THEIRS: Final = """
son sons daughter daughters child children cousin cousins niece nephew friend friends neighbour
neighbours neighbor relative relatives relation
"""
_CLOSE: Final = frozenset(_THEIRS.split())
#: Of these, and of whoever stands on no file, somebody may be who helps a parent.
_MAY_HELP: Final = (_CLOSE | _TO_ANOTHER) - frozenset(
    ["son", "sons", "daughter", "daughters", "child", "children", "boss", "family"]
)
_WAS: Final = re.compile(
    r"\bex[\s\-‐‑]*(?:partner|husband|wife|boyfriend|girlfriend|bf|gf)\b", re.IGNORECASE
)
_STEP: Final = re.compile(r"\bstep[\s\-‐‑]+(?=[^\W\d_])", re.IGNORECASE)
_GRAND: Final = re.compile(r"\bgrand[\-‐‑](?=[^\W\d_])", re.IGNORECASE)
#: Whose relation somebody is: "Bram's dad", "the children's nan".
_WHOSE: Final = re.compile(r"(?:['’‘ʼ`]s|s['’‘ʼ`])$")
#: Between several who are named at once, and before what they do there.
_BETWEEN: Final = re.compile(r"[,;/&+()|:]|\s[-‐‑–—]+\s|\b(?:and|or|with)\b")


def parts_of(typed: str) -> Iterator[str]:
    """What was typed, as each of those it may name: without what they do there."""
    yield from (part for one in _BETWEEN.split(folded(typed)) if (part := one.strip(" .-")))


def without_kin(part: str) -> tuple[str, frozenset[str]]:
    """What is left of it as a name, and the words in it by which a family calls somebody."""
    words = [word for word in as_one_word(part).split() if not _WHOSE.search(word)]
    kin = frozenset(word for word in words if word in _BY_WORD)
    left = [word for word in words if word not in kin and (not kin or word not in _BESIDE)]
    left = [word for word in left if word.rstrip(".") not in _AT_WORK] or left
    return " ".join(left), kin


def whose(part: str) -> tuple[tuple[str, ...], str]:
    """To whom somebody is something by these words, and what else they say: "Dean's sister Kim".
    Often the apostrophe is left out: "Deans sister".
    """
    owners, since, words = list[str](), 0, part.split()
    for n, word in enumerate(words):
        if _WHOSE.search(word):
            owners.append(" ".join((*words[since:n], _WHOSE.sub("", word))))
            since = n + 1
    rest = words[since:]
    for n, word in enumerate(rest):
        before = [one for one in rest[:n] if one not in _BESIDE]
        if before and before[-1].endswith("s") and (word in _BY_WORD or word in _TO_ANOTHER):
            owners.append(" ".join(before).removesuffix("s"))
    return tuple(owners), " ".join(rest)


def as_one_word(text: str) -> str:
    """With as one word what is written as two: step-dad, step dad, ex-husband."""
    return _GRAND.sub("grand", _STEP.sub("step", _WAS.sub("ex", text)))


def is_kin(word: str) -> bool:
    """By this word a family calls somebody."""
    return word in _BY_WORD


def is_a_parent(word: str) -> bool:
    """By this word a family calls a mother or a father."""
    return word in _A_PARENT


def of_a_parent(word: str) -> str:
    """By which word the children call whoever is so to a parent of theirs."""
    return _OF_A_PARENT.get(word, word)


def of_one_who_is(roles: Mapping[str, frozenset[str]], owners: Iterable[str], word: str) -> str:
    """By which word the children call a partner of whoever that is of, who is no parent."""
    held = frozenset[str]().union(*(roles.get(one, frozenset()) for one in owners))
    found = [called for role, called in _OF_ONE_WHO_IS.items() if held == {role}]
    return found[0] if found and word in PARTNERS else word


def may_help(word: str) -> bool:
    """By this word somebody calls a friend, a neighbour, a relative who stands on no file by it."""
    return word in _MAY_HELP


def who_is_called(roles: Mapping[str, frozenset[str]], word: str) -> frozenset[str]:
    """Those of these who may be meant by such a word, by what they are to the children: where
    nobody is just that, whoever may be called so, or of whom nobody has said what they are.
    """
    called = _BY_WORD[word]
    for wanted in (called.first, called.otherwise):
        found = frozenset(one for one, of in roles.items() if of & wanted)
        if found:
            return found
    return frozenset(one for one, of in roles.items() if not of or of == {PLACEHOLDER})


def is_called_by_kin(typed: str) -> bool:
    """Somebody is called there as a family calls its own: "her sister", "Auntie Jo", a friend."""
    return any(without_kin(part)[1] or _CLOSE & {*part.split()} for part in parts_of(typed))
