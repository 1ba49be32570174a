"""What is no address is offered to nobody who writes a letter as one that is safe."""

from __future__ import annotations

from tests.api.running import Running, add_family, agree
from tests.pages.test_being_somebody import someone


def test_somebody_of_no_fixed_abode_is_written_to_nowhere(made_up: Running) -> None:
    """It was offered: "By post: no fixed abode (Safe to use)"."""
    family = add_family(made_up)
    agree(made_up, family)
    way = {"person": family.mother, "type": "ADDRESS", "value": "no fixed abode", "safety": "SAFE"}
    made_up.record(f"{family.path}/contact-points", way)
    page = someone(made_up).open(f"/files/{family.file}/people/{family.mother}/letters")
    assert "no fixed abode" in page.text
    assert "no fixed abode (Safe to use)" not in page.text
