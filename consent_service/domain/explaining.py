"""Whether what an answer is about had been explained (`domain.md` 3.13). It never decides."""

from __future__ import annotations

from typing import Final

from .codes import codes
from .events import ConversationRecorded

#: What makes an explanation whole: the first nine of the checklist.
NINE: Final = frozenset(list(codes("explained"))[:9])


def fully_explained(conversation: ConversationRecorded) -> bool:
    """All nine were said in this conversation. One left out leaves the answer as it is."""
    return set(conversation.explained) >= NINE
