"""What to do next, where speaking to somebody may not be safe. For staff, and nobody else.

A worker in a hurry reads one line. "Talk to them again" is no line to read first where the one who
said no is the one the child is afraid of: so whom not to contact comes before whatever is to be
done (`domain.md` 0: nobody dangerous is told).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from ..answers import Item, Safe
from ..codes import TEXTS, codes
from ..convened import undecided
from ..view import View
from .naming import PLACEHOLDER, listed, lower_first, name_in

#: Why not, the gravest first, and the sentence that says so.
_NOT: Final = {Safe.NO: "do_not_contact", Safe.NOT_KNOWN: "do_not_contact_yet"}


def next_of(list_name: str, code: str, view: View | None, items: Sequence[Item]) -> str:
    """What to do next by a code of `outcomes`, `reasons` or `flags`, for the items that have it."""
    attributes = codes(list_name)[code].attributes
    said = str(attributes["next"])
    if view is None or attributes.get("contacts") is not True:
        return said
    about = {one.person for item in items for one in item.flagged if one.flag == code} - {None}
    found = whom_not_to_contact(view, items, about)
    if not found:
        return said
    return " ".join((*found, TEXTS["anybody_else"].format(next=lower_first(said))))


def whom_not_to_contact(
    view: View, items: Sequence[Item], about: Collection[str | None] = ()
) -> list[str]:
    """A sentence for each reason not to, about those given or everybody with a position."""
    waits = undecided(view)
    return [
        TEXTS[text].format(names=listed(list(names.values())))
        for safe, text in _NOT.items()
        if (names := _of_whom_it_is(safe, view, items, about, waits))
    ]


def to_contact(asking: Safe, person: str, waits: Collection[str]) -> Safe:
    """Whether somebody may be contacted now. Whoever may be asked by what is known of themselves
    waits all the same while it is to be decided (`waits`): no task sends anybody to them either.
    """
    return Safe.NOT_KNOWN if asking is Safe.YES and person in waits else asking


def _of_whom_it_is(
    safe: Safe,
    view: View,
    items: Sequence[Item],
    about: Collection[str | None],
    waits: Collection[str],
) -> dict[str, str]:
    """Of those a flag is about, or of everybody with a position: by id what each is called, once,
    and with what they are to a child where that is known. Nobody can ring a placeholder.
    """
    found: dict[str, str] = {}
    for position in (p for item in items for p in item.positions):
        person = view.the_one(position.person)
        if (
            to_contact(position.asking, person, waits) is safe
            and position.role != PLACEHOLDER
            and (not about or position.person in about)
            and (person not in found or position.role is not None)
        ):
            found[person] = name_in(view, position)
    return found
