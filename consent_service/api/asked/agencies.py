"""A check about several agencies at once: one question, and an answer of its own for each."""

from __future__ import annotations

from typing import Any, Final

from ...domain.codes import TEXTS
from ..edge.operations import FILE, WORKERS, Call, Operation, load
from ..replies.answers import AnswersSchema
from .bodies import CheckAgenciesSchema, asked, is_immediate, is_immediate_as_sent
from .checks import ALWAYS, PROBLEMS, answer_each, share_now_about

_asked: Final = CheckAgenciesSchema()


def check_agencies(call: Call) -> dict[str, Any]:
    """Check before contacting several agencies, about one family."""
    raw, body = asked(call)
    if is_immediate(body):
        answers = [share_now_about(call, body, call.path["file"])]
    else:
        answers = answer_each(call, raw, load(_asked, body))
    return {
        "answers": [one.shown for one in answers],
        "share_now": {"text": TEXTS["share_now"], "how": TEXTS["share_now_route"]},
    }


def operations() -> list[Operation]:
    """The check about several agencies."""
    return [
        Operation(
            "checkAgencies",
            f"{FILE}/agency-checks",
            "Check before contacting several agencies",
            check_agencies,
            WORKERS,
            AnswersSchema,
            method="POST",
            tag="check",
            body=CheckAgenciesSchema,
            description=(
                f"{ALWAYS} Each agency has an answer of its own, and that an entry with a receipt "
                "of its own. What is IMMEDIATE has one answer for all of them."
            ),
            problems=("not-found", *PROBLEMS),
            takes_key="optional",
            at_once=is_immediate_as_sent,
            scope="consent:check",
        )
    ]
