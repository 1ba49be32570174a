"""What somebody had who has left is said of them on each page that lists it."""

from __future__ import annotations

from datetime import timedelta

from tests.api.running import Running, add_family, agree
from tests.pages.test_being_somebody import someone
from tests.pages.test_looking_at import MANAGER


def test_what_waits_for_a_manager_and_was_had_by_somebody_who_left_says_that_they_did(
    made_up: Running,
) -> None:
    """“Ira Gone has it” stood there of an enquiry that nobody does anything about."""
    family = add_family(made_up)
    made_up.record("/v1/staff", {"staff": "worker-9", "names": "Ira Gone"}, "SYSTEM_ADMIN")
    given = {"staff": "worker-9", "role": "MASH_WORKER"}
    right = made_up.record("/v1/rights", given, "SYSTEM_ADMIN")["id"]
    at = f"{family.path}/enquiries/{family.enquiry}/assignments"
    made_up.record(at, {"owner": "worker-9"})
    asked = {"scope": family.scope(), "why": "He was seen near the school twice."}
    made_up.record(f"{family.path}/decision-requests", asked)
    made_up.clock.now += timedelta(minutes=1)
    manager = someone(made_up, MANAGER)
    assert "Ira Gone has it" in manager.open("/to-look-at").text
    made_up.record(f"/v1/rights/{right}/end", {}, "SYSTEM_ADMIN")
    made_up.clock.now += timedelta(minutes=1)
    assert "Ira Gone had it, and has left" in manager.open("/to-look-at").text


def test_nobody_is_told_of_somebody_who_has_left_before_somebody_else_has_it(
    made_up: Running,
) -> None:
    """The task led to where it is put on record that they were told of them."""
    family = add_family(made_up)
    agree(made_up, family, scope=family.scope(purposes=["CIN_ASSESSMENT"]))
    made_up.record("/v1/staff", {"staff": "worker-9", "names": "Ira Gone"}, "SYSTEM_ADMIN")
    given = {"staff": "worker-9", "role": "MASH_WORKER"}
    right = made_up.record("/v1/rights", given, "SYSTEM_ADMIN")["id"]
    at = f"{family.path}/enquiries/{family.enquiry}"
    made_up.record(f"{at}/end", {"reason": "CIN_ASSESSMENT", "owner": "worker-9"})
    worker, gives = someone(made_up), f'href="/files/{family.file}/enquiries/{family.enquiry}/'
    for has_left in (False, True):
        page = worker.open(f"/files/{family.file}")
        assert "Tell this person who deals with it now" in page.text
        assert ("say first who has it now" in page.text) is has_left
        # Beside the enquiry it always stands; by the task where that comes first.
        assert page.reply.text.count(f'{gives}assignments/new"') == 1 + has_left
        if not has_left:
            made_up.record(f"/v1/rights/{right}/end", {}, "SYSTEM_ADMIN")
            made_up.clock.now += timedelta(minutes=1)
