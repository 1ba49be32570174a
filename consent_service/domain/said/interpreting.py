"""Who interpreted a talk, and why a yes that came through them is not relied on: a relative, a
machine, nobody, or somebody of whom nobody said what they are (`domain.md` 5.3, F25). Pure.
"""

from __future__ import annotations

import re
from typing import Final

from ..file.called import names_of
from ..file.view import View
from ..following.advocates import may_be_one_name, same_name
from ..names.kin import is_called_by_kin
from ..recorded.events import ConversationRecorded
from ..writing import folded
from .overheard import THROUGH_A_PROFESSIONAL, is_unsaid_who_interpreted

_FAMILY: Final = "INTERPRETER_IS_FAMILY"
_NONE: Final = "NO_INTERPRETER"
#: What stands in the place of a name where nobody interpreted, or no person did.
_NO_PERSON: Final = re.compile(
    r"^\W*(?:none|nil|no|nobody|no[ -]?one|not needed|n/?a|without|-*)\W*$"
    r"|^\W*(?:(?:an? |the )?translator|siri|alexa)\W*$"
    r"|\b(?:google|deepl|bing|chatgpt|translate|(?:translator|phone|tablet) app)\b"
)
#: By it somebody is called as a family calls its own, and has no such word in their name.
_OF_THEIRS: Final = re.compile(
    r"^(?:(?:her|his|their|my|our|the|an?)\b|mum|dad|aunt|uncle|gran|sister|brother|son\b|daughter"
    r"|cousin|niece|nephew|friend|neighbo|husband|wife|child)"
)
#: Shorter first names are words as well.
_LONG_ENOUGH: Final = 3


def why_not_through(view: View, talk: ConversationRecorded) -> str | None:
    """A reason for a concern. Somebody on the file by their whole name, whoever is called as a
    family calls its own ("her sister"), and a machine, are that whatever else was ticked; whoever
    only may be somebody of the file is not, where it was said that they are none.
    """
    interpreter = talk.interpreter
    if interpreter is None:
        return _NONE if had_none(view, talk) else None
    said = interpreter.name_or_reference
    if interpreter.is_family_member is True or (
        said is not None
        and _is_theirs(view, said, was_said=interpreter.is_family_member is not None)
    ):
        return _FAMILY
    if said is not None and _NO_PERSON.search(folded(said)):
        return _NONE
    return "INTERPRETER_NOT_KNOWN" if is_unsaid_who_interpreted(talk) else None


def had_none(view: View, talk: ConversationRecorded) -> bool:
    """They need an interpreter and nobody says that there was one, by name or by a tick."""
    adult = view.adults.get(talk.person)
    is_needed = adult is not None and adult.event.interpreter_needed
    return is_needed and talk.interpreter is None and THROUGH_A_PROFESSIONAL not in talk.modifiers


def _is_theirs(view: View, said: str, *, was_said: bool) -> bool:
    names = [name for person in (*view.adults, *view.children) for name in names_of(view, person)]
    if any(same_name(said, name) for name in names):
        return True
    if is_called_by_kin(said) and (not was_said or _OF_THEIRS.search(folded(said))):
        return True
    return not was_said and any(_may_be(said, name) for name in names)


def _may_be(said: str, name: str) -> bool:
    """By a name near theirs, or by their first name."""
    first, *_ = (*folded(name).split(), "")
    return may_be_one_name(said, name) or (
        len(first) >= _LONG_ENOUGH and first in folded(said).split()
    )
