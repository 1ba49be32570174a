"""What a check was answered, as it was read then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ...domain.answers import Flag
from ...domain.codes import label
from ...domain.words.headline import noes_among

#: What a child says against it is in the headline.
_SAID: Final = frozenset({Flag.CHILD_OBJECTS})


def answer_in_words(answer: Mapping[str, Any], headline: str | None) -> str:
    """Under which headline, and each no that stands beside that."""
    flags = {*answer["flags"]} - (_SAID if headline else frozenset())
    return " ".join((headline or label("outcomes", answer["outcome"]), *noes_among(flags)))
