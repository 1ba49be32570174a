"""Whether a number or an address stands in what somebody wrote, however it is written there. Pure.

Of two addresses in fields each is whole (`safety/reaching.py`). Among other words one is shortened,
run together or said in passing: "she's at number 12 refuge ln now". In doubt it stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from ..memo import read_once
from ..safety.reaching import is_plausible, same_way
from ..writing import unaccented

_TOKEN: Final = re.compile(r"[^\W_]+")
_POSTCODE: Final = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b")
_PART: Final = re.compile(r"[,;\n]+")
_INSIDE: Final = re.compile(r"['’‘ʼ`]")
_BETWEEN_DIGITS: Final = re.compile(r"[\s().+/-]+")
#: What ends the name of a street or a house: in each line one of them, as it may be written.
_KINDS: Final = """
road rd / street st str / lane ln la / avenue ave av / close cl / drive dr drv / court ct crt
crescent cres cresc / gardens gdns gdn garden / grove gr grv / place pl / square sq / way wy
park pk / terrace terr ter tce / house hse ho / cottage cott cottages / hill hl / mews mws
walk wlk / green grn / heights hts / buildings bldgs / tower towers / row rw / hall / lodge
rise / view / parade / farm / yard / wharf
"""
_TYPES: Final = {
    short: kind.split()[0] for kind in re.split(r"[/\n]", _KINDS) for short in kind.split()
}
_NUMBERS: Final = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty
"""
_IN_FIGURES: Final = {word: str(n) for n, word in enumerate(_NUMBERS.split(), start=1)}
#: Of what an address says besides, nothing tells it from others.
_BESIDES: Final = "the flat apartment apt room unit no number c o at"
_SAYS_NOTHING: Final = frozenset(_BESIDES.split())
#: A street is called so, and so is much else: a number that stands near is an hour, or an age.
_USUAL: Final = """
school schools college church chapel vicarage rectory abbey priory park station railway mill mills
high main market king kings queen queens prince princes princess castle manor green hill bridge
river brook spring springs water well wells wood woods forest field fields farm garden gardens
grange orchard oak ash elm beech cherry apple rose holly ivy daisy lily hazel heather rowan may june
april august north south east west upper lower middle old new long short broad great little big
first second third front back side end cross hospital refuge nursery library club police fire bank
mount mountain lake sea beach bay cliff rock stone sand red white black blue brown grey gold silver
sun moon star day days summer winter autumn night home house hall lodge cottage court place square
street road lane way tower towers view rise row walk grove parade yard drive close victoria albert
george william james john mary ann elizabeth alexandra charles edward henry grace union liberty hope
love friend friends factory works shop post office town city village centre
"""
_ALSO_ANYTHING: Final = frozenset(_USUAL.split())
#: A number stands so many words before the name of its street, or behind it.
_BEFORE: Final = 3
_BEHIND: Final = 2
_LEAST_DIGITS: Final = 6
_LEAST_LETTERS: Final = 6
_LONG: Final = 5
_MISTYPED: Final = 0.85


class _Street(NamedTuple):
    """A street, or a house that has a name: its number and what it is, where that is said."""

    number: str | None
    name: tuple[str, ...]
    is_a: str | None


class _Sought(NamedTuple):
    """What is looked for of a number or an address."""

    whole: str
    postcode: str = ""
    streets: tuple[_Street, ...] = ()
    digits: str = ""


def stands_in(kind: str, value: str, text: str) -> bool:
    """Whether somebody who reads the text knows this way of reaching somebody, of this type."""
    sought, read = _sought(kind, value), _read(text)
    if sought.digits:
        return sought.digits in read.digits
    if len(sought.whole) >= _LEAST_LETTERS and sought.whole in read.whole:
        return True
    if sought.postcode and sought.postcode in read.whole:
        return True
    return any(_is_in(one, read.tokens) for one in sought.streets)


class _Prose(NamedTuple):
    tokens: tuple[str, ...]
    whole: str
    digits: str


@read_once
def _read(text: str) -> _Prose:
    plain = _plain(text)
    return _Prose(tuple(_tokens(plain)), _squeezed(plain), _BETWEEN_DIGITS.sub("", plain))


@read_once
def _sought(kind: str, value: str) -> _Sought:
    if not is_plausible(kind, value):
        # Nobody is found by it.
        return _Sought("")
    if kind == "PHONE":
        digits = same_way(value).lstrip("0")
        return _Sought("", digits=digits if len(digits) >= _LEAST_DIGITS else "")
    plain = _plain(value)
    if kind != "ADDRESS":
        return _Sought(_squeezed(plain))
    found = _POSTCODE.search(plain)
    postcode = "" if found is None else "".join(found.groups())
    parts = [[*_tokens(part)] for part in _PART.split(_POSTCODE.sub(" ", plain))]
    streets = tuple(filter(None, map(_street, parts)))
    sure = tuple(one for one in streets if one.number is not None or one.is_a is not None)
    return _Sought(_squeezed(plain), postcode, sure or streets[:1])


def _plain(text: str) -> str:
    return _INSIDE.sub("", unaccented(text))


def _squeezed(plain: str) -> str:
    return "".join(_TOKEN.findall(plain))


def _tokens(plain: str) -> Iterator[str]:
    for token in _TOKEN.findall(plain):
        yield _IN_FIGURES.get(token, token)


def _street(tokens: Sequence[str]) -> _Street | None:
    """What stands behind its number, as far as what it is."""
    number, name = None, list[str]()
    for token in tokens:
        if token in _TYPES and name:
            return _Street(number, tuple(name), _TYPES[token])
        if any(map(str.isdigit, token)) and not name:
            number = token
        elif token not in _SAYS_NOTHING:
            name.append(token)
    # Of one that does not say what it is the town may stand behind it.
    return _Street(number, tuple(name[:1] if number else name), None) if name else None


def _is_in(street: _Street, tokens: Sequence[str]) -> bool:
    long = len(street.name)
    for at in range(len(tokens) - long + 1):
        if not all(map(_alike, street.name, tokens[at : at + long])):
            continue
        after = tokens[at + long : at + long + _BEHIND]
        before = tokens[max(0, at - _BEFORE) : at]
        if street.is_a and after and _TYPES.get(after[0]) == street.is_a:
            return True
        if street.number is not None and _has_number(street, before, after):
            return True
        if street.is_a is None and street.number is None:
            return True
    return False


def _has_number(street: _Street, before: Sequence[str], after: Sequence[str]) -> bool:
    """Its number stands near. Of a name that may be anything it stands right before, and behind it
    what it is, where that is known: by another word for that, as often as not.
    """
    if not _ALSO_ANYTHING.issuperset(street.name):
        return street.number in (*before, *after)
    right_before = [word for word in before if word != "the"][-1:]
    is_one = street.is_a is None or (bool(after) and after[0] in _TYPES)
    return is_one and right_before == [street.number]


def _alike(one: str, other: str) -> bool:
    """A name of some length may be mistyped."""
    if one == other:
        return True
    if len(one) < _LONG or one[:1] != other[:1]:
        return False
    return SequenceMatcher(None, one, other).ratio() > _MISTYPED
