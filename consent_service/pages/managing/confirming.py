"""What waits for a manager: what would fall, confirmed or refused, and what was decided of it.

What would fall stands until somebody who may has confirmed it. Confirming and refusing are offered
alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from ...actions.refused import Refused
from ...api.edge.problems import ProblemError
from ...domain.codes import label
from ...domain.freetext.rationale import LEAST_OF_A_REASON
from ...domain.lifting.written import ONLINE
from ...domain.may import FAMILY
from ...domain.recorded.falling import WARNINGS
from ...domain.words.naming import day
from ..asking import ask
from ..called import by_whom, names_on
from ..forms.choices import Choice, Known
from ..forms.form import Form
from ..forms.inputs import Area, Select
from ..forms.typed import Typed
from ..forms.usual import when
from ..frame import Visit
from ..reached import doubt_of, holds_as_said, what_holds
from ..worker.joinedwith import HeldThere, held_there
from ..worker.timeline import entry_in_words, sentences

_CONTACT: Final = "CONTACT"
_ON_A_PAGE: Final = "100"
#: Entries of one write that are read at once.
_TYPED_AT_ONCE: Final = "25"
_STANDS: Final = {
    "WAITS": ("decide", "!", "Waits for you"),
    "BY_TELEPHONE": ("ask", "?", "By telephone, to be confirmed"),
    "TAKEN_BACK": ("wait", "–", "Taken back by whoever typed it"),
}


def waits_as(row: Mapping[str, Any], staff: Mapping[str, str]) -> dict[str, Any]:
    here = f"/files/{row['file']}/waiting/{row['waiting']}"
    options = (("Confirm", f"{here}/confirmation/new"), ("Refuse", f"{here}/refusal/new"))
    return {
        "file": row["file"],
        "mark": _STANDS[row["stands"]],
        # Two answers of one person may say the same: that is read once.
        "falls": list(dict.fromkeys(one["text"] for one in row["falls"])),
        "joins": any(one["kind"] == "ONE_PERSON" for one in row["falls"]),
        "what": [sentences().get(one, one) for one in dict.fromkeys(row["kinds"])],
        "names": row["names"],
        "entries": row["entries"],
        "words": [_as_written(one, staff) for one in row["words"]],
        "at": row["at"],
        "by": staff.get(row["by"], "Somebody"),
        "role": label("staff_roles", row["role"]),
        "told_by": row["told_by"] and staff.get(row["told_by"], "A manager"),
        "until": row["until"],
        # Past its day it is as if nobody had called: what it lifted stands again.
        "is_over": row["stands"] != "BY_TELEPHONE",
        "options": options if row["waiting"] else (),
    }


def _as_written(one: Mapping[str, Any], staff: Mapping[str, str]) -> dict[str, Any]:
    """Words of an entry, by whoever wrote them, and of whom: whoever decides judges by them. What
    is kept in them opens where it was typed.
    """
    whose = one["names"]
    if one["role"] in FAMILY:
        wrote = f"{whose or 'Somebody of the family'} wrote"
    else:
        who = by_whom({"id": one["by"], "role": one["role"]}, staff)
        wrote = f"{who} wrote, of {whose}" if whose else f"{who} wrote"
    about = f"It is about entry {one['entry']}. " if one["is_about"] else ""
    return {"who": f"{about}{wrote}", "words": one["words"], "keeps": one["keeps"]}


def _row(known: Known, _: Typed) -> dict[str, Any]:
    """What waits under the id of the address; or what was decided of it, for whoever comes back to
    it. Raises `Refused` where nothing waits or was.
    """
    visit, cursor = known.visit, dict[str, str]()
    while True:
        page = ask(visit, "listWaiting", {"limit": _ON_A_PAGE, **cursor})
        for one in page["waiting"]:
            if one["waiting"] == visit.path["waiting"] and one["file"] == visit.path["file"]:
                return {
                    "waiting": waits_as(one, page["staff"]),
                    "typed": list(_as_typed(visit, one["entries"])),
                    "ways": list(_ways(known, one)),
                    "held_there": list(_held_there(known, one)),
                    "settled": None,
                }
        if page["next"] is None:
            return {"waiting": None, "settled": _settled(known), "title": "This is decided"}
        cursor = {"cursor": page["next"]}


def _as_typed(visit: Visit, entries: list[int]) -> Iterator[dict[str, Any]]:
    """What was typed, as the timeline has it, and under it what would count no longer by that:
    whoever decides reads why it was said, and of what. Of a record that is kept to others by name
    it is not shown before it is opened.
    """
    try:
        history = _from(visit, entries[0], _TYPED_AT_ONCE)
        names = names_on(ask(visit, "showFile", file=visit.path["file"]))
    except (Refused, ProblemError):
        return
    for one in history["entries"]:
        if one["seq"] not in entries:
            continue
        yield entry_in_words(one, names, history["staff"])
        if (corrects := one["event"].get("corrects")) is not None:
            wrong = _from(visit, int(corrects), "1")
            for other in wrong["entries"]:
                said = entry_in_words(other, names, wrong["staff"])
                yield {**said, "what": f"It would count no longer. {said['what']}"}


def _from(visit: Visit, place: int, many: str) -> Any:
    query = {"from_seq": str(place), "limit": many}
    return ask(visit, "showHistory", query, file=visit.path["file"])


def _held_there(known: Known, row: Mapping[str, Any]) -> Iterator[HeldThere]:
    """Each of those who would be warned of no more, whom another file holds all the same."""
    warned = {one["person"] for one in row["falls"] if one["kind"] in WARNINGS} - {None}
    if warned:
        yield from held_there(known.visit, known.file, warned)


def _ways(known: Known, row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Each way of reaching somebody of which less care would be taken: how it stands, the number
    or where both are opened, and what its person wrote when they asked to be reached otherwise.
    """
    whose = {one["person"] for one in row["falls"] if one["kind"] == _CONTACT}
    if not whose:
        return
    stands = known.file
    for one in stands["contact_points"]:
        if one["person"] in whose and not holds_as_said(one):
            yield {
                "id": one["id"],
                "called": f"{known.name(one['person'])}, {label('contact_types', one['type'])}",
                "value": one["value"],
                "withheld": one["withheld"],
                "safety": ". ".join([what_holds(one), *doubt_of(one)]),
                "wrote": list(_asked_otherwise(stands, one["person"])),
            }


