"""Everything that people are shown of a record, each by itself. The list of entries is not among
them: it shows all of everything, to whoever reads what was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, NamedTuple

import msgspec

from consent_service.domain.answers import encode_answer
from consent_service.domain.deciding.decision import decide
from consent_service.domain.families.searching import keys_by_person, search_keys
from consent_service.domain.file.authorityfile import AuthorityFile
from consent_service.domain.file.casefile import CaseFile
from consent_service.domain.file.folding import Stamp
from consent_service.domain.file.restricted import every_restriction
from consent_service.domain.file.view import View
from consent_service.domain.following.notwhole import in_words_of
from consent_service.domain.noticing.notices import notices_of
from consent_service.domain.onpaper import on_paper
from consent_service.domain.own import own_view, seen_by
from consent_service.domain.recorded.content import Content
from consent_service.domain.recorded.ofauthority import RecordRestricted, RestrictionEnded
from consent_service.domain.reports import REPORTS, Entered, Material
from consent_service.domain.said.travelling import travelling
from consent_service.domain.scopes.proposal import Proposal
from consent_service.domain.scopes.scope import SEEK, SHARE, Agency
from consent_service.domain.standing import standing
from consent_service.domain.tasks import due, due_of_authority
from consent_service.domain.tasks.scene import Scene
from consent_service.domain.tasks.waitinglist import WAITS
from consent_service.domain.words import words_for_agency, words_for_escalation
from tests.domain.reports.hub import Kept
from tests.domain.shared import disclosed
from tests.domain.tasks.story import DAY

_SURGERY: Final = Agency("GP")


def _asking(agency: Agency = _SURGERY, **more: Any) -> Proposal:
    usual: dict[str, Any] = {
        "enquiry": "E1",
        "subjects": ("ng", "teen"),
        "agency": agency,
        "categories": ("CHILD_HEALTH", "EDUCATION"),
        "purpose": "AGENCY_CHECKS",
        "direction": SEEK,
    }
    return Proposal(**{**usual, **more})


PROPOSALS: Final = (
    _asking(),
    _asking(Agency("GP", "Hillside")),
    _asking(Agency("GP", "Elm")),
    _asking(Agency("SCHOOL")),
    _asking(Agency("PRISON"), subjects=("ng",)),
    _asking(purpose="CIN_ASSESSMENT", subjects=("ng",)),
    _asking(direction=SHARE, subjects=("ng",)),
    _asking(enquiry=None, subjects=("girl", "new")),
    # One thing alone, so that it has words if it is agreed.
    _asking(subjects=("ng",), categories=("CHILD_HEALTH",)),
    _asking(subjects=("mum", "dad"), categories=("ADULT_HEALTH",)),
)


class Record(NamedTuple):
    """A family's file and the authority's own, the newest entry, and moments to look at."""

    file: CaseFile
    own: AuthorityFile
    entries: tuple[tuple[Stamp, Content], ...]
    newest: tuple[Stamp, Content]
    at: datetime

    @property
    def moments(self) -> tuple[datetime, ...]:
        return (self.at, self.at + 2 * DAY, self.at + 13 * DAY, self.at + 400 * DAY)

    def view(self, at: datetime) -> View:
        return View(self.file, at, at)


def _answers(record: Record) -> Iterator[Any]:
    for at in record.moments[:2]:
        policy, directory = record.own.policy(at), record.own.directory(at)
        view = record.view(at)
        for proposal in PROPOSALS:
            yield encode_answer(decide(view, policy, proposal, directory))


def _words(record: Record) -> Iterator[Any]:
    for at in record.moments[:1]:
        policy, directory, view = record.own.policy(at), record.own.directory(at), record.view(at)
        for proposal in PROPOSALS:
            answer = decide(view, policy, proposal, directory)
            yield words_for_agency(answer, proposal, view, own=record.own)
        for one in disclosed(view):
            yield words_for_escalation(view, one["id"])


def _tasks(record: Record) -> Iterator[Any]:
    for at in record.moments:
        yield due(record.view(at), record.own.policy(at))
        yield due_of_authority(record.own, at, at)


def _own_views(record: Record) -> Iterator[Any]:
    for at in record.moments[:2]:
        view = record.view(at)
        for person in (*view.adults, *view.children):
            seen = seen_by(view, person, as_child=person in view.children)
            assert seen is not None
            yield own_view(seen, at, partial(record.own.names_of, known=at))


def _pages(record: Record) -> Iterator[Any]:
    """What staff read: the family's page, what was shared, what waits, the authority's lists."""
    own = record.own
    for at in record.moments[:2]:
        view = record.view(at)
        yield standing(view)
        yield disclosed(view)
        yield in_words_of(view)
        yield travelling(view)
        yield WAITS.of(Scene(view, own.policy(at)))
        yield own.listings(at)
        yield own.policy(at)
        yield own.privacy_notices(at)
        yield list(own.clients(at).values())
        yield own.rights(at)
        yield list(every_restriction(own.of(RecordRestricted), own.of(RestrictionEnded), at))
        yield [own.listing_of(staff, at) for staff in ("worker-1", "worker-2", "manager-1")]


def _notices(record: Record) -> Iterator[Any]:
    stamp, content = record.newest
    directory = record.own.directory(record.at)
    yield [notice.code for notice in notices_of(content, stamp, record.view(record.at), directory)]


def _reports(record: Record) -> Iterator[Any]:
    entries = [Entered(place.seq, place.at, "file", held) for place, held in record.entries]
    for at in record.moments[:3]:
        material = Material(
            Kept([record.file]),
            record.own,
            as_of=at,
            known=at,
            since=at - 60 * DAY,
            until=at + timedelta(minutes=1),
            entries=entries,
        )
        yield [report.make(material) for report in REPORTS]


def _papers(record: Record) -> Iterator[Any]:
    yield on_paper(record.newest[1].event, record.view(record.at))


def _searches(record: Record) -> Iterator[Any]:
    yield search_keys(record.file)
    # By what each of them is known on another file: what goes from file to file is of whom it is.
    yield keys_by_person(record.file)
    yield record.file.reference


def _next_writes(record: Record) -> Iterator[Any]:
    """What is refused next, or taken: which uses of share-now may be written under this file."""
    yield sorted(record.own.share_now_open_to("file"))


#: In the order in which they matter: what a member shows in first is where the table has it.
SURFACES: Final[dict[str, Callable[[Record], Iterator[Any]]]] = {
    "answer": _answers,
    "task": _tasks,
    "own page": _own_views,
    "word": _words,
    "notice": _notices,
    "search": _searches,
    "page": _pages,
    "report": _reports,
    "paper": _papers,
    "next write": _next_writes,
}


def shown(record: Record, surface: str) -> bytes:
    """All of one kind, so that two records can be compared."""
    return msgspec.json.encode(list(SURFACES[surface](record)), enc_hook=str, order="sorted")
