"""What the tests of the two verifiers ask, asked of the browser's as well: one finding of three.

On request, with all the changes that those tests make; what is daily is in `test_third_verifier`.
"""

# ruff: noqa: F403 - these are the others' tests, run once more

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.third import Third
from tests.ledger import both_verifiers
from tests.ledger.test_receipt_verifiers_agree import *
from tests.ledger.test_verifiers_agree import *
from tests.ledger.test_verifiers_agree_on_checkpoints import *

pytestmark = pytest.mark.campaign
# 70,000 entries are more than one message to a browser carries.
globals().pop("test_tiles_of_three_levels_are_recomputed_by_both")


@pytest.fixture(scope="module")
def third(chromium: Browser) -> Iterator[Third]:
    context = chromium.new_context()
    yield Third(context.new_page())
    context.close()


@pytest.fixture(autouse=True)
def beside_the_two(third: Third, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(both_verifiers, "OTHERS", [third])
