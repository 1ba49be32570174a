"""Whether what an answer is about had been explained (`domain.md` 3.13).

A notice that somebody can read says all nine points: it counts as explained where it is one of the
register's, in their language, and no harder to read than they read.
"""

from __future__ import annotations

from typing import Final

from ..codes import codes
from ..file.held import Held
from ..file.view import View
from ..recorded.events import ConversationRecorded
from ..recorded.practice import NeedsRecorded
from ..recorded.privacynotices import NoticeGiven, is_english, language_key

#: What makes an explanation whole: the first nine of the checklist.
NINE: Final = frozenset(list(codes("explained"))[:9])

#: What can be read by whoever finds reading hard: easy read is written for this age.
EASY_READ: Final = 9
_READS_HARDLY: Final = frozenset({"LITERACY", "LEARNING_DISABILITY"})


def explained(view: View, talk: Held[ConversationRecorded]) -> frozenset[str]:
    """Which of the nine were explained in a conversation, by word or by notice."""
    given = view.by[NoticeGiven, "conversation"].get(talk.event.conversation, ())
    if any(_is_for(view, talk.event.person, notice.event) for notice in given):
        return NINE
    return NINE & set(talk.event.explained)


def fully_explained(view: View, talk: Held[ConversationRecorded]) -> bool:
    """All nine were. One left out leaves the answer as it is."""
    return explained(view, talk) == NINE


def language_of(view: View, person: str) -> str:
    """The language on record for somebody; English where there is none."""
    adult, child = view.adults.get(person), view.children.get(person)
    said = adult.event.language if adult is not None else child.event.language if child else None
    return said or "English"


def reads_english(view: View, person: str) -> bool:
    """Nothing on record says that they do not."""
    adult, needs = view.adults.get(person), view.newest[NeedsRecorded, "person"].get(person)
    return not (
        is_foreign(language_of(view, person))
        or (adult is not None and adult.event.interpreter_needed)
        or (needs is not None and "ENGLISH_NOT_FIRST_LANGUAGE" in needs.event.indicators)
    )


def is_foreign(language: str | None) -> bool:
    """Another language than English."""
    return language is not None and not is_english(language)


def _is_for(view: View, person: str, notice: NoticeGiven) -> bool:
    return (
        notice.reading_age is not None
        and notice.reading_age <= _reads_at(view, person)
        and language_key(notice.language) == language_key(language_of(view, person))
    )


def _reads_at(view: View, person: str) -> int:
    """The reading age of what somebody can be given to read."""
    adult = view.adults.get(person)
    needs = view.newest[NeedsRecorded, "person"].get(person)
    if (adult is not None and adult.event.format == "EASY_READ") or (
        needs is not None and _READS_HARDLY & set(needs.event.indicators)
    ):
        return EASY_READ
    return 18 if adult is not None else view.ages.get(person) or 0
