"""Whom an answer leads to, one after the other: who may decide and is safe, and who cares.

A hurried worker rings whoever stands first. That is who decides for themselves, then whoever the
child lives with: a special guardian whose order nobody has put on record yet is asked beside a
mother who has moved out, and before her.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from itertools import chain
from typing import Any, Final

from ...domain.answers import Flag
from ...domain.codes import DECIDING_PR, PLACEHOLDER
from ...domain.scopes.nottold import NOT_TOLD
from ..died import died_on
from ..keptback import ask_first

_SAFE: Final = "YES"
#: The task of one who decides for themselves.
_DECIDES_ALONE: Final = "ASK_YOUNG_PERSON"
#: Tasks that are done by hearing somebody.
_SPEAKS: Final = frozenset(
    {
        *(_DECIDES_ALONE, "SPEAK_TO", "ASK_ABOUT_THIS", "CONFIRM_REPORTED", "CHASE_REPLY"),
        *("SEE_AGAIN", "REBOOK_INTERPRETER", "WHAT_WAS_SAID"),
    }
)
#: Whose next step is to speak to whoever is flagged.
_SENDS_TO: Final = frozenset({"CARER_WITHOUT_PR_NOT_SPOKEN_TO", "OTHER_CAREGIVER_NOT_ASKED"})
#: Under which speaking to whoever has not answered is what to do next.
_ASKS: Final = frozenset({"ASK", "OBJECTION"})
_NOTHING_SAID: Final = "NO_ANSWER"
#: How much of the time the child lives there: the most first.
_LIVES: Final = ("YES", "PART")


def to_be_heard(
    answer: Mapping[str, Any], stands: Mapping[str, Any], kept: Container[str]
) -> list[str]:
    """Each once, in the order in which they are offered; `kept` are those sent to nobody."""
    asks = [task for task in answer["tasks"] if task["code"] in _SPEAKS]
    # Who decides for themselves is asked before their parents are.
    first = {*their_own(answer), *(t["person"] for t in asks if t["code"] == _DECIDES_ALONE)}
    every = (*(task["person"] for task in asks), *_flagged(answer), *_may_decide(answer, stands))
    near = _lives_with(answer, stands)
    return sorted(
        (one for one in dict.fromkeys(every) if one not in kept),
        key=lambda person: (person not in first, near.get(person, len(_LIVES))),
    )


def sent_to_nobody(stands: Mapping[str, Any]) -> set[str]:
    """To whom nobody is sent: a manager is asked before they are spoken to, or what they wrote is
    to be read before that, or they died.
    """
    unread = (one["not_sent_for"] for one in stands["unread_writing"])
    return {*ask_first(stands), *died_on(stands), *chain.from_iterable(unread)}


def their_own(answer: Mapping[str, Any]) -> Iterator[str]:
    """Whoever decides of what is asked about themselves."""
    for item in answer["items"]:
        of = [one for one in item["positions"] if one["person"] == item["subject"]]
        yield from (one["person"] for one in of if one["decides"])


def _safe(item: Mapping[str, Any]) -> set[str]:
    return {
        one["person"]
        for one in item["positions"]
        if one["asking"] == _SAFE and one["reachable"] and one["role"] != PLACEHOLDER
    }


def _flagged(answer: Mapping[str, Any]) -> Iterator[str]:
    """Whom a flag says to speak to, whether or not their word decides, and who may be."""
    for item in answer["items"]:
        safe = _safe(item)
        for one in item["flagged"]:
            theirs = item["category"] not in NOT_TOLD or one["person"] == item["subject"]
            if one["flag"] in _SENDS_TO and one["person"] in safe and theirs:
                yield one["person"]


def _may_decide(answer: Mapping[str, Any], stands: Mapping[str, Any]) -> Iterator[str]:
    """Who is said to hold responsibility, confirmed or not, and has said nothing of this."""
    if any(flag["code"] == Flag.DO_NOT_TELL for flag in answer["flags"]):
        return
    holders = {
        (child["id"], carer["person"])
        for child in stands["children"]
        for carer in child["caregivers"]
        if carer["pr_status"] in DECIDING_PR
    }
    for item in answer["items"]:
        safe = _safe(item) if item["outcome"] in _ASKS else ()
        for one in item["positions"]:
            holds = (item["subject"], one["person"]) in holders and item["category"] not in NOT_TOLD
            if holds and one["person"] in safe and one["says"] == _NOTHING_SAID:
                yield one["person"]


def _lives_with(answer: Mapping[str, Any], stands: Mapping[str, Any]) -> dict[str, int]:
    """By person: how much a child whom it is about lives with them, the most as the least."""
    found: dict[str, int] = {}
    asked = {item["subject"] for item in answer["items"]}
    for child in (one for one in stands["children"] if one["id"] in asked):
        for carer in (one for one in child["caregivers"] if one["lives_with"] in _LIVES):
            place = _LIVES.index(carer["lives_with"])
            found[carer["person"]] = min(place, found.get(carer["person"], place))
    return found
