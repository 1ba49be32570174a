"""What a word beside somebody's answers may be a no to: what a request is about, and what the words
name where they are of nothing else. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..freetext.keptfromaservice import services_not_to_hear
from ..freetext.ofoneservice import services_alone
from ..recorded.events import WishRecorded
from ..recorded.practice import CorrectionAsked, DecisionRequested, DisagreementStated
from ..scopes.containing import shares_a_word
from ..scopes.scope import ANY, Agency, Point, Scope
from ..scopes.services import Service
from .inarequest import is_about, is_about_any_of
from .saidbesides import Besides

#: Of these it is said what they are of: a wish is of everything, and what is called wrong of that.
_SAY_OF_WHAT: Final = (WishRecorded, DecisionRequested, CorrectionAsked, DisagreementStated)
#: By such a type anything may be meant.
_BY_NAME_ALONE: Final = frozenset({ANY, "OTHER_NAMED"})


def may_be_of(one: Besides, point: Point, directory: Sequence[Service]) -> bool:
    """Whether it may be a no to this item."""
    return is_about(one.said, point, directory) and _may_mean(one, point.agency)


def may_be_of_any(one: Besides, scopes: Sequence[Scope]) -> bool:
    """The same, of whatever lies in one of these scopes."""
    return any(
        is_about_any_of(one.said, scope) and any(_may_mean(one, of) for of in scope.agencies)
        for scope in scopes
    )


def _may_mean(one: Besides, agency: Agency) -> bool:
    named = frozenset[str]()
    if not isinstance(one.said.event, _SAY_OF_WHAT):
        named = services_alone(one.words) or services_not_to_hear(one.words)
    if not named or agency.type in named or agency.type in _BY_NAME_ALONE:
        return True
    return shares_a_word(agency, one.words)
