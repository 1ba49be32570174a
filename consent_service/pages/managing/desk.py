"""Where a manager begins: what waits, how much of it and for how long; then the team's day.

Counts come from `countTasks`, which names nobody; what is pressed leads to the list that does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from flask import Response

from ...access.sessions import SignedIn
from ...domain.codes import label
from ...domain.tasks.task import FIRST
from ...domain.words.naming import lasting
from ..asking import ask
from ..frame import Visit, show
from ..helpnow import asks_for_help
from ..navigation import may_use


class Waits(NamedTuple):
    """One line: what waits, where it is done, and the tasks that it is made of."""

    what: str
    address: str
    codes: tuple[str, ...]


_HELP: Final = tuple(sorted(FIRST))
#: The gravest first. What no line names is the last one's.
_WAITS: Final = (
    Waits("Help asked for now", "/to-look-at", _HELP),
    Waits("Words that may tell of harm", "/to-look-at", ("READ_HARM",)),
    Waits("Told, and it may not be safe", "/to-look-at", ("LOOK_AT_TOLD",)),
    Waits("Section 47 to decide today", "/to-look-at", ("DECIDE_S47",)),
    Waits(
        "A child was hurt, and nobody has explained how",
        "/to-look-at",
        ("CONSIDER_STRATEGY", "ASK_ABOUT_INJURY"),
    ),
    Waits("Decisions to make", "/decisions", ("DECIDE", "FINISH_DRAFT")),
    Waits(
        "Safety to decide",
        "/to-look-at",
        (
            *("DECIDE_WHO_IS_SAFE", "DECIDE_IF_SAFE", "WEIGH_WISH", "ONE_OR_TWO"),
            *("ANSWER_IF_SAFE", "CORRECT_IF_SAFE", "CALL_IF_SAFE"),
            *("REVIEW_SAFETY", "LOOK_AT_NAMESAKE"),
        ),
    ),
    Waits("Complaints that may be answered", "/to-look-at", ("ANSWER_COMPLAINT",)),
    Waits("What would fall if you confirm it", "/to-look-at#falls", ("CONFIRM_EFFECT",)),
    Waits(
        "Shared, and not all of it agreed to",
        "/to-look-at",
        ("LOOK_AT_DISCLOSURE", "REVIEW_DISCLOSURE"),
    ),
    Waits("What looks like a mistake and has for a day", "/to-look-at", ("LOOK_AT_DOUBTFUL",)),
    Waits(
        "To look at again",
        "/to-look-at",
        ("REVIEW_SHARE_NOW", "REVIEW_DECISION", "REVIEW_SAFE_TO_TELL", "REVIEW_OPENING"),
    ),
)
_REST: Final = Waits("Everything else that is yours", "/to-look-at", ())
#: Where each stands among them.
_PLACES: Final = {code: n for n, code in enumerate(code for line in _WAITS for code in line.codes)}
#: What a report alone knows: it is read when somebody wants it, of a row of each family.
_BY_REPORT: Final = (
    ("disclosures-held-against", "What was shared, beside what was agreed then"),
    ("quiet-agencies", "Agencies that have not sent what they were asked for"),
    ("caregivers-not-spoken-to", "Caregivers not yet spoken to"),
)


def is_at_desk(signed_in: SignedIn) -> bool:
    """Whether they have this page: whoever may confirm what waits."""
    return may_use(signed_in, "listWaiting")


def how_grave(code: str) -> int:
    """Of a task: the less, the graver. Of what no line names nothing is known."""
    return _PLACES.get(code, len(_PLACES))


def desk(visit: Visit, signed_in: Mapping[str, Any]) -> Response:
    """The first page of a manager. `signed_in` says who they are here, and until when."""
    theirs = ask(visit, "countTasks", {"for_role": "MASH_MANAGER"})
    every = ask(visit, "countTasks")
    workers = ask(visit, "countTasks", {"for_role": "MASH_WORKER"})
    unowned = ask(visit, "listEnquiries", {"unowned": "true", "open": "true", "limit": "1"})
    left = ask(visit, "listEnquiries", {"left": "true", "open": "true", "limit": "1"})
    return show(
        visit,
        "desk.html",
        "What waits for you",
        help_asked=asks_for_help(visit),
        waits=list(_waiting(theirs["kinds"], workers["kinds"])),
        late=_late(workers["kinds"]),
        unowned=unowned["counted"]["listed"],
        of_those_who_left=left["counted"]["listed"],
        by_report=_BY_REPORT,
        behind=every["behind"],
        unreadable=every["unreadable"],
        **signed_in,
    )


def _late(kinds: Sequence[Mapping[str, Any]]) -> int:
    late: int = sum(one["overdue"] for one in kinds)
    return late


def _waiting(
    kinds: Sequence[Mapping[str, Any]], of_workers: Sequence[Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Each line. Help that is asked for now is everybody's, whoever is to answer it: each call is a
    worker's to hear, and some are a manager's as well.
    """
    named = {code for line in _WAITS for code in line.codes}
    rest = tuple(one["code"] for one in kinds if one["code"] not in named)
    for line in (*_WAITS, _REST._replace(codes=rest)):
        listed = of_workers if line.codes == _HELP else kinds
        of = [one for one in listed if one["code"] in line.codes]
        yield {
            "what": line.what,
            "address": line.address,
            "count": sum(one["listed"] for one in of),
            "late": _late(of),
            "oldest": lasting(max(one["minutes_waiting"] for one in of)) if of else None,
            "of": [(label("tasks", one["code"]).rstrip("."), one["listed"]) for one in of]
            if line.codes[1:] or line.what == _REST.what
            else [],
        }
