"""The code lists and the words of the service: `codes.toml`, read once, never changed.

The rules take from it which purposes need no agreement, which information is about an adult, and
whose answer counts. Everything else in it is words for people.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from types import MappingProxyType
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class ListedCode:
    """One code: its words for staff, for families if they read it, and what else is known of it."""

    code: str
    label: str
    parent_label: str | None
    attributes: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class CodeLists:
    """One version of every list and text. `lists` keeps the order of the file."""

    version: str
    lists: Mapping[str, Mapping[str, ListedCode]]
    texts: Mapping[str, str]


def _code(code: str, row: str | dict[str, Any]) -> ListedCode:
    attributes = {"label": row} if isinstance(row, str) else dict(row)
    label = attributes.pop("label")
    parent_label = attributes.pop("parent_label", None)
    return ListedCode(code, label, parent_label, MappingProxyType(attributes))


def _read(text: str) -> CodeLists:
    tables = tomllib.loads(text)
    version, texts = tables.pop("version"), tables.pop("texts")
    lists = {
        name: MappingProxyType({code: _code(code, row) for code, row in rows.items()})
        for name, rows in tables.items()
    }
    return CodeLists(version, MappingProxyType(lists), MappingProxyType(texts))


#: The lists in force.
CODES: Final = _read(files(__package__).joinpath("codes.toml").read_text(encoding="utf-8"))

#: The name of every list, in the order of the file.
LISTS: Final = tuple(CODES.lists)

#: Every code of every list: one that stands in a line of somebody's is a word of ours.
IN_ANY_LIST: Final = frozenset(chain.from_iterable(CODES.lists.values()))

#: The role of an entry that stands for a father of whom nothing is known: it is nobody's, and so is
#: whatever it is called.
PLACEHOLDER: Final = "UNKNOWN_FATHER"

#: Sentences that stand on their own, by name.
TEXTS: Final = CODES.texts


#: The codes of one list, by its name, in order; `KeyError` if there is no such list.
codes: Final = CODES.lists.__getitem__


def label(list_name: str, code: str) -> str:
    """The words for staff of one code; `KeyError` if the list does not have it."""
    return CODES.lists[list_name][code].label


def _having(list_name: str, attribute: str, value: object) -> frozenset[str]:
    rows = codes(list_name).values()
    return frozenset(row.code for row in rows if row.attributes.get(attribute) == value)


#: For these a manager's decision must be on record, and nobody need be asked (`domain.md` 5.2).
PURPOSES_WITHOUT_AGREEMENT: Final = _having("purposes", "agreement", "NOT_NEEDED")

#: Information about a child, which whoever decides for the child can agree to.
CHILD_CATEGORIES: Final = _having("categories", "about", "CHILD")

#: Information about an adult, which that adult alone can agree to.
ADULT_CATEGORIES: Final = _having("categories", "about", "ADULT")

#: The states of parental responsibility in which somebody's answer counts (`domain.md` 5.6).
DECIDING_PR: Final = _having("pr_statuses", "decides", value=True)

#: What "any agency" never means in a yes. Contacting some can cost a family a lot; and a person or
#: an organisation that is there by its name alone is agreed to by that: Gran stood on no list.
NOT_IN_ANY: Final = _having("agencies", "high_intrusion", value=True) | _having(
    "agencies", "only_by_name", value=True
)

#: Kinds of information that are as much about an adult as about a child.
FITS_BOTH: Final = _having("categories", "fits_both", value=True)
#: Kinds that are about an adult, or about a child, and about nobody else.
OWN_TO_AN_ADULT: Final = ADULT_CATEGORIES - FITS_BOTH
OWN_TO_A_CHILD: Final = CHILD_CATEGORIES - FITS_BOTH

_NOTHING: Final[frozenset[str]] = frozenset()
#: By a kind of information, those that are a part of it.
_PARTS: Final = {
    code: frozenset(parts)
    for code, row in codes("categories").items()
    if isinstance(parts := row.attributes.get("takes_in"), list)
}


def parts_of(kind: str) -> frozenset[str]:
    """The kinds of information that are a part of this one."""
    return _PARTS.get(kind, _NOTHING)


def is_no_to(kinds: Collection[str], kind: str) -> bool:
    """Who says no to these kinds of information says no to this one: it is among them, or a part
    of it is. A yes to a part is none to the whole.
    """
    return kind in kinds or "*" in kinds or not _PARTS.get(kind, _NOTHING).isdisjoint(kinds)


def share_a_kind(one: Collection[str], other: Collection[str]) -> bool:
    """Of information: one kind may be a part of the other."""
    return any(is_no_to(one, kind) for kind in other) or any(is_no_to(other, kind) for kind in one)


@lru_cache(maxsize=1024)
def all_noes(kinds: tuple[str, ...]) -> frozenset[str]:
    """Every kind of information to which whoever says no to these says no."""
    return frozenset(kind for kind in codes("categories") if is_no_to(kinds, kind))
