"""The operations that put something on record: every row, and how each is carried out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

import msgspec
import structlog

from ...actions.elsewhere import JoinElsewhere
from ...actions.moment import Moment
from ...actions.said import Said
from ...actions.withcare import DoesNotFit
from ...domain.codes import label
from ...domain.file.folding import Stamp
from ...domain.file.looks import DOOR
from ...domain.freetext.rationale import OTHER_KIND, in_plain_words, reasons_of
from ...domain.may import Kind
from ...domain.noticing.deeds import Check
from ...domain.noticing.notices import notices_of_all
from ...domain.recorded import checked
from ...domain.recorded.circumstances import ReferenceGiven
from ...domain.recorded.event import kind_of
from ...domain.recorded.events import AnyEvent
from ...domain.recorded.falling import EffectWaits, Looked
from ...domain.recorded.members import own_id
from ...domain.recorded.particulars import NOTHING_SAID
from ...domain.recorded.practice import DecisionDrafted
from ...domain.words.naming import lower_first
from ...storage.door.queries import read_file, read_history
from ...storage.door.requests import (
    NOWHERE,
    ByHandle,
    Joins,
    NewFile,
    OwnFile,
    Recorded,
    Request,
    Target,
)
from ..edge.body import Body
from ..edge.halfway import Asking
from ..edge.keptto import hides, without_what_falls
from ..edge.operations import READERS, Call, Created, Handler, Operation, load
from ..edge.problems import ProblemError
from ..edge.usable import load_as_far
from ..edge.withoutnames import WithoutNames
from ..replies.showing import moment, plain, receipt_path
from . import (
    correcting,
    deciding,
    enquiries,
    families,
    meeting,
    planning,
    referrals,
    registers,
    sharing,
    supporting,
)
from .bysystems import SCOPES
from .endings import of_a_write
from .keeping import recorded_or_kept
from .known import almost_known, looks_up, perhaps_known
from .write import Write

WRITES: Final[Sequence[Write[Any]]] = (
    *families.WRITES,
    *referrals.WRITES,
    *enquiries.WRITES,
    *supporting.WRITES,
    *deciding.WRITES,
    *sharing.WRITES,
    *meeting.WRITES,
    *planning.WRITES,
    *correcting.WRITES,
    *registers.WRITES,
)

log = structlog.get_logger("consent_service.writes")


@cache
def operations() -> tuple[Operation, ...]:
    """The table as operations. Each has a schema of its own to read by, which takes a while to
    make, and whoever keeps a draft asks which of them it is for.
    """
    return tuple(
        Operation(
            name=write.name,
            method="POST",
            path=write.path,
            summary=write.summary,
            description=write.says,
            places=write.places,
            tag="record",
            handler=_handler(write),
            roles=write.roles,
            reply=write.reply,
            body=write.body,
            status=201,
            problems=of_a_write(
                *(("not-found", "record-damaged") if write.needs_a_file else ()),
                *write.problems,
                *(("decision-not-ready",) if write.keeps_drafts else ()),
            ),
            takes_key="required",
            scope=SCOPES.get(write.name),
            step_up=write.step_up,
            opens=write.opens,
        )
        for write in WRITES
    )


def _handler(write: Write[Any]) -> Handler:
    schema = write.body()

    def handle(call: Call) -> Asking[Created]:
        raw, body = call.body()
        once = call.once(raw)
        if write.need is not None:
            write.need(call)
        sent: Said[Any]
        sent, does_not_fit = _read(write, schema, body)
        said, tried, told_by = _besides(call, write, sent)
        said = said.but(**{name: call.path[name] for name in write.from_path})
        rationale = None
        if write.keeps_drafts:
            said = said.but(typed=raw.decode())
            rationale = in_plain_words(said.members.get("rationale", NOTHING_SAID))
        if write.names_check:
            said = said.but(before=_check_named(call, said))
        _need_the_other(call, write, said)
        goes_with = None if write.goes_with is None else write.goes_with(call)
        request = Request(
            call.principal.authority,
            call.by,
            _target(call, write, said),
            lambda moment: _carried_out(write, said, moment, does_not_fit, is_tried=tried),
            once,
            reasons=rationale,
            told_by=told_by,
            tried=write.name if tried else None,
            joins=_joins(said),
            besides=None if goes_with is None else goes_with.besides,
        )
        try:
            asks_more = write.asks_more or looks_up(said)
            recorded = yield from recorded_or_kept(call, request, asks_more=asks_more)
        except Exception:
            if write.otherwise is not None:
                write.otherwise(call, sent)
            raise
        kept = recorded.entries[0].content.event
        if isinstance(kept, DecisionDrafted):
            raise ProblemError("decision-not-ready", _what_is_missing(kept), draft=kept.draft)
        shown = _as_read(call, write, recorded)
        shown["notices"] += perhaps_known(call, said, recorded)
        shown["notices"] += almost_known(call, said, recorded)
        shown["notices"] += _not_needed(told_by, recorded)
        if goes_with is not None and not recorded.replayed and not shown["dry_run"]:
            shown |= goes_with.shows()
        if write.answers is not None:
            shown = {**write.answers(call, sent, recorded), **shown}
        return Created(shown, _where(write, recorded, shown))

    return handle


def _need_the_other(call: Call, write: Write[Any], said: Said[Any]) -> None:
    """The file that it names, if it names one, must be there."""
    if write.names_file:
        records, authority = call.service.records, call.principal.authority
        read_file(records, authority, said.members["file"], call.for_whom)


def _read(
    write: Write[Any], schema: Body, body: dict[str, Any]
) -> tuple[Said[Any], DoesNotFit | None]:
    """What is said. Only what is about a family may protect somebody."""
    if write.reads is not None:
        return write.reads(schema, body)
    return load_as_far(schema, body) if write.is_about_a_file else (load(schema, body), None)


def _not_needed(told_by: str | None, recorded: Recorded) -> list[dict[str, Any]]:
    """A manager's word by telephone is on record where something would fall, and only there."""
    events = [written.content.event for written in recorded.entries]
    if told_by is None or any(isinstance(one, EffectWaits | Looked) for one in events):
        return []
    code = "NOBODY_HAD_TO_SAY_SO"
    return [{"code": code, "text": label("notices", code), "because": []}]


