"""Altered receipts before three verifiers that share no code: one finding of three on each."""

from __future__ import annotations

import random
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.third import Third
from tests.ledger.altered_receipts import SOUND, Altered, altered
from tests.ledger.both_verifiers import KEY, ORIGIN, ask, comparable

#: As many as one message to the browser carries.
_AT_ONCE = 500


def agree_on(many: int, chromium: Browser, folder: Path, seed: int) -> Counter[int]:
    """How often each exit code was answered, by all three alike in all but the words."""
    context, path = chromium.new_context(), folder / "a.tlog-proof"
    third, found = Third(context.new_page()), Counter[int]()
    kept = [Altered("not at all", one) for one in SOUND]
    tried = [*kept, *islice(altered(random.Random(seed)), many)]
    sound = third.of_receipts(SOUND, ORIGIN, KEY)
    assert all(one["sound"] for one in sound)
    for first in range(0, len(tried), _AT_ONCE):
        batch = tried[first : first + _AT_ONCE]
        answers = third.of_receipts([one.data for one in batch], ORIGIN, KEY)
        for one, answer in zip(batch, answers, strict=True):
            path.write_bytes(one.data)
            assert comparable(answer) == ask(path, what="receipt"), one
            found[answer["exit_code"]] += 1
            if answer["sound"] and not one.is_signed_again:
                # What was altered shows nothing: the entry is the same, or its content is left out.
                assert answer["content"] in {None, *(each["content"] for each in sound)}, one
                assert answer | {"content": None} in [each | {"content": None} for each in sound]
    context.close()
    assert found.total() == len(SOUND) + many
    return found


def test_three_verifiers_find_the_same_in_altered_receipts(
    chromium: Browser, tmp_path: Path
) -> None:
    """A sample of the campaign's: the one that needs nothing but Python takes its time."""
    found = agree_on(30, chromium, tmp_path, seed=15)
    assert found.keys() == {0, 2, 5, 6}


@pytest.mark.campaign
def test_three_verifiers_find_the_same_in_fifteen_thousand_altered_receipts(
    chromium: Browser, tmp_path: Path
) -> None:
    """Some are sound: in one, somebody else signed as well, or what is in a line is as it was."""
    found = agree_on(15_000, chromium, tmp_path, seed=1)
    assert found.keys() == {0, 2, 5, 6}
    assert found[2] > 2_000, "most are found by what is worked out, and not by their form"
