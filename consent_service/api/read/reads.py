"""The operations that show something: a file's standing and history, code lists, health."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import msgspec

from ...actions.corrections import STAYS
from ...domain.codes import CODES, LISTS, codes
from ...domain.families.searching import joined_elsewhere
from ...domain.file.before import StoodBefore
from ...domain.file.casefile import CaseFile
from ...domain.file.pseudonyms import LEFT_OUT, NOT_SHOWN, Pseudonyms
from ...domain.recorded.checked import CheckMade
from ...domain.recorded.event import kind_of, tag_of
from ...domain.safety.withheld import withheld
from ...domain.standing import standing
from ...domain.standing.beside import Beside, spoken_of_as
from ...storage.door.queries import (
    HistoryPage,
    joined_with,
    read_authority,
    read_file,
    read_history,
    read_newest,
    read_with_own,
)
from ...storage.door.readiness import assert_recordable
from ...storage.door.trouble import StorageError
from ...storage.sealed.keys import is_reads
from ..edge.meanings import PROBLEMS
from ..edge.operations import FILE, READERS, Call, Operation, Public
from ..edge.paging import Window, window
from ..edge.problems import ProblemError
from ..edge.queries import KINDS, HistoryQuery, StandingQuery, clocks
from ..replies import reading as replies_of_reading
from ..replies import service as replies
from ..replies.asrecorded import by_schema
from ..replies.called import with_staff
from ..replies.readthen import headline_then
from ..replies.showing import moment, plain, unless_at_fault
from .contacts import in_passing

_standing_query: Final = StandingQuery()
_history_query: Final = HistoryQuery()
#: An answer is nobody's word: it is asked anew, and not called wrong.
CORRECTABLE: Final = KINDS - STAYS - {tag_of(CheckMade)}


def show_file(call: Call) -> dict[str, Any]:
    """Where the family stands, at a time and with what had been recorded by a time."""
    as_of, known_at = clocks(call, call.query(_standing_query))
    file, own = read_with_own(
        call.service.records, call.principal.authority, call.file, call.for_whom
    )
    view = call.view(file, as_of, known_at)
    shown = plain(standing(view, own.directory(known_at), own.left_since(as_of, known_at)))
    assert isinstance(shown, dict)  # noqa: S101 - standing() is one
    seen = {
        "file": file.id,
        "as_of": moment(as_of),
        "known_at": moment(known_at),
        "changed_at_seq": file.folded_to,
        **shown,
    }
    _say_which_file(call, file, shown["known"]["joined_elsewhere"])
    return with_staff(call, seen)


def _say_which_file(call: Call, file: CaseFile, joined: list[dict[str, Any]]) -> None:
    """The other file of each joining that goes on: no entry names it, and nothing of it is read."""
    stands = {one.joining for one in joined_elsewhere(file)} if joined else set()
    where = joined_with(call.service.records, call.principal.authority, file.id, stands)
    # What was joined after all, once more, stands there twice.
    for one in reversed(joined):
        one["file"] = where.pop(one["joining"], None)


def show_history(call: Call) -> dict[str, Any]:
    """What was recorded about the family, entry by entry: the oldest first, or the newest.

    With each stands what was known of it: that it was wrong, and what people say of it. What was
    recorded after `known_at`, or came into effect after `as_of`, is left out.
    """
    query = call.query(_history_query)
    asked = window(call, query)
    as_of, known = asked.as_of, asked.known
    found = _read(call, asked, query)
    page, following = found.entries[: asked.limit], found.entries[asked.limit :]
    file = read_file(call.service.records, call.principal.authority, call.file, call.for_whom)
    view = call.view(file, as_of, known)
    beside, kept = Beside(view), withheld(file)
    pseudonyms, before = Pseudonyms(file), StoodBefore(file.every())
    call.told_of.extend(one.content.event for one in page)
    entries = [
        {
            "seq": written.seq,
            "recorded_at": moment(written.at),
            "entry_hash": written.entry_hash.hex(),
            "kind": kind_of(written.content.event),
            "by": msgspec.to_builtins(written.content.by),
            "event": plain(
                in_passing(pseudonyms.event(written.content.event), ())
                if call.names_nobody
                else in_passing(written.content.event, kept)
            ),
            "was": [
                {"member": name, "text": _as_text(name, said, hides=call.names_nobody)}
                for name, said in before.of(written.content.event, written.seq).items()
            ],
            "statements": plain(beside.statements(spoken_of_as(written.content.event))),
            "corrected": plain(beside.corrected(written.seq)),
            "became": plain(beside.became(written.seq)),
            "headline": unless_at_fault(
                partial(headline_then, written.content.event, written.at, partial(call.view, file))
            ),
            "lifts_nothing": beside.lifts_nothing(written.content.event, written.seq),
        }
        for written in page
        if written.at <= known
        and min(getattr(written.content.event, "effective_at", written.at), written.at) <= as_of
        and not (query["correctable"] and beside.corrected(written.seq))
    ]
    back = query["newest_first"]
    more = bool(following) and (back or following[0].at <= known)
    shown = {
        "file": call.file,
        "as_of": moment(as_of),
        "known_at": moment(known),
        "entries": entries,
        "next": asked.at(page[-1].seq + (-1 if back else 1)) if more else None,
    }
    return with_staff(call, shown)


def _as_text(name: str, said: Any, *, hides: bool) -> str:
    """What a member was. One that says who somebody is is not shown where names are not."""
    if hides and name in LEFT_OUT:
        return NOT_SHOWN
    return str(said).lower() if isinstance(said, bool) else str(said)


def _read(call: Call, asked: Window, query: dict[str, Any]) -> HistoryPage:
    """One entry more than the page has, of the kinds that are asked for, from where it begins."""
    records, whose = call.service.records, (call.principal.authority, call.file, call.for_whom)
    kinds: frozenset[str] | None = query["kinds"]
    if query["correctable"]:
        kinds = CORRECTABLE if kinds is None else kinds & CORRECTABLE
    begins = asked.start or query["from_seq"]
    if query["newest_first"]:
        before = None if begins is None else begins + 1
        return read_newest(records, *whose, before=before, most=asked.limit + 1, kinds=kinds)
    after = (begins or 0) - 1
    return read_history(records, *whose, after=after, most=asked.limit + 1, kinds=kinds)


def show_codes(_: Call) -> dict[str, Any]:
    """Every code list with its plain-English labels."""
    return {
        "version": CODES.version,
        "lists": {
            name: [{"code": code.code, "label": code.label} for code in codes(name).values()]
            for name in LISTS
        },
    }


def show_policy(call: Call) -> dict[str, Any]:
    """The policy in force in this authority: one holds from when it is recorded."""
    as_of, known = clocks(call, call.query(_standing_query))
    own = read_authority(call.service.records, call.principal.authority)
    shown = msgspec.to_builtins(own.policy(min(as_of, known)))
    assert isinstance(shown, dict)  # noqa: S101 - a struct becomes one
    return shown


def show_staff(call: Call) -> dict[str, Any]:
    """Who stands behind a staff id, as it was listed last. Raises `ProblemError` (404)."""
    own = read_authority(call.service.records, call.principal.authority)
    listed = own.listing_of(call.path["staff"], call.now())
    if listed is None:
        raise ProblemError("not-found")
    return by_schema(replies.StaffSchema, listed)


def show_problem(call: Call) -> dict[str, Any]:
    """What a problem means and what to do next."""
    code = call.path["code"]
    if code not in PROBLEMS:
        raise ProblemError("not-found")
    problem = PROBLEMS[code]
    return {"code": code, "status": problem.status, "title": problem.title, "next": problem.next}


def show_alive(_: Call) -> dict[str, Any]:
    """The process answers."""
    return {"status": "alive"}


def show_ready(call: Call) -> dict[str, Any]:
    """Whether an entry could be recorded now. Checks are answered either way."""
    ledgers = call.service.records.ledgers
    authorities = [one for one in ledgers if not is_reads(one)]
    if any(ledgers[one].newest.is_being_read for one in authorities):
        return {"status": "not-ready", "record": "being-read"}
    try:
        clock, looks = assert_recordable(call.service.records)
    except StorageError:
        return {"status": "not-ready"}
    if clock - {"entry"} or (clock and not call.service.clock.is_outvoted):
        return {"status": "not-ready", "clock": "in-doubt"}
    full = call.service.records.is_full or any(one.is_full for one in call.service.spools.values())
    altered = {is_reads(one) for one in ledgers if call.service.soundness[one].is_altered}
    said = {"status": "full" if full else "altered" if False in altered else "ready"}
    if True in altered or not looks:
        said["reads"] = "altered" if True in altered else "waiting"
    if clock:
        said["clock"] = "entry-ahead"
    published = {call.service.soundness[one].published for one in ledgers}
    worst = next((word for word in ("altered", "healed") if word in published), None)
    if worst is not None:
        said["published"] = worst
    if call.service.is_rotating_keys:
        said["keys"] = "rotating"
    if call.service.feeders:
        late = any(feeder.look().is_late for feeder in call.service.feeders.values())
        said["witnesses"] = "late" if late else "in-time"
    return said


_NOTHING_PERSONAL: Final = "it says nothing about anybody, and is asked by machines"


def operations() -> list[Operation]:
    """What can be read."""
    gone = ("not-found", "record-damaged")
    return [
        Operation(
            "showFile",
            FILE,
            "Where a family stands",
            show_file,
            READERS,
            replies_of_reading.StandingSchema,
            query=StandingQuery,
            problems=(*gone, "time-in-the-future"),
            description=(
                "Whole, as of one moment and one state of knowledge: children, adults, answers, "
                "decisions, how each is reached, what waits."
            ),
            scope="consent:read",
            is_content=True,
        ),
        Operation(
            "showHistory",
            f"{FILE}/history",
            "What was recorded about a family, entry by entry",
            show_history,
            READERS,
            replies_of_reading.HistorySchema,
            query=HistoryQuery,
            problems=(*gone, "time-in-the-future"),
            description=(
                "With each entry stands what was known of it: that it was wrong, and what "
                "people say of it."
            ),
            scope="consent:read",
            is_content=True,
        ),
        Operation(
            "showCodes",
            "/v1/codes",
            "Every code list with its labels",
            show_codes,
            READERS,
            replies.CodesSchema,
            description="A code is never renamed or reused; new ones may be added.",
            scope="consent:read",
        ),
        Operation(
            "showPolicy",
            "/v1/policies/current",
            "The policy in force",
            show_policy,
            READERS | {"SYSTEM_ADMIN"},
            replies.PolicySchema,
            query=StandingQuery,
            problems=("record-damaged", "time-in-the-future"),
            description="One holds from when it is recorded.",
            scope="consent:read",
        ),
        Operation(
            "showStaff",
            "/v1/staff/<string:staff>",
            "Who stands behind a staff id",
            show_staff,
            READERS | {"SYSTEM_ADMIN"},
            replies.StaffSchema,
            description="As it was listed last. Being listed gives nobody access.",
            problems=("not-found", "record-damaged"),
        ),
        Operation(
            "showProblem",
            "/v1/problems/<string:code>",
            "What a problem means",
            show_problem,
            Public(because="a problem's meaning is the same for everybody"),
            replies.ProblemMeaningSchema,
            tag="service",
            problems=("not-found",),
            description="The address that a problem's `type` gives.",
        ),
        Operation(
            "alive",
            "/livez",
            "Whether the process answers",
            show_alive,
            Public(because=_NOTHING_PERSONAL),
            replies.HealthSchema,
            tag="service",
            at_once=lambda _: True,
        ),
        Operation(
            "ready",
            "/readyz",
            "Whether an entry could be recorded now",
            show_ready,
            Public(because=_NOTHING_PERSONAL),
            replies.HealthSchema,
            tag="service",
        ),
    ]
