"""What was written down of danger, for whoever is about to ring: to whom, from whom, in which
words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from ...domain.codes import label
from ...domain.words.naming import day, listed, lower_first
from ..called import asking_of, names_on

#: By this code a sign says no more than that there is one.
_NO_MORE: Final = "NOT_SAFE"


def dangers_of(stands: Mapping[str, Any], person: str) -> Iterator[str]:
    """Each sign that is about somebody or names them, the newest first; why it was said that it is
    not safe to ask them, for as long as it is not: that somebody typed otherwise may wait; and who
    of their name is not safe, and may be they.
    """
    names, known = names_on(stands), stands["known"]
    for one in reversed(known["signs"]):
        named = [names.get(who, "somebody") for who in one["names"]]
        if person in one["names"]:
            who = names.get(one["person"], "somebody")
            yield _said(f"Named in a sign of danger to {who}", one["code"], one["at"], one["note"])
        elif person == one["person"]:
            by = f" from {listed(named)}" if named else ""
            yield _said(f"A sign of danger to them{by}", one["code"], one["at"], one["note"])
    said = [one for one in known["safety"] if one["person"] == person]
    unsafe = [one for one in said if not one["safe_to_ask"]]
    if unsafe and asking_of(stands, person) != "YES":
        yield _said("Recorded as not safe to ask", "", unsafe[-1]["at"], unsafe[-1]["reason"])
    feared = [names.get(other, "somebody") for other in of_their_name(stands, person)]
    if feared:
        yield (
            f"It is not known to be safe to ask {listed(feared)}, and nobody has said whether that "
            "is this person or somebody else of one name"
        )


def of_their_name(stands: Mapping[str, Any], person: str) -> list[str]:
    """Those of whom nobody has said that they are somebody else than this person, and who are not
    known to be safe to ask; none of somebody who is not safe themself, for whom the others are in
    doubt.
    """
    if asking_of(stands, person) != "NOT_KNOWN":
        return []
    alike = next((one["may_be_also"] for one in stands["adults"] if one["id"] == person), ())
    return [other for other in alike if asking_of(stands, other) != "YES"]


def _said(words: str, code: str, at: str, note: str | None) -> str:
    kind = f" ({lower_first(label('signs', code))})" if code not in ("", _NO_MORE) else ""
    quoted = f": “{note}”" if note else ""
    return f"{words}{kind}, {day(datetime.fromisoformat(at))}{quoted}"
