"""Whoever asks for help now, first on every page where staff begin: whosever the family is,
whatever is late, and whatever is known of whether it is safe to ask them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ..domain.codes import label
from ..domain.recorded.practice import HELP_NOW
from ..domain.tasks.task import FIRST, HELP_WITH_CARE
from .asking import ask
from .called import names_on, told_apart
from .frame import Visit

#: They stand before all else in the list, so that its beginning has them.
_LOOKED_THROUGH: Final = "25"


def asks_for_help(visit: Visit) -> list[dict[str, Any]]:
    """Each request for help that nobody has answered, once: who asks, on which family's record."""
    listed = ask(visit, "listTasks", {"limit": _LOOKED_THROUGH})["tasks"]
    asked = {(one["file"], one["about"]): one for one in listed if one["code"] in FIRST}
    called = told_apart([_who(one) for one in asked.values()])
    return list(_shown(asked.values(), called))


def help_asked_here(
    stands: Mapping[str, Any] | None, due: Iterable[Mapping[str, Any]], file: str | None = None
) -> list[dict[str, Any]]:
    """The same of one family, with their words, as the tasks of these replies say what to do;
    `file` where that is not its own page. Of a family that does not lie open there is none.
    """
    if stands is None:
        return []
    names = names_on(stands)
    tasks = [task for one in due for task in one["tasks"] if task["code"] in FIRST]
    to_do = {one["about"]: _to_do(one) for one in tasks}
    asked = [
        one
        for one in stands["done"]["family_requests"]
        # Or they said in other words that somebody hurts them.
        if (one["wants"] == HELP_NOW or one["request"] in to_do) and one["answered_at"] is None
    ]
    called = told_apart([names.get(one["person"], "Somebody of the family") for one in asked])
    return [
        {
            "address": "#due" if file is None else f"/files/{file}#due",
            "who": who,
            # Of one that this answer was too early to say anything of it is not known.
            "what": to_do.get(one["request"]) or label("tasks", HELP_WITH_CARE),
            "since": one["at"],
            "words": one["words"],
        }
        for one, who in zip(asked, called, strict=True)
    ]


def _to_do(task: Mapping[str, Any]) -> str:
    """What is done, and what is to be known before it is."""
    heed = task["so_far"]
    return " ".join(filter(None, (task["label"], heed and f"{heed.rstrip('.')}.")))


def _who(one: dict[str, Any]) -> str:
    return str(one["person_names"] or one["child_names"] or "Somebody of a family")


def _shown(asked: Any, called: list[str]) -> Iterator[dict[str, Any]]:
    for one, who in zip(asked, called, strict=True):
        yield {
            "address": f"/files/{one['file']}",
            "who": who,
            "what": _to_do(one),
            "since": one["since"],
            # A list has nobody's words: they stand on the family's page, where that is read.
            "words": None,
        }
