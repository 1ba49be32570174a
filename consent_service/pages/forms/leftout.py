"""Services that their words leave out and that yes was ticked to: of each whoever typed both says,
before it is recorded, whether they agreed to it. Words decide nothing, and a tick in a hurry no
more: what is said of that very service does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, Final

from ...domain.freetext.servicesinwords import left_out_of_a_yes
from ...domain.said.contradicting import AGREEMENTS, NOES
from ...domain.scopes.scope import Agency
from ...domain.words.naming import agency_in_words
from .choices import Choice
from .form import Form
from .typed import Typed

_FIELD: Final = "left_out"
#: They said no to it: the tick is taken back, and the no recorded.
_NO: Final = "NO"
_YES: Final = "YES"
_HINT: Final = (
    "Your answer about this service counts. If they agreed, a manager looks at it, and whoever "
    "checks reads their words beside it. If you do not know, choose no, and ask them."
)


def left_out_in(form: Form, body: Mapping[str, Any]) -> dict[str, str]:
    """By the type of each: in which of their words it is left out."""
    if form.takes_out is None:
        return {}
    answers = body.get("responses", ())
    ticked = [_types(one) for one in answers if one.get("answer") in AGREEMENTS]
    agreed = frozenset[str]().union(*ticked)
    refused = frozenset[str]().union(*(_types(one) for one in answers if one["answer"] in NOES))
    words = body.get("parent_words")
    return left_out_of_a_yes(words, agreed, agreed, refused) if words and agreed else {}


def _types(answer: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(one["type"] for one in answer["scope"].get("agencies", ()))


def without_what_they_left_out(form: Form, typed: Typed) -> Typed:
    """As somebody answered: each of which they said that it is a no is one."""
    for name, answer in [*typed.items()]:
        if form.takes_out is not None and is_asked_by(name) and answer == _NO:
            typed = form.takes_out(typed, name.partition(".")[2]) | {name: ()}
    return typed


def is_asked_by(name: str) -> bool:
    """Whether a field asks that of a service."""
    return name.startswith(f"{_FIELD}.")


def left_open(left_out: Mapping[str, str], typed: Typed) -> list[str]:
    """Those of which nobody has said, of these very words, that they agreed to them."""
    return [
        kind for kind, words in left_out.items() if typed.one(f"{_FIELD}.{kind}") != _yes_to(words)
    ]


def asked_of_each(
    left_out: Mapping[str, str], typed: Typed, *, is_wrong: bool
) -> list[dict[str, Any]]:
    """Each as a question with two answers, of which none is chosen beforehand."""
    unsaid = left_open(left_out, typed)
    return [
        {
            "kind": "radios",
            "name": f"{_FIELD}.{kind}",
            "id": f"f-{_FIELD}.{kind}",
            "label": f"Their words leave out {_called(kind)}: “{words}”. You ticked Yes to it. Did "
            "they agree to it?",
            "hint": _HINT,
            "error": _say_so(kind) if is_wrong and kind in unsaid else None,
            "value": [] if kind in unsaid else [_yes_to(words)],
            "inline": False,
            "items": [
                Choice(_NO, "No: take it out, and record a no to it"),
                Choice(_yes_to(words), "Yes, they agreed to it all the same"),
            ],
        }
        for kind, words in left_out.items()
    ]


def wrong_of(kinds: Iterable[str]) -> list[tuple[str, str]]:
    """What is said of each that was left open, and where it is asked."""
    return [(_say_so(kind), f"f-{_FIELD}.{kind}") for kind in kinds]


def _say_so(kind: str) -> str:
    return f"Say whether they agreed to {_called(kind)}."


def _called(kind: str) -> str:
    return agency_in_words(Agency(kind))


def _yes_to(words: str) -> str:
    """What was said of some words is said of no others."""
    return f"{_YES}.{hashlib.sha256(words.encode()).hexdigest()[:16]}"
