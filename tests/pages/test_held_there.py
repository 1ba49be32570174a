"""Whoever confirms that somebody is safe to speak to reads what another file holds of them."""

from __future__ import annotations

from tests.api.running import Running, add_family
from tests.api.test_effects import settle, waiting
from tests.api.test_elsewhere import join
from tests.pages.test_being_somebody import someone
from tests.pages.test_deciding import MANAGER
from tests.reasons import ENOUGH

THERE = "It is not known to be safe to ask them there"


def test_what_another_file_holds_of_somebody_is_read_where_it_would_be_lifted_here(
    made_up: Running,
) -> None:
    """A worker wrote that he was great with the child: nobody was shown whom he had hurt."""
    family, other = add_family(made_up), add_family(made_up)
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    made_up.record(f"{family.path}/safety", {**unsafe, "reason": "He hit her, she says."})
    join(made_up, other, other.father, family, family.father)
    safe = {"person": other.father, "safe_to_ask": True, "reason": ENOUGH}
    made_up.record(f"{other.path}/safety", safe)
    (waits,) = [one for one in waiting(made_up) if one["file"] == other.file]
    (said,) = [one["text"] for one in waits["falls"] if one["kind"] == "PERSON_NOT_SAFE"]
    assert "Another file of the authority told it (said to have harmed somebody)" in said
    # The words are read there: they are none of this file's.
    assert "He hit her" not in said
    manager = someone(made_up, MANAGER)
    here = f"/files/{other.file}/waiting/{waits['waiting']}/confirmation/new"
    page = manager.open(here)
    assert THERE in page.text
    assert f'href="/files/{family.file}"' in page.reply.text
    assert "He hit her, she says." in page.text
    made_up.record(
        f"{family.path}/safety", {**unsafe, "safe_to_ask": True, "code": "OTHER", "reason": ENOUGH}
    )
    for one in waiting(made_up):
        if one["file"] == family.file:
            assert settle(made_up, family, one["waiting"], "confirmation").status_code == 201
    assert THERE not in manager.open(here).text