def _asked_otherwise(stands: Mapping[str, Any], person: str) -> Iterator[str]:
    """What they wrote of how they want to be reached, the newest first, answered or not."""
    every = (
        one
        for one in stands["done"]["family_requests"]
        if (one["person"], one["wants"]) == (person, "CHANGE_CONTACT") and one["words"]
    )
    for one in sorted(every, key=lambda said: int(said["seq"]), reverse=True):
        yield f"{day(datetime.fromisoformat(one['at']))}: “{one['words']}”"


#: What came of it, by where that stands on the file: what was done, and what holds since.
_SETTLED: Final = {
    "effects_confirmed": ("Confirmed", "It has fallen."),
    "effects_refused": ("Refused", "It stands. What was typed stays on record, and lifts nothing."),
}


def _settled(known: Known) -> dict[str, Any]:
    """What was last said of it, by whom and when; a manager may still say the other."""
    waiting, said = known.visit.path["waiting"], known.file["done"]
    every = [
        (one["seq"], section, one)
        for section in _SETTLED
        for one in said[section]
        if one["waiting"] == waiting
    ]
    if not every:
        raise Refused("not-found")
    _, section, one = max(every, key=lambda found: found[0])
    done, since = _SETTLED[section]
    return {
        "done": done,
        "since": since,
        "by": known.file["staff"].get(one["by"], "Somebody"),
        "at": one["at"],
        "reason": one["reason"],
    }


def _talks(known: Known) -> Iterator[Choice]:
    """Those in which it may have been said again: what was pressed or written itself is no talk."""
    names = names_on(known.file)
    heard = [one for one in known.file["conversations"] if one["method"] not in ONLINE]
    for one in sorted(heard, key=lambda talk: talk["seq"], reverse=True):
        how = label("methods", one["method"])
        said_on = day(datetime.fromisoformat(one["effective_at"]))
        words = f"{names.get(one['person'], 'Somebody')}, {said_on}, {how}"
        yield Choice(one["id"], words, seq=one["seq"])


_IN_WORDS: Final = (
    f"At least {LEAST_OF_A_REASON} characters. Of what they pressed online fewer are enough, with "
    "the call in which they said so again."
)
CONFIRM: Final = Form(
    operation="confirmEffect",
    reads="listWaiting",
    title="Confirm that this falls",
    template="confirm.html",
    more=_row,
    button="Confirm it",
    fields=(
        Area("reason", "How you know, and from whom", hint=_IN_WORDS),
        Select(
            "conversation",
            "In which call did they say it again?",
            choices=_talks,
            hint="Only for what somebody pressed online.",
        ),
        when("When did you decide?"),
    ),
)
REFUSE: Final = Form(
    operation="refuseEffect",
    reads="listWaiting",
    title="Refuse that this falls",
    template="confirm.html",
    more=_row,
    button="Refuse it",
    lead="What was typed stays on record. It lifts nothing.",
    needs=lambda _: ("reason",),
    fields=(Area("reason", "Why not, and how you know"), when("When did you decide?")),
)
