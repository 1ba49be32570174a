"""Whom a question leaves out, in one line. For staff, and nobody else."""

from __future__ import annotations

from typing import Final

from ..answers import Safe
from ..codes import TEXTS
from ..convened import undecided
from ..view import View
from ..whoelse import WhoElse
from .contacting import to_contact
from .naming import agency_in_words, listed, name_of

#: Whom not to contact stands in the line, as it does wherever somebody is named to staff.
_NOT: Final = {Safe.NO: "do_not_contact", Safe.NOT_KNOWN: "do_not_contact_yet"}


def who_else_in_a_line(view: View, who: WhoElse) -> str | None:
    """One line; None where nobody is left out."""
    said = [
        *_said("who_else_children", [name_of(view, child) for child in who.children]),
        *_said("who_else_caregivers", [name_of(view, one.person) for one in who.caregivers]),
        *_said("who_else_others", [name_of(view, one.person) for one in who.others]),
    ]
    waits = undecided(view)
    for safe, text in _NOT.items():
        names = [
            name_of(view, one.person)
            for one in (*who.caregivers, *who.others)
            if to_contact(one.asking, one.person, waits) is safe
        ]
        said += _said(text, names)
    said += _said("who_else_agencies", [agency_in_words(one) for one in who.agencies])
    return " ".join(said) or None


def _said(text: str, names: list[str]) -> list[str]:
    return [TEXTS[text].format(names=listed(names))] if names else []
