"""The one strict JSON reader. Nothing that was sent is parsed in any other way.

An object is UTF-8 without a byte order mark, at most 16 levels deep, with at most 1,000 members and
elements, an object at the top, no member twice, no number that is not finite. Each
refusal has its own problem; none repeats what was sent. Half a character (a lone surrogate) is read
as one that cannot be shown, and a whole number too large to be kept exactly as what is no number.
"""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import Any, Final, NoReturn

from .actions.refused import Refused

MOST_LEVELS: Final = 16
MOST_MEMBERS: Final = 1_000
LARGEST_WHOLE: Final = 2**53 - 1


class NotExact:
    """Stands for a whole number that is too large to be kept exactly: nothing takes it for one, or
    for anything else. So what is beside it can be read.
    """


_NOT_EXACT: Final = NotExact()


def parse_object(data: bytes) -> dict[str, Any]:
    """The JSON object in `data`. Raises `Refused` for anything that is not exactly one."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused("malformed-json") from error
    if text.startswith("\ufeff"):
        raise Refused("malformed-json")
    # Depth and number are looked at before parsing: the parser would recurse as deep as it is sent,
    # and build as much.
    bones = _without_strings(text)
    if _levels(bones) > MOST_LEVELS:
        raise Refused("json-too-deep")
    commas, containers = bones.count(","), bones.count("[") + bones.count("{")
    if commas > MOST_MEMBERS or containers > MOST_MEMBERS + 1:
        raise Refused("json-too-many-members")
    try:
        value = json.loads(
            text,
            object_pairs_hook=_members,
            parse_constant=_no_constant,
            parse_float=_finite,
            parse_int=_exact,
        )
    except (ValueError, RecursionError) as error:
        raise Refused("malformed-json") from error
    if not isinstance(value, dict):
        raise Refused("not-an-object")
    # Each comma parts two, and what is alone in its brackets has none: now they can be counted.
    if commas + containers > MOST_MEMBERS and _members_in(value) > MOST_MEMBERS:
        raise Refused("json-too-many-members")
    return _whole(value) if "\\ud" in text or "\\uD" in text else value


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, unless a member comes twice: `json` alone would silently keep the last."""
    built = dict(pairs)
    if len(built) != len(pairs):
        raise Refused("duplicate-member")
    return built


def _members_in(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return len(inner) + sum(_members_in(member) for member in inner)


def _levels(bones: str) -> int:
    """How deep brackets go, in a text without its strings."""
    deepest = level = 0
    # More brackets than so many members could have are refused for their number.
    for bracket in islice(re.finditer(r"[\[\]{}]", bones), 2 * (MOST_MEMBERS + 1)):
        level += 1 if bracket[0] in "[{" else -1
        deepest = max(deepest, level)
    return deepest


#: A string, or one that the end of the text cuts off. Because it always matches once it has begun,
#: no character is looked at twice: where it could fail, each quotation mark would begin it anew.
_STRING: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)', re.DOTALL)


#: Two halves that belong together are one character by now.
_HALF: Final = re.compile("[\ud800-\udfff]")


def _without_strings(text: str) -> str:
    return _STRING.sub('""', text)


def _no_constant(_: str) -> NoReturn:
    raise Refused("malformed-json")


def _finite(number: str) -> float:
    value = float(number)
    if value in (float("inf"), float("-inf")):
        raise Refused("malformed-json")
    return value


def _exact(number: str) -> int | NotExact:
    if len(number) > 17 or abs(int(number)) > LARGEST_WHOLE:
        return _NOT_EXACT
    return int(number)


def _whole(value: Any) -> Any:
    """The same with half a character as one that cannot be shown. A page cuts a picture in two
    where it counts letters: nobody's no is refused for that.
    """
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, dict):
        return _members([(_whole(key), _whole(member)) for key, member in value.items()])
    return [_whole(member) for member in value] if isinstance(value, list) else value
