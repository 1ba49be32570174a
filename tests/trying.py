"""How often a property is tried: some times every day, and at length in a campaign.

Every day is for what many examples show, such as a rule that was turned round; what one family in
fifty shows is the campaign's.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, Final

import pytest
from hypothesis import settings

#: How often where a test does not say: every day, and in a campaign.
USUALLY: Final = 3
USUALLY_AT_LENGTH: Final = 400
#: What a campaign multiplies it with where a test does.
AT_LENGTH: Final = 40
_CAMPAIGN: Final = "campaign"


def at_length() -> None:
    """From now on this is a campaign; before any test is imported."""
    settings.load_profile(_CAMPAIGN)


def is_campaign() -> bool:
    """Whether everything is tried at length."""
    return settings.get_current_profile_name() == _CAMPAIGN


def tried(daily: int, *, at_length: int | None = None, **more: Any) -> settings:
    """So many examples every day; where each is dear, `at_length` says how many in a campaign."""
    long = daily * AT_LENGTH if at_length is None else at_length
    return settings(max_examples=long if is_campaign() else daily, **more)


#: By which a test is known that tries a part of its cases every day.
_IS_LONGER: Final = "is_longer_in_campaigns"


def longer_in_campaigns(test: Callable[..., None]) -> None:
    """It tries more in a campaign than every day."""
    setattr(test, _IS_LONGER, True)


def is_longer_in_campaigns(test: pytest.Item) -> bool:
    """Whether it is a property, or tries a part of its cases every day, or stands in a file that
    asks whether this is a campaign.
    """
    tries = getattr(test, "obj", None)
    is_one = any(getattr(tries, name, False) for name in ("is_hypothesis_test", _IS_LONGER))
    return is_one or hasattr(getattr(test, "module", None), is_campaign.__name__)


# A deadline measures the machine, not the code; `print_blob` lets a failure seen elsewhere be
# replayed here. In CI the same examples run each time, so that a red build means a changed program.
_is_ci = bool(os.environ.get("CI"))
settings.register_profile(
    "daily", max_examples=USUALLY, deadline=None, print_blob=True, derandomize=_is_ci
)
settings.register_profile(_CAMPAIGN, settings.get_profile("daily"), max_examples=USUALLY_AT_LENGTH)
settings.load_profile("daily")
