"""What a parent or young person can put on record themself: stop, object, ask.

What they name is looked up in their own view alone, so that nothing else can be found out by it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Generic, TypeVar

from marshmallow.fields import Field

from ...actions import notknow, own, saidonline
from ...actions.guarding import as_if_kept
from ...actions.moment import Action, Moment
from ...actions.refused import RecordDamaged
from ...actions.said import Said
from ...actions.withcare import taken_with_care
from ...domain.may import FAMILY
from ...domain.own.seen import said_themself
from ...domain.recorded.event import Event
from ...domain.recorded.events import AnyEvent
from ...domain.recorded.falling import Looked
from ...storage.door.requests import ByHandle, Once, Recorded, Request
from ..edge import fields
from ..edge.body import Body
from ..edge.operations import Call, Created, Handler, Operation
from ..edge.problems import ProblemError
from ..edge.usable import load_as_far
from ..read.own_view import whose
from ..replies import own as replies
from .bodies import body_of
from .endings import of_a_write, problems_of
from .keeping import record_or_keep
from .receipts import SaidThere, receipt

C = TypeVar("C")


@dataclass(frozen=True)
class OwnWrite(Generic[C]):
    """One thing that a parent or young person can do: where, what is sent, which action does it.

    `means` names the texts of the receipt, before and after who will be in touch, `within` so many
    working days.
    """

    name: str
    path: str
    summary: str
    command: type[C]
    perform: Callable[[C, str, Moment], Sequence[AnyEvent]]
    means: tuple[str, str | None]
    within: int
    description: str
    roles: frozenset[str] = FAMILY

    @cached_property
    def body(self) -> type[Body]:
        """The schema of what is sent, named like the command."""
        tried: dict[str, Field[Any]] = {"dry_run": fields.YesNo()}
        return body_of(self.command, self.command.__name__, besides=tried)

    @cached_property
    def problems(self) -> tuple[str, ...]:
        """With which problems the action may end."""
        return problems_of(None, self.perform)


WRITES: Final = (
    OwnWrite(
        "stopAgreeing",
        "/v1/own/withdrawals",
        "Stop agreeing, to everything or to a part",
        own.StopAgreeing,
        own.stop_agreeing,
        ("own_stopped", "own_stopped_help"),
        within=1,
        description="Without `response` and `scope` it is everything. It takes effect at once.",
    ),
    OwnWrite(
        "sayYes",
        "/v1/own/agreements",
        "Say yes to what I said no to, took back, or what has ended",
        saidonline.SayYes,
        saidonline.say_yes,
        ("own_yes", "own_yes_until_then"),
        within=1,
        description=(
            "`response` is an answer on their page that `may_say_yes`. Over a no of theirs it "
            "counts once they were called. Something new is asked for by `askUs`."
        ),
    ),
    OwnWrite(
        "sayWrong",
        "/v1/own/correction-requests",
        "Say that something on record is wrong",
        own.SayWrong,
        own.say_wrong,
        ("own_wrong_heard", None),
        within=5,
        description="They need not know which entry they mean: staff find it and answer.",
    ),
    OwnWrite(
        "sayWhoMustNotKnow",
        "/v1/own/kept-from",
        "Say who must not know",
        notknow.SayWhoMustNotKnow,
        notknow.say_who_must_not_know,
        ("own_kept_from", "own_kept_from_danger"),
        within=1,
        description=(
            "Of whoever is not of age it is a wish, of an adult a sign. "
            "Nobody meant is told anything until a manager has weighed it. Where it does not say "
            "who, or nobody of that sort is on the file, nobody close is known to be safe."
        ),
    ),
    OwnWrite(
        "askUs",
        "/v1/own/requests",
        "Ask for a change, a supporter, another way of contact, a letter",
        own.AskUs,
        own.ask_us,
        ("own_asked", None),
        within=1,
        description="Somebody is in touch by the day the receipt says.",
    ),
)


def _handler(write: OwnWrite[Any]) -> Handler:
    schema = write.body()

    def handle(call: Call) -> Created:
        file, person = whose(call)
        raw, body = call.body()
        once = call.once(raw)
        # One subject may have a view on two files. The key of one is not the key of the other.
        once = Once(f"{once.client} {file} {person}", once.key, once.body)
        said: Said[Any]
        said, does_not_fit = load_as_far(schema, body)
        members = dict(said.members)
        tried = members.pop("dry_run", False)
        command = Said(said.kind, members).as_sent()

        def perform(moment: Moment) -> Sequence[AnyEvent]:
            return taken_with_care(
                lambda one: write.perform(command, person, one), moment, does_not_fit
            )

        try:
            recorded = record_or_keep(
                call,
                Request(
                    call.principal.authority,
                    call.by,
                    ByHandle(file),
                    perform,
                    once,
                    tried=write.name if tried else None,
                ),
            )
        except RecordDamaged as error:
            raise ProblemError("storage-unavailable") from error
        shown = {
            "receipt": _receipt(call, write, recorded, perform),
            "dry_run": _is_tried(recorded),
            "replayed": recorded.replayed,
        }
        # Their own view, and no address that names a file.
        return Created(shown, "/v1/own")

    return handle


def _is_tried(recorded: Recorded) -> bool:
    return isinstance(recorded.entries[0].content.event, Looked)


def _receipt(
    call: Call, write: OwnWrite[Any], recorded: Recorded, perform: Action
) -> dict[str, Any]:
    """Of what is only tried, as if it were done."""
    first, view = recorded.entries[0], recorded.view
    assert view is not None  # noqa: S101 - what a family says stands in its file
    events: Sequence[Event] = [written.content.event for written in recorded.entries]
    is_tried = _is_tried(recorded)
    if is_tried:
        tried_at = Moment(first.at, recorded.own, call.by, view.file, view)
        events = perform(tried_at)
        view = as_if_kept(tried_at, events)
    is_young = call.role == "YOUNG_PERSON"
    person = whose(call)[1]
    said = SaidThere(person, is_young, tuple(events), first.at, is_tried=is_tried)
    written = receipt(said, view, recorded.own, write.means, write.within)
    # Of a yes the talk comes first, which is about them: what they said is the answer in it.
    one = view.the_one(person)
    theirs = (made for made in recorded.entries if said_themself(made.content.event, one))
    return {**written, "entry_hash": next(theirs, first).entry_hash.hex() or None}


def operations() -> list[Operation]:
    """The rows as operations."""
    return [
        Operation(
            write.name,
            write.path,
            write.summary,
            _handler(write),
            write.roles,
            replies.ReceiptReplySchema,
            method="POST",
            tag="own",
            body=write.body,
            status=201,
            problems=of_a_write("not-found", *write.problems),
            takes_key="required",
            description=write.description,
        )
        for write in WRITES
    ]
