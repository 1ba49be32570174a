"""Whom a question leaves out, in one line. For staff, and nobody else."""

from __future__ import annotations

from ..codes import TEXTS
from ..view import View
from ..whoelse import WhoElse
from .contacting import NOT, not_to_contact
from .naming import agency_in_words, listed, name_of


def who_else_in_a_line(view: View, who: WhoElse) -> str | None:
    """One line, or None where nobody is left out. Whom not to contact stands in it, as it does
    wherever somebody is named to staff.
    """
    named, everybody = view.each[name_of], (*who.caregivers, *who.others)
    by = not_to_contact(view, {one.person: one.asking for one in everybody})
    said = {
        "who_else_children": [named[child] for child in who.children],
        "who_else_caregivers": [named[one.person] for one in who.caregivers],
        "who_else_others": [named[one.person] for one in who.others],
        **{text: [named[person] for person in by[safe]] for safe, text in NOT.items()},
        "who_else_agencies": [agency_in_words(one) for one in who.agencies],
    }
    lines = (TEXTS[text].format(names=listed(names)) for text, names in said.items() if names)
    return " ".join(lines) or None
