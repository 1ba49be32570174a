"""Which noes a later yes of theirs has lifted, by the rule by which a check hears them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..file.goesby import of_each
from ..file.held import Held
from ..file.view import View
from ..memo import worked_out_once
from ..recorded.events import Response
from ..scopes.services import Directory, Service, indexed
from .contradicting import AGREEMENTS, NOES
from .eachitemsaid import one_of_each_kind_said
from .position import Standpoint


class _Noes(NamedTuple):
    """By their places: those that reach any item, and those that still say no to one."""

    reaching: frozenset[int]
    standing: frozenset[int]


def is_lifted_now(view: View, response: Held[Response], directory: Sequence[Service] = ()) -> bool:
    """A no to which they have since said yes, item by item, in a way that counts. While something
    waits, an error that was put right among it, one that stands in any reading of the file stands.
    """
    if response.event.answer not in NOES:
        return False
    every = of_each(view.readings, lambda reading: _is_lifted(reading, response.seq, directory))
    found = [lifted for lifted in every if lifted is not None]
    return bool(found) and all(found)


def _is_lifted(view: View, seq: int, directory: Sequence[Service]) -> bool | None:
    """None where it is not said in this reading."""
    said = view.said_at.get(seq)
    if said is None:
        return None
    given = said.event
    noes = _of(view, given.person, given.enquiry, given.response_kind, indexed(directory))
    return seq in noes.reaching and seq not in noes.standing


@worked_out_once
def _of(view: View, person: str, enquiry: str, kind: str, directory: Directory) -> _Noes:
    """Of all that they said in an enquiry."""
    # Nothing but a yes lifts one; and of too much to be gone through every no stands.
    agreed = any(one.event.answer in AGREEMENTS for one in view.said_by.get(person, ()))
    points = one_of_each_kind_said(view, person, enquiry, kind, directory) if agreed else None
    reaching: set[int] = set()
    standing: set[int] = set()
    for point in points or ():
        heard = Standpoint.of(view, person, point, enquiry, directory, kind=kind)
        reaching.update(no.said.seq for no in heard.noes)
        standing.update(said.seq for said in heard.noes_that_stand)
    return _Noes(frozenset(reaching), frozenset(standing))
