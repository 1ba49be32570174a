"""What an adult says no to that is an adult's own, and says it of a child: it is about themselves.

Nobody else can say yes to it, and about the child it would be a no to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ..domain.recorded.events import ResponseRecorded
from ..domain.said.aboutwhom import means_themselves
from ..domain.said.contradicting import left_out_of_an_adults_own
from ..domain.scopes.leftopen import everything_unless_named
from ..domain.scopes.scope import Scope
from .moment import Moment, new_id


def of_themselves_too(person: str, scope: Scope, moment: Moment) -> Scope:
    """An adult who says no to what is an adult's own, and names a child, means themselves as
    well.
    """
    if not means_themselves(moment.view(), person, scope):
        return scope
    return msgspec.structs.replace(scope, subjects=(*scope.subjects, person))


def noes_about_themselves(answer: ResponseRecorded, moment: Moment) -> Iterator[ResponseRecorded]:
    """What an agreement about a child leaves out of what is an adult's own, each as a no about
    themselves: to add them to the agreement would make more of the yes.
    """
    for no in left_out_of_an_adults_own(answer.scope):
        if not means_themselves(moment.view(), answer.person, no):
            continue
        yield no_in(answer, msgspec.structs.replace(no, subjects=(answer.person,)))


def no_in(answer: ResponseRecorded, scope: Scope) -> ResponseRecorded:
    """What an agreement says no to, as a no of its own: from when it was said, and for good."""
    return msgspec.structs.replace(
        answer,
        response=new_id(),
        answer="REFUSED",
        scope=everything_unless_named(scope),
        valid_from=None,
        expires_at=None,
        any_reason=None,
        supersedes=None,
    )
