"""What somebody began to write: kept for them, shown to them, sent by them as it is.

It is of a file, or it is a referral on a family that has none yet: each at an address of its own.
Sending goes through the very row of the write: same roles, same body, same door.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple, TypeAlias

from marshmallow import Schema
from msgspec import structs

from ...domain.may import Kind
from ...storage.people.drafts import DraftOfMine, DraftsOfMine, IsOnRecord, TooManyDrafts
from ...storage.shown.listing import Spot
from ..edge.body import Body
from ..edge.fields import Line, Opaque, Words, YesNo
from ..edge.operations import (
    FILE,
    HEARERS,
    AskedWith,
    Call,
    Created,
    Handler,
    Operation,
    answered,
    called,
    load,
)
from ..edge.paging import cursor_after, spots
from ..edge.problems import ProblemError
from ..edge.queries import PageQuery
from ..replies import drafts as replies
from ..replies.referrals import ReferralRecordedSchema
from ..replies.showing import moment
from . import writes

_LONGEST_ADDRESS: Final = 200
_LONGEST: Final = 50_000
_LONGEST_NAME: Final = 200
_MINE: Final = f"{FILE}/drafts-of-mine"
_OF_NONE: Final = "/v1/drafts-of-mine"


class KeepDraftSchema(Body):
    """What was typed so far, and where it would be sent."""

    makes = dict
    address = Line(
        longest=_LONGEST_ADDRESS,
        required=True,
        metadata={"description": "The path of the write, as it would be sent."},
    )
    typed = Words(
        longest=_LONGEST,
        required=True,
        metadata={"description": "The body as typed so far, whole or not."},
    )
    draft = Opaque(metadata={"description": "One kept before, by id: this takes its place."})
    called = Line(longest=_LONGEST_NAME, metadata={"description": "What it is called there."})
    once = Line(
        longest=_LONGEST_NAME, metadata={"description": "The key under which it will be recorded."}
    )
    recorded = YesNo(
        load_default=False,
        metadata={
            "description": "It is on record: it is gone, and nothing kept later is it again."
        },
    )


_kept: Final = KeepDraftSchema()
_page_query: Final = PageQuery()


def keep_draft(call: Call) -> Created:
    """Keep what was typed, for whoever typed it."""
    raw, body = call.body()
    once = call.once(raw)
    said = load(_kept, body)
    mine, now = _drafts(call), call.now()
    # Whether there is such a file is settled before anything else is.
    mine.mine(now)
    _write_at(call, said["address"])
    is_sent = said["recorded"]
    draft = DraftOfMine(
        address=said["address"],
        # Of what is on record nothing is kept here besides.
        typed="" if is_sent else said["typed"],
        kept_at=now,
        sent=is_sent,
        called=said.get("called", ""),
        once=said.get("once", ""),
    )
    try:
        id = mine.keep(draft, now, once=once.key, id=said.get("draft"))
    except TooManyDrafts:
        raise ProblemError("too-many-drafts") from None
    except IsOnRecord:
        raise ProblemError("key-reused") from None
    if id is None:
        raise ProblemError("not-found")
    return Created(_shown(call, id, draft), f"{_where(call)}/{id}")


def list_mine(call: Call) -> dict[str, Any]:
    """A page of what whoever asks began on this file, without what was typed."""
    after, limit = spots(call, call.query(_page_query))
    mine = _drafts(call).mine(call.now())
    going_on = sorted(_spot(id, draft) for id, draft in mine.items() if not draft.sent)
    following = [spot for spot in going_on if after is None or spot > after]
    page = following[:limit]
    return {
        "file": _file(call),
        "drafts": [_named(id, mine[id]) for _, _, id, _ in page],
        "next": cursor_after(call, page[-1] if len(following) > limit else None),
    }


def show_mine(call: Call) -> dict[str, Any]:
    """One of theirs, as it was typed."""
    id, draft = _the_one(call)
    if draft.sent:
        raise ProblemError("not-found")
    return _shown(call, id, draft)


def throw_away(call: Call) -> dict[str, Any]:
    """It is gone at once."""
    id = call.path["draft"]
    if not _drafts(call).throw_away(id, call.now()):
        raise ProblemError("not-found")
    return {"file": _file(call), "draft": id}


def send_draft(call: Call) -> Created:
    """Put it on record, as the write itself does. What is refused stays as it was typed."""
    call.once(b"")
    id, draft = _the_one(call)
    if draft.sent and not draft.typed:
        raise ProblemError("not-found")
    write, path = _write_at(call, draft.address)
    form = AskedWith({}, draft.typed.encode(), f"draft-{id}", call.address)
    made = answered(write, called(call.service, write, call.principal, path, form=form))
    assert isinstance(made, Created)  # noqa: S101 - what a write replies
    if not draft.sent and not made.shown["dry_run"]:
        sent = structs.replace(draft, sent=True)
        _drafts(call).keep(sent, call.now(), once=id, id=id)
    return made


def _drafts(call: Call) -> DraftsOfMine:
    principal = call.principal
    # A system has no drafts of a worker's.
    assert principal.kind is Kind.STAFF  # noqa: S101 - no scope is given for these
    records, authority = call.service.records, principal.authority
    return DraftsOfMine(records, authority, _file(call), principal.id, call.for_whom)


def _file(call: Call) -> str | None:
    """None for a family that has none yet."""
    return call.file if "file" in call.path else None


def _where(call: Call) -> str:
    file = _file(call)
    return _OF_NONE if file is None else f"/v1/files/{file}/drafts-of-mine"


def _the_one(call: Call) -> tuple[str, DraftOfMine]:
    id = call.path["draft"]
    draft = _drafts(call).mine(call.now()).get(id)
    if draft is None:
        raise ProblemError("not-found")
    return id, draft


def _write_at(call: Call, address: str) -> tuple[Operation, dict[str, str]]:
    """The write that goes to this address, of this very file or of none yet. Raises `ProblemError`
    (422).
    """
    file = _file(call)
    for operation in _writes(of_a_file=file is not None):
        pattern = re.sub(r"<string:(\w+)>", r"(?P<\1>[0-9a-f]{1,64})", operation.path)
        found = re.fullmatch(pattern, address)
        if found is not None and found.groupdict().get("file") == file:
            return operation, found.groupdict()
    raise ProblemError(
        "invalid", [("/address", "No write of this file goes there, or none that opens one.")]
    )


def _writes(*, of_a_file: bool) -> Iterator[Operation]:
    """Those that may be begun: on a file, or with one that they open."""
    for one in writes.operations():
        if one.path.startswith(FILE) if of_a_file else one.name == "takeReferral":
            yield one


def _spot(id: str, draft: DraftOfMine) -> Spot:
    """Where it stands in the list: by when it is gone."""
    return int(draft.gone_at.timestamp()), 0, id, 0


def _named(id: str, draft: DraftOfMine) -> dict[str, Any]:
    return {
        "draft": id,
        "address": draft.address,
        "kept_at": moment(draft.kept_at),
        "gone_at": moment(draft.gone_at),
        "called": draft.called or None,
        "once": draft.once or None,
    }


def _shown(call: Call, id: str, draft: DraftOfMine) -> dict[str, Any]:
    return {"file": _file(call), **_named(id, draft), "typed": draft.typed}


_GONE: Final = ("not-found", "record-damaged")
_KEYED: Final = (*_GONE, "idempotency-key-missing", "invalid")


def _of_sending(*, of_a_file: bool) -> tuple[str, ...]:
    """Whatever the write may end with."""
    every = (code for one in _writes(of_a_file=of_a_file) for code in one.problems)
    return tuple(dict.fromkeys((*_KEYED, "malformed-json", *every)))


#: What an operation is called, what it does in a line, and what it says besides.
_Said: TypeAlias = tuple[str, str, str]


class _Drafts(NamedTuple):
    """Operations on drafts."""

    keep: _Said
    list: _Said
    show: _Said
    throw_away: _Said
    send: _Said


_ALONE: Final = "Yours alone, without what you typed, the first to be gone first."
_ANOTHERS: Final = "Another's looks like one that is not there."
_NOTHING_LEFT: Final = "It is gone at once, and nothing of it is on record."

_ON_A_FILE: Final = _Drafts(
    keep=(
        "keepDraft",
        "Keep what you typed, for yourself and for seven days",
        "It is on no record. Nobody else reads it, and in a week it is gone.",
    ),
    list=("listMyDrafts", "What you began to write of this file", _ALONE),
    show=("showMyDraft", "What you typed", _ANOTHERS),
    throw_away=("throwAwayDraft", "Throw away what you typed", _NOTHING_LEFT),
    send=(
        "sendDraft",
        "Put on record what you typed",
        (
            "As if it were sent to its address: the reply, and each problem, is that of the write. "
            "Sent again, it is recorded once."
        ),
    ),
)
_ON_NONE: Final = _Drafts(
    keep=(
        "keepReferralDraft",
        "Keep a referral as far as you typed it, for yourself and for seven days",
        (
            "Of a family that has no file: `address` is that of `takeReferral`. It opens none, "
            "nobody else reads it, and in a week it is gone."
        ),
    ),
    list=("listMyReferralDrafts", "Which referrals you began to take in", _ALONE),
    show=("showMyReferralDraft", "What you typed of a referral", _ANOTHERS),
    throw_away=("throwAwayReferralDraft", "Throw away what you typed of a referral", _NOTHING_LEFT),
    send=(
        "sendReferralDraft",
        "Take in the referral that you typed",
        (
            "As if it were sent to `takeReferral`: the reply, and each problem, is that of it. "
            "Sent again, it is recorded once."
        ),
    ),
)


def operations() -> list[Operation]:
    """Keep, list, show, throw away, send: what is of a file, and a referral of a family that has
    none yet.
    """
    return [
        *_operations(_ON_A_FILE, _MINE, replies.SentDraftSchema, of_a_file=True),
        *_operations(_ON_NONE, _OF_NONE, ReferralRecordedSchema, of_a_file=False),
    ]


def _operations(
    said: _Drafts, every: str, sent: type[Schema], *, of_a_file: bool
) -> Iterator[Operation]:
    one = f"{every}/<string:draft>"
    recorded: dict[str, Any] = {"status": 201, "takes_key": "required"}
    keeps = {
        **recorded,
        "body": KeepDraftSchema,
        "problems": (*_KEYED, "key-reused", "too-many-drafts"),
    }
    sends = {**recorded, "problems": _of_sending(of_a_file=of_a_file)}
    shape, theirs = replies.DraftOfMineSchema, {"own_words": True}
    pages = {**theirs, "query": PageQuery}
    rows: tuple[tuple[_Said, str, str, Handler, type[Schema], dict[str, Any]], ...] = (
        (said.keep, "POST", every, keep_draft, shape, keeps),
        (said.list, "GET", every, list_mine, replies.DraftsOfMineSchema, pages),
        (said.show, "GET", one, show_mine, shape, theirs),
        (said.throw_away, "POST", f"{one}/end", throw_away, replies.DraftGoneSchema, {}),
        (said.send, "POST", f"{one}/sending", send_draft, sent, sends),
    )
    for (name, does, besides), method, path, handler, reply, own in rows:
        more = {"description": besides, "problems": _GONE, **own}
        yield Operation(
            name, path, does, handler, HEARERS, reply, method=method, tag="drafts", **more
        )
