"""A no about a child that was said on another file of the authority: whose it is, as far as this
file knows, and when. For staff, and nobody else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..answers import Flag, Item, Reason
from ..codes import TEXTS, label
from ..file.view import View
from ..otherfiles.saidofchild import noes_on_another_file
from ..recorded.joinedelsewhere import NoAboutChildElsewhere
from ..scopes.proposal import Proposal
from ..scopes.scope import Point, as_asked
from ..scopes.services import Service
from .naming import day, lower_first, name_of

#: What these say of the family is so of this file alone, where somebody said no on another.
OF_THIS_FILE = {
    Reason.NOT_ASKED: "not_asked_here",
    Reason.NO_PR_HOLDER_KNOWN: "no_holder_here",
}


def said_on_another_file(
    view: View, items: Sequence[Item], proposal: Proposal, directory: Sequence[Service]
) -> str | None:
    """Each of those noes to any of these, by whoever it is to the child; None where there is none.
    Of several answers of one of them the sentence is the same, and stands once for each day.
    """
    said = dict.fromkeys(_each(view, items, proposal, directory))
    return " ".join(said) if said else None


def is_flagged_for_it(item: Item) -> bool:
    """Somebody who has no position on this file said no to it."""
    return any(f.flag is Flag.RELATED_REFUSAL and f.person is None for f in item.flagged)


def _each(
    view: View, items: Sequence[Item], proposal: Proposal, directory: Sequence[Service]
) -> Iterator[str]:
    for item in filter(is_flagged_for_it, items):
        agency = as_asked(proposal.agency, directory)
        point = Point(item.subject, proposal.purpose, agency, item.category, item.direction)
        for reading in view.readings:
            about = point.about(reading.the_one(point.subject))
            for held in noes_on_another_file(reading, about, directory):
                yield TEXTS["no_on_another_file"].format(
                    who=who_said_it(view, held.event), day=day(held.effective_at)
                )


def who_said_it(view: View, said: NoAboutChildElsewhere) -> str:
    """As in "The mother of Kim, who holds parental responsibility,"."""
    if said.role is None:
        return f"Somebody in the family of {name_of(view, said.child)}"
    holds = ", who holds parental responsibility," if said.decides else ""
    return f"The {lower_first(label('roles', said.role))} of {name_of(view, said.child)}{holds}"
