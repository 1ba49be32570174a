"""Confirm a record of which a part was lost, once the family has been asked again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..domain import events
from ..domain.losses import RecordConfirmed
from .moment import Moment
from .refused import Refused


@dataclass(frozen=True, slots=True)
class ConfirmRecord:
    """`words` say how it was found out that what stands on the file is what holds."""

    words: str


def confirm_record(command: ConfirmRecord, moment: Moment) -> Sequence[events.AnyEvent]:
    """From now on checks are answered from the file again. Refused where nothing is in doubt."""
    if moment.the_file().in_doubt_since(moment.at) is None:
        raise Refused("nothing-in-doubt")
    return [RecordConfirmed(words=command.words)]