def _joins(said: Said[Any]) -> Joins | None:
    """Who on another file is said to be the same person."""
    if said.kind is not JoinElsewhere:
        return None
    return Joins(said.members["file"], said.members["other"])


def _besides(call: Call, write: Write[Any], said: Said[Any]) -> tuple[Said[Any], bool, str | None]:
    """What is said, whether it is only tried, and which manager said so by telephone. No machine
    was called by anybody: what it would lift waits for a manager, whomever it names.

    Raises `ProblemError` where somebody names themselves.
    """
    members = {name: one for name, one in said.members.items() if name not in write.beside}
    tried, told_by = members.pop("dry_run", False), members.pop("said_by_telephone", None)
    if told_by == call.by.id:
        name_them = "Name the manager who said so. You need nobody's word for your own."
        raise ProblemError("invalid", [("/said_by_telephone", name_them)])
    if call.principal.kind is Kind.CLIENT:
        told_by = None
    return Said(said.kind, members), tried, told_by


def _carried_out(
    write: Write[Any],
    said: Said[Any],
    moment: Moment,
    does_not_fit: DoesNotFit | None,
    *,
    is_tried: bool,
) -> Sequence[AnyEvent]:
    """What is put on record. Raises `ProblemError` where only a draft would be, and it is tried."""
    events = write.carry_out(said, moment, does_not_fit)
    if is_tried and events and isinstance(events[0], DecisionDrafted):
        raise ProblemError("decision-not-ready", _what_is_missing(events[0]))
    return events


def _check_named(call: Call, said: Said[Any]) -> Check | None:
    """The check that a disclosure names, if it is one about the file that the path names. A check
    changes no file, so none can be looked up in one.
    """
    made = said.members.get("disclosure", said).members
    seq = made.get("check")
    if seq is None:
        return None
    records, authority = call.service.records, call.principal.authority
    # It is looked up for what is written, whose entry is the record of that.
    for written in read_history(records, authority, call.file, DOOR, after=seq - 1, most=1).entries:
        event = written.content.event
        if written.seq == seq and isinstance(event, checked.CheckMade | checked.CheckUnanswered):
            return Check(event.proposal, event.answer, written.at)
    return None


