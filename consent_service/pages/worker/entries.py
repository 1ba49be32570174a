"""Entries of a family's record to choose from, the newest first and in the words of its timeline:
nobody has to know a number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from ...domain.words.naming import day, lower_first
from ..agencies import agency_called
from ..asking import ask_for_all
from ..called import other_ids, then_called
from ..forms.choices import Choice, EntriesRead, Known
from ..forms.entry import WhichEntry
from ..frame import clock
from ..notsaid import with_whom
from .answersaid import answer_in_words
from .timeline import entry_in_words

_CHECK: Final = "check-made"
_DOUBTFUL: Final = frozenset({"LOOK_AT_DOUBTFUL", "LOOK_AT_TOLD", "READ_HARM"})


def correctable(member: str, asks: str) -> WhichEntry:
    """Each that can be called wrong, and was not."""
    return WhichEntry(
        member, asks, reads=lambda known: known.entries(correctable="true"), in_lines=_lines
    )


def correctable_of_whom(member: str, asks: str) -> WhichEntry:
    """The same for what somebody says is wrong: what is on record of them, or of nobody else. What
    another of the family said is put right by what that one says; who means it all the same names
    its number.
    """
    return WhichEntry(member, asks, reads=_of_whom, in_lines=_lines)


def _of_whom(known: Known) -> EntriesRead:
    read, correction = _correctable(known), known.visit.path["correction"]
    asked = (one for one in known.file["corrections_asked"] if one["id"] == correction)
    whose = next((one["person"] for one in asked), None)
    each = (*known.file["adults"], *known.file["children"])
    theirs = {id for one in each for id in (one["id"], *other_ids(one)) if one["id"] == whose}
    listed = [one for one in read.each if _of_nobody_but(one["event"], theirs | {whose, None})]
    return read._replace(each=listed, has_older=read.has_older or len(listed) < len(read.each))


def _of_nobody_but(event: Mapping[str, Any], theirs: Collection[str | None]) -> bool:
    """Of whom it is: whoever said it, or whom it is about."""
    return event.get("person") in theirs


def _correctable(known: Known) -> EntriesRead:
    return known.entries(correctable="true")


def after_check(member: str = "check") -> WhichEntry:
    """Each check: which service it was about, when it was made, and what it was answered."""
    return WhichEntry(
        member,
        "After which check?",
        reads=lambda known: known.entries(kinds=_CHECK),
        in_lines=_as_checks,
    )


def doubted(member: str, asks: str) -> WhichEntry:
    """Each that looks like a mistake, and that nobody has found right."""
    return WhichEntry(member, asks, reads=_doubted, in_lines=_lines)


def _doubted(known: Known) -> EntriesRead:
    """Of those that can be called wrong: what does not count any more is no mistake of anybody."""
    due = ask_for_all(known.visit, "listTasksOfFile", file=known.visit.path["file"])["tasks"]
    looks_wrong = {one["about"] for one in due if one["code"] in _DOUBTFUL}
    read = _correctable(known)
    listed = [one for one in read.each if str(one["seq"]) in looks_wrong]
    return EntriesRead(listed, read.staff, has_older=len(listed) < len(looks_wrong))


def _lines(known: Known, read: EntriesRead) -> list[Choice]:
    names = then_called(known.file)
    return [Choice(str(one["seq"]), in_a_line(one, names, read.staff)) for one in read.each]


def _as_checks(_: Known, read: EntriesRead) -> list[Choice]:
    return [_as_a_check(one) for one in read.each if one["kind"] == _CHECK]


def _as_a_check(one: Mapping[str, Any]) -> Choice:
    asked, answer = one["event"]["proposal"], one["event"]["answer"]
    agency = agency_called(asked["agency"])
    said = lower_first(answer_in_words(answer, one["headline"]).rstrip("."))
    words = f"{agency[:1].upper()}{agency[1:]}, {_at(one['recorded_at'])}: {said}"
    return Choice(str(one["seq"]), words)


def share_now_uses(known: Known) -> Iterator[Choice]:
    """Each time when somebody shared at once, whether or not this service was asked first."""
    for one in reversed(known.file["done"]["share_now_used"]):
        agency = with_whom(one["agency"])
        yield Choice(one["share_now"], f"{agency[:1].upper()}{agency[1:]}, {_at(one['at'])}")


def in_a_line(entry: Mapping[str, Any], names: Mapping[str, str], staff: Mapping[str, str]) -> str:
    """As "Ann Example said no, 9 March 2026 at 10:02, by Priya Example (entry 25)"."""
    said = entry_in_words(entry, names, staff)
    return f"{said['what']}, {_at(entry['recorded_at'])}, by {said['by']} (entry {entry['seq']})"


def _at(moment: str) -> str:
    at = datetime.fromisoformat(moment)
    return f"{day(at)} at {clock(at)}"
