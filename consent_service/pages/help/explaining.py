"""What the service says, explained: a page for each outcome, reason, flag, task and notice.

What each says and what to do is `codes.toml`'s; the guidance behind it is `explained.toml`'s.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from flask import Response

from ...actions.refused import Refused
from ...domain.codes import codes
from ..frame import Visit, show
from ..page import Page
from .where import LISTS, explained_at

_PUBLIC: Final = "It says what the guidance says, of nobody, and nobody may have to sign in for it."
#: What else `codes.toml` says of one.
_DOES: Final = ("helper", "next")
#: Where a notice names people or services. Here it names nobody.
_NAMES: Final = "{names}"
_ONLY_NAMES: Final = (f" It is {_NAMES}.", f": {_NAMES}")


@dataclass(frozen=True, slots=True)
class Explained:
    """One code: what it says, what to do beside that, why, and what that rests on."""

    kind: str
    code: str
    says: str
    does: tuple[str, ...]
    why: str
    rests_on: tuple[str, ...]

    @property
    def address(self) -> str:
        """Where its page stands."""
        return explained_at(self.kind, self.code)


def _read(text: str) -> Mapping[str, Mapping[str, Explained]]:
    """By list and code, in the order of `codes.toml`. Raises `KeyError` where one has no text."""
    told = tomllib.loads(text)
    behind = {
        (one["list"], code): (one["words"], tuple(told["guidance"][name] for name in one["from"]))
        for one in told["why"]
        for code in one["codes"]
    }
    return {
        kind: MappingProxyType(
            {
                code: Explained(
                    kind,
                    code,
                    _of_nobody(row.label),
                    tuple(str(row.attributes[one]) for one in _DOES if one in row.attributes),
                    *behind[kind, code],
                )
                for code, row in codes(kind).items()
            }
        )
        for kind in LISTS
    }


def _of_nobody(label: str) -> str:
    for only in _ONLY_NAMES:
        label = label.replace(only, "")
    words = label.replace(_NAMES, "somebody")
    return f"{words[:1].upper()}{words[1:]}"


#: Everything that is explained.
EXPLAINED: Final = _read(files(__package__).joinpath("explained.toml").read_text(encoding="utf-8"))
_BY_ADDRESS: Final = {one.address: one for rows in EXPLAINED.values() for one in rows.values()}


def _one(visit: Visit) -> Response:
    found = _BY_ADDRESS.get(f"/help/{visit.path['kind']}/{visit.path['code']}")
    if found is None:
        raise Refused("not-found")
    return show(
        visit,
        "explained.html",
        found.says.rstrip("."),
        one=found,
        what=LISTS[found.kind][1],
    )


def _all(visit: Visit) -> Response:
    return show(
        visit,
        "help.html",
        "Help",
        groups=[(LISTS[kind][1], kind, list(rows.values())) for kind, rows in EXPLAINED.items()],
    )


PAGES: Final = (
    Page("help", "GET", "/help", _all, public=_PUBLIC, is_always_there=True),
    Page(
        "explained",
        "GET",
        "/help/<string:kind>/<string:code>",
        _one,
        public=_PUBLIC,
        is_always_there=True,
    ),
)