def _where(write: Write[Any], recorded: Recorded, shown: Mapping[str, Any]) -> str | None:
    """Where what was recorded can be read: itself if it has an address, else its receipt. What was
    only tried is nowhere.
    """
    if shown["dry_run"]:
        return None
    if write.address:
        members = msgspec.structs.asdict(recorded.entries[0].content.event)
        return write.address.format(**{"file": recorded.file, **members})
    receipt: str | None = shown["entries"][0]["receipt"]
    return receipt


def _what_is_missing(draft: DecisionDrafted) -> list[tuple[str, str]]:
    pairs = (one.rpartition(" ") for one in draft.missing)
    return [(pointer, _missing_in_words(code, draft.typed)) for pointer, _, code in pairs]


def _missing_in_words(code: str, typed: str) -> str:
    """Where the reasons are those of another kind of decision, with those that fit."""
    words = label("missing_words", code)
    if code != OTHER_KIND:
        return words
    kind: str = msgspec.json.decode(typed)["kind"]
    called = lower_first(label("authorisation_kinds", kind))
    return f"{words} Reasons for “{called}”: {'; '.join(reasons_of(kind).values())}."


def _target(call: Call, write: Write[Any], said: Said[Any]) -> Target:
    if write.opens_a_file:
        return NewFile(said.members.get("reference"))
    if write.records is ReferenceGiven:
        return ByHandle(call.file, said.members.get("reference"))
    return ByHandle(call.file) if write.is_about_a_file else OwnFile()


def _as_read(call: Call, write: Write[Any], recorded: Recorded) -> dict[str, Any]:
    """What was recorded, as whoever recorded it may read it. What is noticed goes by the words, and
    is told without them.
    """
    own_file = call.service.records.ledgers[call.principal.authority].own_file
    if recorded.view is None or not hides(call.principal, call.role, recorded):
        return _whole(call, write, recorded, own_file)
    less = without_what_falls(recorded)
    try:
        return WithoutNames(recorded.view.file).reply(_whole(call, write, less, own_file))
    except Exception as error:  # noqa: BLE001 - it is on record, whatever is said of it
        log.error("kept.fault", fault=type(error).__name__)
        return show_recorded(msgspec.structs.replace(less, view=None), own_file)


def _whole(call: Call, write: Write[Any], recorded: Recorded, own_file: str) -> dict[str, Any]:
    shown = show_recorded(recorded, own_file)
    if write.shows is not None and call.role in READERS:
        shown |= plain(write.shows(recorded))
    return shown


def show_recorded(recorded: Recorded, own_file: str) -> dict[str, Any]:
    """What was recorded and where: built from the entries alone, so a repeat says the same."""
    shown = []
    for written in recorded.entries:
        event = written.content.event
        kind = kind_of(event)
        if written.seq == NOWHERE:
            continue
        is_elsewhere = recorded.file == own_file or isinstance(event, Looked)
        makes = own_id(type(event))
        shown.append(
            {
                "kind": kind,
                "seq": written.seq,
                "entry_hash": written.entry_hash.hex(),
                "id": None if makes is None else getattr(event, makes),
                "receipt": (None if is_elsewhere else receipt_path(recorded.file, written.seq)),
            }
        )
    return {
        "file": None if recorded.file == own_file else recorded.file,
        "id": shown[0]["id"] if shown else None,
        "recorded_at": moment(recorded.entries[0].at),
        "origin": recorded.origin,
        "entries": shown,
        "notices": [
            {"code": notice.code, "text": notice.text, "because": notice.because or ()}
            for notice in notices_of_all(
                [(one.content, Stamp(one.seq, one.at)) for one in recorded.entries],
                recorded.view,
                recorded.own,
                recorded.entries[0].at,
            )
        ],
        "dry_run": any(isinstance(written.content.event, Looked) for written in recorded.entries),
        "replayed": recorded.replayed,
    }
