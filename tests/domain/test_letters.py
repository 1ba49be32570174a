"""A letter says what somebody's own page says, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from consent_service.domain.codes import codes
from consent_service.domain.letters import Letter, Said, letter, texts
from consent_service.domain.letters.writing import KINDS
from consent_service.domain.own.words import words

ABOUT = {
    "about": ["John"],
    "what": ["How your child is"],
    "why": ["To get help for your family early"],
    "how": ["We ask them"],
}


def own(**changes: Any) -> dict[str, Any]:
    """Somebody's own page on which nothing has happened yet."""
    return {
        "you": "Ann Example",
        "agreed": [],
        "said_no": [],
        "decisions": [],
        "meetings": [],
        "outcomes": [],
        "who_now": [],
        "keep_informed": None,
        "you_can_change_your_mind": "You can.",
        "if_not_safe": "We may.",
        "how_we_use": {"your_rights": "You have some."},
        "supporter": {"text": "You can have one."},
        **changes,
    }


def agreed(**changes: Any) -> dict[str, Any]:
    said = {"who": ["Hillside (doctor)"], "until": "2026-11-30", "you_said_no_to": []}
    return {**said, "partly_taken_back": False, **ABOUT, **changes}


def said_no(answer: str, who: str) -> dict[str, Any]:
    what = words("answers", answer)
    return {"who": [who], "on": "2026-03-02", "what_you_said": what, **ABOUT}


FULL = own(
    agreed=[agreed(you_said_no_to=["Any school"], partly_taken_back=True)],
    said_no=[said_no("REFUSED", "Elm School"), said_no("WITHDRAWN", "The nursery")],
    decisions=[
        {
            "on": "2026-03-04",
            "who": ["The police"],
            "about": ["John"],
            "what": ["How your child is"],
            "decision": "We decided.",
            "although": None,
            "because": "A court has asked us to",
        }
    ],
    meetings=[{"on": "2026-03-09", "about": ["John"], "text": "Please come."}],
    outcomes=[{"on": "2026-03-20", "what": "The early help team will help you"}],
    who_now=[{"on": "2026-03-21", "what": "It went on", "worker": "Priya", "team": None}],
    keep_informed={"how": ["Call me"], "worker": "Priya", "next_contact": "2026-03-06"},
)


def strings(held: Any) -> Iterator[str]:
    if isinstance(held, str):
        yield held
    elif isinstance(held, date):
        yield held.isoformat()
    elif isinstance(held, dict):
        for one in held.values():
            yield from strings(one)
    elif isinstance(held, list | tuple):
        for one in held:
            yield from strings(one)


def ours() -> set[str]:
    return {text for name, held in vars(texts).items() if name.isupper() for text in strings(held)}


def written(kind: str, page: dict[str, Any] = FULL) -> Letter:
    made = letter(kind, page)
    assert made is not None
    return made


def test_the_letters_are_those_of_the_codes() -> None:
    """But the one that a page says nothing of: with what to sign in to it."""
    assert [*KINDS, "SIGN_IN"] == list(codes("letters"))
    assert set(texts.TITLES) == set(texts.BEGINS) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_in_a_letter_that_is_not_on_their_page(kind: str) -> None:
    made = written(kind)
    assert set(strings(tuple(made[1:]))) - set(strings(FULL)) - ours() == set()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "NOT_REACHED"])
def test_a_letter_about_nothing_is_not_written(kind: str) -> None:
    assert letter(kind, own()) is None


def test_each_letter_has_what_it_is_about_and_not_the_rest() -> None:
    heads = {
        kind: {head for part in written(kind).parts for item in part.items for head in item.head}
        for kind in KINDS
    }
    assert heads == {
        "ANSWER_COPY": {"Hillside (doctor)", "Elm School", "The nursery"},
        "REFUSED": {"Elm School"},
        "STOPPED": {"The nursery"},
        "NEXT_STEPS": set(),
        "DECIDED": {"The police"},
        "NOT_REACHED": set(),
    }
    (yes,) = written("ANSWER_COPY").parts[1].items
    assert dict(yes.facts)[texts.UNTIL] == date(2026, 11, 30)
    assert dict(yes.facts)[texts.BUT_NO] == ("Any school",)
    assert Said(texts.SOME_TAKEN_BACK) in yes.lines


def test_that_we_could_not_reach_them_says_nothing_of_why_and_is_the_same_for_everybody() -> None:
    quiet, full = written("NOT_REACHED", own()), written("NOT_REACHED")
    assert quiet == full
    assert not full.has_slip
