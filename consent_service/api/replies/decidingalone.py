"""Where a child's own word decides by a reading that nobody has confirmed, that it waits."""

from __future__ import annotations

from typing import Any

from ...domain.answers import Answer, Item, Reason
from ...domain.file.view import View
from ...domain.words.young import OF_THE_YOUNG, decides_alone_waits


def say_who_may_decide(shown: dict[str, Any], answer: Answer, view: View) -> None:
    """That is said, with the entry that a manager is to confirm."""
    for reason in shown["reasons"]:
        if reason["code"] not in OF_THE_YOUNG:
            continue
        about = dict.fromkeys(i.subject for i in answer.items if is_of(i, reason["code"]))
        said = [words for child in about if (words := decides_alone_waits(view, child))]
        reason["next"] = " ".join((reason["next"], *said))


def is_of(item: Item, reason: Reason) -> bool:
    """It is the item's, or that of somebody's position on it."""
    return item.reason is reason or any(p.reason is reason for p in item.positions)
