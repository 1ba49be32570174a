"""One act in several parts: each as its own operation takes it, after those before it.

Where one of them is wrong it is said with the others that are; and where that was asked for,
because something else protects somebody, it is left out, and that is said (`withcare.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeAlias

from msgspec.structs import replace

from ..domain.file.casefile import CaseFile
from ..domain.file.folding import Stamp, fold
from ..domain.recorded.content import Content
from ..domain.recorded.events import AnyEvent
from ..domain.recorded.members import own_id
from .labels import with_ids
from .moment import Moment
from .refused import Refused, RefusedInParts
from .said import Said, whole

#: What stands in `lacking` for a part that could not be kept.
LEFT_OUT: Final = "LEFT_OUT"

PerformPart: TypeAlias = Callable[[Any, Moment], Sequence[AnyEvent]]


class Taking:
    """What has been taken so far, and the moment in which the file has that already."""

    def __init__(self, moment: Moment) -> None:
        self.moment = moment
        self.events: list[AnyEvent] = []
        self.faults: list[Refused] = []
        #: By the label of whatever was added.
        self.ids: dict[str, str] = {}
        #: Labels of what could not be added.
        self.lost: set[str] = set()

    def take(
        self, said: Said[Any], pointer: str, perform: PerformPart | None = None, **given: Any
    ) -> bool:
        """Take one part, and whether that could be. `given` is settled by what it stands in."""
        here = self.moment
        if here.lacking is not None:
            here = replace(here, lacking=[])
        label = said.members.get("label")
        try:
            if label in self.ids:
                raise Refused("label-twice", "/label")
            one = whole(with_ids(said, self.ids), here, **given)
            made = [one] if perform is None else perform(one, here)
        except Refused as refused:
            where = f"{pointer}{refused.pointer or ''}"
            self.leave_out(pointer, Refused(refused.problem, where), said)
            self.lost |= set() if label is None or label in self.ids else {label}
            return False
        if self.moment.lacking is not None and here.lacking is not None:
            self.moment.lacking.extend(f"{pointer}{one}" for one in here.lacking)
        if label is not None:
            self.ids[label] = getattr(made[0], own_id(type(made[0])) or "")
        self.keep(made)
        return True

    def keep(self, events: Sequence[AnyEvent]) -> None:
        """What comes after it finds it on the file."""
        file: CaseFile = self.moment.the_file()
        for event in events:
            at = Stamp(file.folded_to + 1, self.moment.at)
            file = fold(file, Content(self.moment.by, event), at)
            self.events.append(event)
        self.moment = replace(self.moment, file=file, seen=None)

    def then(self, made: Callable[[], Sequence[AnyEvent]], said: Said[Any] | None = None) -> None:
        """What follows from all that was taken; whatever is wrong with it is said with the rest."""
        try:
            self.keep(made())
        except Refused as refused:
            self.leave_out(refused.pointer or "", refused, said)

    def leave_out(self, pointer: str, why: Refused, said: Said[Any] | None = None) -> None:
        """Go on without a part. Once is enough to say what is wrong: not again of what only names
        something that could not be added.
        """
        follows = said is not None and with_ids(said, dict.fromkeys(self.lost, "")) != said
        if not follows and why.pointer not in {one.pointer for one in self.faults}:
            self.faults.append(why)
        if self.moment.lacking is not None:
            self.moment.lacking.append(f"{pointer} {LEFT_OUT}")

    def settled(self, protects: Callable[[AnyEvent], bool]) -> list[AnyEvent]:
        """All that was taken. Raises `Refused` where something is wrong and nothing else in it
        protects anybody, or where that was not asked for.
        """
        if self.faults and (self.moment.lacking is None or not any(map(protects, self.events))):
            raise self.faults[0] if len(self.faults) == 1 else RefusedInParts(self.faults)
        return self.events
