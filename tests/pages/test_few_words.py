"""Whoever is in a hurry reads nothing twice, and nothing that says nothing."""

from __future__ import annotations

import re

from tests.api.running import Running, add_family
from tests.pages.test_being_somebody import someone

NOT_LISTED = "not listed, or not known which"


def options(page: str) -> list[str]:
    return re.findall(r"<option[^>]*>([^<]*)</option>", page)


def test_a_kind_of_which_no_service_is_listed_is_chosen_by_its_name_alone(
    made_up: Running,
) -> None:
    """Forty lines of one list ended alike, and on a telephone none of them fitted."""
    family, browser = add_family(made_up), someone(made_up)
    page = f"/files/{family.file}/check"
    before = options(browser.open(page).reply.text)
    assert "Probation" in before
    assert f"Probation: {NOT_LISTED}" not in before
    listed = {"type": "PROBATION", "names": ["Bexhurst Probation"]}
    made_up.record("/v1/services", listed, "MASH_MANAGER")
    text = browser.open(page).reply.text
    assert {"Bexhurst Probation", f"Probation: {NOT_LISTED}"} <= set(options(text))
    assert "Probation" not in options(text)
    # Under a heading only where it says more than what stands under it.
    assert '<optgroup label="Probation">' in text
    assert '<optgroup label="Prison">' not in text
