"""A death that one of us wrote and nobody has confirmed is said as that, and not as a fact."""

from __future__ import annotations

import pytest

from consent_service.pages.died import died_in_words


@pytest.mark.parametrize(
    ("undone", "words"),
    [
        (None, "They have died."),
        ("WAITS", "One of us wrote that they died. Nobody has confirmed it."),
        ("REFUSED", "One of us wrote that they died. Nobody has confirmed it."),
    ],
)
def test_what_waits_or_was_refused_is_no_fact(undone: str | None, words: str) -> None:
    death = {"person": "mum", "seq": 3, "undone": undone}
    adult = {"id": "mum", "also": []}
    stands = {"known": {"deaths": [death]}, "children": [], "adults": [adult]}
    assert died_in_words(stands) == {"mum": words}
