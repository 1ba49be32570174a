"""What a partner agency was asked: its own service's requests, in the words that it was sent.

From rows that are kept, like the lists of a day's work. What anybody answered, and who they are
besides whom it was asked about, stands in none of them.
"""

from __future__ import annotations

from typing import Any, Final

from ...domain.listed import ListedRequest
from ...domain.may import PARTNER
from ...domain.recorded.practice import DisclosureRecorded
from ...domain.tasks.task import NEVER
from ...storage.door.queries import read_file
from ...storage.shown.listing import ListAsked, ListLine, ListPart, read_page
from ...storage.shown.lists import Which
from ..edge.operations import Call, Operation
from ..edge.paging import cursor_after, spots
from ..edge.problems import ProblemError
from ..edge.queries import PageQuery
from ..replies import lists as replies
from ..replies.asrecorded import by_schema
from ..replies.showing import moment

_query: Final = PageQuery()
#: What they have not answered, and what they have.
_PARTS: Final = (ListPart(before=NEVER), ListPart(since=NEVER))


def list_requests(call: Call) -> dict[str, Any]:
    """A page of what this service was asked, in enquiries that go on."""
    records, authority = call.service.records, call.principal.authority
    asked = ListAsked(Which.REQUESTS, _PARTS, {"owner": (call.principal.organisation,)})
    page = read_page(records, authority, asked, spots(call, call.query(_query)), call.for_whom)
    return {
        "as_of": moment(call.now()),
        "requests": [_show(one) for one in page.lines],
        "next": cursor_after(call, page.following),
        "behind": page.behind,
        "unreadable": page.unreadable,
    }


def _show(line: ListLine) -> dict[str, Any]:
    asked = line.what
    assert isinstance(asked, ListedRequest)  # noqa: S101 - the list has no others
    people = [
        {"person": person, "names": names}
        for person, names in zip(asked.subjects, asked.subject_names, strict=True)
    ]
    return by_schema(replies.RequestSchema, asked, file=line.file, people=people)


def need_ours(call: Call) -> None:
    """Raises `ProblemError` (404) unless the service that asks is the one that was asked: of what
    another was asked, and of what nobody was, the same is said.
    """
    file = read_file(call.service.records, call.principal.authority, call.file, call.for_whom)
    asked = (
        held.event.agency.id
        for held in file.of(DisclosureRecorded)
        if held.event.disclosure == call.path["disclosure"]
    )
    if call.principal.organisation is None or call.principal.organisation not in asked:
        raise ProblemError("not-found")


def operations() -> list[Operation]:
    """The requests of a partner's own service."""
    return [
        Operation(
            "listRequests",
            "/v1/requests",
            "What your own organisation was asked",
            list_requests,
            frozenset({PARTNER}),
            replies.RequestsSchema,
            query=PageQuery,
            description=(
                "In enquiries that go on, what is not answered first: about whom, which "
                "information, why, and the words that were sent. Answer with `answerRequest`; "
                "ask with `checkAsPartner` whether it is still agreed. Nobody's answer is in it."
            ),
            problems=("record-damaged",),
        )
    ]
