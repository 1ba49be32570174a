"""Services that are plainly left out in the words beside a yes, and were ticked yes to. Pure.

A box is ticked in a hurry. So whoever typed both is told which service it is, and says of that very
one whether they agreed to it. Where they say so, that counts: and their words stand beside it in a
check and in the grid of what is agreed, and a manager looks at it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from types import MappingProxyType
from typing import Final

from ..codes import label
from ..file.held import Held
from ..file.view import View
from ..memo import worked_out_once
from ..own.reaching import covers, ends, one_matter
from ..recorded.compared import FoundRight
from ..recorded.events import Response, ValidityChanged
from ..recorded.falling import MANAGERS, Notice
from ..safety.seento import settles
from ..scopes.scope import Agency, Scope
from ..words.naming import agency_in_words, listed
from .besideananswer import left_out_though_agreed
from .contradicting import AGREEMENTS, NOES
from .saidlater import is_after, takes_the_place_of

LEAVES_OUT_A_YES: Final = "LEAVES_OUT_A_YES"
#: By which somebody has answered.
_ANSWERS: Final = AGREEMENTS | NOES | {"UNDECIDED"}
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


def left_out_beside(view: View, yes: Response) -> Mapping[str, str]:
    """By the type of each service: in which words it is left out, of the answer or of its talk."""
    if yes.answer not in AGREEMENTS:
        return _NOTHING
    talk = view.conversations.get(yes.conversation or "")
    words = (yes.words, None if talk is None else talk.event.parent_words)
    found: dict[str, str] = {}
    for one in filter(None, words):
        found = {**left_out_though_agreed(view, one, yes), **found}
    return found


def notice_of_what_is_left_out(view: View, yes: Response) -> Notice | None:
    """Each by name, with the words."""
    found = left_out_beside(view, yes)
    if not found:
        return None
    text = f"{label('notices', LEAVES_OUT_A_YES)} This is about {quoted(found)}."
    return Notice(LEAVES_OUT_A_YES, text)


def quoted(left_out: Mapping[str, str]) -> str:
    """As in: the school and the GP surgery: “not the gp mind”."""
    by_words: dict[str, list[str]] = {}
    for kind, words in left_out.items():
        by_words.setdefault(words, []).append(agency_in_words(Agency(kind)))
    return "; ".join(f"{listed(names)}: “{words}”" for words, names in by_words.items())


def agreed_all_the_same(view: View, said: Held[Response]) -> Mapping[str, str]:
    """The same of those of which whoever wrote it down says that no no stands in the words: until
    they have answered again about all of it, or a manager has found the yes valid since.
    """
    return _all_the_same(view).get(said.seq, _NOTHING)


def read_beside(view: View, said: Held[Response]) -> Mapping[str, str]:
    """The same, until a manager has looked at it and found it right."""
    left = agreed_all_the_same(view, said)
    every = view.recorded[FoundRight] if left else ()
    is_right = any(
        one.event.entry == said.seq and settles(one.event, LEAVES_OUT_A_YES) for one in every
    )
    return _NOTHING if is_right else left


@worked_out_once
def _all_the_same(view: View) -> Mapping[int, Mapping[str, str]]:
    found: dict[int, Mapping[str, str]] = {}
    for said in view.read.responses:
        if not _is_said_to_be_none(view, said):
            continue
        left = left_out_beside(view, said.event)
        if not left or _is_found_valid(view, said):
            continue
        answers = _answers_since(view, said)
        still = {kind: words for kind, words in left.items() if _is_open(said, kind, answers)}
        if still:
            found[said.seq] = still
    return found


def _is_said_to_be_none(view: View, said: Held[Response]) -> bool:
    """Else the words hold the yes, or put it in doubt."""
    talk = view.conversations.get(said.event.conversation or "")
    of_the_talk = None if talk is None else talk.event.not_a_no
    return True in (of_the_talk, getattr(said.event, "not_a_no", None))


def _is_found_valid(view: View, said: Held[Response]) -> bool:
    """By a manager, or confirmed by one: whoever ticked it has said already that it is so."""
    every = view.by[ValidityChanged, "response"].get(said.event.response, ())
    return any(
        one.event.status == "VALID"
        and one.seq > said.seq
        and (one.role in MANAGERS or one.seq in view.let_fall)
        for one in every
    )


def _answers_since(view: View, said: Held[Response]) -> list[Response]:
    """What they themselves said of it later, by when they said it and not by when it was typed, and
    from a day that has come: until then this yes is the one that counts. That they were rung in
    vain answers nothing.
    """
    return [
        one.event
        for one in view.said_by.get(view.the_one(said.event.person), ())
        if one.event.answer in _ANSWERS
        and (is_after(one, said) or takes_the_place_of(one, said))
        and (one.event.valid_from is None or one.event.valid_from <= view.as_of)
        and one_matter(one, said)
    ]


def _is_open(said: Held[Response], kind: str, answers: list[Response]) -> bool:
    """Something of the yes to this service has none of these for an answer."""
    return not all(any(_reaches(one, part) for one in answers) for part in _parts(said, kind))


def _reaches(answer: Response, part: Scope) -> bool:
    return (covers if answer.answer in AGREEMENTS else ends)(answer.scope, part)


def _parts(said: Held[Response], kind: str) -> Iterator[Scope]:
    """What was agreed to of this type of service, in parts of which each is one thing."""
    yes = said.event.scope
    agencies = [to for to in yes.agencies if to.type == kind] or [Agency(kind)]
    every = (yes.subjects, yes.purposes, agencies, yes.categories, yes.directions)
    for subject, purpose, agency, category, direction in product(*every):
        yield Scope((subject,), (purpose,), (agency,), (category,), (direction,))
