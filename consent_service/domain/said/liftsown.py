"""That a yes lifts their own no: whoever records it reads which, before it is kept. Pure.

Two windows are open on one talk, and which of them is sent last is chance: so a later yes of theirs
waits for nobody, and whoever types it looks once more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..codes import label
from ..file.leavingout import without
from ..file.view import View
from ..recorded.event import Event
from ..recorded.events import ResponseRecorded
from ..recorded.falling import Notice
from ..scopes.services import Service
from ..words.falling import no_that_is_theirs
from .contradicting import AGREEMENTS, NOES
from .lifted import is_lifted_now


def notices_of_a_lifted_no(
    event: Event, view: View, seq: int, directory: Sequence[Service]
) -> Iterator[Notice]:
    """Each no of theirs that stood without this yes, and does not with it."""
    if not isinstance(event, ResponseRecorded) or event.answer not in AGREEMENTS:
        return
    lifted = [
        said
        for said in view.said_by.get(view.the_one(event.person), ())
        if said.seq < seq
        and said.event.answer in NOES
        and said.event.response_kind == event.response_kind
        and is_lifted_now(view, said, directory)
    ]
    if lifted:
        before = View(without(view.file, {seq}), view.as_of, view.known)
        stood = [said for said in lifted if not is_lifted_now(before, said, directory)]
        if stood:
            names = "; ".join(no_that_is_theirs(said) for said in stood)
            yield Notice("LIFTS_THEIR_NO", label("notices", "LIFTS_THEIR_NO").format(names=names))
