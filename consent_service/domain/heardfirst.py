"""What is recorded while there is room for little: a no, a danger, and what was shared at once.

Whatever may make sharing wider, and whatever can be entered again tomorrow, waits.
"""

from __future__ import annotations

from .answers import Outcome
from .checked import CheckUnanswered
from .event import Event
from .events import (
    AgreementWithdrawn,
    AuthorisationEnded,
    ResponseRecorded,
    SafetyRecorded,
    WishRecorded,
)
from .practice import SafeToTellChanged, ShareNowRecorded, ShareNowUsed, StopNoticeSent


def is_heard_first(event: Event) -> bool:
    """Whether this is recorded even when nothing else is."""
    match event:
        case AgreementWithdrawn() | AuthorisationEnded() | StopNoticeSent():
            return True
        case ShareNowUsed() | ShareNowRecorded():
            return True
        case ResponseRecorded(answer=answer):
            return answer == "REFUSED"
        case WishRecorded(objects=objects):
            return objects
        case SafetyRecorded(safe_to_ask=safe) | SafeToTellChanged(safe=safe):
            return not safe
        case CheckUnanswered(answer=answer):
            return answer.outcome is Outcome.SHARE_NOW
    return False
