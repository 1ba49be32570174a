"""The same question again and again after somebody has said no, with other purposes (F27).

It blocks nothing. There are good reasons to ask again, and a manager can see whether it was one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from ..answers import Outcome
from ..recorded.checked import CheckMade
from ..scopes.scope import Agency
from .report import Entered, Found, Material, Row

#: Asked again within this time of an objection.
WITHIN: Final = timedelta(days=7)
#: So many different purposes, or so many times with fewer.
PURPOSES: Final = 3
TIMES: Final = 3

_NOTES: Final = (
    "Asking again can be right: somebody may have talked to the family since. Nothing was refused.",
)


class _Question(NamedTuple):
    """Who asked about whom, which agency and which kind of information, on which file."""

    file: str
    staff: str
    subject: str
    agency: Agency
    category: str


class _TimeAsked(NamedTuple):
    """One time that it was asked."""

    at: datetime
    seq: int
    purpose: str
    objected: bool


def purpose_shopping(material: Material) -> Found:
    """One line a question whose last asking after an objection was in the period."""
    asked: dict[_Question, dict[int, _TimeAsked]] = defaultdict(dict)
    for entered in material.entries:
        if entered.at <= material.known:
            for question, one in _questions(entered):
                before = asked[question].get(one.seq)
                # Asking and telling are two items of one check.
                objected = one.objected or (before is not None and before.objected)
                asked[question][one.seq] = one._replace(objected=objected)
    rows = []
    for question, times in asked.items():
        row = _case(question, list(times.values()), material)
        if row is not None:
            rows.append(row)
    rows.sort(key=lambda row: (row["objected_at"], row["file"], row["staff"], row["category"]))
    summary = {
        "row": "SUMMARY",
        "purpose_shopping": sum(row["row"] == "PURPOSE_SHOPPING" for row in rows),
        "asked_again": sum(row["row"] == "ASKED_AGAIN" for row in rows),
    }
    return Found([summary, *rows], _NOTES)


def _questions(entered: Entered) -> Iterator[tuple[_Question, _TimeAsked]]:
    """Whoever cannot wait is no shopper: a check answered SHARE_NOW is another event."""
    event = entered.content.event
    if not isinstance(event, CheckMade):
        return
    for item in event.answer.items:
        question = _Question(
            entered.file,
            entered.content.by.id,
            item.subject,
            event.proposal.agency,
            item.category,
        )
        objected = item.outcome is Outcome.OBJECTION
        yield question, _TimeAsked(entered.at, entered.seq, event.proposal.purpose, objected)


def _case(question: _Question, asked: list[_TimeAsked], material: Material) -> Row | None:
    """After the objection that the most purposes followed; of two, the first."""
    runs = [
        (objected, [one for one in asked if _follows(objected, one)])
        for objected in asked
        if objected.objected
    ]
    runs = [(o, after) for o, after in runs if after and material.is_in_period(after[-1].at)]
    if not runs:
        return None
    objected, after = max(runs, key=lambda run: (_purposes(run[1]), len(run[1]), -run[0].seq))
    shopping = _purposes(after) >= PURPOSES
    if not shopping and len(after) < TIMES:
        return None
    return {
        "row": "PURPOSE_SHOPPING" if shopping else "ASKED_AGAIN",
        "file": question.file,
        "staff": question.staff,
        "subject": question.subject,
        "agency": question.agency.type,
        "category": question.category,
        "objected_at": objected.at,
        "purposes": list(dict.fromkeys(one.purpose for one in after)),
        "times": len(after),
        "last_at": after[-1].at,
        "checks": [objected.seq, *(one.seq for one in after)],
    }


def _follows(objected: _TimeAsked, one: _TimeAsked) -> bool:
    return one.seq > objected.seq and one.at - objected.at <= WITHIN


def _purposes(asked: list[_TimeAsked]) -> int:
    return len({one.purpose for one in asked})
