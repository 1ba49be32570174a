"""Where a form leads once it is recorded: the page that says so, and what to know of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator, Mapping
from typing import Any, Final

import msgspec
from flask import request

from ...actions.corrections import STAYS
from ...domain.codes import codes as listed
from ...domain.noticing.ofwhom import IT_IS
from ...storage.door.trouble import StorageError
from ..atrisk import cannot_wait
from ..frame import Visit
from .form import Form
from .lacking import AT_ITS_END, with_labels
from .typedagain import keep

#: It counts for nothing as it stands: whoever typed it means to lift or settle something by it, and
#: reads so before it is recorded and after.
FOR_NOTHING: Final = frozenset({"SAFE_AND_DANGER", "LIFTS_NOTHING", "SETTLES_NOTHING"})
#: Seconds for which what names somebody is shown to whoever recorded it: to go back is no new look.
_ONE_LOOK: Final = 15 * 60
#: What was shared at once, and that not all of it is written down.
_AT_ONCE: Final = "share-now-recorded"
_NOT_ALL: Final = "SHARED_NOT_ALL_SAID"
#: They can be responsible by an order alone, and none is on file.
WANTS_ORDER: Final = "CARER_HOLDS_RESPONSIBILITY"
#: So many entries of one act are offered to be taken back beside it.
_MOST: Final = 20
#: The kinds of what is answered in a talk.
_ANSWERS: Final = frozenset({"response-recorded", "agreement-withdrawn"})
#: Whatever these write is taken back as one: who the father is gives the placeholder back.
_AS_ONE: Final = frozenset({"identifyFather"})
_ID: Final = re.compile(r"[0-9a-f]{24}")
_PLACE: Final = re.compile(r"[0-9]{1,15}")
_OF_THEM: Final = re.compile(r"(?: It is|:) \{names\}")


def recorded_at(
    visit: Visit, recorded: Mapping[str, Any], form: Form, told: Collection[str] = ()
) -> str:
    """The page that says that something is recorded, and what to know of it that was not `told`
    before. Nothing that names anybody is in its address: who is meant is kept for this browser.
    """
    file = visit.path.get("file") or recorded.get("file")
    where = "" if file is None else f"/files/{file}"
    every = {one["code"] for one in recorded["notices"]}
    known = {code for code in told if code not in FOR_NOTHING}
    new = [one for one in recorded["notices"] if one["code"] not in known]
    codes = dict.fromkeys(one["code"] for one in new)
    entries = [str(one["seq"]) for one in recorded["entries"][:1]]
    parts = {
        part
        for one in recorded["notices"]
        if one["code"] in listed("taken_with_care")
        for part in _parts_of(one["text"])
    }
    adults = [one["id"] for one in recorded["entries"] if one["kind"] == "adult-added"]
    query = "&".join(
        [*(f"entry={one}" for one in entries), f"said={'.'.join(codes)}"]
        + [f"adult={one}" for one in adults if form.operation == "addAdult"]
        + [f"order={'.'.join(of)}" for of in [of_a_link(form)] if of and WANTS_ORDER in every]
        + ["stays=1" for one in recorded["entries"][:1] if one["kind"] in STAYS]
        + [
            f"rest={one['id']}"
            for one in recorded["entries"]
            if one["kind"] == _AT_ONCE and _NOT_ALL in every
        ][:1]
        + (["now=1"] if cannot_wait(request.form.items()) else [])
        + (["safe=1"] if _is_still_not_safe(codes, form) else [])
        + (["talk=1"] if _is_a_talk(recorded["entries"]) else [])
        + _rightly(form)
        + ([] if form.operation in _AS_ONE else _besides(recorded["entries"]))
        + ([f"parts={'.'.join(sorted(parts))}"] if parts else [])
        + ([f"of={form.name or form.operation}"] if parts else [])
    )
    here = f"{where}/recorded"
    kept = _kept(visit, here, new, form)
    again = keep(visit, form, here) if parts else ""
    return f"{here}?{query}{kept and f'&told={kept}'}{again and f'&again={again}'}"


def of_a_link(form: Form) -> list[str]:
    """The child and the person of the form that says what somebody is to a child, as sent now."""
    if form.operation != "recordRelationship":
        return []
    sent = [request.form.get(one, "") for one in ("child", "person")]
    return sent if all(map(_ID.fullmatch, sent)) else []


def _rightly(form: Form) -> list[str]:
    """That they answered otherwise, of an answer that was taken back, and which that was: of what
    is typed there nothing is heard by itself.
    """
    right = request.form.get("right_version", "").strip()
    which = request.form.get("corrects.number") or request.form.get("corrects") or ""
    is_that = form.operation == "correctEntry" and right and _PLACE.fullmatch(which)
    return [f"rightly={which}"] if is_that else []


def _besides(entries: list[Mapping[str, Any]]) -> list[str]:
    """Where else the same act stands: each of these is taken back by itself, but for the answers of
    a talk.
    """
    goes_along = _ANSWERS if _is_a_talk(entries) else frozenset[str]()
    stays = STAYS | goes_along
    others = [str(one["seq"]) for one in entries[1:] if one["kind"] not in stays]
    return [f"besides={'.'.join(others[:_MOST])}"] if others else []


def _is_still_not_safe(codes: Container[str], form: Form) -> bool:
    """Somebody who was to be safe by it is not: whether they are is said where that is asked. A
    child's wish is weighed once more instead.
    """
    is_too_short = "LIFTS_NOTHING" in codes and form.operation != "weighWish"
    return is_too_short or "STILL_NOT_SAFE" in codes or "SAFE_AND_DANGER" in codes


def _is_a_talk(entries: list[Mapping[str, Any]]) -> bool:
    """With answers of its own, which are taken back with it."""
    kinds = [one["kind"] for one in entries]
    return kinds[:1] == ["conversation-recorded"] and not _ANSWERS.isdisjoint(kinds)


def stays(kind: str) -> bool:
    """Whether an entry of this kind stands whatever is said of it."""
    return kind in STAYS


def _kept(visit: Visit, here: str, notices: list[Mapping[str, str]], form: Form) -> str:
    """Where what they name is kept, if any does, and it can be."""
    labels = listed("notices")
    told = [
        (one["code"], with_labels(one["text"], form))
        for one in notices
        if one["code"] in labels and _names_somebody(one["text"], labels[one["code"]].label)
    ]
    if not told:
        return ""
    try:
        return visit.service.last_shown.keep(here, msgspec.json.encode(told), _ONE_LOOK) or ""
    except StorageError:
        return ""


def told_at(visit: Visit, here: str, id: str) -> list[tuple[str, str]]:
    """By its code what each notice that names somebody said, to the browser that recorded it."""
    found = None
    if _ID.fullmatch(id):
        try:
            found = visit.service.last_shown.find(here, id)
        except StorageError:
            found = None
    return [] if found is None else msgspec.json.decode(found, type=list[tuple[str, str]])


def without_names(label: str) -> str:
    """What a notice says of nobody by name; within a sentence it says it of somebody."""
    said = _OF_THEM.sub("", label).replace("..", ".").replace("{names}", "somebody")
    return said[:1].upper() + said[1:]


def _names_somebody(text: str, label: str) -> bool:
    return "{names}" in label or text.startswith(f"{label}{IT_IS}")


def _parts_of(text: str) -> Iterator[str]:
    """The members at which a notice says something was not whole: nothing that was typed."""
    at = AT_ITS_END.search(text)
    for pointer in at[1].split(", ") if at else ():
        member = pointer.rpartition("/")[2]
        if re.fullmatch(r"[a-z_]+", member):
            yield member
