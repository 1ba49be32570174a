"""What somebody said or wrote besides their answers: what it may be a no to, it holds.

Written from the text alone (edition 2026.3, 1 and 2): each word that may be a no, of one who
decides, holds the item; and nobody whose word is on record is said not to have been asked.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from tests.domain.second_family import OWN_WORDS, Family, at
from tests.domain.second_stand import OneOf, Stand

Dict = dict[str, Any]
#: What they wrote to be read by itself: no answer of the same moment is what they meant by it.
BY_ITSELF = {"asked for", "called wrong", "in a meeting"}
UNHEARD = {"NOT_ASKED", "REPORTED_NOT_CONFIRMED"}


class Beside(NamedTuple):
    """Something on record that is no answer; `open` while it may be a no, as of a `wish` it is."""

    given: Dict
    open: bool
    wish: bool = False


def with_their_words(family: Family, said: OneOf, stand: Stand, *, decides: bool) -> Stand:
    person = said.person
    beside = [*_wishes(family, person), *_words(family, person), *_denied(family, person)]
    against = stand.says == "no" or stand.holds
    if decides and not against:
        yeses = said.heard_yeses()
        for one in beside:
            if one.open and not any(_lifts(yes.given, one) for yes in yeses):
                return stand._replace(says="gap", reason="NOT_CLEAR", holds=True)
    if beside and stand.says == "gap" and stand.reason in UNHEARD:
        return stand._replace(reason="NOT_ANSWERED")
    return stand


def _wishes(family: Family, person: str) -> list[Beside]:
    """The last wish says whether they are against it."""
    if person not in family.every_child:
        return []
    every = family.wishes(person)
    return [Beside(one, one is every[-1] and one["objects"], wish=True) for one in every]


def _denied(family: Family, person: str) -> list[Beside]:
    """That they did not agree to that is a word of theirs, and heard as what they say of that one
    answer.
    """
    return [
        Beside(one, open=False)
        for said in family.facts.get("responses", ())
        if said["by"] == person
        for one in said.get("disputed", ())
        if family.known(one)
    ]


def _words(family: Family, person: str) -> list[Beside]:
    now = min(family.as_of, family.known_at)
    there = [
        one
        for one in family.facts.get("words", ())
        if one["by"] == person and family.known(one) and not one.get("not_a_no")
    ]
    return [
        Beside(one, not ("read_at" in one and at(one["read_at"]) <= now) and _goes_on(family, one))
        for one in there
        if one["door"] in BY_ITSELF or not _with_an_answer(family, one)
    ]


def _goes_on(family: Family, one: Dict) -> bool:
    """What was written for an enquiry ends with it."""
    if one["door"] in {"asked for", "called wrong", "stated", "told", "in a meeting", "a sign"}:
        return True
    now = min(family.as_of, family.known_at)
    return not any(at(when) <= now for when, _ in family.ended("E1"))


def _with_an_answer(family: Family, one: Dict) -> bool:
    """An answer of the very talk: that is what they said."""
    given = {
        said["answer"]
        for _, said in family.said()
        if said["by"] == one["by"] and not said.get("elsewhere") and _moment(said) == _moment(one)
    } - {"ASK_ATTEMPTED"}
    return bool(given) and given <= OWN_WORDS - {"UNDECIDED"}


def _lifts(yes: Dict, one: Beside) -> bool:
    if one.wish:
        return at(yes["effective_at"]) > at(one.given["effective_at"])
    # Of one moment, the yes was said with it.
    return _moment(yes) >= _moment(one.given)


def _moment(given: Dict) -> tuple[Any, Any]:
    return at(given["effective_at"]), at(given["recorded_at"])
