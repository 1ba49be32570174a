"""What an answer says is to be read first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...domain.answers import Answer
from ...domain.proposal import Proposal
from ...domain.tasks import Task
from ...domain.view import View
from ...domain.words.toread import read_first, to_read
from .namedaservice import say_whom_it_names


def say_first(
    shown: dict[str, Any], answer: Answer, asked: Proposal, view: View, due: Sequence[Task]
) -> list[str]:
    """Whose words nobody has answered; and, before those, that whom it asks about is somebody of
    the family.
    """
    unread = _say_what_to_read(shown, view, due)
    say_whom_it_names(shown, answer, asked, view)
    return unread


def _say_what_to_read(shown: dict[str, Any], view: View, due: Sequence[Task]) -> list[str]:
    """Whose words nobody has answered. Whoever would go ahead is told of them before what to do
    next: in a hurry they read that one line.
    """
    unread = to_read(view, due)
    first = read_first(view, unread)
    if first is not None:
        shown["next"] = f"{first} {shown['next']}"
    return [one.person for one in unread if one.person is not None]
