"""Of which children somebody who cares for several was spoken with. Pure.

A talk says with whom it was and not about whom: what they answered says that. Whoever has spoken
about a sister was not asked about her brother (`domain.md` 0.6). Whatever is said by somebody who
cares for one child is taken to be about that one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ..file.inanenquiry import answers_in
from ..file.view import View
from ..file.whattheysaid import NOT_HEARD_HERE, REACHED_BY
from ..scopes.scope import ANY


def not_spoken_of(
    view: View, person: str, children: Collection[str], enquiries: Sequence[str]
) -> tuple[str, ...]:
    """Of the children for whom they care, those about whom they have answered nothing in any of
    these: nobody knows of those that they were asked.
    """
    if len(children) == 1:
        return ()
    spoken_of = view.each[_spoken_of][person, tuple(enquiries)]
    return tuple(one for one in children if one not in spoken_of)


def _spoken_of(view: View, of: tuple[str, tuple[str, ...]]) -> frozenset[str]:
    """Gone through once. What names everybody is about the children who stood on the file then."""
    person, enquiries = of
    found, of_all = set[str](), -1
    for enquiry in enquiries:
        for said in answers_in(view, enquiry, person):
            if said.event.answer not in REACHED_BY or said.event.method in NOT_HEARD_HERE:
                continue
            subjects = said.event.scope.subjects
            found.update(map(view.the_one, subjects))
            if ANY in subjects:
                of_all = max(of_all, said.seq)
    found.update(id for id, child in view.children.items() if child.seq < of_all)
    return frozenset(found)
