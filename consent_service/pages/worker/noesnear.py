"""A no of somebody's to the very service that was asked about, where what was asked is something
else: whoever reads where they stand reads that first, and not what another wrote of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, TypeAlias

from ...domain.said.contradicting import NOES
from ...domain.scopes.scope import ANY
from ...domain.words.naming import day, listed
from ..agencies import agency_called, with_whom
from ..heard import noes_that_stand, own_words

#: Who is meant, by name; None where the one who was asked about is among them.
Whom: TypeAlias = Callable[[Sequence[str]], str | None]
_NO_ANSWER: Final = "NO_ANSWER"
#: What they agreed to is about something else.
_MISSES: Final = "OUT_OF_SCOPE"


def noes_near(answer: Mapping[str, Any], stands: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """By person: the last no of theirs to this service, or to any, that stood when it was asked."""
    asked, ledger = answer["asked"]["agency"]["type"], answer["ledger"]
    found: dict[str, Mapping[str, Any]] = {}
    for said in noes_that_stand(stands):
        is_then = ledger is None or said["seq"] < ledger["seq"]
        types = {one["type"] for one in _said_no_to(said)}
        if is_then and not types.isdisjoint({asked, ANY}):
            last = found.get(said["person"], said)
            found[said["person"]] = max(last, said, key=_when)
    return found


def near_in_words(
    no: Mapping[str, Any] | None,
    position: Mapping[str, Any],
    stands: Mapping[str, Any],
    whom: Whom,
) -> str:
    """Of whoever has no answer to what was asked: to what they said no, about whom where that is
    somebody else, when and in which words.
    """
    if no is None or position["says"] != _NO_ANSWER or position["response"] == no["id"]:
        return ""
    if no["answer"] in NOES:
        to = with_whom(no["scope"])
    else:
        to = listed([agency_called(one) for one in _said_no_to(no)])
    words, on = own_words(no, stands), day(datetime.fromisoformat(no["effective_at"]))
    said = f": “{words}”" if words else ""
    subjects = no["scope"]["subjects"]
    about = None if ANY in subjects else whom(subjects)
    to = f"{to}, about {about}" if about else to
    return f"They said no to {to}, on {on}, entry {no['seq']}{said}."


def is_elsewhere(position: Mapping[str, Any], near: Mapping[str, Mapping[str, Any]]) -> bool:
    """All that they agreed to is about something else, and to this service they said no."""
    return position["person"] in near and str(position["reason"]).startswith(_MISSES)


def _said_no_to(said: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Which services: of all of an answer, or what was left out of it."""
    scope = said["scope"]
    agencies: list[Mapping[str, Any]] = (
        scope["agencies"] if said["answer"] in NOES else scope["exclusions"]["agencies"]
    )
    return agencies


def _when(said: Mapping[str, Any]) -> tuple[str, int]:
    return said["effective_at"], said["seq"]
