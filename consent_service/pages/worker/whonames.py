"""Who names somebody as a danger, and was named themself: by whom, when, in which words, and how
that ended. Whoever is named first names the other next, and a manager would read the one alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from ...domain.words.naming import day
from ..called import names_on, other_ids
from ..turnson import Fact
from ..unconfirmed import beside

_STANDS: Final = "Nobody has said since that it is safe to ask them: it stands."


def who_names(stands: Mapping[str, Any], person: str) -> Iterator[Fact]:
    """Of each who names this person."""
    names = names_on(stands)
    for who in _naming(stands, person):
        against = [*_against(stands, who)]
        if not against:
            continue
        called = f"{names[who]} names them, and was named"
        for words, _ in against:
            yield called, words
        last = against[-1][1]
        since = [
            one
            for one in stands["known"]["safety"]
            if one["person"] in _ids(stands, who) and one["safe_to_ask"] and one["seq"] > last
        ]
        for one in since:
            yield called, beside(f"{_by(stands, one)} that it is safe{_why(one['reason'])}", one)
        if not since:
            yield called, _STANDS


def _naming(stands: Mapping[str, Any], person: str) -> list[str]:
    """Those of the file who do, and are not that person."""
    ids = _ids(stands, person)
    every = {
        id: one["id"]
        for one in (*stands["adults"], *stands["children"])
        for id in (one["id"], *other_ids(one))
    }
    said = (one for one in stands["known"]["signs"] if ids & {*one["names"]})
    return [
        *dict.fromkeys(
            every[one["person"]]
            for one in said
            if one["person"] in every and one["person"] not in ids
        )
    ]


def _against(stands: Mapping[str, Any], person: str) -> Iterator[tuple[str, int]]:
    """In words, with its place, the oldest first."""
    ids, names, known = _ids(stands, person), names_on(stands), stands["known"]
    for one in known["signs"]:
        if ids & {*one["names"]} and one["person"] not in ids:
            of = names.get(one["person"], "somebody")
            is_kept = ids & {*(one["only_not_to_hear"] or ())}
            what = "not to hear what was said by or of" if is_kept else "a danger to"
            said = f"{_by(stands, one)}: {what} {of}{_why(one['note'])}"
            yield f"{said} (entry {one['seq']}).", int(one["seq"])
        elif ids & {*one["names"]}:
            yield f"{_by(stands, one)}{_why(one['note'])} (entry {one['seq']}).", int(one["seq"])
    for one in known["safety"]:
        if one["person"] in ids and not one["safe_to_ask"]:
            said = f"{_by(stands, one)} that it is not safe to ask them{_why(one['reason'])}"
            yield f"{said} (entry {one['seq']}).", int(one["seq"])


def _ids(stands: Mapping[str, Any], person: str) -> set[str]:
    every = (*stands["adults"], *stands["children"])
    return {person}.union(*(other_ids(one) for one in every if one["id"] == person))


def _by(stands: Mapping[str, Any], one: Mapping[str, Any]) -> str:
    """By whom it was written, and when."""
    by = names_on(stands).get(one["by"]) or stands["staff"].get(one["by"], "Somebody")
    return f"{by} said on {day(datetime.fromisoformat(one['at']))}"


def _why(words: str | None) -> str:
    return f": “{words}”" if words else ""
