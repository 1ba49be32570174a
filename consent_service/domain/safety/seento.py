"""What a manager says who looked at something: whether it settles what they were asked. Pure.

A date that looks odd is right because somebody says so. That a child may be hurt, or that somebody
knows who may not be safe, is settled by what was found and done: a reason is held to what is asked
of one that lifts a warning (`rationale.py`). One that says nothing is kept, and settles nothing.
"""

from __future__ import annotations

from typing import Final

from ..freetext.rationale import says_why
from ..recorded.compared import FoundRight
from ..recorded.meetings import ConferenceConsidered

#: The code of `notices` by which somebody is asked to read words of harm.
TELLS: Final = "WORDS_TELL_OF_HARM"
#: Codes of `notices` by which somebody may be in danger.
GRAVE: Final = frozenset(
    {
        *(TELLS, "NOT_BY_THIS_WAY", "SOMEBODY_KNOWS", "ADVOCATE_OF_THEIR_SIDE"),
        "KEPT_WAY_GIVEN",
        # somebody else is one to fear, or their no is another's
        "JOINED_BY_ONE",
        # a child waits longer
        "RED_LOWERED",
        # somebody is told to whom they may have said no
        "LEAVES_OUT_A_YES",
        # of an injury that nobody has explained
        *("CONSIDER_STRATEGY", "ASK_ABOUT_INJURY"),
    }
)


def settles(found: FoundRight, code: str) -> bool:
    """Whether it is not asked again, as far as what stands on record is the same."""
    return code in found.doubts and (code not in GRAVE or says_why(found.reason))


def left_unsettled(found: FoundRight) -> list[str]:
    """What of it is asked again, since nothing says what was found and done."""
    return [code for code in found.doubts if not settles(found, code)]


def is_decided(considered: ConferenceConsidered) -> bool:
    """That a conference is not to be held is as grave as any decision (`domain.md` 3.9): without a
    reason that says why it is to be considered still.
    """
    return considered.to_be_held or says_why(considered.reason)
