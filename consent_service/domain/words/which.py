"""Which service to ask about, where one has to be named: said to staff, to nobody else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..answers import Item, Reason
from ..codes import TEXTS
from ..file.held import Held
from ..file.view import View
from ..recorded.events import Response
from ..said.contradicting import NOES
from ..scopes.scope import Agency, Reach, meets
from ..scopes.services import Directory
from .naming import listed


def which_services(
    view: View, items: Sequence[Item], asked: Agency, directory: Directory
) -> list[str | None]:
    """For each item, whom they said no to, and the question that follows from it: "Say which one:
    they said no to Hillside Surgery."; None where no service has to be named.

    `asked` is the agency as the question has it, `directory` as it was known then.
    """
    if not any(item.reason is Reason.NAME_THE_SERVICE for item in items):
        return [None for _ in items]
    said = {held.event.response: held for held in view.read.responses}
    return [_which(said, item, asked, directory) for item in items]


def _which(
    said: dict[str, Held[Response]], item: Item, asked: Agency, directory: Directory
) -> str | None:
    if item.reason is not Reason.NAME_THE_SERVICE:
        return None
    noes: dict[str, None] = {}
    others: dict[str, None] = {}
    for position in item.positions:
        if position.reason is Reason.NAME_THE_SERVICE and position.response in said:
            answer = said[position.response].event
            excluded = list(_named(answer.scope.exclusions.agencies, asked, directory))
            in_scope = list(_named(answer.scope.agencies, asked, directory))
            if answer.answer in NOES:
                noes |= dict.fromkeys(in_scope)
            elif excluded:
                noes |= dict.fromkeys(excluded)
            else:
                others |= dict.fromkeys(in_scope)
    found = noes or others
    if not found:
        return None
    text = ("which_this_" if asked.names_one else "which_one_") + ("refused" if noes else "open")
    return TEXTS[text].format(names=listed(list(found)))


def _named(agencies: Sequence[Agency], asked: Agency, directory: Directory) -> Iterator[str]:
    """The names, as they were typed or are listed, of those that may be the one that is asked
    about.
    """
    for agency in agencies:
        if not agency.names_one or meets(agency, asked, directory) is Reach.NOT:
            continue
        entry = directory.by_id.get(agency.id or "")
        if agency.described is not None:
            yield f"“{agency.described}”"
        if agency.organisation is not None:
            yield agency.organisation
        elif entry is not None:
            yield entry.shown
