"""Of what is to be done with an agency each list says which, as the family's page does."""

from __future__ import annotations

from datetime import timedelta

from tests.api.disclosing import disclose
from tests.api.running import Running, add_family, agree, text_of
from tests.pages.test_being_somebody import someone


def test_two_contacts_of_one_family_are_told_apart_in_the_list_of_what_is_due(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    by = text_of(made_up.clock.now + timedelta(days=1))
    for agency in ({"type": "GP", "organisation": "Hillside"}, {"type": "SCHOOL"}):
        disclose(made_up, family, agency=agency, reply_by=by)
    made_up.clock.now += timedelta(days=12)
    tasks = made_up.get("/v1/tasks").get_json()["tasks"]
    due = {one["agencies"] for one in tasks if one["code"] == "CHASE_AGENCY"}
    assert due == {"Hillside", "the school"}
    text = someone(made_up).open("/to-do?whose=all").text
    assert "Hillside" in text
    assert "The school" in text
