"""What somebody of a family said to us, of what stands on their file: that somebody tried to reach
them, waits for them or was told by a referrer is no word of theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..domain.view import BY_REFERRER, REACHED_BY


def answers(stands: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Their answers, each of their own."""
    return _ours([one for one in stands["responses"] if one["answer"] in REACHED_BY])


def own_words(answer: Mapping[str, Any], stands: Mapping[str, Any]) -> str | None:
    """What they said with it, or in the talk in which they gave it."""
    talks = (one for one in stands["conversations"] if one["id"] == answer["conversation"])
    talk = next(talks, None)
    words: str | None = answer["words"] or (talk and talk["parent_words"])
    return words


def talks_and_answers(stands: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Those, and the talks with them."""
    return [*_ours(stands["conversations"]), *answers(stands)]


def _ours(said: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [one for one in said if one["method"] != BY_REFERRER]
