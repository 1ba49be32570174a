"""A manager reads that somebody called it an error that an enquiry was red."""

from __future__ import annotations

from tests.api.running import Running, add_family
from tests.pages.test_being_somebody import someone
from tests.pages.test_looking_at import MANAGER, links_to


def test_a_manager_is_led_to_say_why_and_to_nothing_that_is_refused(made_up: Running) -> None:
    family = add_family(made_up)
    red = {"rating": "RED", "reason": "A second bruise."}
    rated = made_up.record(f"{family.path}/enquiries/{family.enquiry}/ratings", red)
    strike = {"what_was_wrong": "Zz.", "requested_by": "STAFF"}
    corrects = {**strike, "corrects": rated["entries"][0]["seq"]}
    struck = made_up.record(f"{family.path}/corrections", corrects)
    seq = struck["entries"][0]["seq"]
    page = someone(made_up, MANAGER).open(f"/files/{family.file}/doubts/{seq}")
    assert "This lowers it from red" in page.text
    assert links_to(page, "/found-right/new", f"entry={seq}")
    # What was called wrong by mistake is recorded anew, and is not struck.
    assert not links_to(page, "/corrections/new", f"corrects={seq}")
