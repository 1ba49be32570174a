"""Families put together entry by entry, and a report over all of them at one moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from consent_service.domain.answers import Answer, Item, Outcome, Reason
from consent_service.domain.file.authorityfile import AuthorityFile
from consent_service.domain.file.casefile import CaseFile
from consent_service.domain.file.folding import Stamp, fold
from consent_service.domain.recorded import checked, falling, ofauthority, practice
from consent_service.domain.recorded.compared import DisclosureCompared
from consent_service.domain.recorded.content import By, Content
from consent_service.domain.recorded.policy import Policy
from consent_service.domain.reports import BY_NAME, Entered, Found, Material, Row
from consent_service.domain.reports.kept import EVERY
from consent_service.domain.reports.lines import Lines, OfFile
from tests.domain.shared import THE_SURGERY_WAS_ASKED
from tests.domain.tasks.story import MONDAY, WORKER, Story, question

_A_MOMENT = timedelta(microseconds=1)


class Kept:
    """The lines of families as they come back from where they are kept."""

    def __init__(self, files: list[CaseFile]) -> None:
        self._files = files

    def lines(
        self, wanted: Lines[Any], make: Callable[[CaseFile], Sequence[Any]]
    ) -> Iterator[OfFile[Any]]:
        # Otherwise the file would be opened for it.
        assert wanted in EVERY
        for file in self._files:
            kept = msgspec.Raw(msgspec.msgpack.encode(make(file)))
            yield OfFile(file.id, wanted.decode(kept))


class Hub:
    """Families and the authority's own file. Reports are about the last 30 days before `at`."""

    def __init__(self, small_number: int = 0) -> None:
        self.families: list[Story] = []
        self.looks: list[Entered] = []
        self.own = AuthorityFile(id="own")
        self.adopt(small_number)

    def adopt(self, small_number: int) -> None:
        self.own_entry(ofauthority.PolicyAdopted(policy=Policy(small_number=small_number)), MONDAY)

    def own_entry(self, event: Any, at: datetime) -> None:
        place = Stamp(self.own.folded_to + 1, at)
        self.own = fold(self.own, Content(WORKER, event), place)

    def staff(self, id: str, names: str, at: datetime = MONDAY) -> None:
        self.own_entry(ofauthority.StaffListed(staff=id, names=names), at)

    def look(self, file: str, by: By = WORKER, at: datetime = MONDAY, times: int = 1) -> None:
        """Somebody looked at a file, so many times within a few minutes."""
        for number in range(times):
            place, said = len(self.looks), at + timedelta(seconds=number)
            event = falling.Looked(what="showFile", look=f"look-{place}", of=file)
            self.looks.append(Entered(place, said, file, Content(by, event)))

    def search(self, *shown: str, by: By = WORKER, at: datetime = MONDAY, times: int = 1) -> None:
        """Somebody looked for a family so many times, and these were found."""
        for number in range(times):
            place, said = len(self.looks), at + timedelta(seconds=number)
            event = falling.Looked(what="search", look=f"look-{place}", shown=shown)
            self.looks.append(Entered(place, said, "", Content(by, event)))

    def family(
        self, at: datetime = MONDAY, *, child: bool = True, parents: bool = True, **enquiry: Any
    ) -> Story:
        """A child, both parents, an open enquiry; nobody has been asked."""
        story = self.file(at)
        if child:
            story.child()
        if parents:
            story.adult("mum").adult("dad")
        return story.enquiry(**enquiry)

    def file(self, at: datetime = MONDAY) -> Story:
        """Nothing on it yet."""
        story = Story(at)
        story.file = CaseFile(id=f"file-{len(self.families) + 1}")
        self.families.append(story)
        return story

    def material(
        self,
        as_of: datetime,
        known: datetime | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Material:
        end = until or as_of + _A_MOMENT
        entries = [
            Entered(place.seq, place.at, story.file.id, content)
            for story in self.families
            for place, content in story.entries
        ]
        return Material(
            Kept([story.file for story in self.families]),
            self.own,
            as_of=as_of,
            known=known or as_of,
            since=since or end - timedelta(days=30),
            until=end,
            entries=sorted(entries, key=lambda one: one.at),
            looks=sorted(self.looks, key=lambda one: one.at),
        )

    def report(self, name: str, as_of: datetime | None = None, **options: Any) -> Found:
        """The report, at the latest moment of any family unless another is given."""
        now = as_of or max([story.at for story in self.families], default=MONDAY)
        return BY_NAME[name].make(self.material(now, **options))

    def rows(self, name: str, row: str, as_of: datetime | None = None, **options: Any) -> list[Row]:
        """Its lines of one kind, and those of `options` that name members must hold."""
        wanted = {k: v for k, v in options.items() if k not in ("known", "since", "until")}
        times = {k: v for k, v in options.items() if k not in wanted}
        return [
            one
            for one in self.report(name, as_of, **times).rows
            if one["row"] == row and all(one[k] == v for k, v in wanted.items())
        ]

    def the(
        self, name: str, row: str = "SUMMARY", as_of: datetime | None = None, **options: Any
    ) -> Row:
        """Its one line of a kind; more or fewer are a failure."""
        (found,) = self.rows(name, row, as_of, **options)
        return found


def answered(outcome: Outcome, *subjects: str, **changes: Any) -> checked.CheckMade:
    """A check and its answer, the same for each item."""
    proposal = question(*subjects, **changes)
    reason = Reason.REFUSED if outcome is Outcome.OBJECTION else Reason.NOT_ASKED
    items = tuple(
        Item(point.subject, point.category, point.direction, outcome, reason)
        for point in proposal.points()
    )
    return checked.CheckMade(
        proposal=proposal, answer=Answer(outcome, (reason,), (), items, "1", 1)
    )


def check(story: Story, outcome: Outcome, by: By = WORKER, **changes: Any) -> int:
    """The check on record; its place."""
    return story.record(answered(outcome, **changes), by)


def disclose(story: Story, id: str = "told", **members: Any) -> str:
    """What was asked of the surgery, under an agreement."""
    said = {**THE_SURGERY_WAS_ASKED, **members}
    story.make(practice.DisclosureRecorded, disclosure=id, **said)
    return id


def compared(story: Story, id: str = "told", **members: Any) -> None:
    """It was found to be done on nobody's agreement."""
    usual: dict[str, Any] = {
        "basis": "AGREED",
        "verdict": "DOES_NOT_COVER",
        "words": "DIFFER",
        "reasons": ("NOT_ASKED",),
    }
    story.make(DisclosureCompared, disclosure=id, **{**usual, **members})


def numbers_in(value: Any) -> list[float]:
    """Every number anywhere in a report; whether something is so is none."""
    if isinstance(value, bool):
        return []
    if isinstance(value, int | float):
        return [value]
    if isinstance(value, dict):
        return [n for member in value.values() for n in numbers_in(member)]
    if isinstance(value, list | tuple):
        return [n for member in value for n in numbers_in(member)]
    if isinstance(value, msgspec.Struct):
        return numbers_in(msgspec.structs.asdict(value))
    return []
