"""Of whoever has answered nothing, that they were told of it and when. For staff."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from ...domain.answers import Answer
from ...domain.file.view import View
from ...domain.said.toldof import told_of
from ...domain.scopes.proposal import Proposal
from ...domain.scopes.scope import Point, as_asked
from ...domain.scopes.services import Directory


def say_who_was_told(
    shown: dict[str, Any],
    answer: Answer,
    proposal: Proposal,
    view: View,
    directory: Directory,
    *,
    spelled: Callable[[datetime], str | None],
) -> None:
    """Several questions may show the very same position: of what is added a new one is made."""
    agency = as_asked(proposal.agency, directory)
    for one, item in zip(shown["items"], answer.items, strict=True):
        point = Point(item.subject, proposal.purpose, agency, item.category, item.direction)
        told = [
            told_of(view, found, proposal.enquiry, point, directory) for found in item.positions
        ]
        if any(told):
            one["positions"] = [
                was if at is None else was | {"told_at": spelled(at)}
                for was, at in zip(one["positions"], told, strict=True)
            ]
