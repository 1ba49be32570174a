"""The operations of a parent or young person: what they see of their own, stop and ask.

No address here names anybody or any file: the token says whose view it is, and reaches no other.
A person who is not on the file, a file that is not there and another authority's look the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

import marshmallow

from ...actions import own
from ...actions.moment import Moment
from ...actions.refused import NoSuchFile, RecordDamaged
from ...domain.authorityfile import AuthorityFile
from ...domain.codes import TEXTS
from ...domain.events import AnyEvent
from ...domain.own import Seen, own_view, seen_by
from ...domain.own.words import spoken
from ...domain.workingdays import working_days_after
from ...storage.queries import read_with_own
from ...storage.requests import ByHandle, Once, Recorded, Request
from ..edge.access import FAMILY
from ..edge.operations import Call, Handler, Operation, load
from ..edge.problems import ProblemError
from ..recorded import schemas
from ..replies import own as replies
from ..replies.showing import moment

Perform = Callable[[Any, str, Moment], Sequence[AnyEvent]]

#: Ways of being kept informed that are a call.
_CALLS: Final = frozenset({"CALL", "VIA_INTERPRETER_CALL"})
_NOTHING_ASKED: Final = marshmallow.Schema()


class OwnWrite(NamedTuple):
    """One thing that a parent or young person can do: where, what is sent, which action does it.

    `means` names the texts of the receipt, before and after who will be in touch, `within` so many
    working days.
    """

    name: str
    path: str
    summary: str
    schema: type[marshmallow.Schema]
    perform: Perform
    means: tuple[str, str | None]
    within: int
    problems: tuple[str, ...] = ()


WRITES: Final[Sequence[OwnWrite]] = (
    OwnWrite(
        "stopAgreeing",
        "/v1/own/stop",
        "Stop agreeing, to everything or to a part",
        schemas.StopAgreeingSchema,
        own.stop_agreeing,
        ("own_stopped", "own_stopped_help"),
        within=1,
        problems=("not-on-your-page",),
    ),
    OwnWrite(
        "sayWrong",
        "/v1/own/wrong",
        "Say that something on record is wrong",
        schemas.SayWrongSchema,
        own.say_wrong,
        ("own_wrong_heard", None),
        within=5,
        problems=("not-on-your-page",),
    ),
    OwnWrite(
        "askUs",
        "/v1/own/requests",
        "Ask for a change, a supporter, another way of contact, a letter",
        schemas.AskUsSchema,
        own.ask_us,
        ("own_asked", None),
        within=1,
    ),
)


def show_own(call: Call) -> dict[str, Any]:
    """What the person agreed to, said no to and asked for, and what they may know of the rest.

    It is as things stand now: the family does not look back, because two looks at two times would
    show what became known in between.
    """
    call.query(_NOTHING_ASKED)
    now = call.service.clock()
    seen, own_file = look(call, now)
    if seen is None:
        raise NoSuchFile
    return own_view(seen, now, lambda staff: own_file.names_of(staff, now))


def look(call: Call, at: datetime) -> tuple[Seen | None, AuthorityFile]:
    """What the person of the token sees, None for nobody on the file; and the authority's own."""
    file, person = _whose(call)
    try:
        case, own_file = read_with_own(call.service.records, call.actor.authority, file)
    except RecordDamaged as error:
        # That there is a file is not for everybody who comes with its number.
        raise ProblemError("storage-unavailable") from error
    return seen_by(case, person, at, as_child=call.role == "YOUNG_PERSON"), own_file


def _whose(call: Call) -> tuple[str, str]:
    """The file and person of the token. The guard lets nobody in here who has none."""
    assert call.actor.file is not None  # noqa: S101 - see above
    assert call.actor.person is not None  # noqa: S101 - see above
    return call.actor.file, call.actor.person


def _handler(write: OwnWrite) -> Handler:
    schema = write.schema()

    def handle(call: Call) -> dict[str, Any]:
        file, person = _whose(call)
        raw, body = call.body()
        once = call.once(raw)
        # One subject may have a view on two files. The key of one is not the key of the other.
        once = Once(f"{once.client} {file} {person}", once.key, once.body)
        command = load(schema, body)
        try:
            recorded = call.service.records.run(
                Request(
                    call.actor.authority,
                    call.by,
                    ByHandle(file),
                    lambda moment: write.perform(command, person, moment),
                    once,
                )
            )
        except RecordDamaged as error:
            raise ProblemError("storage-unavailable") from error
        return {"receipt": _receipt(call, write, recorded), "replayed": recorded.replayed}

    return handle


def _receipt(call: Call, write: OwnWrite, recorded: Recorded) -> dict[str, Any]:
    """When it was recorded, and its hash. Not its place: a gap between two places would say that
    other things were recorded.
    """
    at = recorded.entries[0].at
    by = working_days_after(at, write.within)
    who, sentence = _who_will(call, recorded, at, by)
    first, last = write.means
    means = [TEXTS[first], sentence, *(() if last is None else (TEXTS[last],))]
    hashes = [written.entry_hash.hex() for written in recorded.entries]
    return {
        "recorded_at": moment(at),
        "entry_hash": hashes[0],
        "further_hashes": hashes[1:],
        "means": " ".join(means),
        "who": who,
        "by": by.isoformat(),
    }


def _who_will(call: Call, recorded: Recorded, at: datetime, by: date) -> tuple[str, str]:
    """Who will be in touch, as agreed with them when it was recorded."""
    name, calls = None, True
    assert recorded.case is not None  # noqa: S101 - what a family says stands in its file
    seen = seen_by(recorded.case, _whose(call)[1], at, as_child=call.role == "YOUNG_PERSON")
    if seen is not None and seen.informed is not None:
        calls = not _CALLS.isdisjoint(seen.informed.methods)
        worker = seen.informed.worker
        name = None if worker is None else recorded.own.names_of(worker, at)
    who = name or TEXTS["own_somebody_here"]
    verb = TEXTS["own_will_call" if calls else "own_will_be_in_touch"]
    return who, f"{who} {verb} {spoken(by)}."


def operations() -> list[Operation]:
    """What a parent or young person can do."""
    return [
        Operation(
            "showOwn",
            "GET",
            "/v1/own",
            "What I agreed to, and what you have done with it",
            "own",
            show_own,
            FAMILY,
            replies.OwnViewSchema,
            problems=("not-found", "invalid", "storage-unavailable"),
        ),
        *(
            Operation(
                write.name,
                "POST",
                write.path,
                write.summary,
                "own",
                _handler(write),
                FAMILY,
                replies.ReceiptReplySchema,
                body=write.schema,
                status=201,
                problems=(
                    "idempotency-key-missing",
                    "key-reused",
                    "not-found",
                    *write.problems,
                    "storage-unavailable",
                    "outcome-unknown",
                    "ledger-not-sound",
                ),
                takes_key="required",
            )
            for write in WRITES
        ),
    ]
