"""Say that an earlier entry was wrong. It stays readable; from now on it no longer counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..domain import events
from ..domain.casefile import FACTS, Fact
from .moment import Moment
from .refused import Refused


@dataclass(frozen=True, slots=True)
class CorrectEntry:
    """`corrects` is the entry's place in the ledger, as every write's answer gives it."""

    corrects: int
    what_was_wrong: str
    requested_by: str = "STAFF"


def correct_entry(command: CorrectEntry, moment: Moment) -> Sequence[events.AnyEvent]:
    """Only what this file was told can be corrected, and only once."""
    file = moment.the_file()
    said: list[Fact] = [
        fact for name in FACTS for fact in getattr(file, name) if fact.seq == command.corrects
    ]
    if not said:
        raise Refused("no-such-entry", "/corrects")
    if all(fact.struck_at is not None for fact in said):
        raise Refused("corrected-already", "/corrects")
    return [
        events.EntryCorrected(
            corrects=command.corrects,
            what_was_wrong=command.what_was_wrong,
            requested_by=command.requested_by,
        )
    ]
