"""Whether what a check answered is so as things stand now: somebody may have said no since. Pure.

It answers nothing by itself: whoever is about to act on an earlier answer is told to ask again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from ..answers import Answer, Flag, Item, Outcome, Says
from ..file.view import View
from ..recorded.policy import Policy
from ..scopes.proposal import Proposal
from ..scopes.services import Service
from .decision import decide

#: What may go ahead as it stands.
GIVEN: Final = frozenset({Outcome.COVERED, Outcome.AUTHORISED})


class StillSo(NamedTuple):
    """By number, the items of an answer that may go ahead now as they might then; and who says no
    to any of them that did not say it then, though it may go ahead: a child is one.
    """

    ahead: tuple[int, ...]
    no_since: tuple[str, ...]


def still_so(
    answer: Answer,
    proposal: Proposal,
    view: View,
    policy: Policy,
    directory: Sequence[Service],
) -> StillSo:
    """The same question, asked of the file as it stands in this view."""
    given = [n for n, item in enumerate(answer.items) if item.outcome in GIVEN]
    if not given:
        return StillSo((), ())
    again = {_about(one): one for one in decide(view, policy, proposal, directory).items}
    pairs = [(n, answer.items[n], again.get(_about(answer.items[n]))) for n in given]
    return StillSo(
        tuple(n for n, was, now in pairs if now is not None and now.outcome in GIVEN),
        tuple(
            dict.fromkeys(
                person
                for _, was, now in pairs
                for person in (_who_say_no(now) if now is not None else ())
                if person not in _who_say_no(was)
            )
        ),
    )


def _about(item: Item) -> tuple[str, str, str]:
    return item.subject, item.category, item.direction


def _who_say_no(item: Item) -> list[str]:
    says = [one.person for one in item.positions if one.says is Says.NO]
    objects = (one.person for one in item.flagged if one.flag is Flag.CHILD_OBJECTS)
    return [*says, *(one for one in objects if one is not None)]
