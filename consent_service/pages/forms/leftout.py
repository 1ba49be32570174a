"""Services that their words leave out and that yes was ticked to: of each whoever typed both says,
before it is recorded, whether they agreed to it. Words decide nothing, and a tick in a hurry no
more: what is said of that very service does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from ...domain.codes import share_a_kind
from ...domain.freetext.servicesinwords import left_out_of_a_yes
from ...domain.said.contradicting import AGREEMENTS, NOES
from ...domain.scopes.scope import Agency
from ...domain.scopes.services import exact_key
from ...domain.words.naming import agency_in_words
from .choices import Choice, Known, services
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


class ServiceLeftOut(NamedTuple):
    """In which of their words a service is left out, and what it is called."""

    words: str
    called: str


def left_out_in(form: Form, body: Mapping[str, Any], known: Known) -> dict[str, ServiceLeftOut]:
    """By the type of each; of a type of which several were ticked, by each of them."""
    words, answers = body.get("parent_words"), body.get("responses", ())
    if form.takes_out is None or not words:
        return {}
    yeses = [one for one in answers if one["answer"] in AGREEMENTS]
    noes = [one for one in answers if one["answer"] in NOES]
    agreed = _types(yeses)
    found: dict[str, str] = {}
    for yes in yeses:
        kinds = yes["scope"]["categories"]
        refused = _types(no for no in noes if share_a_kind(no["scope"]["categories"], kinds))
        found |= left_out_of_a_yes(words, _types([yes]), agreed, refused)
    return {
        which: ServiceLeftOut(words, called)
        for kind, words in found.items()
        for which, called in _each_ticked(kind, yeses, known)
    }


def _types(answers: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    return frozenset(to["type"] for one in answers for to in one["scope"]["agencies"])


def _each_ticked(
    kind: str, yeses: Sequence[Mapping[str, Any]], known: Known
) -> Iterator[tuple[str, str]]:
    ticked = [to for one in yeses for to in one["scope"]["agencies"] if to["type"] == kind]
    each = {_which(one): one for one in ticked}
    if len(each) < 2:
        yield kind, agency_in_words(Agency(kind))
        return
    listings = {one.value: one.words for one in services(known)}
    for which, one in each.items():
        typed = agency_in_words(Agency(kind, one.get("organisation")))
        yield f"{kind}.{which}", listings.get(f"{kind}.{one.get('id')}", typed)


def _which(agency: Mapping[str, str]) -> str:
    named = agency.get("id") or exact_key(agency.get("organisation", ""))
    return hashlib.sha256(named.encode()).hexdigest()[:16]


def is_meant(which: str, agency: Mapping[str, str]) -> bool:
    """Whether it is this service that is asked about so."""
    kind, _, one = which.partition(".")
    return agency["type"] == kind and one in ("", _which(agency))


def without_what_they_left_out(form: Form, typed: Typed) -> Typed:
    """As somebody answered: each of which they said that it is a no is one."""
    for name, answer in [*typed.items()]:
        if form.takes_out is not None and is_asked_by(name) and answer == _NO:
            typed = form.takes_out(typed, name.partition(".")[2]) | {name: ()}
    return typed


def is_asked_by(name: str) -> bool:
    """Whether a field asks that of a service."""
    return name.startswith(f"{_FIELD}.")


def left_open(left_out: Mapping[str, ServiceLeftOut], typed: Typed) -> list[str]:
    """Those of which nobody has said, of these very words, that they agreed to them."""
    return [
        which
        for which, one in left_out.items()
        if typed.one(f"{_FIELD}.{which}") != _yes_to(one.words)
    ]


def asked_of_each(
    left_out: Mapping[str, ServiceLeftOut], typed: Typed, *, is_wrong: bool
) -> list[dict[str, Any]]:
    """Each as a question with two answers, of which none is chosen beforehand."""
    unsaid = left_open(left_out, typed)
    return [
        {
            "kind": "radios",
            "name": f"{_FIELD}.{which}",
            "id": f"f-{_FIELD}.{which}",
            "label": f"Their words may leave out {one.called}: “{one.words}”. "
            "You ticked Yes to it. Did they agree to it?",
            "hint": _HINT,
            "error": _say_so(one) if is_wrong and which in unsaid else None,
            "value": [] if which in unsaid else [_yes_to(one.words)],
            "inline": False,
            "items": [
                Choice(_NO, "No: take it out, and record a no to it"),
                Choice(_yes_to(one.words), "Yes, they agreed to it all the same"),
            ],
        }
        for which, one in left_out.items()
    ]


def wrong_of(left_out: Mapping[str, ServiceLeftOut], typed: Typed) -> list[tuple[str, str]]:
    """What is said of each that was left open, and where it is asked."""
    unsaid = left_open(left_out, typed)
    return [(_say_so(left_out[which]), f"f-{_FIELD}.{which}") for which in unsaid]


def _say_so(one: ServiceLeftOut) -> str:
    return f"Say whether they agreed to {one.called}."


def _yes_to(words: str) -> str:
    """What was said of some words is said of no others."""
    return f"{_YES}.{hashlib.sha256(words.encode()).hexdigest()[:16]}"
