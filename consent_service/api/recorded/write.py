"""One row: one thing that can be recorded, from what is sent to what is put on record."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeAlias, TypeVar

from marshmallow import Schema
from marshmallow.fields import Field

from ...actions.moment import Moment
from ...actions.nottold import (
    MUST_NOT_HEAR,
    WHO_MUST_NOT_HEAR,
    WhoMustNotHear,
    of_its_act,
    with_who_must_not_hear,
)
from ...actions.referrals import FirstReferral
from ...actions.said import Said, whole
from ...actions.withcare import DoesNotFit, taken_with_care
from ...domain.recorded.event import Event
from ...domain.recorded.events import AnyEvent, FileOpened
from ...domain.recorded.members import members_of
from ...storage.door.requests import Recorded
from ..edge import fields
from ..edge.body import Body
from ..edge.operations import FILE, WORKERS, Call
from ..replies.recorded import RecordedSchema
from .bodies import body_of, part_of
from .endings import problems_of
from .givingwaysin import GivesWayIn

S = TypeVar("S")
Perform: TypeAlias = Callable[[S, Moment], Sequence[AnyEvent]]


@dataclass(frozen=True)
class Write(Generic[S]):
    """One thing that can be recorded: where, by whom, what it is, and what else must be so.

    `records` is the event, or a command where the two differ. It is all that need be said of an
    event that stands by itself. `perform` gets it whole, refuses what does not hold together and
    gives back what is put on record. The rest is worked out: the body from the members, which of
    them the path gives, and with which problems it may end.
    """

    name: str
    path: str
    summary: str
    records: type[S]
    perform: Perform[S] | None = None
    roles: frozenset[str] = WORKERS
    #: Whoever uses it must have shown anew who they are.
    step_up: bool = False
    #: What else to know of it; left out, what is said of what it records.
    description: str = ""
    #: Where it can be read, with members of the event in braces; left out, at its receipt alone.
    address: str = ""
    #: The file that the command's `file` names must be there. It is not the one written to.
    names_file: bool = False
    #: The check that the command's `check` names is given to the action, as `before`.
    names_check: bool = False
    #: What the reply shows besides, from what was recorded, to whoever may read the file.
    shows: Callable[[Recorded], dict[str, Any]] | None = None
    #: It hands out what stands on the file: to whoever may read that.
    opens: bool = False
    #: What goes with the entry and stands on no ledger; what of it is shown, once.
    goes_with: Callable[[Call], GivesWayIn] | None = None
    #: Beside what is put on record: what else the body may hold.
    beside: Mapping[str, Callable[[], Field[Any]]] = field(default_factory=dict)
    #: How the body is read, where it is not as any other.
    reads: Callable[[Body, dict[str, Any]], tuple[Said[Any], DoesNotFit | None]] | None = None
    #: What the reply shows besides, of what was sent, whether it was only tried or not.
    answers: Callable[[Call, Said[Any], Recorded], dict[str, Any]] | None = None
    #: What is done where it could not be put on record, for whatever reason.
    otherwise: Callable[[Call, Said[Any]], None] | None = None
    #: What must be so of whoever asks, beside what the table of roles says: raises `ProblemError`.
    need: Callable[[Call], None] | None = None
    #: Somebody writes down in it what a family said, or what was said of it, and says with that
    #: who must not hear of it. A command of several parts has that as one of them.
    takes_words: bool = False
    #: What it replies.
    reply: type[Schema] = RecordedSchema

    @property
    def is_about_a_file(self) -> bool:
        """It is put on record under the file that the path names."""
        return self.path.startswith(FILE)

    @property
    def opens_a_file(self) -> bool:
        """It opens one, and is put on record under that."""
        return not self.is_about_a_file and issubclass(self.records, FileOpened | FirstReferral)

    @property
    def needs_a_file(self) -> bool:
        """There is a file that must be there, whether or not it is the one written to."""
        return self.is_about_a_file or self.names_file

    @property
    def asks_more(self) -> bool:
        """What it replies is not made of what was recorded alone."""
        return any(one is not None for one in (self.shows, self.goes_with, self.answers))

    @cached_property
    def from_path(self) -> tuple[str, ...]:
        """The members that the path gives."""
        return tuple(name for name in re.findall(r"<string:(\w+)>", self.path) if name != "file")

    @cached_property
    def says(self) -> str:
        """What it does, beyond its summary."""
        return self.description or (inspect.getdoc(self.records) or "").replace("\n", " ")

    @cached_property
    def places(self) -> Mapping[str, str]:
        """What the event or command itself says of the members that the path gives."""
        said = {member.name: member.means for member in members_of(self.records)}
        return {name: means for name in self.from_path if (means := said.get(name)) is not None}

    @cached_property
    def body(self) -> type[Body]:
        """The schema of what is sent, named like the operation."""
        name = f"{self.name[0].upper()}{self.name[1:]}"
        besides: dict[str, Field[Any]] = {"dry_run": fields.YesNo()}
        if self.is_about_a_file:
            besides["said_by_telephone"] = fields.StaffId()
        if self.takes_words:
            said = {"description": WHO_MUST_NOT_HEAR}
            part = part_of(WhoMustNotHear, WhoMustNotHear.__name__)
            besides[MUST_NOT_HEAR] = fields.Part(part, metadata=said)
        besides |= {name: made() for name, made in self.beside.items()}
        return body_of(self.records, name, self.from_path, besides)

    @cached_property
    def problems(self) -> tuple[str, ...]:
        """With which problems the action may end."""
        return problems_of(self.records, self.perform, takes_words=self.takes_words)

    @cached_property
    def keeps_drafts(self) -> bool:
        """What is not complete is kept as a draft, with the command's `typed` as it was sent."""
        return any(member.name == "typed" for member in members_of(self.records))

    def carry_out(
        self, said: Said[Any], moment: Moment, does_not_fit: DoesNotFit | None = None
    ) -> Sequence[AnyEvent]:
        """What is put on record. Raises `Refused`, `NoSuchFile` or `RecordDamaged`; and the refusal
        of a body that does not fit, unless what can be used of it protects somebody.
        """
        if self.is_about_a_file or self.opens_a_file:
            moment.the_file()
            act = taken_with_care(lambda one: self._recorded(said, one), moment, does_not_fit)
            return of_its_act(act)
        return self._recorded(said, moment)

    def _recorded(self, said: Said[Any], moment: Moment) -> Sequence[AnyEvent]:
        recorded = whole(said, moment)
        if self.perform is not None:
            found = self.perform(recorded, moment)
        else:
            assert isinstance(recorded, Event)  # noqa: S101 - a test walks every row
            found = [recorded]
        if not self.takes_words:
            return found
        return with_who_must_not_hear(said.members.get(MUST_NOT_HEAR), found, moment)
