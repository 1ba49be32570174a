"""Whoever says that somebody is to be kept safe right now asks nobody, and waits for nobody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...domain.recorded.sharingatonce import AT_ONCE_FOR
from ...domain.scopes.proposal import Urgency
from ..forms.typed import Typed


def as_soon_as_it_says(question: dict[str, Any]) -> None:
    """A question for that is one of immediate risk: no form has to be told so twice."""
    if question.get("purpose") == AT_ONCE_FOR:
        question["urgency"] = Urgency.IMMEDIATE.value


def asked_right_now(
    body: dict[str, Any], rows: Mapping[str, str], _typed: Typed
) -> tuple[dict[str, Any], Mapping[str, str]]:
    """The body of a check, as it is asked."""
    as_soon_as_it_says(body)
    return body, rows
