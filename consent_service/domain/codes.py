"""The code lists, as data: `codes.toml` has every code with its words, and a version.

Rules and wording move with the law, so they are data with a version and not code. Only what a
rule has to know by name is a constant here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Code:
    """One code: its plain-English label, and whatever else its list says of it."""

    code: str
    label: str
    parent_label: str | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CodeLists:
    """Every list of one version."""

    version: str
    lists: Mapping[str, Mapping[str, Code]]
    texts: Mapping[str, str]


def _read() -> CodeLists:
    document = tomllib.loads(files(__package__).joinpath("codes.toml").read_text(encoding="utf-8"))
    version, texts = document.pop("version"), document.pop("texts")
    lists = {name: MappingProxyType(_codes(members)) for name, members in document.items()}
    return CodeLists(version, MappingProxyType(lists), MappingProxyType(texts))


def _codes(members: dict[str, Any]) -> dict[str, Code]:
    found = {}
    for code, words in members.items():
        rest = dict(words)
        label, parent_label = rest.pop("label"), rest.pop("parent_label", None)
        found[code] = Code(code, label, parent_label, MappingProxyType(rest))
    return found


CODES: Final = _read()

#: The names of all lists.
LISTS: Final = tuple(CODES.lists)

#: Sentences that are not about one code.
TEXTS: Final = CODES.texts


def codes(list_name: str) -> Mapping[str, Code]:
    """One list, in the order of the file. Raises `KeyError` for a list that is not there."""
    return CODES.lists[list_name]


def label(list_name: str, code: str) -> str:
    """A code in plain words. Raises `KeyError` for a code that is not in the list."""
    return codes(list_name)[code].label


def refused_purposes() -> Mapping[str, str]:
    """Purposes this service must not record, each with the sentence that says why."""
    return {code.code: code.label for code in codes("refused_purposes").values()}


#: Purposes for which nobody's agreement is needed (`domain.md` 5.2 step 3.6).
PURPOSES_WITHOUT_AGREEMENT: Final = frozenset(
    code.code for code in codes("purposes").values() if code.attributes["agreement"] == "NOT_NEEDED"
)

#: Kinds of information that are about an adult, and so that adult's to agree to.
ADULT_CATEGORIES: Final = frozenset(
    code.code for code in codes("categories").values() if code.attributes["about"] == "ADULT"
)

#: Standings of parental responsibility under which somebody decides for a child.
DECIDING_PR: Final = frozenset(
    code.code for code in codes("pr_statuses").values() if code.attributes.get("decides")
)
