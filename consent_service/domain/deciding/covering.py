"""What is agreed with each agency that a family is known to, as a whole: a grid, or one line to
read on the telephone. Pure.

Each cell is the item that a check would have, by the same rules and from the same view: nothing
here decides anything, so nothing here can say more than a check does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

from ..answers import Answer, encode_answer
from ..codes import CHILD_CATEGORIES, codes
from ..file.view import View
from ..recorded.checked import AnswerShown
from ..recorded.policy import Policy
from ..scopes.proposal import Coverage
from ..scopes.scope import ANY, Agency
from ..scopes.services import Directory
from .decision import Rules
from .whoelse import agencies_of

#: Each is decided under the authority's lock, where others wait: as many as a check may ask for.
MOST_CELLS: Final = 200
#: Whom a hub asks first, of a family that is known to nobody yet.
USUAL: Final = (Agency("GP"), Agency("HEALTH_VISITOR"), Agency("SCHOOL"))
#: What is about a child, in the order of the list.
KINDS: Final = tuple(code for code in codes("categories") if code in CHILD_CATEGORIES)


def agencies_spoken_of(view: View, directory: Directory) -> tuple[Agency, ...]:
    """Those that the family is known to, and each type that somebody said yes or no to; the usual
    ones where there are none.
    """
    types = (
        agency
        for answer in view.said
        for agency in (*answer.event.scope.agencies, *answer.event.scope.exclusions.agencies)
        if not agency.names_one and agency.type != ANY
    )
    return tuple(dict.fromkeys((*agencies_of(view, directory), *types))) or USUAL


def covering(
    rules: Rules, view: View, policy: Policy, coverage: Coverage, directory: Directory
) -> list[Answer]:
    """The answer about each agency. There are none where there is no child."""
    if not coverage.subjects:
        return []
    return [rules(view, policy, proposal, directory) for proposal in coverage.proposals()]


def as_shown(coverage: Coverage, answers: Sequence[Answer]) -> tuple[AnswerShown, ...]:
    """What is put on record of the answers."""
    return tuple(
        AnswerShown(agency, answer.outcome, hashlib.sha256(encode_answer(answer)).hexdigest())
        for agency, answer in zip(coverage.agencies, answers, strict=False)
    )
