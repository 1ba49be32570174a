"""The reply to a check: what is said with an answer, which is the same for whoever asks it of one
view, and what turns on when it was given and where it was kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import orjson

from ...domain.answers import Answer, Outcome
from ...domain.authorityfile import AuthorityFile
from ...domain.checked import HistoryAsked
from ...domain.codes import TEXTS
from ...domain.proposal import Proposal
from ...domain.scope import Agency
from ...domain.tasks import due_of_answer
from ...domain.view import View
from .showing import moment, said_with, show_task


class Kept(NamedTuple):
    """Where an answer was kept, by a word of `answers.KEPT`; of the ledger its place and receipt,
    and whether it had been given before. `used` is the id under which it waits to be recorded that
    somebody was told to share now.
    """

    recorded: str
    place: dict[str, Any] | None = None
    receipt: str | None = None
    replayed: bool = False
    used: str | None = None


def show_answer(
    answer: Answer,
    proposal: Proposal,
    kept: Kept,
    *,
    at: datetime,
    warnings: Sequence[str] = (),
    history: HistoryAsked | None = None,
    view: View | None = None,
    own: AuthorityFile | None = None,
    asked: Sequence[Agency] = (),
) -> dict[str, Any]:
    """The body of a check's reply. Every answer has the way to share now. `view` is of the moment
    `at`, or as good as that. `asked` are the agencies of the whole question, where it was about
    several.
    """

    def said() -> dict[str, Any]:
        return said_with(
            answer,
            proposal,
            at=at,
            warnings=warnings,
            history=history,
            view=view,
            own=own,
            asked=asked,
        )

    if view is None or history is not None:
        shown = said()
    else:
        by = (answer, own, None if own is None else own.directory(at))
        key = ("said", *map(id, by), proposal, tuple(warnings), tuple(asked))
        if key not in view.worked_out:
            # With what it was made by, so that nothing else comes to have their ids. As bytes, so
            # that nobody who is handed it changes what others are.
            view.worked_out[key] = (orjson.dumps(said()), by)
        shown = orjson.loads(view.worked_out[key][0])
    if answer.outcome is Outcome.SHARE_NOW:
        shown["share_now"]["used"] = kept.used
    if history is None:
        due = due_of_answer(view, answer, proposal.enquiry, at)
        shown["tasks"] = [show_task(task, at) for task in due]
    shown |= {
        "at": moment(at),
        "recorded": kept.recorded,
        "ledger": kept.place,
        "receipt": kept.receipt,
        "replayed": kept.replayed,
    }
    if kept.recorded == "no":
        shown["write_down"] = TEXTS["record_by_hand"]
    return shown
