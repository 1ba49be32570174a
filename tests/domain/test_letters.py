"""A letter says what somebody's own page says, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from consent_service.domain.codes import codes
from consent_service.domain.letters import Letter, letter, texts
from consent_service.domain.letters.writing import KINDS
from consent_service.domain.own.counted import AFTER_A_NO
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
        "young": False,
        "agreed": [],
        "not_counted": [],
        "yes_since": [],
        "no_before": [],
        "not_decided": [],
        "said_no": [],
        "decisions": [],
        "meetings": [],
        "outcomes": [],
        "who_now": [],
        "keep_informed": None,
        "you_can_change_your_mind": "You can.",
        "if_not_safe": "We may.",
        "how_we_use": {"your_rights": "You have some."},
        "supporter": {
            "text": "You can have one.",
            "status": "You do not want someone now",
            "names": None,
            "closed": None,
            "they_may_know": None,
            "ask_again": None,
        },
        "your_word": None,
        "part_lost": None,
        "talked_to": [],
        "promises": [],
        "plans": [],
        "asked_us": [],
        "statements": [],
        "ended": [],
        "who_can_see": "You can see it.",
        **changes,
    }


def agreed(**changes: Any) -> dict[str, Any]:
    said = {"who": ["Hillside (doctor)"], "until": "2026-11-30", "you_said_no_to": []}
    return {**said, "parts": [], "your_words": [], "but": "Both.", **ABOUT, **changes}


def said_no(answer: str, who: str) -> dict[str, Any]:
    what = words("answers", answer)
    said = {"who": [who], "on": "2026-03-02", "first_on": "2026-02-01", **ABOUT}
    return {**said, "what_you_said": what, "but": None, "your_words": [f"Of {who} I said more."]}


FULL = own(
    agreed=[
        agreed(you_said_no_to=["Any school"]),
    ],
    not_counted=[
        agreed(
            who=["The dentist"],
            on="2026-03-01",
            first_on=None,
            because=words("shown_statuses", "CALLED_WRONG"),
            was_theirs=True,
        )
    ],
    yes_since=[
        agreed(
            who=["The fire service"],
            on="2026-03-05",
            first_on=None,
            because=AFTER_A_NO,
            was_theirs=True,
        )
    ],
    no_before=[said_no("REFUSED", "The fire service")],
    not_decided=[said_no("UNDECIDED", "The library")],
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
    keep_informed={"how": ["We call you"], "worker": "Priya", "next_contact": "2026-03-06"},
    your_word="Your no counts.",
    part_lost="We have lost some.",
    supporter={
        "text": "You can have one.",
        "status": "They can help you",
        "names": "Ruth Example",
        "closed": "They do not see it now.",
        "they_may_know": "They see your page, but not what you write to us",
        "ask_again": "2026-12-04",
    },
    talked_to=[
        {
            "on": "2026-03-03",
            "who": ["The midwife"],
            "about": ["John"],
            "we_asked": ["How your child is"],
            "we_told_them": ["Your child's name"],
            "why": ["To get help"],
        }
    ],
    promises=[
        {"on": "2026-03-01", "what_came_of_it": "We were late.", "in_touch_on": "2026-03-02"},
        {"on": "2026-03-11", "what_came_of_it": "We cannot see it.", "in_touch_on": None},
    ],
    plans=[
        {"on": "2026-03-05", "text": "You have one.", "look_again": "2026-03-12", "ended": "It is."}
    ],
    asked_us=[
        {
            "on": "2026-03-06",
            "you_asked": "Talk to someone",
            "your_words": "Please ring",
            "answered_on": None,
            "done": None,
        },
        {
            "on": "2026-03-06",
            "you_asked": "Get a letter",
            "your_words": None,
            "answered_on": None,
            "done": "We have done something.",
        },
        {
            "on": "2026-03-07",
            "you_asked": "Make a complaint",
            "your_words": None,
            "answered_on": "2026-03-08",
            "done": None,
        },
    ],
    statements=[
        {
            "on": "2026-03-13",
            "your_words": "I never did",
            "what_came_of_it": "We put this right.",
            "answered_on": "2026-03-14",
        }
    ],
    ended=[
        {
            "who": ["The clinic"],
            "because": "It has run out",
            "on": "2025-02-03",
            "first_on": "2025-01-02",
            "was_theirs": True,
            "your_words": ["It never began"],
            **ABOUT,
        }
    ],
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


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind not in ("NOT_REACHED", "OWN_PAGE")]
)
def test_a_letter_about_nothing_is_not_written(kind: str) -> None:
    assert letter(kind, own()) is None


def test_each_letter_has_what_it_is_about_and_not_the_rest() -> None:
    heads = {
        kind: {head for part in written(kind).parts for item in part.items for head in item.head}
        for kind in KINDS
    }
    assert heads == {
        "ANSWER_COPY": {
            *("Hillside (doctor)", "The dentist", "The library", "Elm School", "The nursery"),
            "The fire service",
        },
        "REFUSED": {"Elm School"},
        "STOPPED": {"The nursery"},
        "NEXT_STEPS": set(),
        "DECIDED": {"The police"},
        "NOT_REACHED": set(),
        "OWN_PAGE": {
            "Hillside (doctor)",
            "The dentist",
            "The fire service",
            "The library",
            "Elm School",
            "The nursery",
            "The midwife",
            "The police",
            "The clinic",
        },
    }
    (yes,) = written("ANSWER_COPY").parts[1].items
    assert dict(yes.facts)[texts.UNTIL] == date(2026, 11, 30)
    assert dict(yes.facts)[texts.BUT_NO] == ("Any school",)
    # What no check goes by stands under another heading, and says why.
    other = written("ANSWER_COPY").parts[3]
    assert other.heading == texts.NOT_COUNTED
    assert [item.lines[0].text for item in other.items] == [words("shown_statuses", "CALLED_WRONG")]


def test_the_letter_of_the_whole_page_leaves_out_nothing_of_it_but_how_we_reach_them() -> None:
    """Whoever does not read is read all that whoever reads finds there."""
    contact = [{"type": "Phone", "value": "020 0000 0000", "please": []}]
    held = set(strings(tuple(written("OWN_PAGE", own(**FULL, contact=contact)).parts)))
    page = {name: said for name, said in FULL.items() if name != "you"}
    # That somebody took part of it back, and how they said no, stands there in other words.
    assert set(strings(page)) - held <= {words("answers", "REFUSED"), words("answers", "WITHDRAWN")}
    assert not held & {"Phone", "020 0000 0000"}


def test_that_we_could_not_reach_them_says_nothing_of_why_and_is_the_same_for_everybody() -> None:
    quiet, full = written("NOT_REACHED", own()), written("NOT_REACHED")
    assert quiet == full
    assert not full.has_slip
